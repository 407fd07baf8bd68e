"""Joins the book, the frameworks and the reckoning: what a page of the desk shows.

Each function asks an open ledger. `as_of`: of what had been said by the end of that day; `known_at`: of what
the book held at that moment, which needs a time zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import BookedRow, Framework, RowKind
from pledgebook.questions_told import Told, told_of
from pledgebook.reckoning import (
    Change,
    Count,
    Coverage,
    History,
    Matrix,
    Subject,
    changed,
    counts,
    coverage,
    framework_matrix,
    history,
    matrices,
    standing,
)

if TYPE_CHECKING:
    from pledgebook.book import Filters, Ledger

_REPORTS = 500
"""Reports whose tallies are asked for at once."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a page is about: a framework, or whatever is pledged to a beneficiary.

    `id` is that of the framework or the code of the beneficiary.
    """

    id: str
    title: str
    beneficiary: str
    framework: Framework | None = None

    @property
    def contributions(self) -> tuple[str, ...]:
        """The contributions that belong to it; none where all do."""
        parts = self.framework.components if self.framework else ()
        return tuple(dict.fromkeys(code for part in parts for code in part.contributions))


@dataclass(frozen=True, slots=True)
class Moments:
    """The two times of a question; both None: now."""

    as_of: date | None = None
    known_at: datetime | None = None


NOW = Moments()


@dataclass(frozen=True, slots=True)
class Overview:
    """What stands of a topic: `matrix` is None where nothing does.

    `counts` are the claimed counts beside those whom the book names, `steps` the latest changes, the newest
    first, `claims` the number of pledges that count, `last` the day of the latest of them.
    """

    topic: Topic
    matrix: Matrix | None
    coverage: tuple[Coverage, ...]
    counts: tuple[Count, ...]
    steps: tuple[Change, ...]
    claims: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims under one cell: those that stand, those outranked, and those that count no more."""

    subject: Subject
    stands: tuple[BookedRow, ...]
    outranked: tuple[BookedRow, ...]
    struck: tuple[BookedRow, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party: what it pledged over time, its positions and every claim about its pledges, newest first."""

    actor: str
    histories: tuple[History, ...]
    positions: tuple[BookedRow, ...]
    claims: tuple[BookedRow, ...]


def pledges_of(topic: Topic) -> Filters:
    """The pledges that belong to a topic."""
    from pledgebook.book import Filters

    return Filters((RowKind.PLEDGE,), beneficiaries=(topic.beneficiary,), contributions=topic.contributions)


def pledges_by(guarantor: str, topic: Topic | None) -> Filters:
    """The pledges of a guarantor to the beneficiary of a topic, or to everybody."""
    from pledgebook.book import Filters

    whom = (topic.beneficiary,) if topic else ()
    return Filters((RowKind.PLEDGE,), beneficiaries=whom, guarantors=(guarantor,))


def claims_of(subject: Subject) -> Filters:
    """All claims about one contribution of one guarantor, those that count no more too."""
    from pledgebook.book import Filters

    return Filters(
        kinds=(RowKind.PLEDGE,),
        beneficiaries=(subject.beneficiary,),
        guarantors=(subject.guarantor,),
        contributions=(subject.contribution,),
        rejected=True,
        retracted=True,
    )


def positions_of(actor: str | None = None) -> Filters:
    """The positions of an actor, or of all."""
    from pledgebook.book import Filters

    return Filters((RowKind.POSITION,), actors=(actor,) if actor else ())


def overview(
    ledger: Ledger, topic: Topic, today: date, times: Moments = NOW, *, latest: int = 12
) -> Overview:
    """What stands of a topic; the members of a framework are those of the day asked for, or of `today`."""
    told = told_about(ledger, topic, times)
    pledges, stands = told.claims(), told.stands()
    frame = topic.framework
    if frame is not None:
        day = times.as_of or today
        matrix: Matrix | None = framework_matrix(pledges, frame, day, stands=stands)
    else:
        matrix = next(iter(matrices(pledges, stands=stands)), None)
    return Overview(
        topic=topic,
        matrix=matrix,
        coverage=coverage(pledges, frame, stands=stands) if frame else (),
        counts=_counted(ledger, topic, told, times, times.as_of or today),
        steps=tuple(islice(steps_of(told.histories()), latest)),
        claims=len(pledges),
        last=max((claim.report.said_by for claim in pledges), default=None),
    )


def framework_files(book: str | Path, files: Iterable[str]) -> tuple[Framework, ...]:
    """The frameworks of these files, and a first look at the book that they are shown with.

    Raises FrameworkError where a file is none, BookError where there is no book.
    """
    from pledgebook.book import Ledger
    from pledgebook.frameworks import framework

    found = tuple(framework(file) for file in files)
    Ledger.open(book).close()
    return found


def counts_of(ledger: Ledger, topic: Topic, today: date, times: Moments = NOW) -> tuple[Count, ...]:
    """The claimed counts of a topic beside those whom the book names."""
    return _counted(ledger, topic, told_about(ledger, topic, times), times, times.as_of or today)


def _counted(ledger: Ledger, topic: Topic, told: Told, times: Moments, day: date) -> tuple[Count, ...]:
    """The claimed counts of reports that hold a pledge of the topic; its members of a day alone are named."""
    from pledgebook.codebook.actors import actor_table

    pledges = told.claims()
    reports = iter(dict.fromkeys(claim.report.report for claim in pledges))
    tallies: list[BookedRow] = []
    from pledgebook.book import Filters

    while some := tuple(islice(reports, _REPORTS)):
        wanted = Filters(kinds=(RowKind.TALLY,), reports=some)
        tallies += ledger.rows(wanted, as_of=times.as_of, known_at=times.known_at)
    if topic.framework is not None:
        actors = [member.actor for member in topic.framework.members.on(day)]
    else:
        actors = [country.code for country in actor_table().countries]
    return tuple(counts(tallies, pledges, actors, told=told.histories()))


def steps_of(told: Iterable[History]) -> Iterator[Change]:
    """Every step of these histories, the newest first."""
    steps = [Change(one.subject, step) for one in told for step in one.steps]
    return iter(sorted(steps, key=_newest, reverse=True))


def latest_steps(ledger: Ledger, topic: Topic, times: Moments = NOW, *, most: int = 50) -> list[Change]:
    """The newest changes of a topic."""
    return list(islice(steps_of(told_about(ledger, topic, times).histories()), most))


def changes_between(ledger: Ledger, topic: Topic, since: date, times: Moments = NOW) -> list[Change]:
    """How what stands of a topic differs from what stood before the day `since`, by the same knowledge.

    Raises ValueError where no day lies before `since`, or `as_of` does.
    """
    if since == date.min or (times.as_of is not None and times.as_of < since):
        raise ValueError(f"nothing lies between {since} and {times.as_of}")
    before = told_about(ledger, topic, replace(times, as_of=since - timedelta(days=1)))
    return changed(before.stands(), told_about(ledger, topic, times).stands())


def claims_under(ledger: Ledger, subject: Subject, times: Moments = NOW) -> Claims:
    """Every claim about one contribution of one guarantor, best first."""
    rows = ledger.rows(claims_of(subject), as_of=times.as_of, known_at=times.known_at)
    mine = [row for row in rows if (row.pledge.count or 0) == subject.count]
    struck = tuple(row for row in mine if row.rejected or row.retracted)
    found = standing(mine)
    if not found:
        return Claims(subject, (), (), struck)
    return Claims(subject, (found[0].rests_on, *found[0].beside), found[0].outranked, struck)


def party_of(ledger: Ledger, actor: str, topic: Topic | None, times: Moments = NOW) -> Party:
    """What a party pledged within a topic (or to everybody), its positions, and who said what of it."""

    def ask(wanted: Filters) -> list[BookedRow]:
        return list(ledger.rows(wanted, as_of=times.as_of, known_at=times.known_at))

    pledges = ask(replace(pledges_by(actor, topic), rejected=True, retracted=True))
    positions = ask(positions_of(actor))
    newest = sorted(pledges, key=_said, reverse=True)
    return Party(
        actor, tuple(history(pledges)), tuple(sorted(positions, key=_said, reverse=True)), tuple(newest)
    )


def told_about(ledger: Ledger, topic: Topic, times: Moments = NOW) -> Told:
    """What was said of a topic."""
    return told_of(ledger, topic.beneficiary, topic.contributions, as_of=times.as_of, known_at=times.known_at)


def _said(row: BookedRow) -> tuple[date, int, str]:
    return row.report.said_by, row.report.entry, row.id


def _newest(change: Change) -> tuple[date, int, str]:
    row = change.step.after or change.step.before
    return _said(row) if row else (date.min, 0, "")
