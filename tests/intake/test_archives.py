"""Web archives, compressed files, feeds, mail, PDF, Parquet: what is good is read, what is bad is told."""

import gzip
import io
import json
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pledgebook.intake import Form, Passed, frames, open_raw, take_in
from pledgebook.intake.glance import glance
from pledgebook.intake.inflated import Inflated
from pledgebook.intake.pdf import pdf_text
from pledgebook.model import InputError, Report

SAID = "<p>France will send jets to Ukraine, its president said on Thursday in Paris.</p>"


def page(number: int, more: str = "") -> bytes:
    return (
        f"<html><head><title>News {number}</title></head><body><article><h1>News {number}</h1>{SAID}"
        f"<p>It was report number {number} of the evening, and nobody disagreed with it.</p>{more}"
        "</article></body></html>"
    ).encode()


def warc(path: Path, pages: list[bytes], *, zipped: bool, headers: dict[str, str] | None = None) -> list[int]:
    """Writes an archive; where each record begins."""
    starts = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=zipped)
        for number, body in enumerate(pages):
            starts.append(file.tell())
            fields = {"Content-Type": "text/html; charset=utf-8"} | (headers or {})
            http = StatusAndHeaders("200 OK", list(fields.items()), protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(
                    f"https://paper.example/{number}", "response", payload=io.BytesIO(body), http_headers=http
                )
            )
    return starts


def numbers(path: Path, start: str = "") -> list[int]:
    """The numbers of the pages that are read; -1 for one whose title is damaged."""
    found = []
    for raw in frames(path, start=start):
        for item in open_raw(raw):
            if isinstance(item, Report):
                number = (item.title or "").removeprefix("News ")
                found.append(int(number) if number.isdigit() else -1)
    return found


@pytest.mark.parametrize("zipped", [True, False])
def test_every_page_of_an_archive_is_a_report_with_its_address(tmp_path, zipped):
    path = tmp_path / "a.warc"
    warc(path, [page(n) for n in range(5)], zipped=zipped)
    reports = list(take_in(path))
    assert [one.source for one in reports] == [f"https://paper.example/{n}" for n in range(5)]
    assert reports[3].title == "News 3" and reports[3].publisher == "paper.example"


@pytest.mark.parametrize("zipped", [True, False])
def test_an_archive_can_be_taken_up_at_any_record(tmp_path, zipped):
    path = tmp_path / "a.warc"
    warc(path, [page(n) for n in range(6)], zipped=zipped)
    for number, raw in enumerate(list(frames(path))):
        assert numbers(path, raw.at) == list(range(number, 6))


def test_an_archive_compressed_as_a_whole_can_be_taken_up_too(tmp_path):
    path = tmp_path / "a.warc.gz"
    warc(tmp_path / "a.warc", [page(n) for n in range(6)], zipped=False)
    path.write_bytes(gzip.compress((tmp_path / "a.warc").read_bytes()))
    raws = list(frames(path))
    assert numbers(path) == list(range(6))
    assert numbers(path, raws[4].at) == [4, 5]


def test_redirections_and_pictures_are_no_reports_and_no_errors(tmp_path):
    path = tmp_path / "a.warc"
    warc(path, [b"\x89PNG\r\n"], zipped=True, headers={"Content-Type": "image/png"})
    (raw,) = frames(path)
    assert [type(item) for item in open_raw(raw)] == [Passed]


def test_a_truncated_archive_gives_what_is_whole_and_one_error(tmp_path):
    path = tmp_path / "a.warc.gz"
    starts = warc(path, [page(n) for n in range(5)], zipped=True)
    path.write_bytes(path.read_bytes()[: starts[4] + 60])
    items = list(take_in(path))
    assert [type(item) for item in items] == [Report] * 4 + [InputError]
    assert "is cut off" in items[4].what and f"byte {starts[4]}" in str(items[4])
    assert [raw.form for raw in frames(path)][-1] is Form.OTHER  # what follows is lost as well


def test_a_damaged_member_is_told_and_the_next_ones_are_read(tmp_path):
    path = tmp_path / "a.warc.gz"
    starts = warc(path, [page(n) for n in range(5)], zipped=True)
    data = bytearray(path.read_bytes())
    data[starts[2] + 30 : starts[2] + 60] = bytes(30)
    path.write_bytes(data)
    assert numbers(path) == [0, 1, 3, 4]
    assert [str(item) for item in take_in(path) if isinstance(item, InputError)]


@pytest.mark.parametrize("wrong", [-40, 40, 100_000, 10**15])
def test_a_wrong_length_costs_one_record(tmp_path, wrong):
    path = tmp_path / "a.warc"
    starts = warc(path, [page(n) for n in range(5)], zipped=False)
    data = path.read_bytes()
    record = data[starts[1] : starts[2]]
    name = b"Content-Length: "
    at = record.index(name) + len(name)
    length = int(record[at : record.index(b"\r\n", at)])
    record = record.replace(name + str(length).encode(), name + str(length + wrong).encode(), 1)
    path.write_bytes(data[: starts[1]] + record + data[starts[2] :])
    items = list(take_in(path))
    assert numbers(path) == [0, 2, 3, 4]
    assert sum(isinstance(item, InputError) for item in items) == 1


@pytest.mark.parametrize("zipped", [True, False])
@settings(max_examples=25, deadline=None)
@given(where=st.integers(0, 10_000), size=st.integers(1, 400))
def test_damage_anywhere_never_raises_and_costs_no_distant_record(tmp_path_factory, zipped, where, size):
    path = tmp_path_factory.mktemp("a") / "a.warc"
    starts = warc(path, [page(n) for n in range(6)], zipped=zipped)
    data = bytearray(path.read_bytes())
    at = where % (len(data) - size)
    data[at : at + size] = b"\x00" * size
    path.write_bytes(data)
    ends = [*starts[1:], len(data)]
    untouched = [n for n in range(6) if ends[n] + 4 <= at or starts[n] >= at + size]
    # the blank lines behind a record belong to it; damage there may cost it
    assert set(untouched) <= set(numbers(path)) | {n for n in untouched if ends[n] + 8 > at > starts[n]}


def test_a_zip_bomb_is_told_and_the_next_record_is_read(tmp_path):
    path = tmp_path / "a.warc.gz"
    starts = warc(path, [page(n) for n in range(3)], zipped=True)
    data = path.read_bytes()
    header = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
        b"Content-Length: 300000000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    )
    bomb = gzip.compress(header + bytes(300_000_000), 9)
    path.write_bytes(data[: starts[1]] + bomb + data[starts[1] :])
    assert numbers(path) == [0, 1, 2]
    assert any("bomb" in str(item) for item in take_in(path) if isinstance(item, InputError))


def test_a_payload_that_inflates_beyond_a_page_is_told(tmp_path):
    path = tmp_path / "a.warc"
    body = gzip.compress(b"<html>" + b" " * 20_000_000)
    warc(path, [body, gzip.compress(page(1))], zipped=False, headers={"Content-Encoding": "gzip"})
    items = list(take_in(path))
    assert [type(item) for item in items] == [InputError, Report]
    assert "more than 8,000,000 bytes" in str(items[0])


def test_an_archive_through_a_pipe_is_read(tmp_path, monkeypatch):
    import os
    import sys
    import threading

    path = tmp_path / "a.warc"
    warc(path, [page(n) for n in range(3)], zipped=True)
    read_end, write_end = os.pipe()

    def feed() -> None:
        with os.fdopen(write_end, "wb") as pipe:
            pipe.write(path.read_bytes())

    threading.Thread(target=feed).start()
    with os.fdopen(read_end, "rb") as pipe:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
        assert len(list(take_in("-"))) == 3


def test_compressed_lines_are_read_and_a_cut_one_is_told(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    texts = [f"Report {n}: France will send jets to Ukraine, it said." for n in range(400)]
    whole = gzip.compress("".join(json.dumps({"text": text}) + "\n" for text in texts).encode())
    path.write_bytes(whole)
    assert [one.text for one in take_in(path)] == texts
    assert len(list(frames(path, start=list(frames(path))[300].at))) == 100
    path.write_bytes(whole[: len(whole) // 2])
    items = list(take_in(path))
    assert "is cut off" in str(items[-1])
    read = [one.text for one in items if isinstance(one, Report)]
    assert read and read == texts[: len(read)]


def test_a_compressed_line_without_end_is_a_bomb(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 200_000_000))
    assert any("bomb" in str(item) for item in take_in(path))


@given(st.binary(max_size=4000), st.integers(0, 4000), st.integers(1, 700))
@settings(deadline=None)
def test_inflating_gives_what_was_deflated_and_a_beginning_of_it_where_cut(data, cut, size):
    packed = gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :])
    whole = Inflated(io.BytesIO(packed))
    got = b"".join(iter(lambda: whole.read(size), b""))
    assert got == data and whole.broken is None
    part = Inflated(io.BytesIO(packed[: cut % len(packed)]))
    got = b"".join(iter(lambda: part.read(size), b""))
    assert data.startswith(got)


def test_lines_can_be_taken_up_at_any_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"r{n}", "text": f"Paris agreed {n}."}) for n in range(3000)))
    raws = list(frames(path))
    for at in (0, 1, 1500, 2999):
        rest = list(frames(path, start=raws[at].at))
        assert rest == raws[at:]


def test_a_feed_gives_its_entries_where_it_carries_them_whole(tmp_path):
    path = tmp_path / "feed.xml"
    long = SAID * 9
    path.write_text(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Paper</title>"
        "<item><title>Jets</title><link>https://p.example/1</link>"
        "<pubDate>Thu, 04 Sep 2025 10:00:00 GMT</pubDate>"
        f"<description><![CDATA[{long}]]></description></item>"
        "<item><title>Ships</title><link>https://p.example/2</link><description>Soon.</description></item>"
        "</channel></rss>"
    )
    items = [item for raw in frames(path) for item in open_raw(raw)]
    assert isinstance(items[0], Report) and items[0].title == "Jets" and items[0].publisher == "The Paper"
    assert items[0].source == "https://p.example/1" and str(items[0].published) == "2025-09-04"
    assert items[1] == Passed("https://p.example/2", items[1].reason)


def test_a_sitemap_gives_addresses_and_follows_none(tmp_path):
    path = tmp_path / "sitemap.xml"
    path.write_text(
        "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<url><loc>https://p.example/a?x=1&amp;y=2</loc></url><url><loc>https://p.example/b</loc></url></urlset>"
    )
    assert [raw.where for raw in frames(path)] == ["https://p.example/a?x=1&y=2", "https://p.example/b"]
    assert {raw.form for raw in frames(path)} == {Form.ADDRESS}


def test_a_sitemap_that_is_cut_off_gives_its_addresses_and_an_error(tmp_path):
    path = tmp_path / "sitemap.xml"
    path.write_text("<urlset><url><loc>https://p.example/a</loc></url><url><loc>https://p.exa")
    one, cut = frames(path)
    assert (one.where, one.error) == ("https://p.example/a", None)
    assert cut.error and "broken XML" in cut.error.what
    assert [raw.at for raw in frames(path, start=cut.at)] == [cut.at]


def test_a_broken_feed_is_one_error(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text("<?xml version='1.0'?><rss version='2.0'><channel><item>&nope;")
    assert [type(item) for item in take_in(path)] in ([InputError], [])


MESSAGE = """From: The Paper <news@paper.example>
Subject: =?utf-8?q?Jets_for_Kyiv_=E2=80=93_today?=
Date: Thu, 4 Sep 2025 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

France will send jets to Ukraine, its president said on Thursday in Paris.

--b
Content-Type: text/html; charset=utf-8

<html><body><table><tr><td>x</td></tr></table></body></html>
--b--
"""


def test_a_message_gives_its_text_with_subject_day_and_sender(tmp_path):
    path = tmp_path / "a.eml"
    path.write_text(MESSAGE)
    (report,) = take_in(path)
    assert isinstance(report, Report), report
    assert "France will send jets" in report.text
    assert (report.title, str(report.published), report.publisher) == (
        "Jets for Kyiv – today", "2025-09-04", "The Paper",
    )  # fmt: skip


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_a_hostile_message_never_raises(tmp_path_factory, tail):
    path = tmp_path_factory.mktemp("m") / "a.eml"
    path.write_bytes(MESSAGE.encode()[:180] + tail)
    assert all(isinstance(item, Report | InputError) for item in take_in(path))


def pdf(text: str, pages: int = 1) -> bytes:
    """A PDF of one line a page, written by hand."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids ["
        + b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(pages))
        + b"] /Count %d >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )  # fmt: skip


def test_a_pdf_is_read_and_its_limits_are_told(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("France will send jets to Ukraine, its president said on Thursday in Paris."))
    (report,) = take_in(path)
    assert isinstance(report, Report), report
    assert "France will send jets to Ukraine" in report.text
    with pytest.raises(InputError, match="301 pages, more than the 300"):
        pdf_text(pdf("Paris", 301), "a.pdf")
    with pytest.raises(InputError, match="damaged"):
        pdf_text(b"%PDF-1.4\nno more", "a.pdf")
    with pytest.raises(InputError, match="without text"):
        pdf_text(pdf(""), "a.pdf")


def test_a_pdf_that_takes_too_long_is_stopped_and_the_next_one_read():
    endless = pdf("x", 250)
    with pytest.raises(InputError, match=r"longer than 0\.001 seconds"):
        pdf_text(endless, "a.pdf", seconds=0.001)
    assert pdf_text(pdf("Paris agreed."), "b.pdf")[0].strip() == "Paris agreed."


def test_rows_of_a_parquet_file_are_reports_and_can_be_taken_up(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    path = tmp_path / "a.parquet"
    rows = [
        {"id": f"r{n}", "text": f"Paris agreed to it {n} times.", "published": "2025-09-04"}
        for n in range(300)
    ]
    parquet.write_table(pyarrow.Table.from_pylist(rows), path, row_group_size=100)
    reports = list(take_in(path))
    assert [one.id for one in reports] == [f"r{n}" for n in range(300)]
    assert [raw.where for raw in frames(path, start="250")][0] == f"{path}, row 251"
    path.write_bytes(path.read_bytes()[:-20])
    assert "Parquet file that cannot be read" in str(next(take_in(path)))


def test_a_glance_shows_every_word_that_an_extraction_gives(tmp_path):
    report = next(take_in("demo/reports/2025-09-05-meridian-post.html"))
    markup = Path("demo/reports/2025-09-05-meridian-post.html").read_text()
    seen = " ".join(glance(markup).split())
    assert isinstance(report, Report)
    for line in report.text.splitlines():
        assert " ".join(line.split()) in seen


@pytest.mark.parametrize(
    "bad", ["<script>", "<p ", "<!--", '"articleBody": "', "<style>x", "&#x", "<a href='"]
)
def test_a_glance_at_hostile_markup_takes_the_time_of_its_length(bad):
    import time

    def seconds(times: int) -> float:
        began = time.process_time()
        glance(bad * times)
        return time.process_time() - began

    seconds(1000)
    assert seconds(80_000) < 40 * max(seconds(8_000), 0.001)


def test_an_article_that_only_data_hold_is_seen():
    body = json.dumps({"@type": "NewsArticle", "articleBody": "France will send\njets."})
    assert "France will send\n\njets." in glance(
        f"<script type='application/ld+json'>{body}</script><p>Hi</p>"
    )


def test_a_damaged_deflate_stream_is_told():
    broken = Inflated(io.BytesIO(b"\x1f\x8b\x08\x00" + bytes(6) + zlib.compress(b"x")))
    assert broken.read(10) == b"" and broken.broken
