"""The vocabulary of reference: pronouns, descriptions, counted sets and the words around offices."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pronoun(_Strict):
    """Pronouns of one kind: `stands_for` tells which actors they can take up."""

    words: tuple[str, ...]
    number: Literal["one", "many"]
    stands_for: Literal["things", "persons", "any", "speaker"]
    owns: bool = False
    gender: Literal["m", "f"] | None = None


class Description(_Strict):
    """Nouns that take up an actor named before ("the kingdom")."""

    words: tuple[str, ...]
    sort: Literal["state", "body", "coalition"]
    fits: frozenset[str] = frozenset()
    default: tuple[str, ...] = ()


class Surroundings(_Strict):
    """Words that, before or after another, take its meaning away."""

    before: frozenset[str]
    after: frozenset[str]


class FixedName(_Strict):
    """Fixed words for an actor that is in no table ("the 27")."""

    words: tuple[str, ...]
    codes: tuple[str, ...]
    kind: Literal["name", "demonym", "people"]


class Ambiguous(_Strict):
    """A name that is something else beside certain words."""

    text: str
    unless: frozenset[str]


class OfficeWord(_Strict):
    """A further word for those who speak for an actor."""

    words: str
    kind: str


class ReferenceWords(_Strict):
    """All of `references.yaml`."""

    pronouns: tuple[Pronoun, ...]
    pairs: frozenset[str]
    descriptions: tuple[Description, ...]
    coalitions: tuple[str, ...]
    coalition_not: Surroundings
    ship_owners: dict[str, str]
    names: tuple[FixedName, ...]
    group_heads: frozenset[str]
    bare_heads: frozenset[str]
    friends: frozenset[str]
    person_heads: frozenset[str]
    numbers: dict[str, int]
    dozens: dict[str, int]
    vague: frozenset[str]
    approximate: frozenset[str]
    party_verbs: frozenset[str]
    place_prepositions: frozenset[str]
    motion_verbs: frozenset[str]
    measures: frozenset[str]
    visit_verbs: frozenset[str]
    dateline: frozenset[str]
    event_heads: frozenset[str]
    ambiguous: tuple[Ambiguous, ...]
    offices: tuple[OfficeWord, ...]
    assets: frozenset[str]
    commanders: frozenset[str]
    outsiders: frozenset[str]
    former: frozenset[str]
    modifiers: frozenset[str]
    particles: frozenset[str]
    not_names: frozenset[str]
    national_titles: dict[str, str]
    body_titles: dict[str, list[str]]
    same_title: dict[str, str]
    gendered: dict[Literal["m", "f"], frozenset[str]]
    statements: frozenset[str]
    agent_verbs: frozenset[str]


@cache
def reference_words() -> ReferenceWords:
    """The vocabulary of reference, read and checked once.

    >>> reference_words().numbers["twelve"]
    12
    """
    return read_yaml("references.yaml", ReferenceWords)
