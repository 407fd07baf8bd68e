"""The rows of the codebook: pledges, tallies and positions, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim passage of a report: character offsets and the words between them.

    Build it with `Evidence.of`, which takes the words from the text itself.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Evidence:
        """The passage `text[start:end]`.

        Raises ValueError where the offsets do not lie in the text or hold no words.

        >>> Evidence.of("France will send jets.", 0, 6)
        Evidence(start=0, end=6, quote='France')
        """
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise ValueError(f"no passage at {start}:{end} of a text of {len(text)} characters")
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field of a row holds what it holds: the rule and the words that decided.

    `start` and `end` are character offsets into the report's text.
    """

    field: str
    rule: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount: `value` in single units (8000 troops, 500000000 EUR), `low` for a range."""

    value: int | float
    unit: str
    low: int | float | None = None


class Nearness(StrEnum):
    """Whose word a row rests on: how near its speaker stands to the guarantor."""

    OWN = "own"  # who speaks for the guarantor, by name or not: its president, "a Kenyan official"
    ALLY = "ally"  # another party that is no adversary: a partner, the chair of the coalition
    BODY = "body"  # an official body beside the parties: NATO, the UN, a ministry of nobody known
    OUTLET = "outlet"  # the report itself, or another outlet that it cites
    OTHER = "other"  # somebody unnamed who speaks for nobody known, an expert, the adversary


@dataclass(frozen=True, slots=True)
class Pledge:
    """What a party says that it will, may or will not provide for another's security.

    `nearness` says how near the speaker stands to the guarantor, see `Nearness`. `confidence` is the
    calibrated probability that the row is right, 0 to 1. Tallies and positions have both too; None
    where nobody has judged, as in rows coded by hand.
    """

    guarantor: str
    count: int | None
    beneficiary: str
    contribution: str
    status: str
    conditions: tuple[str, ...]
    quantity: Quantity | None
    speaker: str | None
    evidence: Evidence
    reasons: tuple[Reason, ...] = ()
    nearness: Nearness | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of parties that the text gives; `of` is the size of the whole, if given."""

    count: int
    of: int | None
    set: str
    speaker: str | None
    evidence: Evidence
    reasons: tuple[Reason, ...] = ()
    nearness: Nearness | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """Where a party stands on what others would do."""

    actor: str
    stance: str
    object: str
    speaker: str | None
    evidence: Evidence
    reasons: tuple[Reason, ...] = ()
    nearness: Nearness | None = None
    confidence: float | None = None


Row = Pledge | Tally | Position


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was considered and dropped, with the reason.

    `guarantor` and `contribution` are codes; `rule` says why no row was made of it. Where the
    reviewer holds it possible all the same, `confidence` says how likely, 0 to 1.
    """

    guarantor: str
    contribution: str
    rule: str
    evidence: Evidence
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows that one version of the reader took from one report.

    `reader` names the reader and its language model, such as
    `pledgebook 0.1.0, en_core_web_sm 3.8.0, codebook 1`.
    """

    report: str
    reader: str
    pledges: tuple[Pledge, ...] = ()
    tallies: tuple[Tally, ...] = ()
    positions: tuple[Position, ...] = ()
    rejected: tuple[Rejected, ...] = ()
