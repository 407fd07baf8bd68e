"""CSV, JSON Lines and CSL-JSON, read back by the readers of those forms."""

import csv
import io
import json
from unicodedata import category

import pytest
from hypothesis import given
from tests.export.samples import COUNTING, GOOD, hostile_rows

from pledgebook.codebook.codes import codebook
from pledgebook.export import FORMATS, Extract, form_of
from pledgebook.export.columns import ROWS
from pledgebook.model import PledgebookError


def text_of(name, row):
    return "".join(form_of(name).write(Extract([row])))


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_holds_the_rows_that_count_in_their_order(written):
    lines = table(written("csv").decode())
    assert [line["row"] for line in lines] == [row.id for row in COUNTING]
    assert list(lines[0]) == [column.name for column in ROWS]


def test_every_actor_comes_in_four_codes(written):
    first, amended, _, position = table(written("csv").decode())
    assert [first[f"guarantor{end}"] for end in ("", "_alpha3", "_alpha2", "_numeric", "_cow")] == [
        "DNK", "DNK", "DK", "208", "390",
    ]  # fmt: skip
    assert [first["beneficiary_numeric"], first["beneficiary_cow"]] == ["804", "369"]
    assert [amended["guarantor"], amended["guarantor_alpha3"], amended["guarantor_cow"]] == ["NATO", "", ""]
    assert [position["actor_alpha2"], position["actor_cow"]] == ["RU", "365"]


def test_every_row_has_its_citation_and_the_version_of_the_codebook(written):
    first, _, _, undated = table(written("csv").decode())
    assert first["codebook"] == codebook().version
    assert first["citation"] == (
        "“A coalition”, The Paper, 2025-09-04, https://example.org/a?b=1&c=2; "
        f"row {GOOD.id}, entry 2, codebook {codebook().version}"
    )
    assert undated["citation"].startswith("Report r2, n.d., /home/me/a.txt; row position, ")


def test_a_pledge_keeps_its_figures(written):
    first = table(written("csv").decode())[0]
    names = ("quantity", "quantity_low", "unit", "conditions", "confidence", "own_word", "said_on", "start")
    assert [first[name] for name in names] == [
        "800", "500", "troops", "ceasefire host_consent", "0.75", "true", "2025-09-04", "10",
    ]  # fmt: skip


def test_jsonl_has_the_same_columns_with_their_types(written):
    lines = [json.loads(line) for line in written("jsonl").decode().splitlines()]
    assert [line["row"] for line in lines] == [row.id for row in COUNTING]
    assert [lines[0]["guarantor_cow"], lines[0]["own_word"], lines[0]["quantity"]] == [390, True, 800]
    assert [lines[2]["count"], lines[2]["of"], lines[2]["guarantor"]] == [26, 35, None]


def test_csl_lists_each_cited_report_once(written):
    first, second = json.loads(written("csl"))
    assert first["issued"] == {"date-parts": [[2025, 9, 4]]}
    assert (first["id"], first["title"], first["container-title"]) == ("r1", "A coalition", "The Paper")
    assert first["URL"] == "https://example.org/a?b=1&c=2"
    assert (second["title"], "issued" in second, "URL" in second) == ("r2", False, False)
    assert second["source"] == "/home/me/a.txt"


def test_an_empty_book_gives_an_empty_table(written):
    assert table(written("csv", []).decode()) == []
    assert written("jsonl", []) == b""
    assert json.loads(written("csl", [])) == []


def test_an_unknown_format_names_all():
    with pytest.raises(PledgebookError, match=f"unknown format 'xls'; one of {', '.join(FORMATS)}"):
        form_of("xls")


@given(hostile_rows())
def test_no_cell_of_the_csv_runs_or_hides_anything(row):
    text = text_of("csv", row)
    text.encode()
    (line,) = table(text)
    cells = [cell for cell in line.values() if cell]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\uff1d\uff0b\uff0d\uff20")]
    hidden = {sign for cell in cells for sign in cell if category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert hidden <= set("\u200c\u200d")
    assert text.count("\n") == 2


@given(hostile_rows())
def test_json_gives_every_text_back_unchanged(row):
    text = text_of("jsonl", row)
    text.encode()
    assert not set(text) & set("\x00\x1b\x85\u2028\u2029\u202e\u2066")
    line = json.loads(text)
    assert line["evidence"] == row.row.evidence.quote
    assert (line["title"], line["speaker"]) == (row.report.title, row.row.speaker)
    assert line["guarantor"] == row.pledge.guarantor


@given(hostile_rows())
def test_csl_passes_on_no_link_but_one_of_the_web(row):
    (item,) = json.loads(text_of("csl", row))
    assert (item["title"], item["id"]) == (row.report.title, row.report.report)
    assert "URL" not in item or item["URL"].startswith(("http://", "https://"))


def test_a_reference_manager_cites_from_it(written):
    source = pytest.importorskip("citeproc.source.json", reason="citeproc-py is not installed")
    items = source.CiteProcJSON(json.loads(written("csl")))
    assert ("".join(items["r1"].title), items["r1"].issued.year) == ("A coalition", 2025)
