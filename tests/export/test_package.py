"""The data package, read back by frictionless."""

import csv
import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from tests.export.samples import ALL, COUNTING, hostile_rows

from pledgebook.export import Extract, form_of
from pledgebook.export.columns import ROWS


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


def test_frictionless_finds_nothing_wrong_with_it(written, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    opened(written("package")).extractall(tmp_path)
    package = frictionless.Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    rows = package.get_resource("rows").read_rows()
    assert [row["row"] for row in rows] == [row.id for row in COUNTING]
    assert (rows[0]["guarantor_cow"], rows[0]["guarantor_numeric"], rows[0]["own_word"]) == (390, "208", True)
    assert (rows[0]["said_on"], rows[0]["recorded_at"]) == (ALL[0].said_on, ALL[0].recorded_at)


def test_updates_hold_decisions_and_retractions_of_rows_that_count_or_do_not(written):
    text = opened(written("package")).read("updates.csv").decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["row"], line["what"], line["counts"]) for line in lines] == [
        ("amended", "amend", "true"), ("rejected", "reject", "false"), ("back", "withdrawn", "false"),
    ]  # fmt: skip


def test_every_column_is_explained(written):
    told = json.loads(opened(written("package")).read("datapackage.json"))
    fields = told["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == [column.name for column in ROWS]
    assert all(field["description"] for field in fields)


def test_the_same_rows_give_the_same_bytes(written):
    assert written("package") == written("package")


@settings(max_examples=20)
@given(hostile_rows())
def test_any_text_gives_a_sound_package(row):
    package = opened(b"".join(form_of("package").write(Extract([row]))))
    assert package.testzip() is None
    assert package.read("rows.csv").decode() == "".join(form_of("csv").write(Extract([row])))
