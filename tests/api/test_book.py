import json
import os
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest

import pledgebook as pb
from pledgebook.model import BookError, CodebookError, InputError, PledgebookError


def stands(found):
    return [(one["guarantor"], one["contribution"], one["status"]) for one in found.records()]


def test_standing_is_typed_and_a_table(book):
    found = book.standing(beneficiary="UKR")
    assert stands(found) == [("FRA", "ground_troops", "pledged"), ("POL", "ground_troops", "refused")]
    assert found[0].rests_on.pledge.conditions == ("ceasefire",)
    assert found[0].rests_on.said_on == date(2025, 9, 4)


def test_a_day_may_be_a_text_or_a_date(book):
    for day in ("2025-09-04", date(2025, 9, 4)):
        assert stands(book.standing("ukr", as_of=day)) == [("FRA", "ground_troops", "pledged")]


def test_known_at_is_what_the_book_held_then(book):
    now = datetime.now(UTC)
    assert len(book.standing(known_at=now)) == 2
    assert len(book.standing(known_at=now - timedelta(days=1))) == 0
    assert len(book.rows(known_at="2025-09-05T12:00")) == 0


@pytest.mark.parametrize(
    ("times", "says"),
    [
        ({"as_of": "5.9.2025"}, "as_of cannot be '5.9.2025'"),
        ({"as_of": datetime(2025, 9, 5, tzinfo=UTC)}, "as_of is a day, not a moment"),
        ({"known_at": "noon"}, "known_at cannot be 'noon'"),
        ({"known_at": datetime(2025, 9, 5)}, "known_at has no time zone"),
    ],
)
def test_a_time_that_cannot_be_read_names_its_argument(book, times, says):
    with pytest.raises(PledgebookError, match=says):
        book.standing(**times)


def test_an_unknown_beneficiary_is_an_error_and_no_empty_answer(book):
    with pytest.raises(CodebookError, match="unknown actor 'Ukraine'"):
        book.standing("Ukraine")
    with pytest.raises(PledgebookError, match="no pledge for 'ISR'"):
        book.standing("ISR")


def test_rows_are_narrowed_by_one_value_or_several(book):
    assert {row.kind.value for row in book.rows()} == {"pledge", "position"}
    assert [row.pledge.guarantor for row in book.rows(guarantor="fra")] == ["FRA"]
    assert len(book.rows(guarantor=["FRA", "POL"], status="refused")) == 1
    assert [row.row.actor for row in book.rows(kind="position", actor="RUS")] == ["RUS"]
    assert len(book.rows(report=("a1", "a2"), as_of="2025-09-04")) == 1


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        ({"status": "promised"}, CodebookError, "unknown status 'promised'; one of delivered"),
        ({"contribution": ["tanks"]}, CodebookError, "unknown contribution 'tanks'"),
        ({"kind": "claim"}, PledgebookError, "unknown kind of row 'claim'; one of pledge, tally, position"),
        ({"guarantor": "France"}, CodebookError, "unknown actor 'France'"),
        ({"guarantor": []}, PledgebookError, "guarantor names nothing"),
        ({"colour": "red"}, TypeError, "rows\\(\\) knows no 'colour'; one of kind"),
        ({"report": 3}, TypeError, "report is a text or several, not int"),
    ],
)
def test_what_rows_cannot_be_asked_is_refused(book, wanted, error, says):
    with pytest.raises(error, match=says):
        book.rows(**wanted)


def test_adding_again_adds_nothing(book, lines):
    again = book.add(lines)
    assert [(one.report, one.report_added, one.reading_added) for one in again] == [
        ("a1", False, False),
        ("a2", False, False),
        ("a3", False, False),
    ]
    assert book.verify().entries == 6


def test_a_report_in_memory_is_added(book):
    text = "Norway will send two frigates to Ukraine, Prime Minister Jonas Gahr Støre said on Monday."
    added = book.add(pb.report(text, id="n1", published="2025-09-08", publisher="The Post"))
    assert (added[0].report, added[0].report_added) == ("n1", True)
    assert [row.report.publisher for row in book.rows(guarantor="NOR")] == ["The Post"]


def test_what_cannot_be_added_is_raised_after_the_rest_was_added(book, tmp_path):
    good = pb.report("Denmark will send jets to Ukraine, its prime minister said on Monday.", id="d1")
    with pytest.raises(InputError, match="no such file") as raised:
        book.add(tmp_path / "gone.txt", tmp_path / "lost.txt", good)
    assert "lost.txt" in raised.value.__notes__[0]
    assert book.report("d1").report == "d1"


def test_on_error_is_handed_what_cannot_be_added(book, tmp_path):
    errors: list[InputError] = []
    added = book.add(tmp_path / "gone.txt", on_error=errors.append)
    assert (len(added), len(errors)) == (0, 1)
    assert "1 more could not be read" in repr(added)


def test_a_folder_is_added_as_the_command_adds_it(book, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    texts = {
        "n1": "Norway will send two frigates to Ukraine, its minister said.",
        "w1": "It rained in Leeds. " * 30,
    }
    (folder / "a.jsonl").write_text("".join(json.dumps({"id": id, "text": texts[id]}) + "\n" for id in texts))
    added = book.add(folder, pb.report("It rained all day in Rome, they said.", id="m1"))
    assert [one.report for one in added] == ["n1", "m1"], "what is in memory is kept whatever it is about"
    assert repr(added).startswith("<Additions: 2 reports for ") and "(1 not kept)" in repr(added)
    assert [one.report for one in book.add(folder, everything=True)] == ["n1", "w1"]
    with pytest.raises(PledgebookError, match="no workers at 'moon'"):
        book.add(folder, on="moon")


def test_what_could_not_be_read_is_a_table(book, tmp_path):
    book.add(tmp_path / "gone.txt", on_error=lambda error: None)
    (lost,) = book.quarantine().records()
    assert (lost["place"], lost["what"], lost["tries"]) == (str(tmp_path / "gone.txt"), "no such file", 1)
    (tmp_path / "gone.txt").write_text("Norway will send two frigates to Ukraine, its minister said.")
    assert len(book.retry()) == 1 and len(book.quarantine()) == 0


def test_a_row_is_decided_on_and_its_lineage_says_so(book):
    row = book.rows(guarantor="FRA")[0].id
    fields = {"status": "offered", "quantity": "500-2000 troops", "conditions": ""}
    review = book.decide(row[:8], "amend", by="A. Reader", why="he said may", on="2025-09-09", fields=fields)
    assert review.decision.on == date(2025, 9, 9)
    record = book.standing("UKR").records()[0]
    assert (record["status"], record["quantity"], record["quantity_low"]) == ("offered", 2000.0, 500.0)
    assert (record["conditions"], record["verdict"], record["reviewed_by"]) == ((), "amend", "A. Reader")
    assert [one.decision.why for one in book.row(row).reviews] == ["he said may"]


def test_a_rejected_row_is_left_out_unless_asked_for(book):
    row = book.rows(guarantor="FRA")[0].id
    book.decide(row, "reject", by="A. Reader", why="a forecast")
    assert len(book.rows(guarantor="FRA")) == 0
    assert book.rows(guarantor="FRA", rejected=True)[0].rejected


@pytest.mark.parametrize(
    ("verdict", "fields", "says"),
    [
        ("like", None, "unknown verdict 'like'; one of accept, amend, reject"),
        ("add", None, "unknown verdict 'add'"),
        ("amend", None, "'amend' without fields"),
        ("accept", {"status": "offered"}, "'accept' with fields"),
        ("amend", {"status": "promised"}, "unknown status 'promised'"),
    ],
)
def test_a_decision_that_makes_no_sense_adds_nothing(book, verdict, fields, says):
    row = book.rows(guarantor="FRA")[0].id
    with pytest.raises(PledgebookError, match=says):
        book.decide(row, verdict, by="A.", why="so", fields=fields)
    assert book.verify().entries == 6


def test_unknown_rows_and_reports_are_errors(book):
    with pytest.raises(BookError):
        book.row("ffffffff")
    with pytest.raises(BookError):
        book.report("zz")


def test_no_book_is_made_unless_asked_for(tmp_path):
    with pytest.raises(BookError, match=r"b\.db"):
        pb.open(tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()
    assert len(pb.open(tmp_path / "b.db", create=True).rows()) == 0


def test_a_book_is_still_found_after_a_change_of_folder(made, tmp_path, monkeypatch):
    shutil.copy(made, tmp_path / "a.db")
    monkeypatch.chdir(tmp_path)
    book = pb.open("a.db")
    assert repr(book) == "<Book a.db>"
    os.chdir(tmp_path.parent)
    assert len(book.standing()) == 2
