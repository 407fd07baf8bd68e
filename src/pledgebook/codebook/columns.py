"""The columns of the tables that others read: exports, and the views in the book itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its cells (as in a Frictionless table schema), what it holds."""

    name: str
    type: Type
    about: str


def _actor(name: str, about: str) -> tuple[Column, ...]:
    return (
        Column(name, "string", f"{about}: the codebook's code"),
        Column(f"{name}_alpha3", "string", f"{name}: ISO 3166-1 alpha-3, where it is a country"),
        Column(f"{name}_alpha2", "string", f"{name}: ISO 3166-1 alpha-2"),
        Column(f"{name}_numeric", "string", f"{name}: ISO 3166-1 numeric, three digits"),
        Column(f"{name}_cow", "integer", f"{name}: Correlates of War country code"),
    )


ROWS: tuple[Column, ...] = (
    Column("row", "string", "id of the row; it stays when the row is amended or read again"),
    Column("kind", "string", "pledge, tally or position"),
    *_actor("guarantor", "who would provide it (pledges)"),
    Column("count", "integer", "number of parties, of a GROUP or a tally"),
    Column("of", "integer", "size of the whole that a tally is taken of"),
    Column("set", "string", "what a tally counts"),
    *_actor("beneficiary", "whose security (pledges)"),
    *_actor("actor", "who takes the position (positions)"),
    Column("contribution", "string", "what would be provided (pledges)"),
    Column("status", "string", "how firm it is (pledges)"),
    Column("conditions", "string", "codes of the conditions of a pledge, with spaces between"),
    Column("quantity", "number", "amount in single units; of a range the upper figure"),
    Column("quantity_low", "number", "the lower figure of a range"),
    Column("unit", "string", "unit of the amount; for money its ISO 4217 code"),
    Column("stance", "string", "where the actor stands (positions)"),
    Column("object", "string", "what the position is about"),
    Column("speaker", "string", "on whose word the row rests; empty: the report's own account"),
    Column("nearness", "string", "how near the speaker stands to the guarantor"),
    Column("own_word", "boolean", "whether the party itself says so"),
    Column("confidence", "number", "calibrated probability that the row is right, 0 to 1"),
    Column("said_on", "date", "day of the report"),
    Column("recorded_at", "datetime", "when the book learned of it (UTC)"),
    Column("report", "string", "id of the report"),
    Column("title", "string", "title of the report"),
    Column("publisher", "string", "outlet of the report"),
    Column("source", "string", "where the report was taken from"),
    Column("language", "string", "language of the report"),
    Column("evidence", "string", "the words of the report that support the row"),
    Column("start", "integer", "offset of the first character of the evidence in the report's text"),
    Column("end", "integer", "offset behind the last character of the evidence"),
    Column("entry", "integer", "number of the book's entry that brought the content"),
    Column("reader", "string", "version of the reader; empty where a person wrote the row"),
    Column("verdict", "string", "last decision of a reviewer"),
    Column("reviewed_by", "string", "who decided it"),
    Column("codebook", "string", "version of the codebook"),
    Column("citation", "string", "how to cite the row"),
)
UPDATES: tuple[Column, ...] = (
    Column("row", "string", "id of the row"),
    Column("report", "string", "id of its report"),
    Column("what", "string", "accept, amend, reject, add, undo; corrected or withdrawn by the outlet"),
    Column("by", "string", "who decided or noted it"),
    Column("why", "string", "the reason given"),
    Column("on", "date", "day of it, where it was not the day of recording"),
    Column("recorded_at", "datetime", "when the book learned of it (UTC)"),
    Column("entry", "integer", "number of the book's entry"),
    Column("counts", "boolean", "whether the row still counts"),
)
CODES: tuple[Column, ...] = (
    Column("kind", "string", "kind of code"),
    Column("code", "string", "the code"),
    Column("label", "string", "its name"),
    Column("definition", "string", "what it means"),
    Column("codebook", "string", "version of the codebook"),
)
