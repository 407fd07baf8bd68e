"""Bad input into a book: what is good in it is kept, what is bad is listed, in little memory and time."""

import gzip
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pledgebook import pipeline, pipeline_archive
from pledgebook.model import Reading, Report
from pledgebook.pipeline import Kept
from pledgebook.pipeline_archive import add_sources, quarantine_in

SAID = "France will send {} troops to Ukraine after a ceasefire, its president said on Thursday in Paris."
BROKEN = (
    b"",
    b"<html><head><title>News</title></head><body><p",
    b"<html><body>" + b"<div>" * 400,
    b"<html><body>\x00\x01\x02\xff\xfe\x00</body></html>",
    b"<html><script>var page = '<p>France will send troops to Ukraine.</p>",
    b"<!doctype html><html><!-- <p>the rest is lost",
    b"<html><body><table><tr><td><a href='/1'>1</a><a href='/2'>2</a></table></html>",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40),
)
"""What servers send in the place of a page."""


class Quick:
    """Reads nothing, fast."""

    name = "quick 1"

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        return (Reading(report.id, self.name) for report in reports)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = Quick()
    monkeypatch.setattr(pipeline, "reader_of", lambda model: quick)
    monkeypatch.setattr(pipeline_archive, "reader_of", lambda model: quick)


def kept(source: Path, book: Path) -> list[str]:
    """The ids, or where there are none the titles, of what is kept."""
    outcomes = add_sources([str(source)], book, lambda: datetime.now(UTC))
    return [one.report.title or one.report.id for one in outcomes if isinstance(one, Kept)]


def line(number: int) -> str:
    return json.dumps({"id": f"r{number}", "title": f"News {number}", "text": SAID.format(number)}) + "\n"


def page(number: int) -> bytes:
    return (
        f"<html><head><title>News {number}</title></head><body><article><h1>News {number}</h1>"
        f"<p>{SAID.format(number)}</p><p>Nobody disagreed with report {number}.</p></article></body></html>"
    ).encode()


def warc(path: Path, pages: Iterable[bytes]) -> list[int]:
    """An archive of pages; where each record begins."""
    starts = []
    http = [("Content-Type", "text/html; charset=utf-8")]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for number, body in enumerate(pages):
            starts.append(file.tell())
            headers = StatusAndHeaders("200 OK", http, protocol="HTTP/1.1")
            address = f"https://paper.example/{number}"
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=headers
            )
            writer.write_record(record)
    return starts


def test_ten_thousand_broken_pages_among_good_ones(tmp_path: Path) -> None:
    number = 10_100
    pages = (page(n) if n % 101 == 0 else BROKEN[n % len(BROKEN)] for n in range(number))
    warc(tmp_path / "a.warc", pages)
    assert kept(tmp_path / "a.warc", tmp_path / "a.db") == [f"News {n}" for n in range(0, number, 101)]
    listed = quarantine_in(tmp_path / "a.db")
    assert len({one.place for one in listed}) == len(listed) == 10_000
    assert all(one.what and one.tries == 1 for one in listed)


def test_good_lines_before_the_cut_of_a_compressed_file_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl.gz"
    whole = gzip.compress("".join(map(line, range(200))).encode())
    source.write_bytes(whole[: len(whole) // 2])
    found = kept(source, tmp_path / "a.db")
    assert 0 < len(found) < 200 and found == [f"News {n}" for n in range(len(found))]
    assert ["cut off" in one.what for one in quarantine_in(tmp_path / "a.db")] == [True]
    source.write_bytes(whole)
    again = list(pipeline_archive.retry_unread(tmp_path / "a.db", lambda: datetime.now(UTC)))
    rest = [one.report.title for one in again if isinstance(one, Kept)]
    assert {*found, *rest} == {f"News {n}" for n in range(200)}
    assert quarantine_in(tmp_path / "a.db") == []


def test_a_page_whose_compressed_file_is_cut_off_is_listed_and_not_kept_in_part(tmp_path: Path) -> None:
    whole = gzip.compress(page(1) + b"<p>The rest says more of it.</p>" * 4000)
    source = tmp_path / "a.html.gz"
    source.write_bytes(whole[: len(whole) - 20])
    assert kept(source, tmp_path / "a.db") == []
    source.write_bytes(whole)
    assert kept(source, tmp_path / "a.db") == ["News 1"]


def test_what_was_named_by_a_relative_path_is_one_entry_and_leaves_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/a.jsonl").write_text("{broken\n")
    Path("in/good.jsonl").write_text(line(2))
    Path("in/feeds.opml").write_text('<?xml version="1.0"?><opml version="2.0"><body/></opml>')
    (tmp_path / "elsewhere").mkdir()
    assert kept(Path("in"), tmp_path / "a.db") == ["News 2"]
    monkeypatch.chdir(tmp_path / "elsewhere")
    list(pipeline_archive.retry_unread(tmp_path / "a.db", lambda: datetime.now(UTC)))
    listed = quarantine_in(tmp_path / "a.db")
    assert [(one.place, one.tries) for one in listed] == [
        (str(tmp_path / "in/a.jsonl, line 1"), 2), (str(tmp_path / "in/feeds.opml"), 2)
    ]  # fmt: skip
    assert listed[1].what == "is a list of feeds"
    (tmp_path / "in/a.jsonl").write_text(line(1))
    found = list(pipeline_archive.retry_unread(tmp_path / "a.db", lambda: datetime.now(UTC)))
    assert [one.report.title for one in found if isinstance(one, Kept)] == ["News 1"]
    assert [one.place for one in quarantine_in(tmp_path / "a.db")] == [str(tmp_path / "in/feeds.opml")]


@pytest.mark.parametrize("wrong", [b"7", b"999999999", b"-3"])
def test_a_record_of_a_wrong_length_costs_no_other(tmp_path: Path, wrong: bytes) -> None:
    source = tmp_path / "a.warc"
    starts = warc(source, map(page, range(5)))
    data = source.read_bytes()
    head, length, rest = data[starts[2] :].partition(b"Content-Length: ")
    bad = head + length + wrong + rest[rest.index(b"\r\n") :]
    source.write_bytes(data[: starts[2]] + bad)
    assert kept(source, tmp_path / "a.db") == [f"News {n}" for n in (0, 1, 3, 4)]
    assert len(quarantine_in(tmp_path / "a.db")) == 1


def test_a_bomb_in_a_folder_costs_no_other_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(line(1))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b"a" * 200_000_000, 6))
    (folder / "c.jsonl").write_text(line(2))
    assert kept(folder, tmp_path / "a.db") == ["News 1", "News 2"]
    (bomb,) = quarantine_in(tmp_path / "a.db")
    assert "bomb" in bomb.what and bomb.source.endswith("b.jsonl.gz")


HUGE = """
import resource, sys, time
from pledgebook.intake import frames, open_raw
list(open_raw(next(frames(sys.argv[2]))))  # what is loaded once
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
items = [item for raw in frames(sys.argv[1]) for item in open_raw(raw)]
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.process_time() - began)
for item in items:
    print(getattr(item, "id", None) or str(item))
"""


def test_a_line_of_two_gigabytes_is_one_failure_in_little_memory_and_time(tmp_path: Path) -> None:
    source, shorter, good = (tmp_path / f"{name}.jsonl" for name in "abc")
    good.write_text(line(3))
    for path, size in ((source, 2 << 30), (shorter, 20 << 20)):
        with path.open("wb") as file:
            file.write(line(1).encode() + b'{"id": "huge", "text": "' + b"a " * 40_000)
            file.seek(size)  # the rest is a hole of the file: it takes no place on the disk
            file.write(b'"}\n' + line(2).encode())
    run = subprocess.run(
        [sys.executable, "-c", HUGE, str(source), str(good)], capture_output=True, text=True, check=True
    )
    figures, *items = run.stdout.splitlines()
    kilobytes, seconds = map(float, figures.split())
    assert items[0] == "r1" and items[2] == "r2" and len(items) == 3
    assert items[1].startswith(f"{source}, line 2: has 2,147,4") and "too many for one report" in items[1]
    assert kilobytes < 100_000, "memory does not grow with the line"
    assert seconds < 30
    assert kept(shorter, tmp_path / "a.db") == ["News 1", "News 2"]
    assert [one.place for one in quarantine_in(tmp_path / "a.db")] == [f"{shorter}, line 2"]
