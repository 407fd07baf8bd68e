"""The answers of the questions over a book, each with the columns of its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from pledgebook.api.html import MOST, table_html
from pledgebook.api.table import Record, Table, needed
from pledgebook.reckoning import Change, History, Matrix, Step, Voice

if TYPE_CHECKING:
    import pandas

    from pledgebook.book import Found

    _OfFound = Table[Found]
else:
    _OfFound = Table  # the database is loaded when a book is opened, not before


_SUBJECT = {"beneficiary": "text", "guarantor": "text", "count": "whole", "contribution": "text"}
_STEP = {
    "turn": "text", "before": "text", "after": "text", "added": "list", "dropped": "list", "said_on": "day",
    "own_word": "truth", "speaker": "text", "report": "text", "publisher": "text", "entry": "whole",
    "row": "text", "evidence": "text",
}  # fmt: skip
_STEP_SHOWN = ("beneficiary", "guarantor", "contribution", "turn", "before", "after", "said_on")


class Changes(Table[Change]):
    """What stands otherwise than before a day: items are `Change` records (`subject`, `step`).

    `turn` is new, strengthened, weakened, withdrawn, changed or gone; `before` and `after` are
    statuses; the other columns are of the claim that did it, or of the one that is gone.
    """

    columns: ClassVar = _SUBJECT | _STEP
    shown: ClassVar = (*_STEP_SHOWN, "added", "dropped", "evidence", "row")

    def _flat(self) -> Iterator[Record]:
        for one in self:
            yield _about(one.subject) | _stepped(one.step)


class Histories(Table[History]):
    """The pledges of one guarantor over time: items are `History` records, one a contribution.

    The table has one line a step, in order; `status`, `claims` (how many there are) and `repeated_on` (when
    anybody last said what stands) tell of the whole contribution.
    """

    columns: ClassVar = {**_SUBJECT, **_STEP, "status": "text", "claims": "whole", "repeated_on": "day"}
    shown: ClassVar = (*_STEP_SHOWN, "added", "dropped", "speaker", "evidence", "row")

    def _lines(self) -> int:
        return sum(len(one.steps) for one in self)

    def _flat(self) -> Iterator[Record]:
        for one in self:
            whole = {
                "status": one.rests_on.pledge.status,
                "claims": one.claims,
                "repeated_on": one.repeated.report.said_by,
            }
            for step in one.steps:
                yield _about(one.subject) | _stepped(step) | whole


class Voices(Table[Voice]):
    """On whose word the book rests: items are `Voice` records, one an outlet and speaker."""

    columns: ClassVar = {
        "publisher": "text", "speaker": "text", "reports": "whole", "rows": "whole", "own": "whole",
        "reviewed": "whole", "rejected": "whole", "retracted": "whole", "first": "day", "last": "day",
    }  # fmt: skip

    def _flat(self) -> Iterator[Record]:
        return ({name: getattr(one, name) for name in self.columns} for one in self)


class Finds(_OfFound):
    """Reports that hold the words: items are `Found` records (`card`, `passages`, `rows`).

    In the table `passages` are the words with what stands around them, `rows` the ids of the rows whose
    evidence holds them.
    """

    columns: ClassVar = {
        "report": "text", "said_on": "day", "title": "text", "publisher": "text", "passages": "list",
        "rows": "list", "entry": "whole", "recorded_at": "moment",
    }  # fmt: skip
    shown: ClassVar = ("report", "said_on", "title", "publisher", "passages", "rows")

    def _flat(self) -> Iterator[Record]:
        for one in self:
            yield {name: getattr(one.card, name) for name in self.columns if hasattr(one.card, name)} | {
                "passages": tuple(passage.quote for passage in one.passages),
                "rows": tuple(row.id for row in one.rows),
            }


class Matrices(Table[Matrix]):
    """What stands as a matrix: items are `Matrix` records, one a beneficiary or the one of a framework.

    The table has one line a cell, and one without a contribution for a member of whom nothing stands:
    `support` and `dispute` count other claims on the same side and on another. `grid` gives it as it is
    drawn, a line a guarantor and a column a contribution; so does a notebook.
    """

    columns: ClassVar = {
        "framework": "text", "beneficiary": "text", "guarantor": "text", "count": "whole", "member": "truth",
        "contribution": "text", "status": "text", "entry": "whole", "row": "text", "said_on": "day",
        "own_word": "truth", "support": "whole", "dispute": "whole", "beside": "whole",
    }  # fmt: skip

    def grid(self) -> pandas.DataFrame:
        """The matrices as a DataFrame: beneficiary, guarantor, count, member, then the statuses.

        Raises PledgebookError where pandas is not installed.
        """
        pd = needed("pandas")
        names = ("beneficiary", "guarantor", "count", "member", *self._contributions())
        kinds = {"count": "Int64", "member": "boolean"}
        lines = list(self._grid())
        return pd.DataFrame(
            {n: pd.Series([one.get(n) for one in lines], dtype=kinds.get(n, "string")) for n in names}
        )

    def _repr_html_(self) -> str:
        """What a notebook shows: the grid, at most 100 lines of it, every text escaped."""
        lines = list(self._grid())
        names = ("beneficiary", "guarantor", "count", *self._contributions())
        shown = [{name: one.get(name) for name in names} for one in lines[:MOST]]
        return table_html(self.title, names, shown, len(lines))

    def _contributions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for one in self for code in one.contributions))

    def _grid(self) -> Iterator[Record]:
        for one in self:
            for line in one.lines:
                yield {
                    "beneficiary": one.beneficiary,
                    "guarantor": line.guarantor,
                    "count": line.count or None,
                    "member": line.member,
                } | {code: cell.standing.status for code, cell in line.cells.items()}

    def _lines(self) -> int:
        return sum(len(line.cells) or 1 for one in self for line in one.lines)

    def _flat(self) -> Iterator[Record]:
        for one in self:
            for line in one.lines:
                about = {
                    "framework": one.framework,
                    "beneficiary": one.beneficiary,
                    "guarantor": line.guarantor,
                    "count": line.count or None,
                    "member": line.member,
                }
                for code, cell in line.cells.items():
                    claim = cell.standing.rests_on
                    yield about | {
                        "contribution": code,
                        "status": cell.standing.status,
                        "entry": claim.entry,
                        "row": claim.id,
                        "said_on": claim.said_on,
                        "own_word": claim.own_word,
                        "support": len(cell.support),
                        "dispute": len(cell.dispute),
                        "beside": len(cell.standing.beside),
                    }
                if not line.cells:
                    yield about


def _about(subject: Any) -> Record:
    return {name: getattr(subject, name) for name in _SUBJECT} | {"count": subject.count or None}


def _stepped(step: Step) -> Record:
    told: Record = {
        "turn": step.turn.value,
        "before": step.before.pledge.status if step.before else None,
        "after": step.after.pledge.status if step.after else None,
        "added": step.added,
        "dropped": step.dropped,
    }
    claim = step.after or step.before
    if claim is not None:
        told |= {
            "said_on": claim.said_on,
            "own_word": claim.own_word,
            "speaker": claim.row.speaker,
            "report": claim.report.report,
            "publisher": claim.report.publisher,
            "entry": claim.entry,
            "row": claim.id,
            "evidence": claim.row.evidence.quote,
        }
    return told
