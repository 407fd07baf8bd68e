"""What the book keeps beside reports and readings, and what it answers with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pledgebook.model.errors import BookError, PledgebookError
from pledgebook.model.report import Report
from pledgebook.model.rows import Nearness, Pledge, Position, Reading, Row, Tally

OWN_WORD = "own:"
"""How the rule of a speaker's reason begins when the speaker speaks for the guarantor."""


class RowKind(StrEnum):
    """The three kinds of row of the codebook."""

    PLEDGE = "pledge"
    TALLY = "tally"
    POSITION = "position"


_KINDS: dict[type[Row], RowKind] = {
    Pledge: RowKind.PLEDGE,
    Tally: RowKind.TALLY,
    Position: RowKind.POSITION,
}


def kind_of(row: Row) -> RowKind:
    """Which kind of row this is."""
    return _KINDS[type(row)]


def is_own_word(row: Row) -> bool:
    """Whether the party itself says so, by a speaker who speaks for it.

    What the report asserts without a source (speaker None) is the outlet's word.
    """
    if row.speaker is None:
        return False
    if row.nearness is not None:
        return row.nearness is Nearness.OWN
    return any(reason.field == "speaker" and reason.rule.startswith(OWN_WORD) for reason in row.reasons)


class Verdict(StrEnum):
    """What a reviewer decides: on a row, that a report holds a row more, that a decision is taken back."""

    ACCEPT = "accept"
    AMEND = "amend"
    REJECT = "reject"
    ADD = "add"
    UNDO = "undo"


class Fate(StrEnum):
    """What an outlet did with a report that it published."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's decision: `by` whom and `why`; `on` is the day, where it was not that of the recording.

    `row` is the id of a row. AMEND gives its new `content`. ADD gives `content` and names the
    `report` instead of a row. UNDO names with `undoes` the entry of the decision on the row that it takes
    back; that stays in the book and counts no more. `blind`: who decided was not shown what others had
    decided.

    Raises PledgebookError where a part is missing or too much.

    >>> Decision(Verdict.ACCEPT, "A. Reader", "as quoted", row="0a1b").verdict.value
    'accept'
    """

    verdict: Verdict
    by: str
    why: str
    row: str | None = None
    report: str | None = None
    content: Row | None = None
    on: date | None = None
    undoes: int | None = None
    blind: bool = False

    def __post_init__(self) -> None:
        _refuse_nameless(self.by, self.why)
        if (self.undoes is not None) is not (self.verdict is Verdict.UNDO):
            raise PledgebookError(
                f"{self.verdict.value!r} {'names no' if self.undoes is None else 'takes back no'} entry",
                remedy=f"{Verdict.UNDO.value!r} names the entry of the decision that it takes back",
            )
        adds = self.verdict is Verdict.ADD
        if (self.row is None) is not adds or (self.report is None) is adds:
            raise PledgebookError(f"{self.verdict.value!r} names {'a report' if adds else 'a row'}, no other")
        writes = self.verdict in (Verdict.AMEND, Verdict.ADD)
        if (self.content is not None) is not writes:
            raise PledgebookError(
                f"{self.verdict.value!r} {'needs' if writes else 'does not change'} what the row holds",
                remedy="give its content" if writes else f"{Verdict.AMEND.value!r} does",
            )


@dataclass(frozen=True, slots=True)
class Retraction:
    """An outlet corrected or withdrew a report: `by` who notes it, `why`, `on` which day the outlet did it.

    It holds for the last version of the report; a corrected version that is added later counts.
    """

    report: str
    fate: Fate
    by: str
    why: str
    on: date | None = None

    def __post_init__(self) -> None:
        _refuse_nameless(self.by, self.why)


@dataclass(frozen=True, slots=True)
class Review:
    """A decision as the book holds it: the number of its entry and when the book learned it (UTC)."""

    decision: Decision
    entry: int
    recorded_at: datetime


class OvertakenError(BookError):
    """Another reviewer decided on the row first: `review` is that decision."""

    def __init__(self, review: Review) -> None:
        self.review = review
        decision = review.decision
        super().__init__(
            f"{decision.by} decided on row {decision.row or ''} in the meantime: {decision.verdict.value}",
            where=f"entry {review.entry}",
            remedy="look at it and decide again",
        )


@dataclass(frozen=True, slots=True)
class Retracted:
    """A retraction as the book holds it: the number of its entry and when the book learned it (UTC)."""

    retraction: Retraction
    entry: int
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A report without its text: `entry` is the number of the version's entry, `report` the report's id.

    `said_on` is the day printed on it, `recorded_at` the moment (UTC) when the book learned the version.
    `first` is the entry of the first report with nearly the same text, where that is another one.
    """

    entry: int
    report: str
    said_on: date | None
    recorded_at: datetime
    title: str | None = None
    publisher: str | None = None
    source: str | None = None
    language: str | None = None
    first: int | None = None

    @property
    def origin(self) -> int:
        """What reports of nearly the same text share: the entry of the first of them."""
        return self.first if self.first is not None else self.entry

    @property
    def said_by(self) -> date:
        """The day by whose end it had been said; without a day: when it was recorded at the latest."""
        return self.said_on or self.recorded_at.date()


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A row as the book holds it.

    `id` names the row in decisions; it stays when the row is amended or read again. `row` is the content
    that counts (without reasons: `Ledger.row` has them); `entry` is the number of the entry that
    brought it, recorded at `recorded_at` (UTC). `reader` is None where a reviewer wrote it. `review` is
    the last decision on it, None where nobody reviewed it; `retracted` is set where the report was
    corrected or withdrawn by its outlet.
    """

    id: str
    kind: RowKind
    row: Row
    own_word: bool
    entry: int
    recorded_at: datetime
    reader: str | None
    report: Card
    review: Review | None = None
    retracted: Retracted | None = None

    @property
    def said_on(self) -> date | None:
        """The day of the report, None where it prints none."""
        return self.report.said_on

    @property
    def reviewed(self) -> bool:
        """Whether a reviewer vouches for the row as it is."""
        return self.review is not None and self.review.decision.verdict is not Verdict.REJECT

    @property
    def rejected(self) -> bool:
        """Whether a reviewer struck the row out."""
        return self.review is not None and self.review.decision.verdict is Verdict.REJECT

    @property
    def pledge(self) -> Pledge:
        """The row as a pledge. Raises TypeError where it is another kind of row."""
        if not isinstance(self.row, Pledge):
            raise TypeError(f"row {self.id} is a {self.kind.value}, not a pledge")
        return self.row


@dataclass(frozen=True, slots=True)
class RowVersion:
    """One content of a row, with its reasons: from a reader, or from a reviewer (`reader` is None)."""

    entry: int
    recorded_at: datetime
    reader: str | None
    row: Row


@dataclass(frozen=True, slots=True)
class Lineage:
    """Everything about one row: the report, each content that it had, each decision, in the book's order.

    `current` is the row as it counts now, None where it does not: the newest reading of the report lacks
    it and no reviewer stands by it, or the report has a newer version. A rejected row and one of a
    retracted report are given, marked as such.
    """

    id: str
    kind: RowKind
    report: Card
    versions: tuple[RowVersion, ...]
    reviews: tuple[Review, ...]
    current: BookedRow | None


@dataclass(frozen=True, slots=True)
class BookedReading:
    """A reading with the number of its entry and when the book learned it (UTC)."""

    entry: int
    recorded_at: datetime
    reading: Reading


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """One version of a report, with its readings in order, and whether its outlet took it back."""

    card: Card
    report: Report
    readings: tuple[BookedReading, ...]
    retractions: tuple[Retracted, ...]


@dataclass(frozen=True, slots=True)
class ReportHistory:
    """Everything about one report: its versions in order, and the rows that count now or were rejected.

    `alike` are other reports with nearly the text of the last version; `addresses` are further
    ones under which the report itself was found.
    """

    report: str
    versions: tuple[ReportVersion, ...]
    rows: tuple[BookedRow, ...]
    alike: tuple[Card, ...] = ()
    addresses: tuple[str, ...] = ()


def _refuse_nameless(by: str, why: str) -> None:
    for name, value in (("by whom", by), ("why", why)):
        if not value.strip():
            raise PledgebookError(f"an entry of the book says {name}", remedy="give a name and a reason")


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: of which `source`, its `place` for people and `at` for the program, and why.

    `tries` counts how often it was tried, `first_tried` and `last_tried` tell when (UTC).
    """

    source: str
    place: str
    at: str
    what: str
    remedy: str | None
    tries: int
    first_tried: datetime
    last_tried: datetime
