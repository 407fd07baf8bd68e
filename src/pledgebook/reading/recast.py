"""Cues that their clause makes into another contribution: ships that change hands are weapons."""

from __future__ import annotations

from dataclasses import replace

from pledgebook.reading.cues import Cue
from pledgebook.reading.detours import perceives
from pledgebook.reading.grammar import is_receiver
from pledgebook.reading.participation import task_of
from pledgebook.reading.references import is_state
from pledgebook.reading.scene import Scene
from pledgebook.reading.steps import Chain

# Nouns of a share in something: what they are in, or go to, says of which kind.
_SHARES = frozenset({"contribution", "role", "share", "part", "commitment", "support"})


def recast(cue: Cue, chain: Chain, scene: Scene) -> Cue:
    """The cue with the contribution that its clause makes of it."""
    task = task_of(cue, scene)
    if task is not None:
        cue = replace(cue, contribution=task)
    if not cue.verb and _to_a_force(cue, scene):
        cue = replace(cue, contribution="force_unspecified")
    if not cue.verb and perceives(scene.doc[cue.head].head, scene.vocabulary.operators):
        cue = replace(cue, contribution="intelligence")
    if not cue.verb and _handed_to_a_state(cue, chain, scene):
        cue = replace(cue, contribution="weapons")
    if cue.contribution == "ground_troops" and _elsewhere(chain, scene):
        cue = replace(cue, contribution="force_unspecified")
    return cue


def _to_a_force(cue: Cue, scene: Scene) -> bool:
    """Whether a contribution is one to a force: "pledged further contributions to the mission"."""
    if cue.contribution != "security_guarantee":
        return False
    noun = scene.doc[cue.head]
    if noun.lemma_ not in _SHARES:
        return False
    forces = scene.vocabulary.operators.force_nouns
    return any(
        w in forces
        for prep in (*noun.children, *noun.head.children)
        if prep.dep_ == "prep" and prep.lower_ in ("to", "in") and prep.i > noun.i
        for goal in prep.children
        if goal.dep_ == "pobj"
        for w in scene.words[goal.i]
    )


def _handed_to_a_state(cue: Cue, chain: Chain, scene: Scene) -> bool:
    """Whether ships or aircraft change hands: "will give Libya two patrol boats"."""
    if cue.contribution not in ("air_forces", "naval_forces"):
        return False
    act = next((s for s in chain.steps if not s.nominal), None)
    if act is None or not any(w in scene.vocabulary.craft for w in scene.words[cue.head]):
        return False
    operators = scene.vocabulary.operators
    if act.word in operators.handovers:
        return act.role in ("dobj", "nsubjpass", "conj")
    if act.word not in operators.handovers_to_states or act.role not in ("dobj", "nsubjpass", "pobj"):
        return False
    verb, head = scene.doc[act.token], scene.doc[cue.head]
    near = [c for c in (*verb.children, *head.children) if c.i != cue.head]
    getting = [c for c in near if c.dep_ in ("dobj", "dative") or is_receiver(c, operators)]
    getting += [p for c in near if c.lower_ == "to" for p in c.children if p.dep_ == "pobj"]
    mentions = (scene.by_token.get(t.i) for t in getting)
    return any(m is not None and m.codes and all(map(is_state, m.codes)) for m in mentions)


def _elsewhere(chain: Chain, scene: Scene) -> bool:
    """Whether the act takes place on a neighbour's soil: "stationed in a neighbouring country"."""
    places = (
        noun
        for step in chain.steps
        for prep in scene.doc[step.token].children
        if prep.dep_ == "prep" and prep.lower_ in ("in", "on")
        for noun in prep.children
    )
    near = scene.vocabulary.operators.elsewhere
    return any(w in near for noun in places for t in (noun, *noun.children) for w in scene.words[t.i])
