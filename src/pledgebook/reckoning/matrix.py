"""What stands as a matrix of guarantor by contribution: each cell with the claims for it and against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Framework
from pledgebook.reckoning.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands of one contribution of one guarantor.

    `support` are the other claims that take the same side (committed, open, no: the fold of the status).
    `dispute` are those that take another and were not said on an earlier day than the claim it rests on;
    an earlier one is overtaken and counts as neither. So does what stands beside it in the same report.
    """

    standing: Standing
    support: tuple[BookedRow, ...] = ()
    dispute: tuple[BookedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one guarantor by contribution; one that nobody spoke of is missing.

    `count` tells nameless groups apart, 0 where there is none; `member` says whether it belongs to the
    framework on the day, None where no framework was asked for.
    """

    guarantor: str
    count: int
    cells: Mapping[str, Cell]
    member: bool | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """What stands for one beneficiary: the contributions in the order of the columns, a line a guarantor.

    `framework` is the id of the framework that was asked for, `title` its name; None where none was.
    """

    beneficiary: str
    contributions: tuple[str, ...]
    lines: tuple[Line, ...]
    framework: str | None = None
    title: str | None = None


def matrices(claims: Iterable[BookedRow], *, stands: Sequence[Standing] | None = None) -> list[Matrix]:
    """A matrix for each beneficiary, in order; its columns are the contributions that stand.

    `stands` is what stands by these claims, where it was reckoned already. Raises TypeError where a row is no
    pledge.

    >>> matrices([])
    []
    """
    found: dict[str, list[Standing]] = {}
    for line in standing(claims) if stands is None else stands:
        found.setdefault(line.subject.beneficiary, []).append(line)
    return [_matrix(beneficiary, lines) for beneficiary, lines in found.items()]


def framework_matrix(
    claims: Iterable[BookedRow],
    framework: Framework,
    day: date,
    *,
    stands: Sequence[Standing] | None = None,
) -> Matrix:
    """What stands of a framework on a day: its contributions in the order of its components.

    Its members of the day come first, also those of whom nothing stands, then the others who
    pledge. Claims for another beneficiary or of another contribution are left out. `stands` is what stands by
    these claims, where it was reckoned already. Raises TypeError where a row is no pledge.
    """
    columns = tuple(dict.fromkeys(code for part in framework.components for code in part.contributions))
    mine = [
        line
        for line in (standing(claims) if stands is None else stands)
        if line.subject.beneficiary == framework.beneficiary and line.subject.contribution in columns
    ]
    members = {member.actor for member in framework.members.on(day)}
    lines = {(line.guarantor, line.count): line for line in _lines(mine)}
    silent = {(actor, 0): Line(actor, 0, {}) for actor in members if (actor, 0) not in lines}
    told = [
        Line(line.guarantor, line.count, line.cells, line.guarantor in members)
        for _, line in sorted((lines | silent).items())
    ]
    told.sort(key=lambda line: not line.member)
    return Matrix(framework.beneficiary, columns, tuple(told), framework.id, framework.title)


def _matrix(beneficiary: str, stands: list[Standing]) -> Matrix:
    named = {line.subject.contribution for line in stands}
    known = [code for code in codebook().contributions if code in named]
    return Matrix(beneficiary, (*known, *sorted(named.difference(known))), tuple(_lines(stands)))


def _lines(stands: Iterable[Standing]) -> list[Line]:
    """The lines in order of guarantor and count."""
    cells: dict[tuple[str, int], dict[str, Cell]] = {}
    for line in stands:
        subject = line.subject
        cells.setdefault((subject.guarantor, subject.count), {})[subject.contribution] = _cell(line)
    return [Line(guarantor, count, cells[guarantor, count]) for guarantor, count in sorted(cells)]


def _cell(line: Standing) -> Cell:
    statuses = codebook().statuses
    side, day = statuses[line.status].fold, line.rests_on.report.said_by
    support, dispute = [], []
    for claim in line.outranked:
        if statuses[claim.pledge.status].fold == side:
            support.append(claim)
        elif claim.report.said_by >= day:
            dispute.append(claim)
    return Cell(line, tuple(support), tuple(dispute))
