"""Reading quality on the gold set that ships with the project stays above its floors, which only rise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pledgebook.evaluation import CaseScores, Scores, Share
from pledgebook.evaluation.bench import GoldSet, Quality, measure_quality
from pledgebook.evaluation.figures import Overlap
from pledgebook.evaluation.floors import Floors
from pledgebook.evaluation.polarity import Breach
from pledgebook.intake import from_text
from pledgebook.model import InputError, Report
from pledgebook.model.plain import coded
from pledgebook.reading import Reader

GOLD = Path(__file__).parents[2] / "gold"

# The bars of the first reader. A floor in gold/floors.json may be higher, never lower.
BARS = {"pairs": 54, "rows": 41, "tallies": 45, "quoted": 100}


def report_of(record: Mapping[str, Any]) -> Report:
    published = date.fromisoformat(record["published"]) if record["published"] else None
    return from_text(record["text"], id=record["id"], title=record["title"], published=published)


def quality(rows: Overlap, breaches: int = 0) -> Quality:
    scores = Scores(1, rows=rows)
    cases = CaseScores({}, {}, Share())
    breach = Breach("a", "USA", "ground_troops", "pledged", "")
    return Quality(scores, scores, scores, cases, scores, (breach,) * breaches)


def test_the_floors_are_those_of_this_gold_set() -> None:
    assert Floors.load(GOLD / "floors.json").gold == GoldSet.load(GOLD).digest, (
        "the gold set has changed: measure again with `make bench` and set gold/floors.json anew"
    )


def test_no_floor_is_below_its_bar() -> None:
    floors = Floors.load(GOLD / "floors.json").floors
    assert all(floors[name] >= bar for name, bar in BARS.items())


def test_the_reader_holds_every_floor() -> None:
    reader = Reader()

    def code(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        return map(coded, reader.read_many(report_of(record) for record in records))

    assert Floors.load(GOLD / "floors.json").lost(measure_quality(GoldSet.load(GOLD), code)) == []


def test_a_figure_below_its_floor_is_named() -> None:
    floors = Floors(gold="", floors={"rows": 41}, breaches=0)
    assert floors.lost(quality(Overlap(40, 100, 100))) == ["rows 40.00 is below its floor of 41"]
    assert floors.lost(quality(Overlap(41, 100, 100))) == []


def test_more_breaches_than_allowed_are_named() -> None:
    floors = Floors(gold="", floors={}, breaches=1)
    assert floors.lost(quality(Overlap(), breaches=1)) == []
    assert floors.lost(quality(Overlap(), breaches=2)) == [
        "2 refusals coded as commitments, at most 1 allowed"
    ]


@pytest.mark.parametrize("text", ["", "{}", '{"gold": "", "floors": {"rows": 400}, "breaches": 0}'])
def test_a_floors_file_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"floors.json: field .*; mend the floors file"):
        Floors.load(path)
