"""What the JSON API answers with: records of its own, so that those of the book can change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from pledgebook.model import BookedRow, Card, Pledge, Position, Quantity, Tally
from pledgebook.model import Evidence as EvidenceRecord


class Answer(BaseModel):
    """What all answers share."""

    model_config = ConfigDict(frozen=True)


class Problem(Answer):
    """Why there is no answer: one line that says what is wrong."""

    detail: str


class ReportOut(Answer):
    """A report without its text."""

    id: str
    title: str | None
    publisher: str | None
    source: str | None
    language: str | None
    said_on: date | None = Field(description="The day printed on it.")
    recorded_at: datetime = Field(description="When the book learned it.")

    @classmethod
    def of(cls, card: Card) -> ReportOut:
        """From the card of a report."""
        return cls(
            id=card.report,
            title=card.title,
            publisher=card.publisher,
            source=card.source,
            language=card.language,
            said_on=card.said_on,
            recorded_at=card.recorded_at,
        )


class EvidenceOut(Answer):
    """A verbatim passage: character offsets into the report's text, and its words."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, found: EvidenceRecord) -> EvidenceOut:
        """From the evidence of a row."""
        return cls(start=found.start, end=found.end, quote=found.quote)


class QuantityOut(Answer):
    """An amount in single units; `low` where the report gives a range."""

    value: float
    unit: str
    low: float | None

    @classmethod
    def of(cls, found: Quantity | None) -> QuantityOut | None:
        """From the quantity of a pledge."""
        return cls(value=found.value, unit=found.unit, low=found.low) if found else None


class PledgeOut(Answer):
    """The fields of a pledge, as in the codebook."""

    kind: Literal["pledge"] = "pledge"
    guarantor: str
    count: int | None
    beneficiary: str
    contribution: str
    status: str
    conditions: list[str]
    quantity: QuantityOut | None


class TallyOut(Answer):
    """The fields of a tally, as in the codebook."""

    kind: Literal["tally"] = "tally"
    count: int
    of: int | None
    set: str


class PositionOut(Answer):
    """The fields of a position, as in the codebook."""

    kind: Literal["position"] = "position"
    actor: str
    stance: str
    object: str


Content = Annotated[PledgeOut | TallyOut | PositionOut, Field(discriminator="kind")]


class RowOut(Answer):
    """A row of the book with its sentence, its speaker and its report."""

    id: str
    content: Content
    speaker: str | None
    own_word: bool = Field(description="Whether the party itself says so.")
    confidence: float | None
    evidence: EvidenceOut
    report: ReportOut
    entry: int
    recorded_at: datetime
    reader: str | None = Field(description="The version of the reader; null where a reviewer wrote it.")
    review: str | None = Field(description="The last verdict of a reviewer.")
    retracted: str | None = Field(description="What the outlet did with the report, where it took it back.")

    @classmethod
    def of(cls, row: BookedRow) -> RowOut:
        """From a row of the book."""
        return cls(
            id=row.id,
            content=content_of(row.row),
            speaker=row.row.speaker,
            own_word=row.own_word,
            confidence=row.row.confidence,
            evidence=EvidenceOut.of(row.row.evidence),
            report=ReportOut.of(row.report),
            entry=row.entry,
            recorded_at=row.recorded_at,
            reader=row.reader,
            review=row.review.decision.verdict.value if row.review else None,
            retracted=row.retracted.retraction.fate.value if row.retracted else None,
        )

    @classmethod
    def all(cls, rows: Sequence[BookedRow]) -> list[RowOut]:
        """From several."""
        return [cls.of(row) for row in rows]


def content_of(row: Pledge | Tally | Position) -> PledgeOut | TallyOut | PositionOut:
    """The fields of a row alone."""
    match row:
        case Tally():
            return TallyOut(count=row.count, of=row.of, set=row.set)
        case Position():
            return PositionOut(actor=row.actor, stance=row.stance, object=row.object)
        case Pledge():
            return PledgeOut(
                guarantor=row.guarantor,
                count=row.count,
                beneficiary=row.beneficiary,
                contribution=row.contribution,
                status=row.status,
                conditions=list(row.conditions),
                quantity=QuantityOut.of(row.quantity),
            )


class TopicOut(Answer):
    """What can be asked about: a framework, or all that is pledged to a beneficiary."""

    id: str
    title: str
    beneficiary: str
    framework: bool


class CellOut(Answer):
    """What stands of one contribution of one guarantor, with the ids of the claims."""

    contribution: str
    status: str
    rests_on: RowOut
    beside: list[str]
    support: list[str]
    dispute: list[str]


class LineOut(Answer):
    """The cells of one guarantor; `count` tells nameless groups apart."""

    guarantor: str
    count: int
    member: bool | None
    cells: list[CellOut]


class MatrixOut(Answer):
    """What stands of a topic, a part of its guarantors."""

    topic: str
    beneficiary: str
    contributions: list[str]
    lines: list[LineOut]
    total: int = Field(description="Guarantors in all.")


class MeasuredOut(Answer):
    """A requirement and what is committed: the least, and the most (null: some pledge has no figure)."""

    contribution: str
    unit: str
    need_low: float
    need_high: float | None
    committed_low: float
    committed_high: float | None


class ComponentOut(Answer):
    """A component of a framework with its coverage."""

    id: str
    title: str
    measured: list[MeasuredOut]
    given: list[GivenOut]
    bare: list[str] = Field(description="Contributions to which nobody has committed.")


class GivenOut(Answer):
    """Who gives what of one contribution, by status: ids of the rows."""

    contribution: str
    status: str
    rows: list[str]


class ClaimedOut(Answer):
    """A set of parties: the numbers that reports give, and whom the book names now."""

    set: str
    claimed: list[RowOut]
    named: list[str] | None = Field(description="Null where pledges do not tell.")


class StepOut(Answer):
    """One change of what stands."""

    beneficiary: str
    guarantor: str
    count: int
    contribution: str
    turn: str
    before: RowOut | None
    after: RowOut | None


class HistoryOut(Answer):
    """One contribution of one guarantor over time."""

    beneficiary: str
    contribution: str
    count: int
    status: str
    steps: list[StepOut]
    last_repeated: date
    claims: int


class PartyOut(Answer):
    """A party: its pledges over time and its positions, a part of each."""

    actor: str
    histories: list[HistoryOut]
    positions: list[RowOut]
    total_histories: int
    total_positions: int


class ConflictOut(Answer):
    """Claims that cannot all be true, by side, the one that stands first."""

    beneficiary: str
    guarantor: str
    count: int
    contribution: str
    differ_in: str
    sides: list[list[RowOut]]


class ConflictsOut(Answer):
    """The conflicts of a topic, a part of them."""

    items: list[ConflictOut]
    total: int


class StepsOut(Answer):
    """The changes of a topic between two days, a part of them."""

    since: date
    items: list[StepOut]
    total: int


class ProspectOut(Answer):
    """What becomes of a pledge under the facts."""

    row: RowOut
    component: str
    outcome: str
    since: date | None
    missing: list[list[str]] = Field(description="Smallest sets of further facts that would be enough.")
    blocked_by: list[str]


class ScenarioOut(Answer):
    """What would come into force, a part of the pledges."""

    framework: str
    items: list[ProspectOut]
    total: int
    unused: list[str]


class RowsOut(Answer):
    """A page of rows; ask with `after` for those that follow, null at the end."""

    items: list[RowOut]
    after: int | None


class Wanted(BaseModel):
    """Which rows are wanted; of each field one value or several."""

    model_config = ConfigDict(frozen=True)

    kind: list[Literal["pledge", "tally", "position"]] = Field([], max_length=3)
    beneficiary: list[str] = Field([], max_length=50)
    guarantor: list[str] = Field([], max_length=50)
    contribution: list[str] = Field([], max_length=50)
    status: list[str] = Field([], max_length=50)
    actor: list[str] = Field([], max_length=50)
    after: int = Field(0, ge=0, le=2**53, description="What the page before gave as `after`.")
    limit: int = Field(100, ge=1, le=500, description="At least so many, to the end of an entry.")


class VersionOut(Answer):
    """One content that a row had."""

    entry: int
    recorded_at: datetime
    reader: str | None
    content: Content
    evidence: EvidenceOut
    reasons: list[ReasonOut]


class ReasonOut(Answer):
    """Why a field holds what it holds: the rule, and the words that decided."""

    field: str
    rule: str
    start: int
    end: int
    words: str


class ReviewOut(Answer):
    """A reviewer's decision."""

    verdict: str
    by: str
    why: str
    entry: int
    recorded_at: datetime


class LineageOut(Answer):
    """Everything about a row; `current` is null where it does not count."""

    id: str
    report: ReportOut
    current: RowOut | None
    versions: list[VersionOut]
    reviews: list[ReviewOut]


class PassageOut(Answer):
    """A stretch of a report's text and what it is: title, body or furniture."""

    start: int
    end: int
    kind: str


class ReportTextOut(Answer):
    """The last version of a report with its rows, a part of them."""

    report: ReportOut
    version: int
    text: str
    passages: list[PassageOut]
    rows: list[RowOut]
    total_rows: int


class HitOut(Answer):
    """A report that holds the words, where they stand, and the rows whose sentences hold them."""

    report: ReportOut
    passages: list[EvidenceOut]
    rows: list[RowOut]


class HitsOut(Answer):
    """A page of hits, and whether there are more."""

    items: list[HitOut]
    more: bool


class VoiceOut(Answer):
    """What one outlet reports on the word of one speaker."""

    publisher: str | None
    speaker: str | None
    reports: int
    rows: int
    own: int
    reviewed: int
    rejected: int
    retracted: int


class VoicesOut(Answer):
    """On whose word the book rests, a part of it."""

    items: list[VoiceOut]
    total: int
