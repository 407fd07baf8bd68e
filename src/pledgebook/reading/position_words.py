"""The vocabulary of positions, read from `positions.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    verbs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    adjectives: dict[str, list[str]]
    against: list[str]
    favour: list[str]
    threats: list[str]
    needed: list[str]
    presence: list[str]
    afloat: list[str]
    outsiders: list[str]
    foreign: list[str]
    again: list[str]
    plans: list[str]
    asked: list[str]
    doings: list[str]
    texts: list[str]
    making: list[str]
    undoing: list[str]
    lacks: list[str]
    views: list[str]
    opponents: dict[str, list[str]]
    loose: list[str]
    firm: list[str]
    blows: list[str]
    own_bodies: list[str]
    services: list[str]
    forces: list[str]
    binding: list[str]
    leavings: list[str]
    assured: list[str]


@dataclass(frozen=True, slots=True)
class PositionWords:
    """The file `positions.yaml`, its verbs keyed by their first word, the longest wording first."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    nouns: Mapping[str, str]
    adjectives: Mapping[str, str]
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
    opponents: Mapping[str, frozenset[str]]
    loose: frozenset[str]
    firm: frozenset[str]
    blows: frozenset[str]
    own_bodies: frozenset[str]
    services: frozenset[str]
    forces: frozenset[str]
    binding: frozenset[str]
    leavings: frozenset[str]
    assured: frozenset[str]


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
        against=frozenset(data.against),
        favour=frozenset(data.favour),
        threats=frozenset(data.threats),
        needed=frozenset(data.needed),
        presence=frozenset(data.presence),
        afloat=frozenset(data.afloat),
        outsiders=frozenset(data.outsiders),
        foreign=frozenset(data.foreign),
        again=frozenset(data.again),
        plans=frozenset(data.plans),
        asked=frozenset(data.asked),
        doings=frozenset(data.doings),
        texts=frozenset(data.texts),
        making=frozenset(data.making),
        undoing=frozenset(data.undoing),
        lacks=frozenset(data.lacks),
        views=frozenset(data.views),
        loose=frozenset(data.loose),
        firm=frozenset(data.firm),
        blows=frozenset(data.blows),
        own_bodies=frozenset(data.own_bodies),
        services=frozenset(data.services),
        forces=frozenset(data.forces),
        binding=frozenset(data.binding),
        leavings=frozenset(data.leavings),
        assured=frozenset(data.assured),
        opponents={code: frozenset(codes) for code, codes in data.opponents.items()},
    )
