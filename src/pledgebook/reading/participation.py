"""What a party takes part in: a task makes its own contribution, a gathering makes none."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.reading.cues import Cue
from pledgebook.reading.grammar import Mood
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import VAGUE

_PARTAKING = frozenset({"take part", "participate", "join in", "join", "have part", "be involved"})
# Contributions that one can take part in without sending a force of one's own kind.
_TASKS = frozenset(
    {"training", "monitoring", "intelligence", "funding", "sanctions", "air_forces", "naval_forces"}
)


def task_of(cue: Cue, scene: Scene) -> str | None:
    """The contribution of what is taken part in: "will take part in the training of pilots"."""
    if not _partakes(cue):
        return None
    matters = {t.i for t in _matters(scene.doc[cue.head])}
    found = (c.contribution for c in scene.cues() if c.head in matters and not c.weak and c is not cue)
    return next((code for code in found if code in _TASKS), None)


def joins_no_force(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether a party takes part in a meeting or in words alone: "joined the call", "in the protest"."""
    if not _partakes(cue):
        return False
    matters = list(_matters(scene.doc[cue.head]))
    if any(w in scene.vocabulary.gatherings for t in matters for w in scene.words[t.i]):
        return True
    if any(t.pos_ == "VERB" for t in matters):
        frames = {c.head for c in scene.cues() if c.verb}
        return not any(t.i in frames for t in matters)  # "joined in condemning the attack"
    done = bool(chain.steps) and chain.steps[0].mood in (Mood.PAST, Mood.PERFECT)
    return not matters and done and not chain.steps[0].negated  # "some seventy delegations took part"


def _partakes(cue: Cue) -> bool:
    return cue.verb and cue.contribution in VAGUE and cue.entry in _PARTAKING


def _matters(verb: Token) -> Iterator[Token]:
    """What is taken part in: the object of "join", what "in" leads to."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.lemma_ != "part":
            yield child
        for prep in (child, *child.children):
            if prep.dep_ == "prep" and prep.lower_ in ("in", "with", "to"):
                yield from (c for c in prep.children if c.dep_ in ("pobj", "pcomp"))
