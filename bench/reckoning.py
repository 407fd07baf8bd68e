"""How fast the reckoning is: `check` over a book with 200 members and 2,000 claims, and over a larger one.

    python bench/reckoning.py

The book is made up: each member has a word on every contribution, most of them fit together, one in fifty
does not; and there are 24 numbers of who takes part, sends troops, is undecided or refuses. The second book
has as many members as a framework may have.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from pledgebook.book import Ledger
from pledgebook.model import Evidence, Nearness, Pledge, Reading, Report, Row, Tally
from pledgebook.questions_check import check_in
from pledgebook.reckoning.tallies import Check, Effort

# A tenth of the work, the work that the bar is for, and ten times as much, which is cut off by the time.
SIZES = ((20, 200), (200, 2_000), (995, 20_000))
BAR = 2.0  # seconds
CONTRIBUTIONS = (
    "training", "weapons", "funding", "ground_troops", "air_forces", "naval_forces", "force_unspecified",
    "command", "logistics", "intelligence",
)  # fmt: skip
STATUSES = ("pledged", "delivered", "offered", "undecided", "refused")
OFTEN = (4, 1, 4, 1, 3)
FIRST = date(2025, 9, 4)
SENTENCE = "Party {n} has told us where it stands on this matter."


def main() -> None:
    """Runs both sizes and prints a line for each figure."""
    taken = []
    for members, claims in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            taken.append(measure(Path(folder), members, claims))
    for at in (1, 2):
        times = SIZES[at][1] / SIZES[at - 1][1]
        print(f"check: {times:.0f} times the claims, {taken[at] / taken[at - 1]:.1f} times as long")


def measure(folder: Path, members: int, claims: int) -> float:
    """Seconds of computing that a check takes, the median of three."""
    book, framework = folder / "bench.db", folder / "bench.yaml"
    framework.write_text(framework_of(members), encoding="utf-8")
    with Ledger.open(book, create=True) as ledger:
        ledger.add_all(made_up(members, claims), lambda: datetime.now(UTC))
    walls, busies = [], []
    for _ in range(3 if claims <= SIZES[1][1] else 1):
        began, busy = perf_counter(), process_time()
        found = check_in(book, str(framework), FIRST + timedelta(days=90), Effort(seconds=60))
        walls.append(perf_counter() - began)
        busies.append(process_time() - busy)
    bar = f" (bar: {BAR:g})" if claims == SIZES[1][1] else ""
    print(
        f"check: {members:,} members, {claims:,} claims, {median(walls):.2f} s{bar}, "
        f"{median(busies):.2f} s of them computing; {described(found)}",
        flush=True,
    )
    return median(busies)


def described(check: Check) -> str:
    """What a check found, on one line."""
    taking = check.sum_of("participants")
    how = "proved" if check.proved else "not proved"
    return (
        f"{taking.least:,} to {taking.most:,} take part, {len(check.set_aside):,} statements set aside, "
        f"{len(check.conflicts):,} conflicts shown, {how}"
    )


def framework_of(members: int) -> str:
    """A framework file whose members are all known by name but for five."""
    named = ", ".join(name(number) for number in range(members))
    return (
        "id: bench\ntitle: Bench\nbeneficiary: UKR\nsince: 2025-09-04\n"
        f"members: {{count: {members + 5}, named: [{named}], sources: [made-up]}}\n"
        f"components: [{{id: all, title: All, contributions: [{', '.join(CONTRIBUTIONS)}]}}]\n"
        "sources: [{id: made-up, title: Made up, published: 2025-09-04}]\n"
    )


def name(number: int) -> str:
    """The code of a member."""
    return f"OTHER:M{number:05}"


def made_up(members: int, claims: int) -> Iterator[tuple[Report, Reading]]:
    """Reports with one claim each, and some with numbers."""
    luck = random.Random(4)
    for number in range(claims):
        contribution = CONTRIBUTIONS[number // members % len(CONTRIBUTIONS)]
        statuses = ("pledged", "offered") if contribution == "force_unspecified" else STATUSES
        status = luck.choices(statuses, OFTEN[: len(statuses)])[0]
        party = number % members
        yield report(
            f"r{number}", luck.randrange(30), pledge(party, contribution, status, own=luck.random() < 0.5)
        )
        if luck.random() < 0.02:
            against = "refused" if status in ("pledged", "delivered", "offered") else "pledged"
            yield report(f"s{number}", 40, pledge(party, contribution, against, own=False))
    for number in range(6):
        shares = (
            ("participants", 97),
            ("troop_contributors", 45 + number // 2),
            ("undecided", 1),
            ("refused", 0),
        )
        rows = [tally(members * share // 100, counted, number) for counted, share in shares]
        yield report(f"t{number}", 20, pledge(-1, "weapons", "pledged", own=False), *rows)


def report(id: str, day: int, *rows: Row) -> tuple[Report, Reading]:
    """A report of a day with rows."""
    published = FIRST + timedelta(days=day)
    text = SENTENCE.format(n=id)
    pledges = tuple(row for row in rows if isinstance(row, Pledge))
    tallies = tuple(row for row in rows if isinstance(row, Tally))
    made = Report(id, text, published=published, publisher=f"The Post of {id}")
    return made, Reading(id, "made up 1", pledges, tallies)


def pledge(party: int, contribution: str, status: str, *, own: bool) -> Pledge:
    """What a party says, or another says of it."""
    return Pledge(
        guarantor=name(party) if party >= 0 else "USA",
        count=None,
        beneficiary="UKR",
        contribution=contribution,
        status=status,
        conditions=(),
        quantity=None,
        speaker="A Speaker",
        evidence=Evidence(0, 5, "Party"),
        nearness=Nearness.OWN if own else Nearness.OUTLET,
    )


def tally(count: int, counted: str, number: int) -> Tally:
    """A number of members."""
    return Tally(count, None, counted, f"Speaker {number}", Evidence(0, 5, "Party"))


if __name__ == "__main__":
    main()
