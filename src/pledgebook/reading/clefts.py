"""Clefts and relative clauses: acts whose object stands before them or behind "be"."""

from __future__ import annotations

from pledgebook.reading.grammar import DEEPEST, SUBJECTS, VERBAL
from pledgebook.reading.tokens import Token
from pledgebook.reading.verb_classes import VerbClasses


def cleft_act(noun: Token, classes: VerbClasses) -> Token | None:
    """The act whose object stands behind "be": "what Paris will send is ships"."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return None
    clause = next((c for c in noun.head.children if c.i < noun.i and is_cleft(c)), None)
    act = _innermost(clause) if clause is not None else None
    told = act is not None and classes.verb_class(act)[0] == "report"
    return None if told else act  # "what it said is: no money before there is a truce"


def is_cleft(verb: Token) -> bool:
    """Whether a clause is the subject of "be" and leaves its object open: "what Paris will send is"."""
    return (
        verb.dep_ in ("csubj", "csubjpass")
        and verb.head.lemma_ == "be"
        and verb.left_edge.lower_ in ("what", "whatever")
        and any(c.dep_ == "attr" for c in verb.head.children)
    )


def relative_act(noun: Token) -> Token | None:
    """The act of a relative clause that a noun is the object of: "the tanks that Greece will give"."""
    clause = next((c for c in noun.children if c.dep_ == "relcl" and c.pos_ in VERBAL), None)
    if clause is None:
        return None
    own = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
    if own is None or own.lower_ in ("who", "which", "that"):
        return None  # the noun is the subject
    return _innermost(clause)


def leaves_open(below: Token | None) -> bool:
    """Whether a clause below is a question: "whether it will send", "what it will send"."""
    return below is not None and any(
        c.lower_ in ("whether", "if", "what", "how", "which") and not _opens_cleft(c)
        for c in below.children
        if c.i < below.i
    )


def _innermost(verb: Token) -> Token:
    """The last of the acts that a verb leads to: "promised to send"."""
    for _ in range(DEEPEST):
        near = [*verb.children, *(g for c in verb.children if c.dep_ == "prep" for g in c.subtree)]
        act = next((c for c in near if c.dep_ in ("xcomp", "ccomp", "pcomp") and c.pos_ in VERBAL), None)
        if act is None:
            break
        verb = act
    return verb


def _opens_cleft(word: Token) -> bool:
    """Whether a word stands for what "be" names further on: "*what* Paris will send is ships"."""
    above = word.head
    for _ in range(DEEPEST):
        if is_cleft(above):
            return above.left_edge.i == word.i
        above = above.head
    return False
