from datetime import date

import pytest

import pledgebook as pb
from pledgebook.model import InputError

TEXT = "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said on Friday in Warsaw."


def test_a_file_and_a_text_are_read_alike(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    for readings in (pb.read(path), pb.read(str(path)), pb.read(text=TEXT), pb.read(pb.report(TEXT))):
        assert [(pledge.guarantor, pledge.status) for pledge in readings.pledges] == [("POL", "refused")]


def test_many_reports_of_one_file(lines):
    readings = pb.read(lines)
    assert [one.report.id for one in readings] == ["a1", "a2", "a3"]
    assert [position.actor for position in readings.positions] == ["RUS"]
    assert readings.tallies == ()


def test_a_report_keeps_what_it_is_given():
    report = pb.report(TEXT, id="x", title="No troops", published="2025-09-05", publisher="The Post")
    assert (report.id, report.title, report.publisher) == ("x", "No troops", "The Post")
    assert report.published == date(2025, 9, 5)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "is empty"), ("a\x00b", "null characters"), ("1234", "no words")],
)
def test_a_text_that_is_no_report_is_refused(text, says):
    with pytest.raises(InputError, match=says):
        pb.report(text)


def test_a_text_in_the_place_of_a_path_is_refused():
    for text in (f"{TEXT}\n{TEXT}", TEXT * 4):
        with pytest.raises(InputError, match="a text stands where a path is wanted"):
            pb.read(text)
    with pytest.raises(InputError, match="no such file"):
        pb.read(TEXT)


def test_nothing_to_read_is_an_error():
    with pytest.raises(InputError, match="nothing to read"):
        pb.read()


def test_a_file_that_cannot_be_read_is_an_error_or_handed_over(tmp_path, lines):
    with pytest.raises(InputError, match="no such file"):
        pb.read(tmp_path / "gone.txt", lines)
    errors: list[InputError] = []
    assert len(pb.read(tmp_path / "gone.txt", lines, on_error=errors.append)) == 3
    assert len(errors) == 1
