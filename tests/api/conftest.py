"""A book with three small reports, made once; each test that writes has a copy."""

import json
import shutil
from pathlib import Path

import pytest

import pledgebook as pb

REPORTS = {
    "a1": "French President Emmanuel Macron said on Thursday that France will send 2,000 soldiers to Ukraine "
    "after a ceasefire.",
    "a2": "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said on Friday in Warsaw.",
    "a3": "Russia rejected any foreign troops in Ukraine, its foreign ministry said in Moscow on Friday.",
}


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports as JSON lines, of 4, 5 and 6 September 2025."""
    path = tmp_path_factory.mktemp("in") / "in.jsonl"
    records = [
        {"id": id, "text": text, "published": f"2025-09-0{day}"}
        for day, (id, text) in enumerate(REPORTS.items(), start=4)
    ]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture(scope="session")
def made(lines: Path) -> Path:
    """The file of the book."""
    path = lines.parent / "a.db"
    pb.open(path, create=True).add(lines)
    return path


@pytest.fixture
def book(made: Path, tmp_path: Path) -> pb.Book:
    return pb.open(shutil.copy(made, tmp_path / "a.db"))
