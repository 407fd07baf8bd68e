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

    `verbs`, `words`, `none`, `denied` and `given` are lists of classes of words: one word of any class
    must stand (of `none`: must not) among the predicate's verbs with their particles and objects ("turn
    down"), in its clause, under a negation, among what it gives. `pending`: not yet done; `plain`: nothing
    denied; `past`: told in the past; `persons`: only of persons who stand for parties; `strict`: the verb
    itself, not what completes it.
    """

    set: str | None
    verbs: Lists = ()
    words: Lists = ()
    none: Lists = ()
    denied: Lists = ()
    given: Lists = ()
    persons: bool = False
    strict: bool = False
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
    joint: frozenset[str]
    schooling: frozenset[str]
    summing: frozenset[str]
    crowds: frozenset[str]
    provinces: frozenset[str]
    realms: frozenset[str]
    excepting: frozenset[str]
    others: frozenset[str]
    blocs: frozenset[str]
    former: frozenset[str]
    beneath: frozenset[str]
    foretold: frozenset[str]
    pointing: frozenset[str]
    back: frozenset[str]
    loose_after: frozenset[str]
    definite: frozenset[str]
    few: int
    few_persons: int
    most: int
    houses: frozenset[str]
    general: frozenset[str]
    fractions: dict[str, int]
    field: frozenset[str]
    classes: dict[str, frozenset[str]]
    carriers: dict[str, frozenset[str]]
    ballots: frozenset[str]
    polling: frozenset[str]
    casting: frozenset[str]
    against: frozenset[str]
    nil: frozenset[str]
    needed: frozenset[str]
    objects: dict[str, frozenset[str]]
    they: frozenset[str]
    sources: frozenset[str]
    drawing: frozenset[str]
    conferring: frozenset[str]
    holders: frozenset[str]
    sizes: frozenset[str]
    making: frozenset[str]
    growing: frozenset[str]
    composing: frozenset[str]
    totals: frozenset[str]
    staff: frozenset[str]
    joins: dict[str, tuple[str, ...]]
    named: dict[str, frozenset[str]]
    labels: dict[str, frozenset[str]]
    presence: frozenset[str]
    supposing: frozenset[str]
    hoping: frozenset[str]
    partaking: frozenset[str]
    shows: frozenset[str]
    harm: frozenset[str]
    coming: frozenset[str]
    councils: frozenset[str]
    endorsing: frozenset[str]
    urging: frozenset[str]
    handing: frozenset[str]
    resolved: frozenset[str]
    uniformed: frozenset[str]
    inclined: frozenset[str]
    openers: frozenset[str]
    approving: frozenset[str]
    margins: frozenset[str]
    choices: frozenset[str]
    agreeing: frozenset[str]
    frames: tuple[Frame, ...]


@cache
def tally_words() -> TallyWords:
    """The vocabulary of tallies, read once."""
    return read_yaml("tallies.yaml", TallyWords)
