"""Acts that a climb finds beside its way: what is raised, ordered, told of a thing, seen."""

from __future__ import annotations

from pledgebook.reading.grammar import SUBJECTS, VERBAL
from pledgebook.reading.tokens import Token
from pledgebook.reading.verb_classes import VerbClasses
from pledgebook.reading.vocabulary import Operators


def told_of(noun: Token, classes: VerbClasses) -> Token | None:
    """The verb of a noun that the parser gave a participle for its verb: "the ship promised … is late".

    A thing makes no promise: where one is the subject of such a verb and another finite verb without
    a subject follows, that other one is told of it.
    """
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.tag_ not in ("VBD", "VBN"):
        return None
    if classes.verb_class(verb)[0] not in ("commit", "offer") or noun.i > verb.i:
        return None
    if any(c.dep_ in ("dobj", "ccomp", "xcomp", "aux") for c in verb.children):
        return None
    beside = [*verb.head.children, *verb.children]
    # "told allies that the frigate promised … is not coming"
    return next(
        (
            t
            for t in beside
            if t.i > verb.i
            and t.pos_ in VERBAL
            and t.dep_ in ("ccomp", "conj", "ROOT", "dep")
            and not any(c.dep_ in SUBJECTS for c in t.children)
            and any(c.dep_ in ("aux", "auxpass") for c in t.children)
        ),
        None,
    )


def ordered_act(verb: Token, below: Token | None, operators: Operators) -> Token | None:
    """What soldiers are ordered to do: "ordered his soldiers to leave"."""
    if verb.lemma_ not in operators.ordering or below is None:
        return None
    if any(c.lower_ in ("to", "into") and c.dep_ in ("prep", "dative") for c in verb.children):
        return None  # "ordered soldiers to Mali to keep a truce"
    acts = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "VERB")
    return next((c for c in acts if c.i > below.i and any(g.lower_ == "to" for g in c.children)), None)


def raised_act(verb: Token, operators: Operators) -> Token | None:
    """The act behind a verb that only frames it: "300 soldiers are to follow"."""
    if verb.lemma_ not in operators.raising:
        return None
    acts = (c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in VERBAL)
    return next((c for c in acts if any(g.lower_ == "to" for g in c.children)), None)


def perceives(verb: Token, operators: Operators) -> bool:
    """Whether a verb says what an eye or an ear takes in: "what its satellites see"."""
    return verb.lemma_ in operators.seeing and any(
        c.lower_ in ("what", "whatever", "everything", "all") for c in verb.children
    )
