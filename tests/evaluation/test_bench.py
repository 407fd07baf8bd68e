"""One run over a small gold set, with subjects whose answers are known."""

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pledgebook.evaluation import Bench, Subject, run_bench
from pledgebook.evaluation.bench import GoldSet
from pledgebook.evaluation.tables import bench_tables
from pledgebook.model import InputError

Make = Callable[..., dict[str, Any]]

# Both are ids of the gold set's form; by the rule of the halves s-002 is open and s-001 is kept away.
OPEN, AWAY = "s-002", "s-001"


@pytest.fixture
def gold_folder(tmp_path: Path, pledge: Make, report: Make) -> Path:
    no = pledge("USA", "ground_troops", "refused", evidence="Chad will not.")
    reports = [report(OPEN, no), report(AWAY, no)]
    (tmp_path / "dev-some.jsonl").write_text("\n".join(map(json.dumps, reports)))
    (tmp_path / "sentences.jsonl").write_text(json.dumps(report("s-003", no, grade="strong")))
    return tmp_path


def ignore(texts: Sequence[str]) -> None:
    sum(map(len, texts))


def bench_of(folder: Path, *pledges: dict[str, Any]) -> tuple[Bench, list[dict[str, Any]]]:
    seen: list[dict[str, Any]] = []

    def code(records: Iterable[Any]) -> Iterable[Any]:
        for record in records:
            seen.append(dict(record))
            yield {"id": record["id"], "pledges": list(pledges), "tallies": [], "positions": []}

    subject = Subject("a subject [v1]", code, ignore, lambda: {"plain": ignore})
    return run_bench(subject, GoldSet.load(folder), repeats=1), seen


def shown(bench: Bench) -> str:
    console = Console(width=160, record=True)
    for part in bench_tables(bench):
        console.print(part)
    return console.export_text()


def test_the_halves_are_scored_apart_and_together(gold_folder: Path, pledge: Make) -> None:
    bench, _ = bench_of(gold_folder, pledge("USA", "ground_troops", "refused"))
    quality = bench.quality
    assert (quality.everything.reports, quality.open.reports, quality.kept_away.reports) == (2, 1, 1)
    assert quality.everything.value("rows") == 100
    assert quality.cases.grades["strong"].percent == 100
    assert quality.breaches == ()


def test_the_subject_never_sees_the_codes(gold_folder: Path) -> None:
    _, seen = bench_of(gold_folder)
    assert {key for record in seen for key in record} == {"id", "text", "title", "published"}


def test_breaches_are_counted_in_all_and_shown_of_the_open_half_only(gold_folder: Path, pledge: Make) -> None:
    bench, _ = bench_of(gold_folder, pledge("USA", "ground_troops", "pledged"))
    text = shown(bench)
    assert len(bench.quality.breaches) == 3
    assert "coded as commitments: 3 (2 of the half kept away)" in text
    assert f"{OPEN}: USA ground_troops pledged" in text
    assert AWAY not in text
    assert "s-003" not in text


def test_the_tables_name_the_subject_as_it_is(gold_folder: Path) -> None:
    bench, _ = bench_of(gold_folder)
    assert "a subject [v1] on gold set " in shown(bench)


def test_the_ratio_is_the_time_of_plain_parsing_over_that_of_the_reader(gold_folder: Path) -> None:
    bench, _ = bench_of(gold_folder)
    reader, plain = bench.timings
    assert bench.ratio("plain") == plain.seconds / reader.seconds


def test_a_folder_without_gold_reports_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no gold reports .dev-\*\.jsonl.; name the folder"):
        GoldSet.load(tmp_path)
