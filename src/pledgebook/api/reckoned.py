"""The answers of scenarios, coverage and conflicts, each with the columns of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from pledgebook.api.answers import Rows
from pledgebook.api.table import Record, Table
from pledgebook.model import BookedRow, Framework, Pledge, Requirement, in_words
from pledgebook.questions_scenarios import Contested, Scenario
from pledgebook.reckoning import Conflict, Coverage, Measured, Opposed
from pledgebook.reckoning.explain import (
    Sentence,
    explain_conflicts,
    explain_coverage,
    explain_scenario,
    side_of,
)
from pledgebook.reckoning.scenarios import Facts, Prospect, Reach, Sum, sums
from pledgebook.reckoning.wording import first_day, parties, together

_WHO = {"beneficiary": "text", "guarantor": "text", "count": "whole", "contribution": "text"}
_SAID = {"speaker": "text", "said_on": "day", "report": "text", "entry": "whole", "row": "text"}


class Sums(Table[Sum]):
    """What pledges come to: a line for each component, contribution, status, outcome and unit.

    `high` is missing where some pledge names no figure. `collective` lines are of nameless groups and are
    never added to the others. `rows` are the ids of the rows counted, `without_figure` of those that
    name none.
    """

    columns: ClassVar = {
        "component": "text", "contribution": "text", "status": "text", "outcome": "text",
        "collective": "truth", "unit": "text", "low": "number", "high": "number", "rows": "list",
        "without_figure": "list",
    }  # fmt: skip
    shown: ClassVar = (
        "component", "contribution", "status", "outcome", "collective", "low", "high", "unit",
    )  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        for one in self:
            yield {name: getattr(one, name) for name in ("component", "contribution", "status", "unit")} | {
                "outcome": one.outcome.value,
                "collective": one.collective,
                "low": float(one.low),
                "high": None if one.high is None else float(one.high),
                "rows": _ids(one.claims),
                "without_figure": _ids(one.without_figure),
            }


class Scenarios(Table[Prospect]):
    """What becomes of each pledge of a framework under facts; items are `Prospect` records.

    In the table `outcome` is "unconditional", "in force", "pending" or "blocked", `since` the first day of
    those that hold, `missing` the sets of further facts that are enough, `blocked_by` the facts that stand
    against it, as they would have to be.
    """

    columns: ClassVar = {
        "component": "text", **_WHO, "status": "text", "outcome": "text", "since": "day", "missing": "list",
        "blocked_by": "list", "depends_on": "text", "quantity": "number", "quantity_low": "number",
        "unit": "text", **_SAID, "evidence": "text",
    }  # fmt: skip
    shown: ClassVar = (
        "component", "guarantor", "contribution", "status", "quantity", "unit", "outcome", "since", "missing",
        "blocked_by", "evidence",
    )  # fmt: skip

    def __init__(
        self, items: Sequence[Prospect] = (), title: str = "", found: Scenario | None = None
    ) -> None:
        super().__init__(items, title)
        self._found = found

    @property
    def sums(self) -> Sums:
        """What these pledges come to."""
        return Sums(sums(self), f"Sums: {self.title}")

    @property
    def reach(self) -> Reach | None:
        """What it would take, None where nobody asked for it."""
        return self._found.reach if self._found else None

    @property
    def facts(self) -> Facts:
        """What was assumed and denied."""
        return self._found.prospects.facts if self._found else Facts()

    @property
    def unused(self) -> tuple[str, ...]:
        """The facts that nothing depends on."""
        return tuple(map(str, self._found.prospects.unused)) if self._found else ()

    @property
    def gives_nothing(self) -> Rows:
        """The rows of those who refuse, took back or have not decided."""
        return Rows(self._found.prospects.none if self._found else (), "Gives nothing")

    def explain(self) -> tuple[Sentence, ...]:
        """The reasoning of the whole answer as sentences, each with the rows (`claims`) that it rests on."""
        found = self._found
        return tuple(explain_scenario(found.prospects, found.sums, found.reach)) if found else ()

    def _flat(self) -> Iterator[Record]:
        for one in self:
            yield {
                "component": one.component,
                **_of_pledge(one.claim),
                "outcome": one.outcome.value,
                "since": one.since if first_day(one) else None,
                "missing": tuple(map(together, one.missing)),
                "blocked_by": tuple(map(str, one.blocked_by)),
                "depends_on": in_words(one.condition) if one.condition is not None else None,
            }


_BY_STATUS = ("delivered", "formalised", "pledged", "offered", "undecided", "refused", "withdrawn")


class Coverages(Table[Coverage]):
    """What components need against what is pledged; items are `Coverage` records, one a component.

    The table has a line for each contribution and unit that is required, and one for each other
    contribution. A column for each status names the parties. `committed_high` is missing where a
    commitment names no figure; `missing_low` and `missing_high` are the least and
    the most that lacks; `converted` and `apart` name the parties whose unit was counted by a range, or
    could not be.
    """

    columns: ClassVar = {
        "component": "text", "contribution": "text", "unit": "text", "needed": "number",
        "needed_high": "number", "committed": "number", "committed_high": "number", "missing_low": "number",
        "missing_high": "number", **dict.fromkeys(_BY_STATUS, "list"), "without_figure": "list",
        "converted": "list", "apart": "list", "rows": "list",
    }  # fmt: skip
    shown: ClassVar = (
        "component", "contribution", "needed", "committed", "committed_high", "missing_low", "missing_high",
        "unit", *_BY_STATUS,
    )  # fmt: skip

    def __init__(
        self, items: Sequence[Coverage] = (), title: str = "", framework: Framework | None = None
    ) -> None:
        super().__init__(items, title)
        self.framework = framework

    def explain(self) -> tuple[Sentence, ...]:
        """The reasoning as sentences, each with the rows (`claims`) that it rests on."""
        return tuple(explain_coverage(self))

    def _lines(self) -> int:
        return sum(1 for _ in self._flat())

    def _flat(self) -> Iterator[Record]:
        for part in self:
            measured = {one.requirement.contribution for one in part.measured}
            for one in part.measured:
                yield _given(part, one.requirement.contribution) | _measured(one)
            for contribution in part.component.contributions:
                if contribution not in measured:
                    yield _given(part, contribution)


class Opposeds(Table[Opposed]):
    """Pledges that somebody opposes, those first that need the consent of one who does."""

    columns: ClassVar = {
        **_WHO, "status": "text", "opposed_by": "list", "needs_consent": "text", "rows": "list",
        **_SAID, "evidence": "text",
    }  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        for one in self:
            yield _of_pledge(one.pledge) | {
                "opposed_by": one.actors,
                "needs_consent": one.consent,
                "rows": _ids(one.by),
            }


class Conflicts(Table[Conflict]):
    """Claims that cannot all be true, those first that would change an answer most.

    Items are `Conflict` records. In the table `stands` is the side that counts now, `against` are the others;
    `steps` is how far apart the statuses are, `stake` the part of what may be committed that depends on
    it, 0 to 1.
    """

    columns: ClassVar = {
        "about": "text", **_WHO, "steps": "whole", "stake": "number", "stands": "text", "against": "list",
        "rows": "list", "evidence": "text", "evidence_against": "text",
    }  # fmt: skip

    def __init__(
        self, items: Sequence[Conflict] = (), title: str = "", found: Contested | None = None
    ) -> None:
        super().__init__(items, title)
        self._ways = found.ways if found else ()

    @property
    def unanswered(self) -> Rows:
        """The positions that demand what no pledge or offer answers."""
        return Rows([one.demand for way in self._ways for one in way.unanswered], "Unanswered demands")

    @property
    def opposed(self) -> Opposeds:
        """The pledges that somebody opposes."""
        return Opposeds([one for way in self._ways for one in way.opposed], "Pledges that are opposed")

    def explain(self) -> tuple[Sentence, ...]:
        """The reasoning as sentences, each with the rows (`claims`) that it rests on."""
        return tuple(explain_conflicts(self, self._ways))

    def _flat(self) -> Iterator[Record]:
        for one in self:
            subject, (first, *others) = one.subject, one.sides
            yield {
                "about": one.kind.value,
                "beneficiary": subject.beneficiary,
                "guarantor": subject.guarantor,
                "count": subject.count or None,
                "contribution": subject.contribution,
                "steps": one.turn,
                "stake": float(one.stake),
                "stands": side_of(one, first),
                "against": tuple(side_of(one, side) for side in others),
                "rows": _ids(claim for side in one.sides for claim in side),
                "evidence": first[0].row.evidence.quote,
                "evidence_against": others[0][0].row.evidence.quote,
            }


def _given(part: Coverage, contribution: str) -> Record:
    given = {status: claims for code, status, claims in part.given if code == contribution}
    return {
        "component": part.component.id,
        "contribution": contribution,
        **{status: _parties(given.get(status, ())) for status in _BY_STATUS},
        "rows": _ids(claim for claims in given.values() for claim in claims),
    }


def _measured(one: Measured) -> Record:
    required: Requirement = one.requirement
    low, high = one.committed
    missing = one.gap
    numbers = {
        "needed": required.low, "needed_high": required.high, "committed": low, "committed_high": high,
        "missing_low": missing[0], "missing_high": missing[1],
    }  # fmt: skip
    counted = [pair for share in one.shares for pair in share.counted]
    return {
        "unit": required.unit,
        **{name: None if number is None else float(number) for name, number in numbers.items()},
        "without_figure": _parties([claim for share in one.shares for claim in share.without_figure]),
        "converted": _parties([claim for claim, amount in counted if amount.by is not None]),
        "apart": _parties([claim for share in one.shares for claim in share.apart]),
    }


def _of_pledge(claim: BookedRow) -> Record:
    pledge: Pledge = claim.pledge
    quantity = pledge.quantity
    return {
        "beneficiary": pledge.beneficiary,
        "guarantor": pledge.guarantor,
        "count": pledge.count,
        "contribution": pledge.contribution,
        "status": pledge.status,
        "quantity": float(quantity.value) if quantity else None,
        "quantity_low": float(quantity.low) if quantity and quantity.low is not None else None,
        "unit": quantity.unit if quantity else None,
        "speaker": pledge.speaker,
        "said_on": claim.said_on,
        "report": claim.report.report,
        "entry": claim.entry,
        "row": claim.id,
        "evidence": pledge.evidence.quote,
    }


def _parties(claims: Sequence[BookedRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parties([claim]) for claim in claims))


def _ids(claims: Iterator[BookedRow] | Sequence[BookedRow]) -> tuple[str, ...]:
    return tuple(claim.id for claim in claims)
