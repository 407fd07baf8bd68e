"""The tokens of one sentence as plain lists, and which of them stand in quotation marks.

Rules of reference look at every token many times; lists of Python strings answer about ten
times as fast as spaCy's tokens.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pledgebook.reading.records import Parsed
from pledgebook.reading.tokens import printed

_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSIDE = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod"})


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One sentence: what stands where. `pos`, `dep`, `lemma` are empty strings if it was not parsed."""

    sentence: Parsed
    text: list[str]
    lower: list[str]
    pos: list[str]
    dep: list[str]
    lemma: list[str]
    head: list[int]
    quoted: list[bool]

    def __len__(self) -> int:
        return len(self.text)

    @property
    def parsed(self) -> bool:
        """Whether tags and dependencies are there."""
        return self.sentence.parsed

    def at(self, index: int) -> str:
        """The token in small letters, or nothing beyond the ends."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def capital(self, index: int) -> bool:
        """Whether the token begins with a capital letter."""
        return 0 <= index < len(self.text) and self.text[index][:1].isupper()

    def tied(self, index: int) -> bool:
        """Whether a hyphen without spaces joins the token to the one after the hyphen."""
        return (
            self.at(index + 1) in ("-", "–")
            and index + 2 < len(self)
            and not (self.sentence.doc[index].whitespace_ or self.sentence.doc[index + 1].whitespace_)
        )

    def root(self, first: int, last: int) -> int:
        """The token of a span whose head lies outside of it; the last token where nothing is parsed."""
        if not self.parsed:
            return last
        for index in range(last, first - 1, -1):
            outside = not first <= self.head[index] <= last or self.head[index] == index
            if outside and self.dep[index] not in ("punct", "case"):
                return index
        return last

    def printed(self, first: int, last: int) -> str:
        """The words of a span as the report prints them."""
        doc = self.sentence.doc
        return str(printed(doc[first : last + 1]))

    def under(self, index: int, top: int) -> bool:
        """Whether a token hangs, over others, on the token `top`."""
        steps = 0
        while self.head[index] != index and steps < len(self.head):
            index, steps = self.head[index], steps + 1
            if index == top:
                return True
        return False

    def role(self, head: int) -> str:
        """What a head does in its sentence: subject, clause (subject of a subordinate clause), object,
        owner, modifier, or other; a coordinated or apposed head does what the first one does.
        """
        if not self.parsed:
            return "subject" if head <= 2 else "other"
        steps = 0
        while self.dep[head] in ("conj", "appos") and steps < 12 and self.pos[self.head[head]] != "VERB":
            head, steps = self.head[head], steps + 1
        dep = self.dep[head]
        if dep in _SUBJECTS:
            verb = self.head[head]
            return "subject" if self.dep[verb] in ("ROOT", "conj", "parataxis") else "clause"
        if dep == "ROOT":
            return "subject"
        if dep in ("dobj", "pobj", "dative", "attr", "agent"):
            return "object"
        if dep == "poss":
            return "owner"
        return "modifier" if dep in _INSIDE else "other"


def plain(text: str) -> str:
    """A text with straight apostrophes and without accents, of the same length.

    >>> plain("l’Élysée")
    "l'Elysee"
    """
    if text.isascii():
        return text
    return "".join(_plain(c) for c in text)


def _plain(character: str) -> str:
    if character in "’‘ʼ":
        return "'"
    return unicodedata.normalize("NFD", character)[0]


def words_of(sentences: Sequence[Parsed]) -> list[Words]:
    """The sentences of a report as lists; a quotation goes on to the end of its paragraph at most."""
    views: list[Words] = []
    inside, paragraph = False, -1
    for sentence in sentences:
        if sentence.sentence.paragraph != paragraph:
            inside, paragraph = False, sentence.sentence.paragraph
        view, inside = _words(sentence, inside)
        views.append(view)
    return views


def _words(sentence: Parsed, inside: bool) -> tuple[Words, bool]:
    doc = sentence.doc
    text = [token.text for token in doc]
    quoted = []
    for word in text:
        if word in _OPENING or (word in _STRAIGHT and not inside):
            inside = True
            quoted.append(False)
            continue
        if word in _CLOSING or word in _STRAIGHT:
            inside = False
        quoted.append(inside)
    if sentence.parsed:
        pos, dep = [token.pos_ for token in doc], [token.dep_ for token in doc]
        lemma, head = [token.lemma_ for token in doc], [token.head.i for token in doc]
    else:
        pos = dep = lemma = [""] * len(text)
        head = list(range(len(text)))
    return Words(sentence, text, [word.lower() for word in text], pos, dep, lemma, head, quoted), inside
