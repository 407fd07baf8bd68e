"""Clauses of speech in one parsed sentence: who speaks, and which words are spoken.

Four layouts are read: "X said that …", "…, X said" (or "said X"), "…, X said, …", and phrases
such as "according to X". The words that are said are found from the order of the sentence and
checked with the parse, because the small model attaches long clauses unreliably.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pledgebook.reading.records import Mention, Parsed
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech_words import Kind, Role, SpeechWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INVERTED = ("dobj", "attr", "npadvmod", "oprd", "appos", "nsubjpass")
_RELATIVES = frozenset({"who", "which", "that"})
_UNREAL = frozenset({"might", "may", "must", "should", "could", "to", "shall"})
_PRESENT = ("VBZ", "VBP")


@dataclass(frozen=True, slots=True)
class Speech:
    """A clause of speech: tokens `first` to `last` say who speaks, `content` what is said.

    `content` holds token ranges, both ends included; it is empty where only quotation marks
    can tell what is said. `past` is whether "would" after it goes on with the speech.
    """

    source: Source
    verb: int
    first: int
    last: int
    content: tuple[tuple[int, int], ...]
    rule: str
    past: bool = True


def find_speech(
    parsed: Parsed, mentions: Sequence[Mention], sources: Sources, words: SpeechWords
) -> list[Speech]:
    """The clauses of speech of a parsed sentence, in order. `sources` learns who spoke."""
    reader = _Reader(parsed, mentions, sources, words)
    found: list[Speech] = []
    for token in parsed.doc:
        speech = reader.at(token)
        if speech is not None:
            found.append(speech)
            sources.remember(speech.source)
    return found


class _Reader:
    def __init__(
        self, parsed: Parsed, mentions: Sequence[Mention], sources: Sources, words: SpeechWords
    ) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.mentions = mentions
        self.sources = sources
        self.words = words

    def at(self, token: Token) -> Speech | None:
        """The clause of speech that this token makes, if it makes one."""
        word, file = token.lower_, self.words.file
        if word in ("according", "per", "as"):
            return self._according(token)
        if word in file.views:
            return self._view(token)
        if word in file.citing and token.dep_ in ("advcl", "acl", "prep", "xcomp", "conj"):
            return self._citing(token)
        if self.words.role(word) is Role.DOCUMENT and token.dep_ == "dobj":
            return self._following(token)
        if word in file.known and (maker := self._maker(token)) is not None:
            return self._spoken(maker, frozenset({Kind.SAYING}), token)
        kinds = self.words.kinds.get(word)
        if kinds is None or token.pos_ not in ("VERB", "AUX"):
            return None
        if Kind.QUOTING in kinds and (passive := self._quoted_as_saying(token)) is not None:
            return passive
        return self._spoken(token, kinds, token)

    def _following(self, document: Token) -> Speech | None:
        """"X made the following statement": the quotes of the next paragraphs are X's."""
        verb = document.head
        announced = any(c.lower_ in ("following", "this") for c in document.lefts)
        subject = _subject(verb) if verb.lower_ in self.words.file.statement_verbs and announced else None
        if subject is None:
            return None
        source = self.sources.at(self.parsed, self.mentions, subject.i)
        if source is None:
            return None
        return Speech(source, verb.i, source.first, document.i, (), "statement")

    # -- verbs ---------------------------------------------------------------------------

    def _spoken(self, verb: Token, kinds: frozenset[Kind], anchor: Token) -> Speech | None:
        if _unreal(verb, self.words.file.factual):
            return None
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
            return self._passive(verb, kinds)
        subject = _subject(verb)
        if subject is None:
            return None
        if subject.lower_ in _RELATIVES and subject.head.i == verb.i:
            if verb.dep_ != "relcl":
                return None
            subject = verb.head
        if subject.head.i == verb.i and subject.i < verb.i:
            subject = self._nearer(subject, verb)
        if self.words.role(subject.lower_) is Role.PRESS:
            return None
        source = self.sources.at(self.parsed, self.mentions, subject.i)
        if source is None:
            return None
        between = self.doc[subject.i + 1 : verb.i]
        own = subject.head.i == verb.i or not any(t.is_punct for t in between)
        first = min(verb.i, source.first) if own and source.first >= 0 else verb.i
        helpers = [c.i for c in verb.lefts if c.dep_ in ("aux", "neg", "advmod") and c.i > first - 3]
        first = min([first, *helpers])
        last = max(anchor.i, source.last if own else anchor.i)
        return self._laid_out(verb, anchor, kinds, source, (first, last))

    def _nearer(self, subject: Token, verb: Token) -> Token:
        """The noun beside the verb, where the model reached over a colon for the subject."""
        between = self.doc[subject.i + 1 : verb.i]
        if not any(t.text in (":", ";") for t in between):
            return subject
        beside = [t for t in between if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return beside[-1] if beside else subject

    def _passive(self, verb: Token, kinds: frozenset[Kind]) -> Speech | None:
        if not kinds & {Kind.SAYING, Kind.ANNOUNCING, Kind.PERFORMING}:
            return None
        for child in verb.children:
            if child.dep_ == "agent":
                for inner in child.children:
                    source = self.sources.at(self.parsed, self.mentions, inner.i)
                    if source is not None and self.words.role(inner.lower_) is not Role.PRESS:
                        return self._laid_out(verb, verb, kinds, source, (verb.i, source.last))
        return None

    def _quoted_as_saying(self, verb: Token) -> Speech | None:
        subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if subject is None:
            return None
        for index in range(verb.i + 1, min(verb.i + 8, len(self.doc))):
            if self.doc[index].lower_ == "as" and index + 1 < len(self.doc):
                saying = self.doc[index + 1]
                source = self.sources.at(self.parsed, self.mentions, subject.i)
                if source is None or not self.words.is_speech(saying.lower_):
                    return None
                end = self._end(saying.i)
                content = ((saying.i + 1, end),) if saying.i < end else ()
                return Speech(source, verb.i, source.first, saying.i, content, "indirect")
        return None

    def _maker(self, known: Token) -> Token | None:
        """The verb of "let it be known that", "made clear that"."""
        head = known
        for _ in range(3):
            if head.lower_ in self.words.file.makers:
                return head
            head = head.head
        return None

    def _laid_out(
        self, verb: Token, anchor: Token, kinds: frozenset[Kind], source: Source, clause: tuple[int, int]
    ) -> Speech | None:
        first, last = clause
        if Kind.JUDGING in kinds and any(c.lower_ in self.words.file.calling for c in anchor.rights):
            kinds = frozenset({Kind.PERFORMING})
        past = verb.tag_ not in _PRESENT or any(c.tag_ == "VBD" for c in verb.lefts)
        after = self._clause_after(anchor, source)
        if after is None and (content := self._before(verb, source, clause)):
            if not self._may_speak(source, kinds, clause=True):
                return None
            return Speech(source, verb.i, first, last, content, "indirect", past)
        start = after if after is not None else self._object(anchor, kinds, source)
        if start is None and (relative := self._antecedent(verb, source)) is not None:
            known = self._may_speak(source, kinds, clause=False)
            return Speech(source, verb.i, first, last, (relative,), "indirect", past) if known else None
        if start is None or not self._may_speak(source, kinds, clause=after is not None):
            direct = Kind.DIRECTING in kinds or self.words.is_speech(anchor.lower_)
            return Speech(source, verb.i, first, last, (), "direct", past) if direct else None
        wide = source.voice and bool(kinds & {Kind.ANNOUNCING, Kind.PERFORMING})
        end = self._end(verb.i, past)
        begin = verb.i if wide else start
        content = ((begin, end),) if begin <= end else ()
        return Speech(source, verb.i, first, last, content, "indirect", past)

    def _may_speak(self, source: Source, kinds: frozenset[Kind], *, clause: bool) -> bool:
        if Kind.SAYING in kinds or Kind.JUDGING in kinds:
            return True
        if source.voice:
            return bool(kinds & {Kind.ANNOUNCING, Kind.PERFORMING})
        return clause and Kind.ANNOUNCING in kinds

    def _clause_after(self, anchor: Token, source: Source) -> int | None:
        """Where a clause that is said begins, right of the verb."""
        for child in anchor.rights:
            if child.dep_ in ("ccomp", "xcomp") and child.i != source.last and child.left_edge.i > anchor.i:
                if child.dep_ == "xcomp" and child.pos_ not in ("VERB", "AUX"):
                    continue
                return int(child.left_edge.i)
        for token in self.doc[anchor.i + 1 : anchor.i + 9]:
            if token.lower_ in ("that", "whether") and (token.dep_ == "mark" or token.tag_ == "IN"):
                return int(token.i)
            if token.is_punct:
                break
        return None

    def _object(self, anchor: Token, kinds: frozenset[Kind], source: Source) -> int | None:
        """Where a noun phrase that is said begins: "said no to …", "spoke of …", "promised jets"."""
        known = source.role is not None and source.role is not Role.DOCUMENT
        if anchor.lower_ in self.words.file.clause_only or not known:
            return None
        judged = False
        start: int | None = None
        for child in anchor.rights:
            if source.first <= child.i <= source.last:
                continue
            if child.dep_ in ("dobj", "intj", "attr", "oprd", "acomp", "advcl", "dative") and start is None:
                start = int(child.left_edge.i)
            if start is None and child.dep_ == "prep" and self._opens_speech(child):
                start = int(child.i)
            judged |= child.dep_ in ("oprd", "acomp", "xcomp", "ccomp", "attr") or child.lower_ == "as"
        if kinds == frozenset({Kind.JUDGING}) and not judged and not source.voice:
            return None
        return start

    def _opens_speech(self, preposition: Token) -> bool:
        """"spoke of jets", but not "spoke on Tuesday"."""
        timed = any(c.lower_ in self.words.file.times for c in preposition.children)
        return preposition.lower_ in self.words.file.speech_prepositions and not timed

    def _antecedent(self, verb: Token, source: Source) -> tuple[int, int] | None:
        """What a relative clause hands to its speaker: "the jets that Macron promised"."""
        noun = verb.head
        if verb.dep_ != "relcl" or not noun.i < source.first:
            return None
        return int(noun.left_edge.i), int(noun.i)

    def _before(self, verb: Token, source: Source, clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        """What is said before a closing or inserted clause of speech, and what goes on after it."""
        first, last = clause
        left = next((c for c in verb.lefts if c.dep_ in ("ccomp", "parataxis")), None)
        comma = first > 1 and self.doc[first - 1].text in (",", '"', "”", "’", "'", "»", "?", "!")
        if first < 2 or not (comma or left is not None):
            return ()
        alone = not first <= source.first <= last  # a shared subject: "announced a week ago"
        if left is None and (alone or verb.dep_ == "acl"):
            return ()
        start = self._start(first)
        if left is not None and verb.dep_ in ("conj", "advcl") and left.left_edge.i < first:
            start = max(start, int(left.left_edge.i))
        rest = self._rest(last)
        if start > first - 2 or (rest is None and not _has_predicate(self.doc, start, first)):
            return ()
        parts = [(start, first - 2 if comma else first - 1)]
        if rest is not None:
            parts.append(rest)
        return tuple(parts)

    def _start(self, first: int) -> int:
        for index in range(first - 1, 0, -1):
            if self.doc[index].text == ";":
                return index + 1
        return 0

    def _rest(self, last: int) -> tuple[int, int] | None:
        """The speech that an inserted "X said" interrupts, from the comma after it."""
        size = len(self.doc)
        for index in range(last + 1, size):
            token = self.doc[index]
            if token.text == ":" and index + 1 < size:
                return index + 1, size - 1
            if token.text == ";":
                return None
            if token.text != "," or index + 2 >= size:
                continue
            following = self.doc[index + 1]
            if following.tag_ in ("WP", "WDT", "WP$", "VBG", "WRB") or following.dep_ == "appos":
                return None
            if following.head.dep_ == "appos" or following.is_quote:
                return None
            if following.lower_ in self.words.file.contrast and self._own_clause(index + 1):
                return None
            return index + 1, size - 1
        return None

    def _own_clause(self, index: int) -> bool:
        """Whether a contrast opens the report's own words: a new subject, no backshift."""
        subject = next((t for t in self.doc[index + 1 : index + 10] if t.dep_ in _SUBJECTS), None)
        if subject is None or subject.pos_ == "PRON":
            return False
        clause = [subject.head, *subject.head.children]
        return not any(t.lower_ in self.words.file.backshift for t in clause)

    def _end(self, verb: int, past: bool = True) -> int:
        """The last token of what is said after a verb: up to a clause of the report's own."""
        size = len(self.doc)
        token = self.doc[verb]
        limit = int(token.right_edge.i) if token.dep_ in ("relcl", "acl", "advcl", "pcomp") else size - 1
        for index in range(verb + 1, limit + 1):
            here = self.doc[index]
            if here.text == ";":
                return index - 1
            contrast = here.lower_ in self.words.file.contrast and self.doc[index - 1].text == ","
            if past and contrast and self._own_clause(index) and not self._backed(index):
                return index - 2
            if here.dep_ == "conj" and here.head.i == verb and self._new_statement(here):
                return max(verb, _coordinator(here) - 1)
        return limit

    def _backed(self, index: int) -> bool:
        """Whether a contrast belongs to the speech: "was ready, although it was open to …"."""
        subject = next((t for t in self.doc[index + 1 : index + 10] if t.dep_ in _SUBJECTS), None)
        return subject is not None and subject.head.tag_ == "VBD"

    def _new_statement(self, conjunct: Token) -> bool:
        own = any(c.dep_ in _SUBJECTS for c in conjunct.children)
        shifted = any(c.lower_ in self.words.file.backshift for c in conjunct.children)
        if self.words.is_speech(conjunct.lower_):
            return True
        return not shifted and (own or conjunct.tag_ == "VBD")

    # -- phrases -------------------------------------------------------------------------

    def _according(self, token: Token) -> Speech | None:
        for form in self.words.file.according:
            end = token.i + len(form)
            if tuple(t.lower_ for t in self.doc[token.i : end]) != form or end >= len(self.doc):
                continue
            noun = next((t for t in self.doc[end : end + 12] if t.dep_ == "pobj"), None)
            if noun is None:
                return None
            source = self.sources.at(self.parsed, self.mentions, noun.i)
            if source is None:
                return None
            last = max(source.last, end - 1)
            return Speech(source, token.i, token.i, last, self._around(token.i, last), "according_to")
        return None

    def _view(self, token: Token) -> Speech | None:
        """"in X's view", "in the words of X", and '"…" were his words'."""
        owner = next((c for c in token.children if c.dep_ == "poss"), None)
        if owner is None:
            of = next((c for c in token.children if c.lower_ == "of"), None)
            owner = next(iter(of.children), None) if of is not None else None
        if owner is None:
            return None
        inside = token.head.lower_ in ("in", "by") and token.dep_ == "pobj"
        linked = token.head.lower_ in self.words.file.quote_links
        if not inside and not (linked and token.lower_ in self.words.file.quote_nouns):
            return None
        source = self.sources.at(self.parsed, self.mentions, owner.i)
        if source is None:
            return None
        first, last = min(token.head.i, owner.i), max(token.i, source.last)
        if linked and not inside:
            return Speech(source, token.i, first, last, (), "direct")
        return Speech(source, token.i, first, last, self._around(first, last), "according_to")

    def _citing(self, token: Token) -> Speech | None:
        """"…, Reuters reported, citing three officials": the officials."""
        cited = next((c for c in token.rights if c.dep_ in ("dobj", "pobj")), None)
        if cited is None:
            return None
        source = self.sources.at(self.parsed, self.mentions, cited.i)
        if source is None:
            return None
        content: tuple[tuple[int, int], ...] = ((0, len(self.doc) - 1),)
        return Speech(source, token.i, token.i, source.last, content, "according_to")

    def _around(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """The clause around a phrase: the sentence between semicolons, or its own conjunct."""
        start, end = self._start(first), len(self.doc) - 1
        for index in range(last + 1, len(self.doc)):
            if self.doc[index].text == ";":
                end = index - 1
                break
        before = self.doc[first - 1] if first else None
        if before is not None and before.text == "," and first > 1:
            before = self.doc[first - 2]
        if before is not None and before.dep_ == "cc":
            start = before.i
        parts = [(start, first - 1), (last + 1, end)]
        return tuple((a, b) for a, b in parts if a <= b and any(t.is_alpha for t in self.doc[a : b + 1]))


def _subject(verb: Token) -> Token | None:
    """The subject of a verb, its own or one that it shares."""
    if (inverted := _inverted(verb)) is not None:
        return inverted
    head = verb
    for _ in range(4):
        own = next((c for c in head.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return own
        if head.dep_ == "acl":
            return head.head
        if head.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "pcomp"):
            return None
        if head.dep_ == "ccomp" and head.tag_ != "VBG":
            return None
        head = head.head
    return None


def _inverted(verb: Token) -> Token | None:
    """The subject after its verb, whatever the model took it for: '"…," said Karol Nawrocki'."""
    if verb.i == 0 or verb.doc[verb.i - 1].text not in (",", '"', "”", "’", "»", "'", "?", "!"):
        return None
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return None
    held = any(c.dep_ in _SUBJECTS for c in verb.lefts)
    for child in verb.rights:
        if child.left_edge.i != verb.i + 1:
            continue
        noun = child.pos_ in ("PROPN", "NOUN")
        if child.dep_ == "nsubj" or (noun and not held and child.dep_ in _INVERTED):
            return child
    return None


def _unreal(verb: Token, factual: frozenset[str]) -> bool:
    """A verb of speech that says that nothing was said, or not yet."""
    if any(c.dep_ == "neg" for c in verb.lefts):
        return True
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts):
        return verb.head.lower_ not in factual
    if any(c.lower_ in _UNREAL for c in verb.lefts):
        return True
    return verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ != "let"


def _coordinator(conjunct: Token) -> int:
    """Where the words that join a conjunct begin: its subject's, or the "and" before."""
    index = int(conjunct.left_edge.i)
    while index > 0 and (conjunct.doc[index - 1].dep_ == "cc" or conjunct.doc[index - 1].is_punct):
        index -= 1
    return index


def _has_predicate(doc: Doc, start: int, end: int) -> bool:
    return end - start > 2 or any(t.pos_ in ("VERB", "AUX") for t in doc[start:end])
