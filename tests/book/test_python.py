"""The Python face over both engines."""

from datetime import UTC, datetime

import pledgebook as pb
from pledgebook.pipeline_import import Coder, Imported, import_table

TEXT = "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said on Friday in Warsaw."


def test_a_book_is_made_asked_and_decided_on(place, tmp_path):
    book = pb.open(place, create=True)
    assert book.add(pb.report(TEXT, id="p1", published="2025-09-05"))[0].report_added
    (row,) = book.rows(beneficiary="UKR")
    book.decide(row.id, "accept", by="A. Reader", why="as quoted")
    assert book.standing("UKR").records()[0]["reviewed_by"] == "A. Reader"
    table = tmp_path / "t.csv"
    table.write_text(
        "report,evidence,guarantor,beneficiary,contribution,status\np1,Poland,POL,UKR,funding,offered\n"
    )
    (done,) = import_table(str(table), place, Coder("A. Reader", "by hand"), lambda: datetime.now(UTC))
    assert isinstance(done, Imported), done
    assert book.verify().entries == 4
