"""`python -m pledgebook.evaluation GOLD CODED`: scores files of coded reports, however they were made."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pledgebook.evaluation.differences import Difference, differences
from pledgebook.evaluation.figures import Scores
from pledgebook.evaluation.forms import load_coded, load_gold
from pledgebook.evaluation.halves import kept_away, open_half
from pledgebook.evaluation.polarity import Breach, breaches
from pledgebook.evaluation.score import score
from pledgebook.model import PledgebookError


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores and prints; the exit code is 0, or 2 where a file cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        gold = load_gold(*_paths(options.gold))
        coded = load_coded(*_paths(options.coded))
        everything = score(gold, coded)
    except PledgebookError as error:
        print(error.line(), file=sys.stderr)
        return 2
    lacking = sorted(set(gold) - set(coded))
    if lacking:
        print(
            f"{len(lacking)} gold reports were not coded, the first {lacking[0]}: they count as empty",
            file=sys.stderr,
        )
    if options.json:
        print(json.dumps(everything.plain()))
        return 0
    halves = {
        "all": everything,
        "open half": score(open_half(gold), coded),
        "kept away": score(kept_away(gold), coded),
    }
    _show(halves, breaches(gold, coded), differences(gold, coded)[: options.errors])
    return 0


def _show(columns: dict[str, Scores], found: list[Breach], wrong: list[Difference]) -> None:
    from rich.console import Console

    from pledgebook.evaluation.tables import difference_table, polarity_lines, score_table

    console = Console()
    console.print(score_table(columns, title="F1 or share, in per cent"))
    console.print(score_table({"all": columns["all"]}, title="All reports", detailed=True))
    for line in polarity_lines(found):
        console.print(line)
    if wrong:
        console.print(difference_table(wrong))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pledgebook.evaluation", description="Score coded reports against gold ones."
    )
    parser.add_argument("gold", help="gold files (JSON lines), joined by commas")
    parser.add_argument("coded", help="coded files (JSON lines), joined by commas")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="show the first N missed and spurious pledges"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    return parser


def _paths(names: str) -> list[Path]:
    return [Path(name) for name in names.split(",") if name]


if __name__ == "__main__":
    sys.exit(main())
