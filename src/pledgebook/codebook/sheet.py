"""A table that a person made by hand, one row of the codebook a line, into checked rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pledgebook.codebook.columns import ROWS
from pledgebook.codebook.sheet_xlsx import MAGIC, workbook_lines
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
from pledgebook.model.safe import safe

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
_PLACE = ("report", "kind", "row", "evidence", "start", "end")
_AMOUNT = ("quantity_low", "unit")  # `pledgebook read` writes an amount into three columns
COLUMNS = tuple(
    dict.fromkeys(
        (*_PLACE, *(name for kind in RowKind for name in (*NEEDED[kind], *_FURTHER[kind])), *_AMOUNT, "why")
    )
)
"""The columns that a table may have, beside those that are passed over."""

# What `pledgebook read` and `pledgebook export` tell besides: the report and the book have it.
_PASSED_OVER = {"published", "publisher", *(column.name for column in ROWS)}.difference(COLUMNS)

_SEPARATORS = ",;\t"  # a spreadsheet of another country writes semicolons
_CELL = 1_000_000  # characters
_CUT = " […]"
"""What a workbook shows behind a text that is longer than its cells hold."""
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

    @property
    def known_row(self) -> str | None:
        """The id of the row of the book that the line is about, as an export has it; None: of no one row."""
        return self.cells.get("row") or None

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
        start, end = (self.cells.get(name, "") for name in ("start", "end"))
        if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(text):
            passage = text[int(start) : int(end)]
            shown, whole = self._filled("evidence"), safe(passage)
            # as a table shows it: on one line, with hidden characters by their numbers, perhaps cut
            begun = shown.endswith(_CUT) and whole.startswith(shown.removesuffix(_CUT))
            if begun or shown == whole.strip():
                return Evidence.of(text, int(start), int(end))
        words = self._filled("evidence").split()
        # a cell has one line where the report may have several
        places = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
        if not places:
            raise CodebookError("the evidence does not stand in the report", remedy="quote it word for word")
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
    r"""The lines of a table without the empty ones; a malformed one is an error in its place.

    The table is CSV in UTF-8 (commas, semicolons or tabs may separate) or an XLSX workbook, of which the
    sheet `rows` is read, else the first. Raises InputError where the file is no such table or has a
    column that is not known.

    >>> [line.report for line in lines_of(b"report;evidence\na1;We will\n", "x.csv")]
    ['a1']
    """
    table = workbook_lines(data, where) if data.startswith(MAGIC) else _csv_lines(data, where)
    _, head = next(table, (1, []))
    columns = _columns(head, where)
    for number, cells in table:
        if isinstance(cells, LineError):
            yield cells
        elif any(cells):
            yield _line(number, cells, columns, where)


def _line(number: int, cells: list[str], columns: list[str], where: str) -> Line | LineError:
    if len(cells) > len(columns) or (len(cells) < len(columns) and not where.lower().endswith(".xlsx")):
        return LineError(
            f"has {len(cells)} cells, the head has {len(columns)}",
            where=f"{where}:{number}",
            remedy="put a cell that holds a separator in quotation marks",
        )
    known = zip(columns, cells, strict=False)
    return Line(number, {name: value for name, value in known if name not in _PASSED_OVER})


def _csv_lines(data: bytes, where: str) -> Iterator[tuple[int, list[str] | LineError]]:
    """The lines of a CSV file with their numbers, the cells stripped."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("is not in UTF-8", where=where, remedy="save it as CSV UTF-8") from error
    if "\x00" in text:
        raise InputError("is no CSV file", where=where, remedy="save the table as CSV UTF-8")
    head = text.split("\n", 1)[0]
    csv.field_size_limit(_CELL)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=max(_SEPARATORS, key=head.count), strict=True)
    while True:
        number = table.line_num + 1
        try:
            cells = next(table, None)
        except csv.Error as error:  # quotation marks that do not close: nothing after them can be trusted
            yield (
                number,
                LineError(
                    f"cannot be read, nor what follows ({error})",
                    where=f"{where}:{number}",
                    remedy="check its quotation marks",
                ),
            )
            return
        if cells is None:
            return
        yield number, [_FORMULA.sub("", cell.strip(), count=1) for cell in cells]


def _columns(head: list[str] | LineError, where: str) -> list[str]:
    if isinstance(head, LineError):
        raise InputError(head.what, where=where, remedy="correct the first line")
    columns = [name.lower() for name in head]
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
