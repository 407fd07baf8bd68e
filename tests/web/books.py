"""A small book for the desk, written by hand: pledges that change, a count, a position, a contradiction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from pledgebook.book import Ledger
from pledgebook.model import (
    Decision,
    Evidence,
    Passage,
    PassageKind,
    Pledge,
    Position,
    Quantity,
    Reading,
    Reason,
    Report,
    Row,
    Tally,
    Verdict,
)

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
    "\" ' onmouseover=alert(1) {{ 7*7 }} javascript:alert(1) \u202eevil\u202c "
)
FIRST = datetime(2025, 9, 10, 8, 0, tzinfo=UTC)

_TEXTS = {
    "courier": (
        "Subscribe to our newsletter\n"
        "Paris: France will send 2000 troops to Ukraine after a ceasefire, President Macron said. "
        "In all 26 of 35 countries have agreed to take part. "
        "Russia rejects any foreign troops in Ukraine."
    ),
    "dispatch": (
        "Warsaw: Poland will not send troops to Ukraine, Prime Minister Tusk said. "
        "Germany is still undecided about troops. "
        "Britain has offered air patrols over Ukraine."
    ),
    "later": (
        "Berlin: Germany will send 800 troops to Ukraine, the chancellor said. "
        "Only 15 of 35 countries take part, an official said. "
        "France will never send troops to Ukraine, a rival paper wrote."
    ),
    "hostile": f"{HOSTILE} Norway will send jets to Ukraine. {'x' * 3000} {HOSTILE}",
}


def report(id: str, day: date, **other: Any) -> Report:
    """A report of the book; the newsletter line is furniture."""
    text = _TEXTS[id]
    body = text.index("\n") + 1 if "newsletter" in text else 0
    passages = [Passage(0, body - 1, PassageKind.FURNITURE, "link")] if body else []
    usual: dict[str, Any] = {
        "title": f"Report of the {id}",
        "publisher": f"The {id.title()}",
        "published": day,
        "language": "en",
        "source": f"https://example.org/{id}",
        "passages": (*passages, Passage(body, len(text), PassageKind.BODY, "paragraph")),
    }
    return Report(id, text, **(usual | other))


def evidence(of: Report, words: str) -> Evidence:
    """The sentence of a report that begins with these words."""
    start = of.text.index(words)
    end = of.text.find(". ", start)
    return Evidence.of(of.text, start, len(of.text) if end < 0 else end + 1)


def pledge(of: Report, words: str, guarantor: str, contribution: str, status: str, **other: Any) -> Pledge:
    """A pledge to Ukraine."""
    found = evidence(of, words)
    reasons = (
        Reason("status", "own:will", found.start, found.start + 5, of.text[found.start : found.start + 5]),
    )
    usual: dict[str, Any] = {
        "count": None, "beneficiary": "UKR", "conditions": (), "quantity": None, "speaker": None,
        "reasons": reasons, "confidence": 0.8,
    }  # fmt: skip
    return Pledge(guarantor, contribution=contribution, status=status, evidence=found, **(usual | other))


def readings() -> Iterator[tuple[Report, Reading]]:
    """The reports with their rows."""
    one = report("courier", date(2025, 9, 4))
    yield one, reading_of(
        one,
        pledge(one, "Paris", "FRA", "ground_troops", "pledged", conditions=("ceasefire",),
               quantity=Quantity(2000, "troops"), speaker="President Macron", nearness="own"),
        Tally(26, 35, "participants", None, evidence(one, "In all")),
        Position("RUS", "opposes", "ground_troops", None, evidence(one, "Russia")),
    )  # fmt: skip
    two = report("dispatch", date(2025, 9, 5))
    yield (
        two,
        reading_of(
            two,
            pledge(two, "Warsaw", "POL", "ground_troops", "refused", speaker="Prime Minister Tusk"),
            pledge(two, "Germany", "DEU", "ground_troops", "undecided"),
            pledge(two, "Britain", "GBR", "air_forces", "offered"),
        ),
    )
    three = report("later", date(2025, 9, 8))
    yield three, reading_of(
        three,
        pledge(three, "Berlin", "DEU", "ground_troops", "pledged", conditions=("parliament_approval",),
               quantity=Quantity(800, "troops")),
        Tally(15, 35, "participants", "an official", evidence(three, "Only")),
        pledge(three, "France", "FRA", "ground_troops", "refused"),
    )  # fmt: skip
    four = report("hostile", date(2025, 9, 9), title=HOSTILE, publisher=HOSTILE, source="javascript:alert(1)")
    yield (
        four,
        reading_of(
            four,
            replace(
                pledge(
                    four,
                    HOSTILE,
                    "OTHER:<b onclick=alert(1)>Nor & way</b>",
                    "air_forces",
                    "pledged",
                    speaker=HOSTILE,
                ),
                conditions=("ceasefire",),
            ),
        ),
    )


def reading_of(of: Report, *rows: Row) -> Reading:
    return Reading(
        of.id,
        "reader 1",
        tuple(row for row in rows if isinstance(row, Pledge)),
        tuple(row for row in rows if isinstance(row, Tally)),
        tuple(row for row in rows if isinstance(row, Position)),
    )


def ticking(first: datetime = FIRST) -> Any:
    """A clock that goes on by a minute each time it is asked."""
    minutes = count()
    return lambda: first + timedelta(minutes=next(minutes))


def write_book(path: Path) -> Path:
    """Writes the book: four reports and one decision."""
    clock = ticking()
    with Ledger.open(path, create=True) as ledger:
        for read, reading in readings():
            ledger.add(read, reading, clock)
        poland = next(
            row for row in ledger.rows() if row.kind.value == "pledge" and row.pledge.guarantor == "POL"
        )
        ledger.decide(Decision(Verdict.ACCEPT, "A. Reader", "as quoted", row=poland.id), clock)
    return path
