"""The present tense of giving where the rest of a report promises: "Greece provides a frigate" is a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pledgebook.reading.candidates import Candidate
from pledgebook.reading.vocabulary import Operators

PRESENT = "present"
_PLANNED = "present, among promises"
_AHEAD = frozenset({"pledged", "offered", "undecided"})
_PLEDGED = frozenset({"pledged"})


def planned(candidates: Sequence[Candidate], operators: Operators) -> Iterator[Candidate]:
    """The candidates, those that give in the present pledged where what stands beside them is.

    Beside them is the sentence, or the report where nothing in it is in place yet.
    """
    if not any(_is_open(c, operators) for c in candidates):
        yield from candidates
        return
    others = [
        c for c in candidates if c.verdict.status and not c.verdict.dropped and not _is_open(c, operators)
    ]
    ahead = _is_ahead(others)
    for candidate in candidates:
        near = [c for c in others if c.parsed is candidate.parsed]
        if _is_open(candidate, operators) and (ahead and _is_told(candidate) or _is_ahead(near, _PLEDGED)):
            yield replace(candidate, verdict=replace(candidate.verdict, status="pledged", rule=_PLANNED))
        else:
            yield candidate


def _is_ahead(candidates: Iterable[Candidate], wanted: frozenset[str] = _AHEAD) -> bool:
    """Whether something is yet to come and nothing is in place."""
    told = {c.verdict.status for c in candidates}
    return "delivered" not in told and not wanted.isdisjoint(told)


def _is_told(candidate: Candidate) -> bool:
    """Whether a clause of its own tells it; what a relative clause adds is known: "which leads it"."""
    return candidate.parsed.doc[candidate.verdict.tokens[-1]].dep_ != "relcl"


def _is_open(candidate: Candidate, operators: Operators) -> bool:
    """Whether the present tense of a verb of giving leaves open if it is a plan or in place."""
    verdict = candidate.verdict
    if verdict.status != "delivered" or verdict.dropped is not None or verdict.rule != PRESENT:
        return False
    verb = candidate.parsed.doc[verdict.tokens[-1]]
    provided_for = any(c.lower_ == "for" and c.i == verb.i + 1 for c in verb.children)
    return verb.lemma_ in operators.planned and not provided_for
