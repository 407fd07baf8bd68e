"""What the first visitors ask is ready before they come."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pledgebook.web.app import create_app
from pledgebook.web.desk import Desk
from pledgebook.web.pages import charts, overview
from pledgebook.web.settings import Settings
from pledgebook.web.warming import warm


def test_the_first_overview_and_its_map_are_not_reckoned_when_they_are_asked_for(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Settings(book))
    warm(app.state.desk).join(60)
    monkeypatch.delattr(overview, "overview")
    monkeypatch.delattr(charts, "plot_file")
    desk = TestClient(app, base_url="http://127.0.0.1:8371")
    assert "Ground troops" in desk.get("/overview").text
    assert desk.get("/charts/map.svg").content.startswith(b"<svg")


def test_a_book_that_is_not_there_is_left_to_the_pages(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        warm(Desk(Settings(tmp_path / "none.db"))).join(60)
    assert "nothing was made ready" in caplog.text
