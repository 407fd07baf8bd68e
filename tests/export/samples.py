"""A row of each kind, a rejected and a retracted one, and rows with any text that a report may hold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from pledgebook.model import (
    BookedRow,
    Card,
    Decision,
    Evidence,
    Fate,
    Nearness,
    Pledge,
    Position,
    Quantity,
    Retracted,
    Retraction,
    Review,
    Row,
    RowKind,
    Tally,
    Verdict,
    kind_of,
)

MOMENT = datetime(2025, 9, 5, 12, tzinfo=UTC)
QUOTE = "Denmark will send 800 soldiers."
CARD = Card(
    1, "r1", date(2025, 9, 4), MOMENT, "A coalition", "The Paper", "https://example.org/a?b=1&c=2", "en"
)
UNDATED = Card(4, "r2", None, MOMENT, source="/home/me/a.txt")
WORD: dict[str, Any] = {"speaker": "A Minister", "evidence": Evidence(10, 10 + len(QUOTE), QUOTE)}
PLEDGE = Pledge(
    "DNK", None, "UKR", "ground_troops", "offered", ("ceasefire", "host_consent"),
    Quantity(800, "troops", 500), **WORD, nearness=Nearness.OWN, confidence=0.75,
)  # fmt: skip


def booked(row: Row, card: Card = CARD, **other: Any) -> BookedRow:
    id = f"{kind_of(row).value}-{card.report}-{row.evidence.start}-{other.get('id', '')}"
    usual: dict[str, Any] = {
        "own_word": True, "entry": 2, "recorded_at": MOMENT, "reader": "pledgebook 0.1.0", "report": card,
    }  # fmt: skip
    return BookedRow(**({"id": id, "kind": kind_of(row), "row": row} | usual | other))


def reviewed(verdict: Verdict, row: str) -> Review:
    content = PLEDGE if verdict is Verdict.AMEND else None
    decision = Decision(verdict, "A. Reader", "a reason", row, content=content, on=date(2025, 9, 6))
    return Review(decision, 7, MOMENT)


GOOD = booked(PLEDGE, id="good")
AMENDED = booked(
    replace(PLEDGE, guarantor="NATO", contribution="weapons", status="delivered", quantity=None),
    id="amended", reader=None, review=reviewed(Verdict.AMEND, "amended"),
)  # fmt: skip
TALLY = booked(Tally(26, 35, "participants", **WORD), id="tally")
POSITION = booked(Position("RUS", "opposes", "ground_troops", **WORD), UNDATED, id="position")
REJECTED = booked(PLEDGE, id="rejected", review=reviewed(Verdict.REJECT, "rejected"))
BACK = booked(
    PLEDGE, id="back", retracted=Retracted(Retraction("r1", Fate.WITHDRAWN, "A.", "gone"), 8, MOMENT)
)
ALL = [GOOD, AMENDED, TALLY, POSITION, REJECTED, BACK]
COUNTING = [GOOD, AMENDED, TALLY, POSITION]

HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=()), min_size=1),
    st.sampled_from((
        "=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(A1)", "\t=1", "\uff1d1", "<script>alert(1)</script>",
        "'; DROP TABLE entries; --", "a\x00b\x1b[31m", "\u202egnp.exe", "a\r\nb,c\"d", "_x0041_",
        "x" * 40_000, "\ud800", "\u2028", "\ufeffa", "\uffff", "{{7*7}}",
    )),
)  # fmt: skip


@st.composite
def hostile_rows(draw: st.DrawFn) -> BookedRow:
    """A pledge whose every free text is hostile."""
    quote = draw(HOSTILE)
    card = Card(
        1, draw(HOSTILE), date(2025, 9, 4), MOMENT, draw(HOSTILE), draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)
    )
    party = f"OTHER:{draw(HOSTILE)}"
    pledge = replace(
        PLEDGE,
        guarantor=party,
        beneficiary=party,
        speaker=draw(HOSTILE),
        evidence=Evidence(0, len(quote), quote),
    )
    return booked(pledge, card, id="hostile", kind=RowKind.PLEDGE)
