"""The vocabulary of contributions and operators, compiled once for matching against tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from pledgebook.codebook.load import read_yaml

MONEY = "MONEY"
ACTOR = "ACTOR"
# Contributions that say little: they give way where something is said of their kind.
VAGUE = ("force_unspecified", "security_guarantee")


class _Frame(BaseModel):
    model_config = ConfigDict(extra="forbid")
    verb: str
    object: list[str] = Field(default_factory=list)


class _Cues(BaseModel):
    model_config = ConfigDict(extra="forbid")
    nouns: list[str] = Field(default_factory=list)
    weak: list[str] = Field(default_factory=list)
    verbs: list[_Frame] = Field(default_factory=list)


class _Words(BaseModel):
    """Plain lists of words, as they stand in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _CueWords(_Words):
    containers: frozenset[str]
    hard: frozenset[str]
    security: frozenset[str]
    topics: frozenset[str]
    payment: frozenset[str]
    events: frozenset[str]
    trades: frozenset[str]
    craft: frozenset[str]
    staged: frozenset[str]
    gatherings: frozenset[str]
    loose: frozenset[str]
    armed_groups: frozenset[str]
    ballots: frozenset[str]
    electing: frozenset[str]
    ages: frozenset[str]
    disasters: frozenset[str]
    conflict: frozenset[str]
    home: frozenset[str]
    pundits: frozenset[str]
    trading: frozenset[str]
    in_place: frozenset[str]


class _CueFile(_CueWords):
    cues: dict[str, _Cues]
    spelling: dict[str, str]


class _OperatorWords(_Words):
    negations: frozenset[str]
    coming: frozenset[str]
    keeping: frozenset[str]
    object_control: frozenset[str]
    instruments: frozenset[str]
    others: frozenset[str]
    hostile: frozenset[str]
    hypothetical: frozenset[str]
    force_nouns: frozenset[str]
    letting: frozenset[str]
    denials: frozenset[str]
    elsewhere: frozenset[str]
    raising: frozenset[str]
    winning: frozenset[str]
    seeing: frozenset[str]
    granting: frozenset[str]
    redeeming: frozenset[str]
    taken: frozenset[str]
    companions: frozenset[str]
    decided: frozenset[str]
    approving: frozenset[str]
    legislatures: frozenset[str]
    executives: frozenset[str]
    others_acting: frozenset[str]
    retaining: frozenset[str]
    possessing: frozenset[str]
    leaving: frozenset[str]
    no_decision: frozenset[str]
    joining: frozenset[str]
    going: frozenset[str]
    returning: frozenset[str]
    homes: frozenset[str]
    setting_out: frozenset[str]
    taken_back: frozenset[str]
    planned: frozenset[str]
    handing: frozenset[str]
    ahead: frozenset[str]
    calendar: frozenset[str]
    talking: frozenset[str]
    preventing: frozenset[str]
    handovers_to_states: frozenset[str]
    handovers: frozenset[str]
    doubles: frozenset[str]
    relieving: frozenset[str]
    promising: frozenset[str]
    ordering: frozenset[str]
    renewing: frozenset[str]
    handing_over: frozenset[str]
    coming_back: frozenset[str]
    helping: frozenset[str]
    backing: frozenset[str]
    remaining: frozenset[str]
    scant: frozenset[str]


class _OperatorFile(_OperatorWords):
    verbs: dict[str, list[str]]
    adjectives: dict[str, list[str]]
    nouns: dict[str, list[str]]
    modals: dict[str, list[str]]
    idioms: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A noun phrase that names a contribution; `weak` ones need a giving verb beside them."""

    words: tuple[str, ...]
    contribution: str
    weak: bool


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """A verb (and particle or light object) that is a contribution, and the objects it needs."""

    words: tuple[str, ...]
    contribution: str
    objects: frozenset[str]


class Operators(_OperatorWords):
    """Operator classes by word; verbs may carry a particle or an object as further words."""

    verbs: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    adjectives: Mapping[str, str]
    nouns: Mapping[str, str]
    modals: Mapping[str, str]
    # by their longest word, each with its rank among all
    idioms: Mapping[str, Sequence[tuple[int, tuple[str, ...], str]]]


class Vocabulary(_CueWords):
    """Everything that the reader looks words up in, apart from actors.

    `nouns` and `frames` are keyed by their first word; `gate` holds every surface form of a word
    that makes a sentence worth parsing.
    """

    nouns: Mapping[str, tuple[NounEntry, ...]]
    frames: Mapping[str, tuple[VerbFrame, ...]]
    spelling: Mapping[str, str]
    operators: Operators
    gate: frozenset[str]

    def norm(self, word: str) -> str:
        """A word in lower case and in the vocabulary's spelling (`Defense` is `defence`)."""
        word = word.lower()
        if (known := self.spelling.get(word)) is not None:
            return known
        return word[:-3] + "ise" if word.endswith("ize") and len(word) > 5 else word


_PARTICLES = frozenset({
    "at", "away", "back", "down", "for", "from", "in", "into", "off", "on", "out", "over", "to", "up", "with",
})  # fmt: skip


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the codebook's data files; read once a process."""
    cue_file = read_yaml("cues.yaml", _CueFile)
    operators = _operators(read_yaml("operators.yaml", _OperatorFile))
    nouns: dict[str, list[NounEntry]] = {}
    frames: dict[str, list[VerbFrame]] = {}
    for contribution, cues in cue_file.cues.items():
        for text, weak in [(t, False) for t in cues.nouns] + [(t, True) for t in cues.weak]:
            words = tuple(text.split())
            nouns.setdefault(words[0], []).append(NounEntry(words, contribution, weak))
        for frame in cues.verbs:
            words = tuple(frame.verb.split())
            frames.setdefault(words[0], []).append(VerbFrame(words, contribution, frozenset(frame.object)))
    return Vocabulary(
        nouns={w: tuple(sorted(es, key=lambda e: -len(e.words))) for w, es in nouns.items()},
        frames={w: tuple(sorted(fs, key=lambda f: -len(f.words))) for w, fs in frames.items()},
        **_plain(cue_file, _CueWords),
        spelling=cue_file.spelling,
        operators=operators,
        gate=frozenset(_gate_words(nouns, frames, operators, cue_file.spelling)),
    )


def _operators(data: _OperatorFile) -> Operators:
    verbs: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, entries in data.verbs.items():
        for entry in entries:
            words = tuple(entry.split())
            verbs.setdefault(words[0], []).append((words, kind))
    return Operators(
        # the longest first, and an object before a particle: "took delivery on Tuesday" takes nothing on
        verbs={
            w: tuple(sorted(vs, key=lambda v: (-len(v[0]), v[0][-1] in _PARTICLES)))
            for w, vs in verbs.items()
        },
        adjectives=_by_word(data.adjectives),
        nouns=_by_word(data.nouns),
        modals=_by_word(data.modals),
        idioms=_by_longest(
            (tuple(i.split()), kind) for kind, entries in data.idioms.items() for i in entries
        ),
        **_plain(data, _OperatorWords),
    )


def _plain(data: _Words, words: type[_Words]) -> dict[str, Any]:
    """The lists of a file that need no table."""
    return {name: getattr(data, name) for name in words.model_fields}


def _by_longest(
    idioms: Iterable[tuple[tuple[str, ...], str]],
) -> dict[str, list[tuple[int, tuple[str, ...], str]]]:
    # Most clauses have the longest word of no idiom: few are looked at.
    # What says more goes first: "on its way home" before "on its way".
    table: dict[str, list[tuple[int, tuple[str, ...], str]]] = {}
    for rank, (wording, kind) in enumerate(sorted(idioms, key=lambda one: -len(one[0]))):
        longest = max((word for word in wording if word != "~"), key=len)
        table.setdefault(longest, []).append((rank, wording, kind))
    return table


def _by_word(data: Mapping[str, list[str]]) -> dict[str, str]:
    # The first class that lists a word keeps it: classes stand in the file in that order.
    table: dict[str, str] = {}
    for kind, words in data.items():
        for word in words:
            table.setdefault(word, kind)
    return table


def _gate_words(
    nouns: Mapping[str, Iterable[NounEntry]],
    frames: Mapping[str, Iterable[VerbFrame]],
    operators: Operators,
    spelling: Mapping[str, str],
) -> Iterable[str]:
    """Surface forms of every content word that can open a row."""
    words = {w for entries in nouns.values() for e in entries for w in e.words[-1:] + e.words[:1]}
    words |= {w for fs in frames.values() for f in fs for w in f.words[:1]}
    for entries in operators.verbs.values():
        words |= {ws[0] for ws, kind in entries if kind not in ("report", "neutral", "phase")}
    words |= set(operators.adjectives) | set(operators.nouns)
    words |= {variant for variant, base in spelling.items() if base in words}
    for word in words - {MONEY, "of", "the", "on", "in", "a"}:
        yield from inflections(word)


def inflections(word: str) -> set[str]:
    """Regular forms of an English noun or verb: -s, -es, -ed, -ing, -y to -ies, doubled stops.

    >>> sorted(inflections("deploy"))
    ['deploy', 'deployed', 'deploying', 'deploys']
    """
    stem = word[:-1] if word.endswith("e") else word
    forms = {word, stem + "ed", stem + "ing"}
    if re.search(r"[^aeiou]y$", word):
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
        forms.discard(stem + "ed")
    elif re.search(r"(s|x|z|ch|sh)$", word):
        forms.add(word + "es")
    else:
        forms.add(word + "s")
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms
