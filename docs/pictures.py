"""The pictures of the documentation are drawn from the demo reports: they show what the program draws.

`python docs/pictures.py` reads demo/reports into a book and draws docs/pictures/*.svg anew; `--check` only
says which ones show something else (exit code 1). What is compared is what stands in them, without the hash
of the book: a newer renderer, or a reader with another version number, makes no picture stale.
"""

import re
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from pledgebook.pipeline import Failed, add_files
from pledgebook.pipeline_plots import (
    Asked,
    map_plot,
    matrix_plot,
    plot_file,
    plot_style,
    tally_plot,
    timeline_plot,
)

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
LEARNED = datetime(2026, 2, 21, 9, 0, tzinfo=UTC)
FRAME = "ukraine-2025-09"


def main() -> int:
    """Draws or checks all pictures; the exit code is 1 where a check finds a stale one."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, drawn in pictures().items():
        path = PICTURES / name
        if not path.exists() or words(path.read_bytes()) != words(drawn):
            stale.append(name)
            print(f"docs/pictures/{name}: {'stale; run python docs/pictures.py' if check else 'drawn anew'}")
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(drawn)
    return int(check and bool(stale))


def pictures() -> dict[str, bytes]:
    """Each picture by the name of its file."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "demo.db"
        reports = sorted(str(path) for path in (ROOT / "demo" / "reports").iterdir())
        for outcome in add_files(reports, book, lambda: LEARNED):
            if isinstance(outcome, Failed):
                raise outcome.error
        asked, wide = Asked(book, framework=FRAME), plot_style("light", None)
        charts = {
            "matrix.svg": matrix_plot(asked, wide),
            "map.svg": map_plot(asked, plot_style("light", 600), region="europe"),
            "timeline.svg": timeline_plot(asked, "DEU", wide),
            "tally.svg": tally_plot(asked, wide),
        }
        return {name: plot_file(chart, "svg") for name, chart in charts.items()}


def words(svg: bytes) -> list[str]:
    """What stands written in a picture, and what a screen reader says of its marks, without the hash."""
    found = []
    for one in ElementTree.fromstring(svg).iter():
        found += filter(None, (one.text, one.get("aria-label")))
    return [re.sub(r"head [0-9a-f]{16}", "head", text) for text in found]


if __name__ == "__main__":
    sys.exit(main())
