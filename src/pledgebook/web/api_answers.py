"""Answers of the reckoning as answers of the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pledgebook.book import Found
from pledgebook.model import BookedRow, Lineage, Reason, ReportHistory
from pledgebook.questions_desk import Overview, Party
from pledgebook.reckoning import Cell, Change, Conflict, Count, Coverage, History
from pledgebook.reckoning.scenarios import Prospect
from pledgebook.web import api_models as out


def matrix_out(found: Overview, lines: slice) -> out.MatrixOut:
    """A part of the guarantors of a matrix."""
    matrix = found.matrix
    return out.MatrixOut(
        topic=found.topic.id,
        beneficiary=found.topic.beneficiary,
        contributions=list(matrix.contributions) if matrix else [],
        lines=[
            out.LineOut(
                guarantor=line.guarantor,
                count=line.count,
                member=line.member,
                cells=[_cell(code, cell) for code, cell in line.cells.items()],
            )
            for line in (matrix.lines[lines] if matrix else ())
        ],
        total=len(matrix.lines) if matrix else 0,
    )


def _cell(code: str, cell: Cell) -> out.CellOut:
    return out.CellOut(
        contribution=code,
        status=cell.standing.status,
        rests_on=out.RowOut.of(cell.standing.rests_on),
        beside=[row.id for row in cell.standing.beside],
        support=[row.id for row in cell.support],
        dispute=[row.id for row in cell.dispute],
    )


def component_out(part: Coverage) -> out.ComponentOut:
    """A component with its coverage."""
    return out.ComponentOut(
        id=part.component.id,
        title=part.component.title,
        measured=[
            out.MeasuredOut(
                contribution=one.requirement.contribution,
                unit=one.requirement.unit,
                need_low=one.requirement.low,
                need_high=one.requirement.high,
                committed_low=one.committed[0],
                committed_high=one.committed[1],
            )
            for one in part.measured
        ],
        given=[
            out.GivenOut(contribution=code, status=status, rows=[row.id for row in rows])
            for code, status, rows in part.given
        ],
        bare=list(part.bare),
    )


def claimed_out(count: Count, most: int) -> out.ClaimedOut:
    """A set with its latest claims."""
    named = list(count.named[-1].actors) if count.named else None
    return out.ClaimedOut(set=count.set, claimed=out.RowOut.all(count.claimed[-most:]), named=named)


def step_out(change: Change) -> out.StepOut:
    """One change."""
    subject, step = change.subject, change.step
    return out.StepOut(
        beneficiary=subject.beneficiary,
        guarantor=subject.guarantor,
        count=subject.count,
        contribution=subject.contribution,
        turn=step.turn.value,
        before=out.RowOut.of(step.before) if step.before else None,
        after=out.RowOut.of(step.after) if step.after else None,
    )


def party_out(found: Party, part: slice) -> out.PartyOut:
    """A part of what there is of a party."""
    return out.PartyOut(
        actor=found.actor,
        histories=[_history(one) for one in found.histories[part]],
        positions=out.RowOut.all(found.positions[part]),
        total_histories=len(found.histories),
        total_positions=len(found.positions),
    )


def _history(one: History) -> out.HistoryOut:
    return out.HistoryOut(
        beneficiary=one.subject.beneficiary,
        contribution=one.subject.contribution,
        count=one.subject.count,
        status=one.rests_on.pledge.status,
        steps=[step_out(Change(one.subject, step)) for step in one.steps],
        last_repeated=one.repeated.report.said_by,
        claims=one.claims,
    )


def conflict_out(one: Conflict) -> out.ConflictOut:
    """One conflict with its sides."""
    subject = one.subject
    return out.ConflictOut(
        beneficiary=subject.beneficiary,
        guarantor=subject.guarantor,
        count=subject.count,
        contribution=subject.contribution,
        differ_in=one.kind.value,
        sides=[out.RowOut.all(side) for side in one.sides],
    )


def prospect_out(line: Prospect) -> out.ProspectOut:
    """What becomes of one pledge."""
    from pledgebook.reckoning.scenarios.logic import ALWAYS

    return out.ProspectOut(
        row=out.RowOut.of(line.claim),
        component=line.component,
        outcome=line.outcome.value,
        since=None if line.since == ALWAYS else line.since,
        missing=[sorted(map(str, way)) for way in line.missing],
        blocked_by=[str(fact) for fact in line.blocked_by],
    )


def lineage_out(found: Lineage) -> out.LineageOut:
    """Everything about a row."""
    return out.LineageOut(
        id=found.id,
        report=out.ReportOut.of(found.report),
        current=out.RowOut.of(found.current) if found.current else None,
        versions=[
            out.VersionOut(
                entry=version.entry,
                recorded_at=version.recorded_at,
                reader=version.reader,
                content=out.content_of(version.row),
                evidence=out.EvidenceOut.of(version.row.evidence),
                reasons=_reasons(version.row.reasons),
            )
            for version in found.versions
        ],
        reviews=[
            out.ReviewOut(
                verdict=review.decision.verdict.value,
                by=review.decision.by,
                why=review.decision.why,
                entry=review.entry,
                recorded_at=review.recorded_at,
            )
            for review in found.reviews
        ],
    )


def _reasons(reasons: Iterable[Reason]) -> list[out.ReasonOut]:
    return [
        out.ReasonOut(field=one.field, rule=one.rule, start=one.start, end=one.end, words=one.words)
        for one in reasons
    ]


def report_out(found: ReportHistory, part: slice) -> out.ReportTextOut:
    """The last version of a report, and a part of its rows."""
    version = found.versions[-1]
    return out.ReportTextOut(
        report=out.ReportOut.of(version.card),
        version=len(found.versions),
        text=version.report.text,
        passages=[
            out.PassageOut(start=one.start, end=one.end, kind=one.kind.value)
            for one in version.report.passages
        ],
        rows=out.RowOut.all(found.rows[part]),
        total_rows=len(found.rows),
    )


def hits_out(found: Sequence[Found], more: bool) -> out.HitsOut:
    """A page of hits."""
    items = [
        out.HitOut(
            report=out.ReportOut.of(hit.card),
            passages=[out.EvidenceOut.of(passage) for passage in hit.passages],
            rows=out.RowOut.all(hit.rows),
        )
        for hit in found
    ]
    return out.HitsOut(items=items, more=more)


def rows_out(rows: Iterable[BookedRow], limit: int) -> out.RowsOut:
    """A page of rows: at least `limit` of them, to the end of an entry, as long as there are any."""
    found: list[BookedRow] = []
    for row in rows:
        if len(found) >= limit and row.entry != found[-1].entry:
            return out.RowsOut(items=out.RowOut.all(found), after=found[-1].entry)
        found.append(row)
    return out.RowsOut(items=out.RowOut.all(found), after=None)
