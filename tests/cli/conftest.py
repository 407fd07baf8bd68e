"""Small reports in files, and the command as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pledgebook.cli.app import app

REPORTS = {
    "a1": "French President Emmanuel Macron said on Thursday that France will send 2,000 soldiers to Ukraine "
    "after a ceasefire.",
    "a2": "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said on Friday in Warsaw.",
    "a3": "Russia rejected any foreign troops in Ukraine, its foreign ministry said in Moscow on Friday.",
}


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """Three reports as JSON lines."""
    path = tmp_path / "in.jsonl"
    records = [{"id": id, "text": text, "published": "2025-09-04"} for id, text in REPORTS.items()]
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """One report as plain text."""
    path = tmp_path / "article.txt"
    path.write_text(REPORTS["a1"] + "\n")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in this process, where the reader is loaded once; 100 columns, no colours."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def invoke(*arguments: object, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)

    return invoke


@pytest.fixture
def spawn() -> Callable[..., subprocess.Popen[str]]:
    """Starts the command as a process of its own, in a process group of its own."""

    def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "pledgebook", *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env=os.environ | {"COLUMNS": "100"} | options.pop("env", {}),
            **options,
        )

    return start
