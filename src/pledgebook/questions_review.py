"""Joins the book, the codebook and the evaluation: what reviewers decide, and how far they agree.

Each function asks, or writes to, an open ledger.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pledgebook.codebook.written import written
from pledgebook.model import (
    CodebookError,
    Decision,
    Evidence,
    Lineage,
    Report,
    Review,
    Row,
    Verdict,
)

if TYPE_CHECKING:
    from pledgebook.book import Judged, Ledger
    from pledgebook.evaluation.agreement import Alpha

HOLDS = "row"
"""The field that says whether the row holds at all."""

_LEFT_OUT = ("reasons", "confidence")

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer wants of a row: `fields` as written, `passage` its evidence by offsets, if it changes.

    `seen` is the entry of the last decision on the row that the reviewer knew of, 0 for none; `blind`: that
    there is one, not what it says. Then the opinion is about the row as it was read.
    """

    verdict: Verdict
    by: str
    why: str
    seen: int
    fields: Mapping[str, str]
    passage: tuple[int, int] | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far reviewers agree on a field: with each other, those who decided blind, the reader with them."""

    field: str
    reviewers: Alpha
    blind: Alpha
    reader: Alpha


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement by field; `rows` with a decision, `twice` with those of two or more; who reviewed.

    `twice_blind` are the rows on which two or more decided without knowing of each other's decision.
    """

    fields: tuple[FieldAgreement, ...]
    rows: int
    twice: int
    twice_blind: int
    reviewers: tuple[str, ...]


def last_entry(found: Lineage) -> int:
    """The entry of the last decision on a row, 0 where nobody decided."""
    return found.reviews[-1].entry if found.reviews else 0


def row_now(found: Lineage) -> Row:
    """What a row holds now, or held last."""
    return found.current.row if found.current else found.versions[-1].row


def row_as_read(found: Lineage) -> Row:
    """What a row held when a reader read it last, before any reviewer; of one that a reviewer added, that."""
    read = [version.row for version in found.versions if version.reader is not None]
    return (read or [found.versions[0].row])[-1]


def others_decided(found: Lineage, by: str) -> bool:
    """Whether somebody else decided on a row on which this reviewer has no decision that stands."""
    gone = {one.decision.undoes for one in found.reviews}
    told = [one for one in found.reviews if one.decision.undoes is None]
    mine = any(one.decision.by == by and one.entry not in gone for one in told)
    return not mine and any(one.decision.by != by for one in told)


def decide_row(
    ledger: Ledger, found: Lineage, opinion: Opinion, clock: Clock, *, report: Report | None = None
) -> Review:
    """Adds a reviewer's decision on a row; an amended one with its passage in `report`.

    Raises OvertakenError where somebody decided in the meantime, CodebookError where a field cannot hold
    what it shall or nothing is changed, BookError.
    """
    content: Row | None = None
    verdict, base = opinion.verdict, row_as_read(found) if opinion.blind else row_now(found)
    if verdict is Verdict.AMEND:
        content = _amended(base, opinion, report)
    elif verdict is Verdict.ACCEPT and opinion.blind and not _same(base, row_now(found)):
        verdict, content = Verdict.AMEND, base  # accepted is what was read, not what another made of it
    decision = Decision(verdict, opinion.by, opinion.why, found.id, content=content, blind=opinion.blind)
    return ledger.decide_after(decision, opinion.seen, clock)


def take_back(ledger: Ledger, row: str, entry: int, by: str, clock: Clock) -> Review:
    """Takes a decision on a row back. Raises BookError where it does not stand."""
    return ledger.decide(Decision(Verdict.UNDO, by, "taken back", row, undoes=entry), clock)


def _same(one: Row, other: Row) -> bool:
    """Whether two contents say the same, whatever their reasons."""
    return replace(one, reasons=()) == replace(other, reasons=())


def _amended(now: Row, opinion: Opinion, report: Report | None) -> Row:
    evidence = now.evidence
    if opinion.passage is not None and report is not None:
        start, end = opinion.passage
        try:
            evidence = Evidence.of(report.text, start, end)
        except ValueError as error:
            raise CodebookError(str(error), remedy="select words of the report") from error
    if not opinion.fields and evidence == now.evidence:
        raise CodebookError("nothing is changed", remedy="change a field or the passage, or accept the row")
    return replace(written(now, opinion.fields), evidence=evidence)


def agreement_of(judged: Iterable[Judged]) -> Agreement:
    """How far reviewers agree by field, of decisions that stand; of each reviewer the last on a row.

    Among those who decided blind it is the last of each that was.
    """
    from pledgebook.evaluation.agreement import nominal_alpha

    all_judged = list(judged)
    by_row = _by_row(all_judged)
    blind = _by_row(one for one in all_judged if one.blind)
    names = dict.fromkeys(
        field.name
        for row in by_row.values()
        for one in row.values()
        for content in (one.read, one.after)
        if content is not None
        for field in fields(content)
        if field.name not in _LEFT_OUT
    )
    found = []
    for name in (HOLDS, *names):
        last = [list(row.values())[-1] for row in by_row.values()]
        reader = [_values(name, [one.read, one.after]) for one in last]
        told, unknowing = (
            [_values(name, [one.after for one in row.values()]) for row in rows.values()]
            for rows in (by_row, blind)
        )
        found.append(
            FieldAgreement(name, nominal_alpha(told), nominal_alpha(unknowing), nominal_alpha(reader))
        )
    return Agreement(
        tuple(found) if by_row else (),
        len(by_row),
        sum(len(row) > 1 for row in by_row.values()),
        sum(len(row) > 1 for row in blind.values()),
        tuple(sorted({by for row in by_row.values() for by in row})),
    )


def _by_row(judged: Iterable[Judged]) -> dict[str, dict[str, Judged]]:
    """By row the last decision of each reviewer, the latest last."""
    found: dict[str, dict[str, Judged]] = {}
    for one in judged:
        mine = found.setdefault(one.row, {})
        mine.pop(one.by, None)  # so that the last decision is the last in order
        mine[one.by] = one
    return found


def _values(name: str, contents: Iterable[Row | None]) -> list[Hashable]:
    """What a field holds in each content that has it; a row that does not hold has no fields."""
    if name == HOLDS:
        return [content is not None for content in contents]
    found = [getattr(content, name) for content in contents if content is not None and hasattr(content, name)]
    return [frozenset(value) if isinstance(value, tuple) else value for value in found]
