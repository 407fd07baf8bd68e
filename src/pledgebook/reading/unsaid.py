"""Cues of contributions that a sentence leaves unsaid: numbers alone, decisions alone."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.clefts import leaves_open
from pledgebook.reading.cues import NATIONALS, Cue
from pledgebook.reading.givers import Item
from pledgebook.reading.records import MentionKind
from pledgebook.reading.references import is_state
from pledgebook.reading.scene import Scene
from pledgebook.reading.speech_words import is_one_person
from pledgebook.reading.tokens import Token

DECISION = "a decision"
"""The entry of a cue that is a decision which leaves its matter unsaid."""
# Prepositions that lead to what is decided: "is looking at its shoes" decides nothing.
_LEADING = frozenset({"on", "to", "about", "from", "of", "at", "into", "over"})
# Where a bare number stands for what was named before: "Indonesia promised 2,700".
_COUNTED = ("dobj", "conj", "attr", "pobj")


def bare_numbers(cues: Sequence[Cue], topic: str | None, item: Item, scene: Scene) -> list[Cue]:
    """Bare numbers that count what was named before: "Indonesia promised 2,700"."""
    topic = next((c.contribution for c in cues if c.contribution in scene.vocabulary.topics), topic)
    if topic is None:
        return []
    if topic == "force_unspecified":
        topic = "ground_troops"  # who is counted by the head
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


def nationals(cues: Sequence[Cue], topic: str | None, scene: Scene) -> list[Cue]:
    """Soldiers who are counted by their country: "3,000 South Koreans will leave for Arbil"."""
    if topic is None and not any(c.contribution in scene.vocabulary.topics for c in cues):
        return []
    heads = {c.head for c in cues}
    return [
        Cue(a.first, a.last, a.head, "ground_troops", NATIONALS, weak=True)
        for a in scene.amounts
        if a.kind == "count" and not a.small and a.head not in heads and _is_a_people(a.head, scene)
    ]


def _is_a_people(head: int, scene: Scene) -> bool:
    """Whether a counted noun is the people of one state that may send soldiers: no "two in three Malians"."""
    mention, noun = scene.by_token.get(head), scene.doc[head]
    if mention is None or mention.kind not in (MentionKind.PEOPLE, MentionKind.DEMONYM):
        return False
    if len(mention.codes) != 1 or not is_state(mention.codes[0]) or noun.dep_ in ("amod", "compound", "poss"):
        return False
    ours = {scene.setting.beneficiary, *scene.setting.adversaries}
    return mention.codes[0] not in ours and not _is_a_share(noun, scene)


def _is_a_share(noun: Token, scene: Scene) -> bool:
    """Whether people are counted as a share of all: "six Japanese in ten", "two in three Malians"."""
    after = scene.doc[noun.i + 1 : noun.i + 3]
    before = scene.doc[max(0, noun.i - 2) : noun.i]
    near = [*after[:1], *before[:1]]
    return any(t.lower_ in ("in", "of", "out") for t in near) and any(t.like_num for t in (*after, *before))


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
    operators = scene.vocabulary.operators
    if entry in operators.no_decision or _is_opinion(verb):
        return False
    if kind in ("undecided", "refuse"):
        return True
    if entry in operators.leaving and _leaves_alone(verb, scene):
        return False
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


def _is_opinion(verb: Token) -> bool:
    """Whether a verb tells what is thought to be so: "thinks that it will rain", "considers so"."""
    if any(c.lower_ == "so" for c in verb.children):
        return True
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in ("VERB", "AUX")]
    return any(not leaves_open(c) for c in clauses if c.i > verb.i or verb.lemma_ == "think")


def _leaves_alone(verb: Token, scene: Scene) -> bool:
    """Whether he who leaves is one person, and not what his state had sent: "the president went home"."""
    subject, _ = scene.climber.grammar.subject(verb)
    mention = scene.by_token.get(subject) if subject is not None else None
    return mention is not None and is_one_person(mention, scene.doc[mention.head])


def _unsaid(verb: Token, scene: Scene) -> bool:
    """Whether a verb names nothing but the decision or the force: "quit the mission"."""
    if any(c.dep_ == "advcl" and any(a.lower_ == "to" for a in c.lefts) for c in verb.children):
        return False  # "we do not go there to fight"
    objects = [c for c in verb.children if c.dep_ in ("dobj", "pobj", "xcomp")]
    objects += [p for c in verb.children if c.dep_ == "prep" and c.lower_ in _LEADING for p in c.children]
    operators = scene.vocabulary.operators
    objects = [c for c in objects if c.lower_ not in operators.calendar]  # "on Monday"
    return all(
        c.lower_ in operators.decided or c.lower_ in operators.force_nouns or c.lower_ == "home"
        for c in objects
    )
