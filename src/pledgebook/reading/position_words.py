"""The vocabulary of positions, read from `positions.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml


class _Words(BaseModel):
    """Plain lists of words, as they stand in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    against: frozenset[str]
    favour: frozenset[str]
    threats: frozenset[str]
    needed: frozenset[str]
    presence: frozenset[str]
    afloat: frozenset[str]
    outsiders: frozenset[str]
    foreign: frozenset[str]
    again: frozenset[str]
    plans: frozenset[str]
    asked: frozenset[str]
    doings: frozenset[str]
    texts: frozenset[str]
    making: frozenset[str]
    undoing: frozenset[str]
    lacks: frozenset[str]
    views: frozenset[str]
    loose: frozenset[str]
    firm: frozenset[str]
    blows: frozenset[str]
    own_bodies: frozenset[str]
    services: frozenset[str]
    forces: frozenset[str]
    binding: frozenset[str]
    leavings: frozenset[str]
    assured: frozenset[str]
    opponents: dict[str, frozenset[str]]


class _File(_Words):
    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    adjectives: dict[str, list[str]]


class PositionWords(_Words):
    """The file `positions.yaml`, its verbs keyed by their first word, the longest wording first."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]


@cache
def position_words() -> PositionWords:
    """The vocabulary of positions, read once a process."""
    data = read_yaml("positions.yaml", _File)
    kinds: dict[tuple[str, ...], set[str]] = {}
    for kind, entries in data.verbs.items():
        for entry in entries:
            kinds.setdefault(tuple(entry.split()), set()).add(kind)
    verbs: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for words, found in sorted(kinds.items(), key=lambda item: -len(item[0])):
        verbs.setdefault(words[0], []).append((words, frozenset(found)))
    return PositionWords(
        verbs={first: tuple(entries) for first, entries in verbs.items()},
        nouns={word: kind for kind, words in data.nouns.items() for word in words},
        adjectives={word: kind for kind, words in data.adjectives.items() for word in words},
        **{name: getattr(data, name) for name in _Words.model_fields},
    )
