"""One file into reports: what it may be, and every way in which it may be bad."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from pledgebook.intake import take_in
from pledgebook.model import InputError, LineError, Report

TEXT = "Jets for Kyiv\n\nFrance will send jets to Ukraine, its president said on Thursday.\n"
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Jets for Kyiv</title></head><body><nav>Home</nav>
<article><h1>Jets for Kyiv</h1>{"<p>France will send jets to Ukraine, its president said on Thursday.</p>"}
<p>Spain will send ships and Italy will not send troops, both said.</p></article></body></html>"""
LINE = json.dumps({"id": "a1", "text": TEXT})


def write(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def report(path: str) -> Report:
    (item,) = take_in(path)
    assert isinstance(item, Report), item
    return item


def error(path: str) -> InputError:
    (item,) = take_in(path)
    assert isinstance(item, InputError), item
    assert str(item).startswith(path) and "\n" not in str(item) and item.remedy
    return item


@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.json"])
def test_plain_text_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name, TEXT)
    assert report(path).text == TEXT
    assert report(path).source == path


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.txt", "a"])
def test_a_page_is_told_by_its_content(tmp_path: Path, name: str) -> None:
    read = report(write(tmp_path, name, PAGE))
    assert read.title == "Jets for Kyiv" and "<" not in read.text and "Home" not in read.text


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.txt", "a"])
def test_json_lines_are_told_by_their_content(tmp_path: Path, name: str) -> None:
    items = list(take_in(write(tmp_path, name, f"{LINE}\n\n{LINE}\n")))
    assert [item.id for item in items if isinstance(item, Report)] == ["a1", "a1"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("many", [False, True])
def test_a_json_document_gives_one_report_or_a_list(tmp_path: Path, indent: int | None, many: bool) -> None:
    one = {"id": "a1", "text": TEXT}
    path = write(tmp_path, "a.json", json.dumps([one, one] if many else one, indent=indent))
    items = list(take_in(path))
    assert len(items) == 1 + many and all(isinstance(item, Report) for item in items)


def test_a_text_that_begins_with_a_bracket_is_a_text(tmp_path: Path) -> None:
    text = "[Updated] France will send jets to Ukraine, its president said on Thursday.\n"
    assert report(write(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize("content", [TEXT, PAGE, LINE])
def test_standard_input_is_told_by_its_content(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (item,) = take_in("-")
    assert isinstance(item, Report) and "France will send jets" in item.text


def test_standard_input_in_parts_is_read_whole() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(write_end, "wb") as sink:
        sink.write(LINE[:20].encode())
        sink.flush()
        sink.write(f"{LINE[20:]}\n{LINE}".encode())
    items = list(take_in(f"/dev/fd/{read_end}"))
    os.close(read_end)
    assert len(items) == 2 and all(isinstance(item, Report) for item in items)


def test_an_empty_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert [str(item) for item in take_in("-")] == ["standard input: is empty; give a report with text"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_are_told_apart_and_line_ends_kept(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"Le “Élysée”{end}{end}France’s president said he will send jets – and ships – to the East.{end}"
    assert report(write(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_json_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    items = list(take_in(write(tmp_path, "a.jsonl", f"{LINE}\n{LINE}".encode("utf-16"))))
    assert len(items) == 2 and all(isinstance(item, Report) for item in items)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty"),
        (b"\xff\xfe\n\x00", "is empty"),
        (b" " * 100_000 + b"France will send jets.", "begins with nothing but white space"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 40, "is a binary file"),
        (b"%PDF-1.7\nFrance", "is a PDF that is damaged"),
        (b"PK\x03\x04France", "is a zip or Office file"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"France\x00will\x00send", "is a binary file"),
        ("France will send jets.".encode("utf-16-le"), "is a binary file"),
        (b"\xff\xfeF\x00r\x00a", "is marked as UTF-16-LE and is not"),
        (b"<html><body><form>Log in <input></form></body></html>", "is a page with no article"),
        (b"<!DOCTYPE html><html></html>", "is a page with no article"),
        (b"<html><body>" + b"<div>" * 100_000, "nested too deeply"),
        (b"123 -- 456", "holds no words"),
        (b"Share\n\nRead more\n\nGas prices rise", "holds no body"),
        (b'[{"id": "a"', "is not JSON"),
        (b"France\n" * 60_000, "has 60,000 lines"),
    ],
)
def test_a_bad_file_gives_one_line_that_says_why(tmp_path: Path, content: bytes, what: str) -> None:
    assert what in error(write(tmp_path, "a.txt", content)).what


def test_bytes_in_no_encoding_are_refused_or_read_never_garbled(tmp_path: Path) -> None:
    content = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xFE, 0xFF, 0xFC]) * 400
    assert "encoding" in error(write(tmp_path, "a.txt", content)).what


def test_a_directory_and_a_missing_file_are_errors(tmp_path: Path) -> None:
    assert error(str(tmp_path)).what == "is a directory"
    assert error(str(tmp_path / "none.txt")).what == "no such file"
    assert error("/dev/zero").what == "is no regular file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", TEXT)
    os.chmod(path, 0)
    assert "cannot be read" in error(path).what


def test_a_path_below_a_file_is_an_error(tmp_path: Path) -> None:
    assert error(write(tmp_path, "a.txt", TEXT) + "/b.txt").what == "no such file"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Deutschland wird eine Brigade nach Litauen schicken, sagte der Minister am Montag in "
            "Berlin. Die Soldaten sollen bis zum Ende des Jahres dort stationiert werden, und die Kosten "
            "trägt der Bund. Über weitere Schritte wird das Kabinett im Mai entscheiden.",
            "German",
        ),
        (
            "Le président Emmanuel Macron a annoncé jeudi que vingt-six pays se sont engagés à garantir la "
            "sécurité de l'Ukraine après un cessez-le-feu. La France enverra des avions et des soldats, "
            "a-t-il précisé à l'issue d'une réunion de la coalition des volontaires à Paris.",
            "French",
        ),
        (
            "Президент Франции Эмманюэль Макрон заявил в четверг, что двадцать шесть стран согласились "
            "предоставить Украине гарантии безопасности после прекращения огня. Великобритания направит "
            "самолёты, сообщил журналистам премьер-министр страны.",
            "Russian",
        ),
    ],
)
def test_a_report_in_another_language_is_refused_by_its_name(tmp_path: Path, text: str, name: str) -> None:
    for content in (
        text,
        f"<html><body><article><p>{text}</p><p>{text[::-1][::-1]}</p></article></body></html>",
    ):
        assert error(write(tmp_path, "a.txt", content)).what == f"is not in English (looks like {name})"


@pytest.mark.parametrize(
    "text",
    [
        "Deutschland wird Soldaten schicken.",  # too short to tell
        "Macron, Merz, Starmer, Meloni, Tusk, Sánchez, Støre, Frederiksen: Paris, Berlin, Roma, Kyjiw. " * 4,
        "“Wir werden eine Brigade schicken, und zwar bis zum Ende des Jahres, das ist sicher”, said the "
        "minister of defence, who told the house that the soldiers would be there by the end of May.",
    ],
)
def test_what_is_short_or_mixed_is_not_refused(tmp_path: Path, text: str) -> None:
    assert report(write(tmp_path, "a.txt", text)).text == text


def test_a_report_of_20_mb_is_refused(tmp_path: Path) -> None:
    text = "France will send jets to Ukraine, it said. " * 480_000
    assert "bytes, more than" in error(write(tmp_path, "a.txt", text)).what
    assert "bytes, more than" in error(write(tmp_path, "a.html", f"<html>{text}")).what


def test_a_report_just_over_the_limit_is_refused_and_one_at_it_read(tmp_path: Path) -> None:
    text = "France will send jets to Ukraine, it said. "
    path = write(tmp_path, "a.txt", text)
    (at,) = take_in(path, limit=len(text))
    (over,) = take_in(path, limit=len(text) - 1)
    assert isinstance(at, Report)
    assert isinstance(over, InputError) and "43 characters, more than the 42" in over.what


def test_json_lines_may_be_longer_than_one_report(tmp_path: Path) -> None:
    items = list(take_in(write(tmp_path, "a.jsonl", f"{LINE}\n" * 50), limit=100))
    assert len(items) == 50 and all(isinstance(item, Report) for item in items)


def test_one_line_of_20_mb_is_refused_and_the_next_still_read(tmp_path: Path) -> None:
    long = json.dumps({"id": "a", "text": "France will send jets. " * 900_000})
    items = list(take_in(write(tmp_path, "a.jsonl", f"{LINE}\n{long}\n{LINE}\n")))
    assert [type(item) for item in items] == [Report, LineError, Report]
    assert "line 2: has 20," in str(items[1])


def test_broken_json_on_line_7_names_the_line_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = [LINE] * 9
    lines[6] = '{"id": "a7", "text": "France'
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    items = list(take_in(path))
    assert [type(item) for item in items] == [Report] * 6 + [LineError] + [Report] * 2
    assert str(items[6]).startswith(f"{path}, line 7: is not JSON: ")


def test_broken_json_on_line_1_is_an_error_of_that_line(tmp_path: Path) -> None:
    items = list(take_in(write(tmp_path, "a.jsonl", f'{{"id": \n{LINE}\n')))
    assert [type(item) for item in items] == [LineError, Report]


def test_a_short_text_in_another_script_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Норвегия отправит корабли в Украину.")
    (error,) = take_in(path)
    assert isinstance(error, InputError)
    assert "is not in English" in error.line()
