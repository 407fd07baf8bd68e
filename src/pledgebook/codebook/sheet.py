"""A table that a person made by hand, one row of the codebook a line, into checked rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pledgebook.codebook.written import written
from pledgebook.model import (
    CodebookError,
    Evidence,
    InputError,
    LineError,
    Pledge,
    Position,
    Row,
    RowKind,
    Tally,
)

NEEDED = {
    RowKind.PLEDGE: ("guarantor", "beneficiary", "contribution", "status"),
    RowKind.TALLY: ("count", "set"),
    RowKind.POSITION: ("actor", "stance", "object"),
}
"""What a row of each kind cannot be without."""

_FURTHER = {
    RowKind.PLEDGE: ("count", "conditions", "quantity", "speaker", "nearness"),
    RowKind.TALLY: ("of", "speaker", "nearness"),
    RowKind.POSITION: ("speaker", "nearness"),
}
_PLACE = ("report", "kind", "evidence", "start")
_AMOUNT = ("quantity_low", "unit")  # `pledgebook read` writes an amount into three columns
_PASSED_OVER = ("published", "publisher", "end")  # also of `pledgebook read`: the report itself has them
COLUMNS = tuple(
    dict.fromkeys(
        (*_PLACE, *(name for kind in RowKind for name in (*NEEDED[kind], *_FURTHER[kind])), *_AMOUNT, "why")
    )
)
"""The columns that a table may have, beside those that are passed over."""

_SEPARATORS = ",;\t"  # a spreadsheet of another country writes semicolons
_CELL = 1_000_000  # characters
# What keeps a spreadsheet from running a cell; `pledgebook read` writes it.
_FORMULA = re.compile(r"\A'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: `number` is that of the file, `cells` are by column, stripped."""

    number: int
    cells: Mapping[str, str]

    @property
    def report(self) -> str:
        """The id of the report that the row is of. Raises CodebookError where there is none."""
        return self._filled("report")

    def row(self, text: str) -> Row:
        """The row that the line codes, resting on words of the report's `text`.

        Raises CodebookError where a code is not known, a field is missing or does not belong to the kind,
        or the evidence does not stand in the text.
        """
        given = self.cells.get("kind", "") or RowKind.PLEDGE.value
        if given not in list(RowKind):
            raise CodebookError(f"unknown kind of row {given!r}", remedy=f"one of {', '.join(RowKind)}")
        kind = RowKind(given)
        for name in NEEDED[kind]:
            self._filled(name)
        fields = (*NEEDED[kind], *_FURTHER[kind])
        places = (*_PLACE, *_AMOUNT, "why")
        for name, value in self.cells.items():
            if value and name not in fields and name not in places:
                raise CodebookError(f"a {given} has no {name}", remedy="empty the cell, or change the kind")
        values = {name: value for name in fields if (value := self.cells.get(name, ""))}
        values |= self._amount(values) if kind is RowKind.PLEDGE else {}
        if "," not in values.get("conditions", ","):
            values["conditions"] = ",".join(values["conditions"].split())
        return written(_blank(kind, self._evidence(text)), values)

    def _filled(self, name: str) -> str:
        value = self.cells.get(name, "")
        if not value:
            raise CodebookError(f"{name} is empty", remedy="fill it in")
        return value

    def _amount(self, values: Mapping[str, str]) -> dict[str, str]:
        unit, low = self.cells.get("unit", ""), self.cells.get("quantity_low", "")
        if not unit:
            return {}
        if "quantity" not in values:
            raise CodebookError(f"a unit {unit!r} without a quantity", remedy="fill it in")
        return {"quantity": f"{low}-{values['quantity']} {unit}" if low else f"{values['quantity']} {unit}"}

    def _evidence(self, text: str) -> Evidence:
        words = self._filled("evidence").split()
        # a cell has one line where the report may have several
        places = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
        if not places:
            raise CodebookError("the evidence does not stand in the report", remedy="quote it word for word")
        start = self.cells.get("start", "")
        if start:
            places = [place for place in places if str(place.start()) == start]
            if not places:
                raise CodebookError(f"the evidence does not begin at {start!r}", remedy="correct start")
        if len(places) > 1:
            begins = ", ".join(str(place.start()) for place in places[:5])
            raise CodebookError(
                "the evidence stands in the report more than once", remedy=f"fill in start, one of {begins}"
            )
        return Evidence.of(text, places[0].start(), places[0].end())


def lines_of(data: bytes, where: str) -> Iterator[Line | LineError]:
    r"""The lines of a CSV file in UTF-8 without the empty ones; a malformed one is an error in its place.

    Commas, semicolons or tabs may separate. Raises InputError where the file is no such table or has a
    column that is not known.

    >>> [line.report for line in lines_of(b"report;evidence\na1;We will\n", "x.csv")]
    ['a1']
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not in UTF-8", where=where, remedy="save it as CSV UTF-8") from error
    if "\x00" in text:
        raise InputError("is no CSV file", where=where, remedy="save the table as CSV UTF-8")
    head = text.split("\n", 1)[0]
    csv.field_size_limit(_CELL)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=head.count), strict=True)
    columns = _columns(table, where)
    while True:
        number = table.line_num + 1
        try:
            cells = next(table, None)
        except csv.Error as error:  # quotation marks that do not close: nothing after them can be trusted
            yield LineError(
                f"cannot be read, nor what follows ({error})",
                where=f"{where}:{number}",
                remedy="check its quotation marks",
            )
            return
        if cells is None:
            return
        values = [_FORMULA.sub("", cell.strip(), count=1) for cell in cells]
        if not any(values):
            continue
        if len(values) != len(columns):
            yield LineError(
                f"has {len(values)} cells, the head has {len(columns)}",
                where=f"{where}:{number}",
                remedy="put a cell that holds a separator in quotation marks",
            )
            continue
        known = zip(columns, values, strict=True)
        yield Line(number, {name: value for name, value in known if name not in _PASSED_OVER})


def _columns(table: Iterator[list[str]], where: str) -> list[str]:
    try:
        columns = [name.strip().lower() for name in next(table, [])]
    except csv.Error as error:
        raise InputError(f"is no CSV file ({error})", where=where, remedy="save it as CSV UTF-8") from error
    unknown = [name for name in columns if name not in COLUMNS and name not in _PASSED_OVER]
    if unknown or not columns:
        what = f"has a column {unknown[0]!r} that is not known" if unknown else "is empty"
        raise InputError(what, where=where, remedy=f"the first line names columns: {', '.join(COLUMNS)}")
    twice = [name for name in columns if columns.count(name) > 1]
    missing = [name for name in ("report", "evidence") if name not in columns]
    if twice or missing:
        what = f"has the column {twice[0]!r} twice" if twice else f"has no column {missing[0]!r}"
        raise InputError(what, where=where, remedy="correct the first line")
    return columns


def _blank(kind: RowKind, evidence: Evidence) -> Row:
    match kind:
        case RowKind.PLEDGE:
            return Pledge("", None, "", "", "", (), None, None, evidence)
        case RowKind.TALLY:
            return Tally(0, None, "", None, evidence)
        case RowKind.POSITION:
            return Position("", "", "", None, evidence)
