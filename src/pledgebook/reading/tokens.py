"""The tokens of one sentence as plain objects, copied from spaCy's once.

The rules ask the tokens of a report some million questions. spaCy makes a token anew for each of them and
looks its strings up; these hold the answers. Names are spaCy's own, and mean the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc
    from spacy.tokens import Token as SpacyToken

_T = TypeVar("_T")


class Token:
    """A word with its tags and its place in the tree of its sentence. Two are equal only if they are one."""

    __slots__ = (
        "children", "dep_", "doc", "head", "i", "idx", "is_alpha", "is_currency", "is_digit", "is_punct",
        "is_quote", "is_title", "left_edge", "lemma_", "like_num", "lower_", "pos_", "right_edge", "tag_",
        "text", "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: Doc, token: SpacyToken) -> None:
        """Copies what is known of a token; its relatives are set when all of them are there."""
        self.doc = doc
        self.i: int = token.i
        self.idx: int = token.idx
        self.text: str = token.text
        self.whitespace_: str = token.whitespace_
        self.lower_: str = token.lower_
        self.lemma_: str = token.lemma_
        self.pos_: str = token.pos_
        self.tag_: str = token.tag_
        self.dep_: str = token.dep_
        self.is_alpha: bool = token.is_alpha
        self.is_currency: bool = token.is_currency
        self.is_digit: bool = token.is_digit
        self.is_punct: bool = token.is_punct
        self.is_quote: bool = token.is_quote
        self.is_title: bool = token.is_title
        self.like_num: bool = token.like_num
        self.head: Token = self
        self.left_edge: Token = self
        self.right_edge: Token = self
        self.children: Sequence[Token] = ()

    def __repr__(self) -> str:
        return f"<{self.i}: {self.text}>"

    @property
    def lefts(self) -> list[Token]:
        """The children that stand before the token."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children that stand behind the token."""
        return [child for child in self.children if child.i > self.i]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """The token and all below it, what hangs to the left of each before it."""
        found: list[Token] = []
        waiting = [(self, False)]
        while waiting:
            token, lefts_done = waiting.pop()
            if lefts_done or not token.children:
                found.append(token)
                continue
            waiting += [(child, False) for child in reversed(token.rights)]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.lefts)]
        return found

    @property
    def first_conjunct(self) -> Token:
        """The first token of the coordination that the token stands in: itself where it stands alone."""
        start = self
        while start.head is not start and start.dep_ == "conj":
            start = start.head
        return start

    @property
    def conjuncts(self) -> list[Token]:
        """The other tokens of the coordination that the token stands in."""
        found = [self.first_conjunct]
        for token in found:  # which grows meanwhile
            found += [child for child in token.rights if child.dep_ == "conj"]
        return [token for token in found if token is not self]

    def is_ancestor(self, other: Token) -> bool:
        """Whether the token stands anywhere above another."""
        return any(token is self for token in other.ancestors)

    def nbor(self, step: int = 1) -> Token:
        """The token so many places further on; IndexError beyond the ends."""
        at = self.i + step
        if at < 0:
            raise IndexError(at)
        return self.doc[at]


class Doc(list[Token]):
    """The tokens of one sentence, in order; nobody changes them. `kept` is what steps remember of it."""

    __slots__ = ("kept", "text")

    def __init__(self, doc: SpacyDoc) -> None:
        """Copies a sentence, parsed or not."""
        super().__init__(Token(self, token) for token in doc)
        self.text: str = "".join([token.text + token.whitespace_ for token in self])
        self.kept: dict[str, Any] = {}
        if doc.has_annotation("DEP"):
            self._grow(doc)

    def once(self, name: str, find: Callable[[], _T]) -> _T:
        """What a sentence has, found once and kept by a name: several steps ask for it."""
        if name not in self.kept:
            self.kept[name] = find()
        found: _T = self.kept[name]
        return found

    def _grow(self, doc: SpacyDoc) -> None:
        """Ties the tokens into the tree of the parse."""
        below: dict[Token, list[Token]] = {}
        for mine, token in zip(self, doc, strict=True):
            mine.left_edge, mine.right_edge = self[token.left_edge.i], self[token.right_edge.i]
            above = mine.head = self[token.head.i]
            if above is not mine:
                below.setdefault(above, []).append(mine)
        for above, children in below.items():
            above.children = children


def printed(tokens: Sequence[Token]) -> str:
    """The text of tokens that stand side by side, as the report prints it."""
    if not tokens:
        return ""
    *before, last = tokens
    return "".join(token.text + token.whitespace_ for token in before) + last.text
