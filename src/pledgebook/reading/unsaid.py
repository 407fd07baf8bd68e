"""Cues of contributions that a sentence leaves unsaid: numbers alone, decisions alone."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.cues import Cue
from pledgebook.reading.givers import Item
from pledgebook.reading.scene import Scene
from pledgebook.reading.tokens import Token

DECISION = "a decision"
"""The entry of a cue that is a decision which leaves its matter unsaid."""
# Where a bare number stands for what was named before: "Indonesia promised 2,700".
_COUNTED = ("dobj", "conj", "attr", "pobj")


def bare_numbers(cues: Sequence[Cue], topic: str | None, item: Item, scene: Scene) -> list[Cue]:
    """Bare numbers that count what was named before: "Indonesia promised 2,700"."""
    topic = next((c.contribution for c in cues if c.contribution in scene.vocabulary.topics), topic)
    if topic is None:
        return []
    heads = {c.head for c in cues}
    bare = [
        a
        for a in scene.amounts
        if a.kind == "count" and not a.small and a.head not in heads and scene.doc[a.head].pos_ == "NUM"
    ]
    return [
        Cue(a.first, a.last, a.head, topic, "a number alone")
        for a in bare
        if (scene.doc[a.head].dep_ in _COUNTED or (item.codes and a.first == item.end + 1))
        and a.head not in scene.by_token
    ]


def decisions(topic: str | None, item: Item, scene: Scene) -> list[Cue]:
    """Decisions that leave their matter unsaid: "Spain has yet to make up its mind"."""
    topic = topic or ("security_guarantee" if item.codes else None)
    if topic is None:
        return []
    found = []
    for token in scene.doc:
        adjective = scene.vocabulary.operators.adjectives.get(token.lower_)
        if item.codes and adjective in ("undecided", "refuse") and token.dep_ not in ("amod", "compound"):
            return [Cue(token.i, token.i, token.i, topic, DECISION, verb=True)]
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        if not _decides(token, scene) or not _unsaid(token, scene):
            continue
        subject, _ = scene.climber.grammar.subject(token)
        if scene.codes_at(subject):
            found.append(Cue(token.i, token.i, token.i, topic, DECISION, verb=True))
    return found[:1]


def _decides(verb: Token, scene: Scene) -> bool:
    """Whether a verb may tell a decision by itself: "is sleeping on it", "has quit", "is not going"."""
    kind, entry = scene.climber.classes.verb_class(verb)
    if kind in ("undecided", "refuse"):
        return True
    operators = scene.vocabulary.operators
    if entry in operators.leaving or entry in operators.joining:
        return True
    if kind == "withdraw" and any(
        c.dep_ == "dobj" and c.lower_ in operators.taken_back for c in verb.children
    ):
        return True  # "dropped the idea", "withdrew its offer"
    negated = scene.climber.grammar.negated(verb)
    if kind == "commit":
        return negated or verb.head.lemma_ == "have"
    return negated and entry in operators.going


def _unsaid(verb: Token, scene: Scene) -> bool:
    """Whether a verb names nothing but the decision or the force: "quit the mission"."""
    if any(c.dep_ == "advcl" and any(a.lower_ == "to" for a in c.lefts) for c in verb.children):
        return False  # "we do not go there to fight"
    objects = [c for c in verb.children if c.dep_ in ("dobj", "pobj", "xcomp")]
    objects += [
        p
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("on", "to", "about", "from", "of")
        for p in c.children
    ]
    operators = scene.vocabulary.operators
    objects = [c for c in objects if c.lower_ not in operators.calendar]  # "on Monday"
    known = operators.decided | operators.force_nouns
    return all(c.lower_ in known for c in objects)
