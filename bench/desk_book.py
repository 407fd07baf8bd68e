"""The made-up book on which the desk is measured.

A tenth of its rows are about one framework of 34 members, all others about 40 other beneficiaries. Texts
differ, as those of newspapers do; some reports have two versions, some were taken back, some rows were
reviewed. The book is kept in a folder, so that a further run begins at once.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from pledgebook.book import Ledger
from pledgebook.codebook.codes import codebook
from pledgebook.frameworks import framework
from pledgebook.model import (
    Decision,
    Evidence,
    Fate,
    Nearness,
    Pledge,
    Position,
    Quantity,
    Reading,
    Reason,
    Report,
    Retraction,
    Row,
    Tally,
    Verdict,
)

TOPIC = "ukraine-2026-01"
LAST = date(2026, 6, 30)
"""The day of the latest report."""

_DAYS = 700
_ROWS_OF_REPORT = 5
_BATCH = 200  # reports in one transaction
_SHARE = 10  # one report in so many is about the framework
_WORDS = 4000  # of which the texts are made
_STATUSES = ("undecided", "offered", "pledged", "pledged", "formalised", "delivered", "refused")
_CONDITIONS = ((), ("ceasefire",), ("ceasefire", "parliament_approval"), ("us_backstop",))
_VERSION = 2
"""Counts up where the book is made otherwise than before."""


def large_book(rows: int, folder: Path) -> Path:
    """A copy of the book of so many rows, to be written to; made where the folder has none."""
    kept = folder / f"bench-desk-{rows}-{_VERSION}.db"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        growing = kept.with_suffix(".part")
        growing.unlink(missing_ok=True)
        write(growing, rows)
        growing.rename(kept)
    return kept


def copy_of(book: Path, folder: str) -> str:
    """A copy that a bench may write to."""
    return str(shutil.copy(book, Path(folder, "large.db")))


def write(place: Path, rows: int) -> None:
    """Writes a book of so many rows."""
    moment = datetime(2026, 7, 1, tzinfo=UTC)

    def clock() -> datetime:
        return moment

    reports = made_up()
    with Ledger.open(place, create=True) as ledger:
        left = rows // _ROWS_OF_REPORT
        while batch := list(islice(reports, min(_BATCH, left))):
            ledger.add_all(batch, clock)
            left -= len(batch)
            moment += timedelta(seconds=1)
        seen = list(islice(ledger.rows(), rows // 500))
        ledger.decide_all(
            (
                Decision((Verdict.ACCEPT, Verdict.REJECT)[n % 3 == 0], f"Reader {n % 4}", "read", row=row.id)
                for n, row in enumerate(seen)
            ),
            clock,
        )
        for id in dict.fromkeys(row.report.report for row in seen[::20]):
            ledger.retract(Retraction(id, Fate.CORRECTED, "A. Reader", "a note of the paper"), clock)


def made_up() -> Iterator[tuple[Report, Reading]]:
    """Reports without end, each with its reading; one in a hundred is told anew in another version."""
    chance = Random(26)
    words = ["".join(chance.choices("abdegiklmnoprstuvz", k=chance.randint(3, 9))) for _ in range(_WORDS)]
    members = sorted(member.actor for member in framework(TOPIC).members.on(LAST))
    n = 0
    while True:
        told = _report(n, words, members, chance)
        yield told
        if n % 100 == 0:
            yield _report(n, words, members, chance)
        n += 1


def _report(n: int, words: list[str], members: list[str], chance: Random) -> tuple[Report, Reading]:
    about = "UKR" if n % _SHARE == 0 else f"OTHER:Land {n % 40}"
    day = LAST - timedelta(days=chance.randrange(_DAYS))
    guarantor = chance.choice(members)
    sentences = [" ".join(chance.choices(words, k=18)).capitalize() + "." for _ in range(_ROWS_OF_REPORT)]
    text = " ".join(sentences) + f" They will send {n} soldiers once a ceasefire is signed."
    report = Report(
        f"r{n}", text, title=f"Report {n}: {sentences[0][:60]}", publisher=f"Paper {n % 50}",
        published=day, source=f"https://example.org/{n}",
    )  # fmt: skip
    places, start = [], 0
    for sentence in sentences:
        places.append(Evidence.of(text, start, start + len(sentence)))
        start += len(sentence) + 1
    rows: list[Row] = [_pledge(one, guarantor, about, chance) for one in places]
    if n % 3 == 0:
        rows[-1] = Tally(chance.randint(20, 30), 35, "participants", "an official", places[-1])
    if n % 7 == 0:
        rows[-2] = Position("RUS", "opposes", "ground_troops", None, places[-2])
    reading = Reading(
        report.id, "bench",
        tuple(row for row in rows if isinstance(row, Pledge)),
        tuple(row for row in rows if isinstance(row, Tally)),
        tuple(row for row in rows if isinstance(row, Position)),
    )  # fmt: skip
    return report, reading


def _pledge(evidence: Evidence, guarantor: str, about: str, chance: Random) -> Pledge:
    contribution = chance.choice(tuple(codebook().contributions))
    size = Quantity(100 * chance.randint(1, 40), "troops") if contribution == "ground_troops" else None
    reasons = tuple(
        Reason(name, "own:indirect", evidence.start, evidence.start + 4, evidence.quote[:4])
        for name in ("guarantor", "beneficiary", "contribution", "status", "conditions", "speaker")
    )
    own = chance.random() < 0.6
    return Pledge(
        guarantor, None, about, contribution, chance.choice(_STATUSES), chance.choice(_CONDITIONS), size,
        f"Minister {chance.randint(1, 200)}", evidence, reasons, Nearness.OWN if own else Nearness.OTHER,
        round(chance.random(), 3),
    )  # fmt: skip
