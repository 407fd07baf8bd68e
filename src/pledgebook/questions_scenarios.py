"""Joins the book, the frameworks and the reckoning: scenarios, coverage, what contradicts.

`as_of`: of what had been said by the end of that day; `known_at`: of what the book held at that moment, which
needs a time zone. A framework goes by its id, by the path of its file, or is handed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pledgebook.model import BookedRow, Framework, PledgebookError, RowKind
from pledgebook.questions_told import told_of

if TYPE_CHECKING:
    from pledgebook.book import Ledger
    from pledgebook.reckoning import Conflict, Coverage, Opposition
    from pledgebook.reckoning.scenarios import Facts, Prospects, Reach, Sum

SECONDS = 10.0
"""How long the search for what it would take goes on, unless told."""

LIMIT = 10
"""How many of the smallest sets are given, unless told."""

_NAMED = 20
"""How many of the book's codes an error names."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked beyond a scenario: what it would take to bring a component to its requirements.

    Counted are commitments, with `offers` offers as well; at most `limit` sets (0: all) within `seconds`.
    """

    component: str
    offers: bool = False
    limit: int = LIMIT
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        if self.limit < 0:
            raise PledgebookError(f"{self.limit} sets cannot be given", remedy="ask for 1 or more, 0 for all")
        if not 0 <= self.seconds < float("inf"):  # not a number fails too
            raise PledgebookError(f"{self.seconds} is no number of seconds", remedy="give 0 or more")


@dataclass(frozen=True, slots=True)
class Scenario:
    """What becomes of a framework's pledges under facts, what they come to, and what it would take.

    `reach` is None where nobody asked for it.
    """

    prospects: Prospects
    sums: tuple[Sum, ...]
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Contested:
    """The conflicts between claims, those first that would change an answer most; and what stands in the way.

    `ways` is one for each beneficiary that was asked about.
    """

    conflicts: tuple[Conflict, ...]
    ways: tuple[Opposition, ...]


def facts_of_scenario(assume: Iterable[str] = (), deny: Iterable[str] = ()) -> Facts:
    """The facts as a person writes them. Raises PledgebookError where one is written wrongly."""
    from pledgebook.reckoning.scenarios import Facts

    return Facts.of(assume, deny)


def framework_given(framework: str | Path | Framework) -> Framework:
    """The framework of an id or a file, or the one that is given. Raises FrameworkError."""
    from pledgebook.frameworks import framework as named

    return framework if isinstance(framework, Framework) else named(str(framework))


def scenario_in(
    book: str | Path | Ledger,
    framework: str | Path | Framework,
    facts: Facts,
    wish: Wish | None = None,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Scenario:
    """What would come into force under these facts.

    Raises FrameworkError where there is no such framework, BookError where there is no book, PledgebookError
    where the wish names no component of it or one without a requirement.
    """
    from pledgebook.reckoning.scenarios import prospects, sums, what_it_takes

    frame = framework_given(framework)
    found = prospects(_pledges(book, frame.beneficiary, as_of, known_at), frame, facts)
    reach = None
    if wish is not None:
        reach = what_it_takes(
            found, wish.component, offers=wish.offers, limit=wish.limit, seconds=wish.seconds
        )
    return Scenario(found, sums(found.lines), reach)


def coverage_in(
    book: str | Path | Ledger,
    framework: str | Path | Framework,
    *,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> tuple[Framework, tuple[Coverage, ...]]:
    """What stands for each component of a framework, against what it needs.

    Raises FrameworkError where there is no such framework, BookError where there is no book.
    """
    from pledgebook.reckoning import coverage

    frame = framework_given(framework)
    return frame, coverage(_pledges(book, frame.beneficiary, as_of, known_at), frame)


def conflicts_in(
    book: str | Path | Ledger,
    framework: str | Path | Framework | None = None,
    *,
    beneficiary: str | None = None,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> Contested:
    """Claims that cannot all be true, demands that nobody answers, pledges that are opposed.

    Of a framework, of one beneficiary, or of the whole book. Raises FrameworkError, BookError, and
    PledgebookError where a framework and another beneficiary are asked for, or the book has no pledge for
    the beneficiary.
    """
    from pledgebook.book import Filters, opened
    from pledgebook.reckoning import conflicts, opposition

    frame = framework_given(framework) if framework is not None else None
    if frame is not None and beneficiary not in (None, frame.beneficiary):
        raise PledgebookError(
            f"{frame.id} is for {frame.beneficiary}, not {beneficiary}", remedy="ask for one of the two"
        )
    asked = frame.beneficiary if frame is not None else beneficiary
    parts = (
        tuple(dict.fromkeys(code for part in frame.components for code in part.contributions))
        if frame
        else ()
    )
    with opened(book) as ledger:
        positions = list(ledger.rows(Filters(kinds=(RowKind.POSITION,)), as_of=as_of, known_at=known_at))
        if asked is None:
            rows = ledger.rows(Filters(kinds=(RowKind.PLEDGE,)), as_of=as_of, known_at=known_at)
            return _contested_of_all(list(rows), positions)
        told = told_of(ledger, asked, parts, as_of=as_of, known_at=known_at)
        pledges = told.claims()
        if frame is None and not pledges:
            held = ledger.beneficiaries()
            if asked not in held:
                holds = f"pledges for {', '.join(held[:_NAMED])}" if held else "no pledges yet"
                raise PledgebookError(f"no pledge for {asked!r} in this book", remedy=f"it holds {holds}")
    stands = told.stands()
    way = opposition([*pledges, *positions], beneficiary=asked, framework=frame, stands=stands)
    return Contested(tuple(conflicts(pledges, stands=stands)), (way,))


def _contested_of_all(pledges: list[BookedRow], positions: list[BookedRow]) -> Contested:
    """What is contested of every beneficiary."""
    from pledgebook.reckoning import conflicts, opposition

    for_each: dict[str, list[BookedRow]] = {}
    for claim in pledges:
        for_each.setdefault(claim.pledge.beneficiary, []).append(claim)
    ways = tuple(opposition([*for_each[name], *positions], beneficiary=name) for name in sorted(for_each))
    return Contested(tuple(conflicts(pledges)), ways)


def _pledges(
    book: str | Path | Ledger, beneficiary: str, as_of: date | None, known_at: datetime | None
) -> list[BookedRow]:
    from pledgebook.book import Filters, opened

    wanted = Filters(kinds=(RowKind.PLEDGE,), beneficiaries=(beneficiary,))
    with opened(book) as ledger:
        return list(ledger.rows(wanted, as_of=as_of, known_at=known_at))
