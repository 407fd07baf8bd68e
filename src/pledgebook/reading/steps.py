"""What a climb from a cue gives: its steps and their chain."""

from __future__ import annotations

from dataclasses import dataclass

from pledgebook.reading.grammar import Mood


@dataclass(frozen=True, slots=True)
class Start:
    """The cue that a climb starts from, by the token at its head.

    `keeps` are the classes that a cue which is itself a verb keeps where it gives, None for a noun.
    """

    head: int
    keeps: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One operator above a cue. `subject` is the head token of who does it, None if unsaid.

    `role` is the relation in which the part below hangs on it; `own_subject` tells whether the
    subject stands in the clause itself; `target` is the object that acts below it ("urged
    Berlin to"); `whether` tells of a clause below with "whether" or "if", `unreal` of an act that
    was not done after all, `dated` of a point of time that may lie ahead.
    """

    token: int
    kind: str
    word: str
    mood: Mood
    negated: bool
    subject: int | None
    own_subject: bool
    passive: bool
    role: str
    nominal: bool = False
    target: int | None = None
    whether: bool = False
    unreal: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The steps above a cue, from the inside out, and how the climb ended.

    `negated` is a negation on the cue itself ("no troops"), `contrasted` one by contrast ("rather
    than troops"); `stop` names the reason where the cue can make no row. `nouns` are the nouns
    on the way whose possessors and modifiers may name the provider.
    """

    steps: tuple[Step, ...]
    nouns: tuple[int, ...]
    negated: bool
    contrasted: bool
    stop: str | None
