"""Links that cross from one clause into another: who acts in his own gives nothing in that of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from pledgebook.reading.candidates import Candidate
from pledgebook.reading.gapping import GAPPED
from pledgebook.reading.grammar import DEEPEST, SUBJECTS
from pledgebook.reading.links import Link
from pledgebook.reading.records import Mention
from pledgebook.reading.tokens import Token

Clauses = Mapping[tuple[int, int], frozenset[str]]
"""What is named in the clause of a verb: contributions by the sentence and the verb."""

# Relations of a name inside the phrase that is a subject: "the Dutch and the Danes", "Oslo's minister".
_INSIDE = ("conj", "poss", "compound", "amod", "appos", "nmod")


def clauses_of(candidates: Iterable[Candidate]) -> Clauses:
    """The contributions in the clause of each verb of a report: up to the first that has a subject."""
    found: dict[tuple[int, int], set[str]] = {}
    for candidate in candidates:
        for step in candidate.chain.steps:
            key = id(candidate.parsed), step.token
            found.setdefault(key, set()).add(candidate.cue.contribution)
            if step.own_subject:
                break
    return {key: frozenset(codes) for key, codes in found.items()}


def acts_itself(candidate: Candidate) -> bool:
    """Whether who acts stands in the clause itself, be its verb said or not."""
    return candidate.verdict.rule == GAPPED or any(s.own_subject for s in candidate.chain.steps[:1])


def is_apart(link: Link, mentions: Sequence[Sequence[Mention]], clauses: Clauses) -> bool:
    """Whether an actor that the rules do not link to a contribution has nothing to do with its clause.

    Somebody else acts there, and the actor is named only in another clause that is his own and about
    something else ("Oslo spoke of mine clearance, and Rome ruled out soldiers"), or not in the sentence.
    `mentions` are those of each sentence of the report.
    """
    candidate = link.candidate
    if not _others_act(link):
        return False
    if link.mention is None:
        return _is_named(candidate)
    doc = candidate.parsed.doc
    named_here = mentions[candidate.parsed.sentence.index]
    names = [doc[m.head] for m in named_here if link.actor in m.codes]
    own = {verb.i for name in names if (verb := _own_verb(name)) is not None}
    steps = {step.token for step in candidate.chain.steps}
    named = {code for verb in own for code in clauses.get((id(candidate.parsed), verb), ())}
    if not named or candidate.cue.contribution in named:
        return False
    return steps.isdisjoint(own) and all(_first_of(name, own | steps) in own for name in names)


def _first_of(name: Token, verbs: Set[int]) -> int | None:
    """The first of some verbs above a name."""
    return next((above.i for above in name.ancestors if above.i in verbs), None)


def _others_act(link: Link) -> bool:
    """Whether a clause of the contribution has a subject that is a party, and another than the actor."""
    verdict = link.candidate.verdict
    if not verdict.provider or link.actor in verdict.provider:
        return False
    return any(step.own_subject for step in link.candidate.chain.steps)


def _is_named(candidate: Candidate) -> bool:
    """Whether the rules give a contribution to somebody whom the clause names, and not as "we" or "it"."""
    verdict = candidate.verdict
    given = verdict.dropped is None and verdict.stance is None and verdict.provider_token is not None
    return given and candidate.parsed.doc[verdict.provider_token or 0].pos_ != "PRON"


def _own_verb(name: Token) -> Token | None:
    """The verb whose subject a name is part of."""
    for _ in range(DEEPEST):
        if name.dep_ in SUBJECTS:
            return name.head if name.head.pos_ in ("VERB", "AUX") else None
        if name.dep_ not in _INSIDE:
            return None
        name = name.head
    return None
