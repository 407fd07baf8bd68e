"""The vocabulary of tallies, read from `tallies.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml

Lists = tuple[tuple[str, ...], ...]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Frame(_Frozen):
    """When a predicate puts a number of parties into a set; a set of None makes it no tally.

    `verbs`, `words`, `also`, `none` and `denied` are lists of classes of words: one word of any class
    must stand (of `none`: must not) in the predicate's verbs, in its clause, under a negation.
    """

    set: str | None
    verbs: Lists = ()
    words: Lists = ()
    also: Lists = ()
    none: Lists = ()
    denied: Lists = ()
    pending: bool = False
    plain: bool = False
    past: bool = False


class TallyWords(_Frozen):
    """The file `tallies.yaml`."""

    parties: frozenset[str]
    weak_parties: frozenset[str]
    persons: frozenset[str]
    voters: frozenset[str]
    joined: frozenset[str]
    crowds: frozenset[str]
    others: frozenset[str]
    back: frozenset[str]
    loose_after: frozenset[str]
    definite: frozenset[str]
    few: int
    few_persons: int
    most: int
    most_votes: int
    fractions: dict[str, int]
    field: frozenset[str]
    classes: dict[str, frozenset[str]]
    carriers: dict[str, frozenset[str]]
    ballots: frozenset[str]
    polling: frozenset[str]
    against: frozenset[str]
    needed: frozenset[str]
    objects: dict[str, frozenset[str]]
    holders: frozenset[str]
    making: frozenset[str]
    growing: frozenset[str]
    frames: tuple[Frame, ...]


@cache
def tally_words() -> TallyWords:
    """The vocabulary of tallies, read once."""
    return read_yaml("tallies.yaml", TallyWords)
