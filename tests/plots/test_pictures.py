"""The pictures of the documentation are what the program draws, small, and each on its page."""

import re
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_the_pictures_show_what_the_program_draws():
    check = [sys.executable, str(DOCS / "pictures.py"), "--check"]
    run = subprocess.run(check, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_each_picture_is_on_the_page_and_small():
    page = (DOCS / "plots.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", page))
    held = {path.name: path.stat().st_size for path in (DOCS / "pictures").glob("*.svg")}
    assert shown == set(held)
    assert max(held.values()) < 150_000
