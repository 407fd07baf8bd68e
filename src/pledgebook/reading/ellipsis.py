"""Clauses that leave their verb unsaid: "Spain won't", "and so will Italy", "Ottawa has not"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pledgebook.reading.grammar import SUBJECTS, Grammar
from pledgebook.reading.judgement import Verdict
from pledgebook.reading.tokens import Doc, Token
from pledgebook.reading.vocabulary import Operators

UNSAID = "the verb unsaid"
"""The rule of what a clause says that leaves its verb unsaid."""
# Relations of what an auxiliary may have beside it and still be all that is left of its clause.
_LIGHT = frozenset({"neg", "punct", "cc", "mark", "advmod", "preconj", "prep", "advcl", "conj", "ccomp"})
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis", "dep"})
_DENYING = frozenset({"nor", "neither"})
# Words behind which auxiliary and name change places: "as has Kosovo", "nor will Hungary".
_INVERTING = frozenset({"as", "so", "nor", "neither"})
_DONE = frozenset({"have", "do"})
# What a modal makes of the act that it takes up; denied, the act is refused.
_OPEN = {"will": "pledged", "would": "offered", "may": "offered", "might": "undecided"}


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """An auxiliary that stands for a whole clause: its token, its subject, whether it is denied."""

    token: int
    subject: int
    negated: bool


def ellipses(doc: Doc, grammar: Grammar) -> Iterator[Ellipsis]:
    """The clauses of a sentence that leave their verb unsaid, left to right."""
    for token in doc:
        if (name := _inverted_subject(token)) is not None:
            yield Ellipsis(token.i, name.i, doc[token.i - 1].lower_ in _DENYING)
            continue
        if token.pos_ != "AUX" and token.tag_ != "MD" or token.dep_ not in _CLAUSES:
            continue
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        if subject is None or token.lemma_ == "be":
            continue
        if all(_is_light(c, token) for c in token.children if c.i != subject.i):
            denied = {doc[i].lower_ for i in range(max(0, token.i - 1), min(len(doc), token.i + 3))}
            negated = grammar.negated(token) or bool(denied & _DENYING)
            yield Ellipsis(token.i, subject.i, negated)


def _inverted_subject(auxiliary: Token) -> Token | None:
    """The name that an auxiliary stands before where both are all of a clause: "as has Kosovo".

    The order of the words tells: the parser takes the name for a verb or an object at times.
    """
    doc, at = auxiliary.doc, auxiliary.i
    if auxiliary.tag_ != "MD" and auxiliary.lemma_ not in _DONE or not at:
        return None
    if doc[at - 1].lower_ not in _INVERTING or at + 1 >= len(doc):
        return None
    name = doc[at + 1]
    if name.lower_ == "the" and name.i + 1 < len(doc):
        name = doc[name.i + 1]
    while name.dep_ == "compound" and name.head.is_title and name.i < name.head.i:
        name = name.head
    after = doc[name.i + 1] if name.i + 1 < len(doc) else name
    has_verb = after is not name and after.tag_ in ("VB", "VBN", "VBG", "POS")
    return name if name.is_title and not has_verb else None


def _is_light(child: Token, verb: Token) -> bool:
    """Whether what hangs on an auxiliary is no verb or object of its own; clauses before it are others."""
    if child.dep_ in ("conj", "ccomp", "advcl"):
        return child.i < verb.i or child.pos_ in ("VERB", "AUX") and child.dep_ == "conj"
    return child.dep_ in _LIGHT


def elliptical_status(found: Ellipsis, doc: Doc, before: Verdict, operators: Operators) -> str | None:
    """What a clause without its verb comes to, where the clause that it takes up came to `before`."""
    word = doc[found.token]
    modal = operators.modals.get(word.lower_)
    if modal is not None:
        if found.negated:
            return "undecided" if modal == "might" else "refused"
        return _OPEN.get(modal)
    if word.lemma_ not in _DONE:
        return None
    if not found.negated:
        return before.status if before.status in ("delivered", "pledged", "formalised", "offered") else None
    if word.lower_ in ("does", "do"):
        return "refused"
    return "undecided" if before.status in ("pledged", "formalised") else None
