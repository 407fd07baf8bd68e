"""Which words are said: the stretch of a sentence that a clause of speech is about.

The words are found from the order of the sentence and checked with the parse, because the
small model attaches long clauses unreliably.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.reading.records import Mention
from pledgebook.reading.sources import Source
from pledgebook.reading.speech_words import SpeechWords
from pledgebook.reading.tokens import Doc, Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_QUOTED = (",", '"', "”", "’", "'", "»", "?", "!")


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


class Said:
    """Finds what is said in one parsed sentence."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], words: SpeechWords) -> None:
        self.doc = doc
        self.mentions = mentions
        self.words = words

    def before(self, verb: Token, source: Source, clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        """What is said before a closing or inserted clause of speech, and what goes on after it."""
        first, last = clause
        if (opener := self._opener(verb, first)) is not None:
            return self.around(opener, last)
        left = next((c for c in verb.lefts if c.dep_ in ("ccomp", "parataxis")), None)
        comma = first > 1 and self.doc[first - 1].text in _QUOTED
        if first < 2 or not (comma or left is not None):
            return ()
        alone = not first <= source.first <= last  # a shared subject: "announced a week ago"
        if left is None and (alone or verb.dep_ == "acl"):
            return ()
        start = self._start(first)
        if left is not None and verb.dep_ in ("conj", "advcl") and left.left_edge.i < first:
            start = max(start, int(left.left_edge.i))
        start = self._conjunct(start, first, source)
        rest = self._rest(last)
        if start > first - 2 or (rest is None and not _has_predicate(self.doc, start, first)):
            return ()
        parts = [(start, first - 2 if comma else first - 1)]
        if rest is not None:
            parts.append(rest)
        return tuple(parts)

    def _opener(self, verb: Token, first: int) -> int | None:
        """Where "as the minister recalled" or "or so the press reported" opens."""
        at = first - 1
        if at < 0 or self.doc[at].lower_ not in ("as", "so") or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
            return None
        told = any(c.dep_ in ("dobj", "xcomp", "acomp", "ccomp") for c in verb.rights)
        if told and verb.lower_ not in self.words.file.addressing:
            return None  # "as the president announced a package"
        if at and self.doc[at - 1].lower_ == "or":
            at -= 1
        return at if not at or self.doc[at - 1].text in _QUOTED else None

    def end(self, verb: int, past: bool = True) -> int:
        """The last token of what is said after a verb: up to a clause of the report's own."""
        size = len(self.doc)
        token = self.doc[verb]
        limit = int(token.right_edge.i) if token.dep_ in ("relcl", "acl", "advcl", "pcomp") else size - 1
        for index in range(verb + 1, limit + 1):
            here = self.doc[index]
            if here.text == ";" and not (past and self._goes_on(index)):
                return index - 1
            contrast = here.lower_ in self.words.file.contrast and self.doc[index - 1].text == ","
            if past and contrast and self._own_clause(index) and not self._backed(index):
                return index - 2
            if here.dep_ == "conj" and here.head.i == verb and self._new_statement(here):
                return max(verb, _coordinator(here) - 1)
        return limit

    def _goes_on(self, mark: int) -> bool:
        """Whether the clause after a semicolon is in backshift and nobody else's speech."""
        end = next((t.i for t in self.doc[mark + 1 :] if t.text == ";"), len(self.doc))
        clause = self.doc[mark + 1 : end]
        shifted = any(t.lower_ in self.words.file.backshift and t.tag_ == "MD" for t in clause)
        return shifted and not any(self.words.is_speech(t.lower_) for t in clause)

    def _goes_on_about(self, mark: int) -> bool:
        """Whether the clause after a semicolon says more of the same: "…, he said; *it was* prepared to"."""
        if mark + 1 == len(self.doc):
            return False
        first = self.doc[mark + 1]
        verb = first.head
        past = verb.tag_ == "VBD" or any(t.tag_ == "VBD" or t.lower_ == "would" for t in verb.children)
        return first.lower_ in ("it", "they") and first.dep_ in _SUBJECTS and past

    def around(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
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

    def _conjunct(self, start: int, first: int, source: Source) -> int:
        """Where the clause begins that a closing "…, X said" is about.

        "Spain is ready, but Greece will not go, its minister said": the Greek minister speaks
        of the last clause only, because its subject is his own country and the first one's is not.
        """
        if not source.codes:
            return start
        subjects = [t.i for t in self.doc[start:first] if t.dep_ in _SUBJECTS and self._codes(t.i)]
        if len(subjects) < 2 or self._codes(subjects[-1]) != source.codes:
            return start
        if any(self._codes(i) == source.codes for i in subjects[:-1]):
            return start
        for index in range(subjects[-1] - 1, subjects[-2], -1):
            word = self.doc[index]
            if word.dep_ in ("cc", "mark") and self.doc[index - 1].text == ",":
                return index + 1
        return start

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
                return (index + 1, size - 1) if self._goes_on_about(index) else None
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

    def _codes(self, index: int) -> tuple[str, ...]:
        return next((m.codes for m in self.mentions if m.first <= index <= m.last and m.codes), ())


def _coordinator(conjunct: Token) -> int:
    """Where the words that join a conjunct begin: its subject's, or the "and" before."""
    index = int(conjunct.left_edge.i)
    while index > 0 and (conjunct.doc[index - 1].dep_ == "cc" or conjunct.doc[index - 1].is_punct):
        index -= 1
    return index


def _has_predicate(doc: Doc, start: int, end: int) -> bool:
    return end - start > 2 or any(t.pos_ in ("VERB", "AUX") for t in doc[start:end])
