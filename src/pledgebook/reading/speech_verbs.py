"""Verbs of speech: "X said that …", "…, said X", "X, …, was quoted as saying".

Four layouts are read: the clause of speech before what is said, after it, inside it, and a
relative clause ("the jets that Macron promised").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pledgebook.reading.closing import closing_subject, inserted_subject
from pledgebook.reading.records import Mention, MentionKind, Parsed
from pledgebook.reading.said import Said, Speech
from pledgebook.reading.sources import Source, Sources
from pledgebook.reading.speech_words import Kind, Role, SpeechWords
from pledgebook.reading.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INVERTED = ("dobj", "attr", "npadvmod", "oprd", "appos", "nsubjpass")
_FINITE = ("VBD", "VBZ", "VBP", "VBN")
_PRESENT = ("VBZ", "VBP")
_RELATIVES = frozenset({"who", "which", "that"})
_UNREAL = frozenset({"might", "may", "must", "should", "could", "to", "shall"})
_SPOKEN_TO = ("dobj", "dative", "pobj", "nsubj", "iobj", "ccomp", "agent")
_LISTENERS = frozenset({"me", "us", "them", "him", "her"})
_VOICES = (MentionKind.PERSON, MentionKind.OFFICE, MentionKind.SEAT)
_AFTER = (",", '"', "”", "’", "»", "'", "?", "!")


class VerbReader:
    """Reads the verbs of speech of one parsed sentence."""

    def __init__(
        self, parsed: Parsed, mentions: Sequence[Mention], sources: Sources, words: SpeechWords
    ) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.mentions = mentions
        self.sources = sources
        self.words = words
        self.said = Said(parsed.doc, mentions, words)

    def at(self, token: Token) -> Speech | None:
        """The clause of speech that this verb (or "known" of "let it be known") makes."""
        word, file = token.lower_, self.words.file
        if word in file.known and (maker := self._maker(token)) is not None:
            return self._spoken(maker, frozenset({Kind.SAYING}), token)
        if token.pos_ not in ("VERB", "AUX"):
            return None
        kinds = self.words.kinds.get(word)
        if kinds is None or kinds <= {Kind.DIRECTING, Kind.QUOTING}:
            closing = self._closing(token)
            if kinds is None or closing is not None:
                return closing
        if Kind.DIRECTING in kinds and self._is_inserted(token):
            kinds = frozenset({Kind.SAYING})
        if Kind.QUOTING in kinds and (passive := self._quoted_as_saying(token)) is not None:
            return passive
        return self._spoken(token, kinds, token)

    def _is_inserted(self, verb: Token) -> bool:
        """Whether a verb stands with its subject alone between commas: "Peru, *he went on*, has begun"."""
        subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if subject is None or subject.i + 1 != verb.i or subject.i == 0:
            return False
        after = verb.i + 1
        while after < len(self.doc) and self.doc[after].dep_ in ("prt", "advmod"):
            after += 1
        return after < len(self.doc) and self.doc[subject.i - 1].text == self.doc[after].text == ","

    def _spoken(self, verb: Token, kinds: frozenset[Kind], anchor: Token) -> Speech | None:
        if _unreal(verb, self.words.file.factual):
            return None
        if any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children):
            return self._passive(verb, kinds)
        if verb.tag_ == "VBN" and verb.dep_ == "acl" and any(c.dep_ == "agent" for c in verb.children):
            return self._passive(verb, kinds)
        addressed = verb.lower_ in self.words.file.addressing
        if addressed and not any(c.dep_ in _SPOKEN_TO for c in verb.rights):
            return None  # "1,100 men all told"
        apart = closing_subject(verb, self.words, addressed=addressed) or inserted_subject(verb)
        subject = apart or subject_of(verb, addressed) or self._named_beside(verb)
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
        if addressed and not source.voice:
            source = self._relayed(verb, source)
        between = self.doc[subject.i + 1 : verb.i]
        own = apart is not None or subject.head.i == verb.i or not any(t.is_punct for t in between)
        first = min(verb.i, source.first) if own and source.first >= 0 else verb.i
        helpers = [c.i for c in verb.lefts if c.dep_ in ("aux", "neg", "advmod") and c.i > first - 3]
        first = min([first, *(i for i in helpers if not any(t.is_punct for t in self.doc[i:first]))])
        last = max(anchor.i, source.last if own else anchor.i)
        return self._laid_out(verb, anchor, kinds, source, (first, last))

    def _relayed(self, verb: Token, state: Source) -> Source:
        """Who relays what a state has told him: "France has told *him* that it has nothing to spare"."""
        listener = next((c for c in verb.rights if c.lower_ in ("him", "her") and c.dep_ in _SPOKEN_TO), None)
        if listener is None:
            return state
        person = self.sources.at(self.parsed, self.mentions, listener.i)
        if person is None or not person.voice:
            return state
        return replace(person, first=state.first, last=state.last)

    def _named_beside(self, verb: Token) -> Token | None:
        """Who stands beside a verb that the model left without subject.

        "In Rome Eva Conti said", "If they agree, said Eva Conti, Italy will go".
        """
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ in ("amod", "acl"):
            return None
        at = verb.i - 1
        while at > 0 and self.doc[at].dep_ in ("aux", "advmod", "neg"):
            at -= 1
        inverted = at > 0 and self.doc[verb.i - 1].text in _AFTER
        for mention in self.mentions:
            beside = mention.first == verb.i + 1 if inverted else mention.last == at
            if beside and mention.kind in _VOICES:
                return self.doc[mention.head]
        return None

    def _closing(self, verb: Token) -> Speech | None:
        """'…, the Pentagon sniffed': any verb speaks that closes its sentence after what is said."""
        subject = closing_subject(verb, self.words, addressed=False)
        if subject is None or _unreal(verb, self.words.file.factual):
            return None
        if verb.dep_ in ("aux", "auxpass") or any(
            c.dep_ == "auxpass" and c.lemma_ == "be" for c in verb.lefts
        ):
            return None  # "had been introduced" by somebody else
        source = self.sources.at(self.parsed, self.mentions, subject.i)
        if source is None or not source.voice or self.words.role(subject.lower_) is Role.PRESS:
            return None
        first, last = source.first if 0 <= source.first < verb.i else subject.i, verb.i
        content = self.said.before(verb, source, (first, last))
        return Speech(source, verb.i, first, last, content, "indirect" if content else "direct")

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
                if saying.i + 2 >= len(self.doc):
                    said = self.said.before(verb, source, (source.first, saying.i))
                    return Speech(source, verb.i, source.first, saying.i, said, "indirect")
                end = self.said.end(saying.i)
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
        says = source.voice or Kind.SAYING in kinds
        if after is None and says and (before := self._taken_up(anchor, first)) is not None:
            return Speech(source, verb.i, first, last, (before,), "indirect", past)
        if after is None and (content := self.said.before(verb, source, clause)):
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
        end = self.said.end(verb.i, past)
        begin = verb.i if wide else start
        content = ((begin, end),) if begin <= end else ()
        return Speech(source, verb.i, first, last, content, "indirect", past)

    def _taken_up(self, verb: Token, first: int) -> tuple[int, int] | None:
        """The clause before, where that is what is said: "…, and the minister said as much"."""
        objects = [c for c in verb.children if c.dep_ in ("dobj", "advmod", "npadvmod")]
        much = any(c.lower_ == "much" and self.doc[c.i - 1].lower_ == "as" for c in objects)
        so = any(c.lower_ == "so" and abs(c.i - verb.i) == 1 for c in objects)
        it = any(c.lower_ == "it" and c.dep_ == "dobj" for c in objects)
        end = first - 1
        while end > 0 and (
            self.doc[end].is_punct
            or self.doc[end].dep_ in ("cc", "mark")
            or self.doc[end].lower_ in ("so", "or", "as")
        ):
            end -= 1
        if not (much or so or it) or end < 2 or end == first - 1:
            return None
        told = self.doc[: end + 1]
        return (0, end) if any(t.dep_ in _SUBJECTS for t in told) else None

    def _may_speak(self, source: Source, kinds: frozenset[Kind], *, clause: bool) -> bool:
        if Kind.SAYING in kinds or Kind.JUDGING in kinds:
            return True
        if source.voice:
            return bool(kinds & {Kind.ANNOUNCING, Kind.PERFORMING})
        return clause and Kind.ANNOUNCING in kinds

    def _clause_after(self, anchor: Token, source: Source) -> int | None:
        """Where a clause that is said begins, right of the verb."""
        for child in anchor.rights:
            if any(t.text == ";" for t in self.doc[anchor.i : child.left_edge.i]):
                break  # "…, he said; arms are another matter"
            if source.first <= child.left_edge.i <= source.last:
                continue  # "If they agree, said Eva Conti, Italy will go": she is given to the other verb
            if child.dep_ in ("ccomp", "xcomp") and child.i != source.last and child.left_edge.i > anchor.i:
                if child.dep_ == "xcomp" and child.pos_ not in ("VERB", "AUX"):
                    continue
                ordered = any(c.lower_ == "to" and c.dep_ == "aux" for c in child.lefts)
                if ordered and anchor.lower_ in self.words.file.addressing:
                    continue  # "has told the army to send a ship" is an order
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
            listener = anchor.lower_ in self.words.file.addressing and child.dep_ in _SPOKEN_TO
            if listener or source.first <= child.i <= source.last:
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
        """Whether a preposition opens what is said: "spoke of jets", not "spoke on Tuesday"."""
        timed = any(c.lower_ in self.words.file.times for c in preposition.children)
        return preposition.lower_ in self.words.file.speech_prepositions and not timed

    def _antecedent(self, verb: Token, source: Source) -> tuple[int, int] | None:
        """What a relative clause hands to its speaker: "the jets that Macron promised"."""
        noun = verb.head
        given = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "a frigate promised by Nikos Dendias"
        if not (verb.dep_ == "relcl" or given) or not noun.i < source.first:
            return None
        return int(noun.left_edge.i), int(noun.i)


def subject_of(verb: Token, addressed: bool = False) -> Token | None:
    """The subject of a verb, its own or one that it shares; `addressed`: its object is spoken to."""
    if (inverted := _inverted(verb, addressed)) is not None:
        return inverted
    head = verb
    for _ in range(4):
        own = [c for c in head.children if c.dep_ in _SUBJECTS]
        own = [c for c in own if c.lower_ != "each"] or own  # "Denmark and Norway have each said"
        if own:  # "It will not, Geoffrey Hoon repeated, place …": the one beside the verb
            return next((c for c in reversed(own) if c.i < head.i), own[0])
        if head.dep_ == "acl" and any(c.lower_ == "to" for c in head.lefts):
            # "He was at pains to add that …"
            above = next((a for a in head.ancestors if a.pos_ in ("VERB", "AUX")), None)
            return (
                next((c for c in above.children if c.dep_ in _SUBJECTS), None) if above is not None else None
            )
        if head.dep_ == "acl":
            return head.head
        if head.dep_ not in ("conj", "advcl", "xcomp", "ccomp", "pcomp"):
            return None
        if head.dep_ == "ccomp" and head.tag_ != "VBG":
            return None
        head = head.head
    return None


def _inverted(verb: Token, addressed: bool) -> Token | None:
    """The subject after its verb, whatever the model took it for: '"…," said Karol Nawrocki'."""
    if verb.i == 0 or verb.tag_ not in _FINITE:
        return None
    if verb.doc[verb.i - 1].text not in _AFTER and verb.doc[verb.i - 1].lower_ != "so":
        return None
    held = any(c.dep_ in _SUBJECTS for c in verb.lefts)
    first = verb.i + 1
    if addressed and first < len(verb.doc) and verb.doc[first].lower_ in _LISTENERS:
        first += 1  # "told us a counsellor of the presidency"
    elif addressed:
        return next((c for c in verb.rights if c.dep_ == "nsubj" and c.left_edge.i == first), None)
    for child in verb.rights:
        if child.left_edge.i != first:
            continue
        noun = child.pos_ in ("PROPN", "NOUN")
        if child.dep_ == "nsubj" or (noun and not held and child.dep_ in _INVERTED):
            return child
    return None


def _unreal(verb: Token, factual: frozenset[str]) -> bool:
    """A verb of speech that says that nothing was said, or not yet."""
    lefts = list(verb.lefts)
    for place, child in enumerate(lefts):
        if child.text == "," and any(c.dep_ in _SUBJECTS for c in lefts[place:]):
            lefts = lefts[place:]  # "It would not, two officials stressed, include troops"
            break
    if any(c.dep_ == "neg" for c in lefts):
        return True
    if any(c.lower_ == "to" and c.dep_ == "aux" for c in lefts):
        return verb.head.lower_ not in factual
    if any(c.lower_ in _UNREAL for c in lefts):
        return True
    return verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ != "let"
