"""Rows coded by hand, from a CSV file or a workbook into the book."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

HEAD = "report,kind,evidence,guarantor,beneficiary,contribution,status,conditions,quantity,speaker,nearness"
WHO = ("--by", "A. Reader", "--why", "by hand")
QUOTE = "Poland will not send troops to Ukraine"
INTELLIGENCE = f'a2,,"{QUOTE}",POL,UKR,intelligence,offered,"ceasefire, peace_agreement",,,'


@pytest.fixture
def book(run, lines, tmp_path):
    path = tmp_path / "a.db"
    assert run("add", lines, "--book", path).exit_code == 0
    return path


@pytest.fixture
def table(tmp_path):
    """Writes a table: its head and its lines."""

    def write(*lines, head=HEAD, encoding="utf-8"):
        path = tmp_path / "t.csv"
        path.write_bytes("\n".join((head, *lines, "")).encode(encoding))
        return path

    return write


@pytest.fixture
def standing(run, book):
    def ask():
        return json.loads(run("standing", "--book", book, "--format", "json").stdout)

    return ask


def entries(run, book):
    return run("verify", "--book", book).stdout.split()[1]


def test_a_row_is_added_as_a_decision_of_the_person(run, book, table, standing):
    done = run("import", table(INTELLIGENCE), "--book", book, *WHO, "--on", "2025-09-09")
    assert (done.exit_code, done.stdout) == (0, "line 2: add by A. Reader, entry 7\n")
    (row,) = [one for one in standing() if one["contribution"] == "intelligence"]
    assert (row["verdict"], row["reviewed_by"], row["status"]) == ("add", "A. Reader", "offered")
    assert row["conditions"] == ["ceasefire", "peace_agreement"]
    assert row["evidence"] == {"start": 0, "end": len(QUOTE), "quote": QUOTE}


def test_the_same_table_again_adds_nothing(run, book, table):
    path = table(INTELLIGENCE)
    for _ in range(2):
        assert run("import", path, "--book", book, *WHO).exit_code == 0
        assert entries(run, book) == "7"


def test_every_kind_of_row(run, book, table):
    head = "report;kind;evidence;count;of;set;actor;stance;object;why"
    rows = (
        "a3;position;Russia rejected any foreign troops;;;;RUS;opposes;monitoring;",
        "a1;tally;2,000 soldiers;1;;members;;;;one country",
    )
    done = run("import", table(*rows, head=head), "--book", book, *WHO)
    assert (done.exit_code, done.stdout.count("add by A. Reader")) == (0, 2)
    shown = json.loads(run("report", "a1", "--book", book, "--format", "json").stdout)[0]["rows"]
    assert [row["review"]["why"] for row in shown if row["kind"] == "tally"] == ["one country"]


def test_what_the_reader_wrote_is_accepted(run, book, lines, table):
    written = run("read", lines, "--format", "csv").stdout
    head, *rows = written.splitlines()
    done = run("import", table(*rows, head=head), "--book", book, *WHO)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.count("accept by A. Reader") == len(rows) == 3


def test_a_corrected_row_of_the_reader_is_added(run, book, lines, table):
    rows = list(csv.DictReader(io.StringIO(run("read", lines, "--format", "csv").stdout)))
    (french,) = [row for row in rows if row["guarantor"] == "FRA"]
    french |= {"contribution": "training", "quantity_low": "1500"}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(french), lineterminator="\n")
    writer.writerow(french)
    done = run("import", table(out.getvalue(), head=",".join(french)), "--book", book, *WHO)
    assert "line 2: add by A. Reader" in done.stdout, done.stderr


def test_a_table_of_a_spreadsheet_with_its_mark_and_line_ends(run, book, table):
    path = table(INTELLIGENCE.replace(",POL", ", POL ") + "\r", "\r", head=HEAD + "\r", encoding="utf-8-sig")
    assert run("import", path, "--book", book, *WHO).exit_code == 0


def test_the_mark_that_keeps_a_cell_from_being_run_is_no_part_of_it(run, book, table, standing):
    path = table(f"{INTELLIGENCE[:-1]}'=SUM(1),")
    assert run("import", path, "--book", book, *WHO).exit_code == 0
    assert "=SUM(1)" in {one["speaker"] for one in standing()}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("a2,", "zz,", "'zz'"),
        ("a2,", ",", "report is empty"),
        ("a2,,", "a2,claim,", "unknown kind of row 'claim'; one of pledge, tally, position"),
        (",POL,", ",Poland,", "unknown actor 'Poland'"),
        (",POL,", ",,", "guarantor is empty; fill it in"),
        (",offered,", ",promised,", "unknown status 'promised'; one of delivered"),
        ("will not send", "will send", "the evidence does not stand in the report"),
        ("Poland will not send troops to Ukraine", " ", "evidence is empty"),
        ("Poland will not send troops to Ukraine", "o", "more than once; fill in start, one of "),
        (",offered,", ",offered,,", "has 12 cells, the head has 11"),
        ('peace_agreement",', 'peace_agreement",many,', "has 12 cells"),
        ('peace_agreement",,', 'peace_agreement",many,', "quantity cannot be 'many'"),
        ("a2,,", "a2,position,", "actor is empty"),
    ],
)
def test_a_wrong_line_is_named_and_the_rest_is_added(run, book, table, old, new, says):
    assert old in INTELLIGENCE
    path = table(INTELLIGENCE.replace(old, new, 1), INTELLIGENCE.replace("intelligence", "training"))
    done = run("import", path, "--book", book, *WHO)
    assert done.exit_code == 1
    assert f"{path}:2: " in done.stderr and says in done.stderr
    assert done.stdout == "line 3: add by A. Reader, entry 7\n"


def test_start_tells_equal_passages_apart(run, book, table):
    text = "a2,,o,POL,UKR,training,offered"
    head = "report,kind,evidence,guarantor,beneficiary,contribution,status,start"
    assert run("import", table(text + ",1", head=head), "--book", book, *WHO).exit_code == 0
    wrong = run("import", table(text + ",2", head=head), "--book", book, *WHO)
    assert "the evidence does not begin at '2'" in wrong.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (
            b"report,evidence,colour\n",
            "has a column 'colour' that is not known; the first line names columns: report",
        ),
        (b"report,status\n", "has no column 'evidence'"),
        (b"report,evidence,report\n", "has the column 'report' twice"),
        (b"report,evidence\na1,\xff\n", "is not in UTF-8"),
        (b"PK\x03\x04\x00\x00", "is no workbook that can be read; save it as XLSX or as CSV"),
        (b'report,evidence\na1,"open\n', "cannot be read, nor what follows"),
        (None, "no such file"),
    ],
)
def test_what_is_no_table_adds_nothing(run, book, tmp_path, content, says):
    path = tmp_path / "t.csv"
    if content is not None:
        path.write_bytes(content)
    done = run("import", path, "--book", book, *WHO)
    assert done.exit_code == 2
    assert says in done.stderr
    assert entries(run, book) == "6"


def test_without_a_book_none_is_made(run, table, tmp_path):
    done = run("import", table(INTELLIGENCE), "--book", tmp_path / "b.db", *WHO)
    assert done.exit_code == 2
    assert not (tmp_path / "b.db").exists()


@pytest.fixture
def workbook(tmp_path):
    """Writes a workbook: its head and its lines, cells as a person types them."""

    def write(*lines, head=None, sheet="Sheet1"):
        book = openpyxl.Workbook()
        book.active.title = sheet
        for line in (head or HEAD.split(","), *lines):
            book.active.append(list(line))
        path = tmp_path / "t.xlsx"
        book.save(path)
        return path

    return write


BY_HAND = ["a2", None, QUOTE, "POL", "UKR", "intelligence", "offered", "ceasefire", "800 troops", None, None]


def test_a_workbook_made_by_hand(run, book, workbook, standing):
    head = [*HEAD.split(","), "why", "start"]
    done = run("import", workbook([*BY_HAND, "seen", 0.0], head=head), "--book", book, *WHO)
    assert (done.exit_code, done.stdout) == (0, "line 2: add by A. Reader, entry 7\n")
    (row,) = [one for one in standing() if one["contribution"] == "intelligence"]
    assert (row["quantity"], row["evidence"]["quote"]) == (
        {"value": 800, "unit": "troops"},
        QUOTE,
    )


def test_each_wrong_line_of_a_workbook_is_named_and_the_rest_is_added(run, book, workbook):
    lines = (
        [*BY_HAND[:3], "Poland", *BY_HAND[4:]],
        [],
        [*BY_HAND[:6], "=1+1", *BY_HAND[7:]],
        [*BY_HAND, "more"],
        BY_HAND,
    )
    path = workbook(*lines)
    done = run("import", path, "--book", book, *WHO)
    assert done.exit_code == 1
    assert f"{path}:2: unknown actor 'Poland'" in done.stderr
    assert f"{path}:4: cell G4 holds a formula; put its value there" in done.stderr
    assert f"{path}:5: has 12 cells, the head has 11" in done.stderr
    assert done.stdout == "line 6: add by A. Reader, entry 7\n"


def test_what_a_workbook_unpacks_to_is_bounded(run, book, workbook, monkeypatch):
    monkeypatch.setattr("pledgebook.codebook.sheet_xlsx.UNPACKED", 1000)
    done = run("import", workbook(BY_HAND), "--book", book, *WHO)
    assert done.exit_code == 2 and "unpacks to more than 1,000 bytes; save it as CSV" in done.stderr


def test_a_zip_file_that_is_no_workbook(run, book, tmp_path):
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    done = run("import", tmp_path / "t.ods", "--book", book, *WHO)
    assert done.exit_code == 2 and "is no workbook that can be read" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_comes_back_as_decisions_on_its_rows(run, book, tmp_path, form, standing):
    path = tmp_path / f"out.{form}"
    assert run("export", "--book", book, "--format", form, "-o", path).exit_code == 0
    for _ in range(2):
        done = run("import", path, "--book", book, *WHO)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.count(": accept by A. Reader") == 3
        assert entries(run, book) == "9"
    change(path, {"status": ("pledged", "offered"), "quantity": ("2000", 1500)})
    for _ in range(2):
        done = run("import", path, "--book", book, *WHO)
        assert done.stdout.count(": amend by A. Reader") == 1
        assert entries(run, book) == "10"
    (row,) = [one for one in standing() if one["guarantor"] == "FRA"]
    assert (row["status"], row["quantity"]["value"], row["verdict"]) == ("offered", 1500, "amend")
    again = run("import", path, "--book", book, "--by", "B.", "--why", "too")
    assert again.stdout.count("accept by B.") == 3


def change(path, changes):
    """Changes cells of the first line that holds the old value, as a person does in a spreadsheet."""
    if path.suffix == ".csv":
        lines = list(csv.DictReader(path.open(newline="")))
        for name, (old, new) in changes.items():
            next(line for line in lines if line[name] == old)[name] = str(new)
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)
        return
    book = openpyxl.load_workbook(path)
    head = [cell.value for cell in book["rows"][1]]
    for name, (old, new) in changes.items():
        column = book["rows"].iter_cols(head.index(name) + 1, head.index(name) + 1, min_row=2)
        next(cell for cell in next(column) if str(cell.value) == old).value = new
    book.save(path)


def test_a_row_that_is_gone_or_of_another_report_is_named(run, book, table):
    head = "report,row,evidence,guarantor,beneficiary,contribution,status,start"
    rows = {row["report"]: row["row"] for row in exported(run, book)}
    wrong = [f"a2,{id},o,POL,UKR,training,offered,1" for id in (rows["a1"], "0000000000")]
    done = run("import", table(*wrong, head=head), "--book", book, *WHO)
    assert done.exit_code == 2
    assert f"row '{rows['a1']}' is of report 'a1'; export the book anew" in done.stderr
    assert "no row '0000000000' in this book" in done.stderr


def exported(run, book):
    return list(csv.DictReader(io.StringIO(run("export", "--book", book, "--format", "csv").stdout)))


def test_evidence_that_the_export_shows_escaped_comes_back_as_it_was_printed(run, tmp_path):
    text = "Talks\n\nFrance will send 500 soldiers to Ukraine \u202eafter a ceasefire\x1b,\nMr Macron said."
    path, book = tmp_path / "in.jsonl", tmp_path / "b.db"
    path.write_text(json.dumps({"id": "h1", "text": text}) + "\n")
    assert run("add", path, "--book", book).exit_code == 0
    assert exported(run, book)
    for form in ("xlsx", "csv"):
        out = tmp_path / f"out.{form}"
        assert run("export", "--book", book, "--format", form, "-o", out).exit_code == 0
        done = run("import", out, "--book", book, *WHO)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "accept by A. Reader" in done.stdout and "amend" not in done.stdout
