"""Archives into a book: turned away, kept, listed, tried again, taken up where it stopped."""

import gzip
import json
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pledgebook import pipeline, pipeline_archive
from pledgebook.book import Ledger
from pledgebook.model import Reading, Report
from pledgebook.pipeline import Failed, Kept
from pledgebook.pipeline_archive import How, Step, add_sources, quarantine_in, retry_unread
from pledgebook.pipeline_chunks import Changed, Resumed

NEWS = "The striker scored twice in Leeds. His club will buy a goalkeeper before the season. Rain fell. " * 6
PLEDGE = "France will send {n} troops to Ukraine after a ceasefire, its president said on Thursday."


class Quick:
    """Reads nothing, fast; counts what it was given."""

    name = "quick 1"

    def __init__(self) -> None:
        self.given: list[str] = []

    def read_many(self, reports: Iterable[Report]) -> Iterator[Reading]:
        for report in reports:
            self.given.append(report.id)
            yield Reading(report.id, self.name)


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> Quick:
    quick = Quick()
    monkeypatch.setattr(pipeline, "reader_of", lambda model: quick)
    monkeypatch.setattr(pipeline_archive, "reader_of", lambda model: quick)
    return quick


def now() -> datetime:
    return datetime.now(UTC)


def line(number: int) -> str:
    text = PLEDGE.format(n=number * 100 + 100) if number % 20 == 0 else NEWS
    return json.dumps({"id": f"r{number}", "text": f"News {number} of the day.\n\n{text}"})


def lines(path: Path, count: int) -> str:
    path.write_text("".join(line(n) + "\n" for n in range(count)))
    return str(path)


def content(book: Path) -> list[tuple[str, str]]:
    with Ledger.open(book) as ledger:
        ledger.verify()
        return [(entry.kind.value, entry.payload) for entry in ledger.entries()]


def test_what_has_no_word_of_the_field_is_counted_and_not_kept(tmp_path: Path, reader: Quick) -> None:
    source = lines(tmp_path / "a.jsonl", 200)
    outcomes = list(add_sources([source], tmp_path / "a.db", now))
    assert [one.report.id for one in outcomes if isinstance(one, Kept)] == [
        f"r{n}" for n in range(0, 200, 20)
    ]
    steps = [one for one in outcomes if isinstance(one, Step)]
    assert sum(step.things for step in steps) == 200
    assert sum(step.passed["irrelevant"] for step in steps) == 190
    assert steps[-1].done == os.path.getsize(source)
    everything = list(add_sources([source], tmp_path / "b.db", now, How(everything=True)))
    assert sum(isinstance(one, Kept) for one in everything) == 200


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_interrupted_work_is_taken_up_and_the_book_is_the_same(
    tmp_path: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_archive, "_SECONDS", -1.0)
    source = lines(tmp_path / "a.jsonl", 600)
    list(add_sources([source], tmp_path / "whole.db", now))
    things = resumed = 0
    for most in (stop, stop, 100):
        outcomes = add_sources([source], tmp_path / "parts.db", now)
        steps = 0
        for outcome in outcomes:
            resumed += isinstance(outcome, Resumed)
            if isinstance(outcome, Step):
                things, steps = things + outcome.things, steps + 1
                if steps == most:
                    break
        outcomes.close()  # type: ignore[attr-defined]
    assert content(tmp_path / "parts.db") == content(tmp_path / "whole.db")
    assert resumed == 2 and things == 600
    with Ledger.open(tmp_path / "parts.db") as ledger:
        assert ledger.mark(os.path.abspath(source)) is None


def test_a_changed_source_is_read_from_its_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_archive, "_SECONDS", -1.0)
    source = lines(tmp_path / "a.jsonl", 200)
    next(one for one in add_sources([source], tmp_path / "a.db", now) if isinstance(one, Step))
    lines(tmp_path / "a.jsonl", 220)
    outcomes = list(add_sources([source], tmp_path / "a.db", now))
    assert not any(isinstance(one, Resumed) for one in outcomes)
    assert sum(one.things for one in outcomes if isinstance(one, Step)) == 220


def test_a_folder_is_read_with_all_in_it_and_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline_archive, "_SECONDS", -1.0)
    folder = tmp_path / "in"
    for number in range(150):
        place = folder / f"{number % 3}" / f"{number:03}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        text = PLEDGE.format(n=number + 1) if number % 20 == 0 else NEWS
        place.write_text(f"News {number}\n\n{text}\n")
    lines(folder / "1" / "more.jsonl", 100)
    (folder / "0" / "logo.png").write_bytes(b"\x89PNG")
    list(add_sources([str(folder)], tmp_path / "whole.db", now))
    stopped = add_sources([str(folder)], tmp_path / "parts.db", now)
    steps = 0
    for outcome in stopped:
        steps += isinstance(outcome, Step)
        if steps == 2:
            break
    stopped.close()  # type: ignore[attr-defined]
    rest = list(add_sources([str(folder)], tmp_path / "parts.db", now))
    assert sum(one.things for one in rest if isinstance(one, Step)) == 251 - 128
    assert content(tmp_path / "parts.db") == content(tmp_path / "whole.db")


def test_what_cannot_be_read_is_listed_and_tried_again(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    good = [line(n) for n in range(0, 100, 20)]
    source.write_text("\n".join([*good[:3], '{"id": "bad"', *good[3:]]))
    outcomes = list(add_sources([str(source), str(tmp_path / "none.txt")], tmp_path / "a.db", now))
    assert sum(isinstance(one, Kept) for one in outcomes) == 5
    assert sum(isinstance(one, Failed) for one in outcomes) == 2
    with Ledger.open(tmp_path / "a.db") as ledger:
        listed = ledger.unread()
    assert [(one.place, one.tries) for one in listed] == [
        (f"{source}, line 4", 1),
        (str(tmp_path / "none.txt"), 1),
    ]
    again = list(retry_unread(tmp_path / "a.db", now))
    assert sum(isinstance(one, Failed) for one in again) == 2 and not any(isinstance(o, Kept) for o in again)
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert [one.tries for one in ledger.unread()] == [2, 2]
    source.write_text("\n".join([*good[:3], line(200), *good[3:]]))
    (tmp_path / "none.txt").write_text(PLEDGE.format(n=7))
    mended = list(retry_unread(tmp_path / "a.db", now))
    assert sum(isinstance(one, Kept) and one.added.report_added for one in mended) == 2
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert ledger.unread() == []


def listed(book: Path) -> list[tuple[str, str, int]]:
    """Of what could not be read the file, the place in it, and how often it was tried."""
    return [
        (Path(one.source).name, one.place.removeprefix(one.source).strip(", "), one.tries)
        for one in quarantine_in(book)
    ]


def short(number: int) -> str:
    return json.dumps({"id": f"r{number}", "text": PLEDGE.format(n=number)})


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("before", [0, 3, 6])
def test_a_mended_line_is_found_though_others_changed_before_it(
    tmp_path: Path, before: int, zipped: bool
) -> None:
    """Longer, shorter, fewer: the byte where the line began says nothing any more."""
    source = tmp_path / ("a.jsonl.gz" if zipped else "a.jsonl")

    def write(*some: str) -> None:
        data = "".join(one + "\n" for one in some).encode()
        source.write_bytes(gzip.compress(data) if zipped else data)

    good = [line(n) for n in range(0, 100, 20)]
    write(*good[:3], '{"id": "bad"', *good[3:], '{"id": "worse"')
    list(add_sources([str(source)], tmp_path / "a.db", now))
    write(*(short(n) for n in range(200, 200 + before)), short(100), *good[3:], "{}")
    again = list(retry_unread(tmp_path / "a.db", now))
    assert [one for one in again if isinstance(one, Changed)] == [Changed(str(source))]
    added = {one.report.id for one in again if isinstance(one, Kept) and one.added.report_added}
    assert added == {"r100", *(f"r{n}" for n in range(200, 200 + before))}
    assert listed(tmp_path / "a.db") == [(source.name, f"line {before + 4}", 1 if before == 6 else 2)]


def test_lines_that_are_gone_leave_the_list(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(one + "\n" for one in (line(0), "{broken", "{too", line(20))))
    list(add_sources([str(source)], tmp_path / "a.db", now))
    source.write_text(line(0) + "\n")
    again = list(retry_unread(tmp_path / "a.db", now))
    assert [type(one) for one in again] == [Changed, Kept, Step] and listed(tmp_path / "a.db") == []


def test_in_an_unchanged_file_only_what_failed_is_tried(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("".join(one + "\n" for one in (line(0), "{broken", line(20), "{too")))
    list(add_sources([str(source)], tmp_path / "a.db", now))
    again = list(retry_unread(tmp_path / "a.db", now))
    assert [type(one) for one in again] == [Failed, Failed, Step]
    assert listed(tmp_path / "a.db") == [("a.jsonl", "line 2", 2), ("a.jsonl", "line 4", 2)]


def test_what_is_listed_of_a_file_that_is_away_waits_for_it(tmp_path: Path) -> None:
    source, away = tmp_path / "a.jsonl", tmp_path / "away"
    source.write_text("".join(one + "\n" for one in (line(0), "{broken", "{too")))
    list(add_sources([str(source)], tmp_path / "a.db", now))
    source.rename(away)
    again = list(retry_unread(tmp_path / "a.db", now))
    told = [str(one.error) for one in again if isinstance(one, Failed)]
    assert told == [f"{source}, line {n}: no such file; check the path" for n in (2, 3)]
    away.rename(source)
    assert [type(one) for one in retry_unread(tmp_path / "a.db", now)] == [Failed, Failed, Step]
    assert listed(tmp_path / "a.db") == [("a.jsonl", "line 2", 3), ("a.jsonl", "line 3", 3)]


def test_a_file_that_stays_cut_off_is_tried_as_often_as_it_was(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl.gz"
    source.write_bytes(gzip.compress("".join(line(n) + "\n" for n in range(400)).encode())[:-30])
    list(add_sources([str(source)], tmp_path / "a.db", now))
    list(retry_unread(tmp_path / "a.db", now))
    assert listed(tmp_path / "a.db") == [("a.jsonl.gz", "", 2)]


def test_a_mended_line_without_a_word_of_the_field_leaves_the_list(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(line(0) + "\n{broken\n")
    list(add_sources([str(source)], tmp_path / "a.db", now))
    source.write_text(line(0) + "\n" + line(1) + "\n")
    list(retry_unread(tmp_path / "a.db", now))
    assert listed(tmp_path / "a.db") == []


def test_adding_a_mended_source_again_clears_the_list(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(line(0) + '\n{"id"\n')
    list(add_sources([str(source)], tmp_path / "a.db", now))
    source.write_text(line(0) + "\n" + line(20) + "\n")
    list(add_sources([str(source)], tmp_path / "a.db", now))
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert ledger.unread() == []


def test_ten_thousand_broken_lines_among_good_ones_cost_no_good_one(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    with source.open("w") as file:
        for number in range(10_050):
            file.write(line(number // 201 * 20) + "\n" if number % 201 == 0 else '{"text": "cut off\n')
    outcomes = add_sources([str(source)], tmp_path / "a.db", now)
    kinds = [type(one) for one in outcomes]
    assert kinds.count(Kept) == 50 and kinds.count(Failed) == 10_000
    with Ledger.open(tmp_path / "a.db") as ledger:
        assert len(ledger.unread()) == 10_000


def test_the_same_page_under_two_addresses_is_one_report_with_both(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    text = PLEDGE.format(n=9)
    with source.open("w") as file:
        for url in ("https://p.example/a", "https://p.example/b", "https://p.example/a"):
            file.write(json.dumps({"text": text, "publisher": "P", "url": url}) + "\n")
    list(add_sources([str(source)], tmp_path / "a.db", now))
    with Ledger.open(tmp_path / "a.db") as ledger:
        (report,) = ledger.reports()
        assert report.source == "https://p.example/a"
        assert ledger.report(report.id).addresses == ("https://p.example/b",)


def test_nothing_is_read_that_the_book_holds(tmp_path: Path, reader: Quick) -> None:
    source = lines(tmp_path / "a.jsonl", 100)
    list(add_sources([source], tmp_path / "a.db", now))
    before = list(reader.given)
    outcomes = list(add_sources([source], tmp_path / "a.db", now))
    assert reader.given == before
    assert [one.added.report_added for one in outcomes if isinstance(one, Kept)] == [False] * 5
