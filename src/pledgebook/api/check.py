"""Whether the sums of a coalition add up, as a typed answer and a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pledgebook.api.table import Record, Table
from pledgebook.model import PledgebookError

if TYPE_CHECKING:
    from pledgebook.reckoning.tallies import Check, Sum


class Checked(Table["Sum"]):
    """How many members belong to each set, least and most, and who must, may and cannot.

    Items are `Sum` records, one a line of the table: who takes part, is undecided, refuses, and provides each
    contribution. `check` is the whole answer, a `Check`: whether the claims can all hold (`consistent`),
    `conflicts`, what was `set_aside`, who is `named`, how many are `nameless`, and the claims themselves.
    In the table `rests_on` lists the entries of the book on which the two bounds rest.
    """

    columns: ClassVar = {
        "set": "text",
        "contribution": "text",
        "least": "whole",
        "most": "whole",
        "must": "list",
        "may": "list",
        "cannot": "list",
        "proved": "truth",
        "rests_on": "list",
    }

    def __init__(self, items: Sequence[Sum], title: str = "", check: Check | None = None) -> None:
        super().__init__(items, title)
        self._check = check

    @property
    def check(self) -> Check:
        """The whole answer. Raises PledgebookError for a part of it, made by slicing."""
        if self._check is None:
            raise PledgebookError("a part of a check", remedy="ask the whole one, as `book.check` gave it")
        return self._check

    def _flat(self) -> Iterator[Record]:
        for one in self:
            statements = (*one.rests_on.get("least", ()), *one.rests_on.get("most", ()))
            entries = sorted({claim.entry for said in statements for claim in said.claims if claim.entry})
            yield {
                "set": one.of.group.value,
                "contribution": one.of.contribution or None,
                "least": one.least,
                "most": one.most,
                "must": one.must,
                "may": one.may,
                "cannot": one.cannot,
                "proved": one.proved,
                "rests_on": tuple(map(str, entries)),
            }


@dataclass(frozen=True, slots=True)
class Limits:
    """Of what is asked, and how much time and how many conflicts may be spent on it."""

    as_of: date | None
    known_at: datetime | None
    seconds: float
    conflicts: int


def checked(book: str | Path, framework: str, limits: Limits) -> Checked:
    """The answer of a check with every place explained. Raises PledgebookError where a limit is none."""
    from pledgebook.questions_check import check_in
    from pledgebook.reckoning.tallies import Effort

    if not limits.seconds > 0 or limits.conflicts < 1:
        raise PledgebookError(
            f"nothing can be reckoned in {limits.seconds:g} seconds for {limits.conflicts} conflicts",
            remedy="give seconds above 0 and conflicts of at least 1",
        )
    effort = Effort(limits.seconds, limits.conflicts, explain=True)
    today = (limits.known_at or datetime.now(UTC)).date()
    found = check_in(book, framework, today, effort, as_of=limits.as_of, known_at=limits.known_at)
    return Checked(found.sums, f"Check of {found.framework.id}, as of {found.day.isoformat()}", found)
