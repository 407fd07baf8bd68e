# ruff: noqa: E501 - feeds and lists as they are written
"""`pledgebook watch` as a user runs it, against a real server and into a real book."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from tests.fetching.serving import Answer, Server, serving

MACRON = (
    "French President Emmanuel Macron said on Thursday that France will send 2,000 soldiers to Ukraine after "
    "a ceasefire."
)
MORE = MACRON.replace("2,000", "3,000")
WEATHER = "The weather will be fine in the whole of the country tomorrow, the office for the weather said."


@pytest.fixture
def server():
    with serving() as one:
        one.answers["/robots.txt"] = Answer(b"")
        one.page("/macron", *[MACRON] * 1, WEATHER, title="Macron promises soldiers")
        one.page("/weather", *[WEATHER] * 3, title="Fine weather")
        one.feed("/rss", feed("/macron", "/weather"))
        yield one


def feed(*paths: str) -> str:
    items = "".join(
        f"<item><title>{path}</title><link>{path}</link><pubDate>Thu, 04 Sep 2025 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The A</title>{items}</channel></rss>'


@pytest.fixture
def listed(tmp_path: Path, server: Server) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text(f"delay: 1s\nfeeds:\n  - {{address: {server.address}/rss, publisher: The A}}\n")
    return path


def test_once(run, server, listed, tmp_path):
    book = tmp_path / "a.db"
    result = run("watch", listed, "--book", book, "--once", "--allow-private")
    assert result.exit_code == 0, result.stderr
    assert (
        "Macron promises soldiers (1 row): added\n  new: FRA → UKR ground_troops: pledged\n" in result.stdout
    )
    assert "Fine weather" not in result.stdout
    assert result.stdout.endswith(
        f"1 feed read, 0 failed; 2 new entries; 1 report added to {book}; "
        "not kept: 1 without a word of security\n"
    )
    standing = json.loads(run("standing", "--book", book, "--format", "json").stdout)
    assert [(one["guarantor"], one["said_on"], one["publisher"]) for one in standing] == [
        ("FRA", "2025-09-04", "The A")
    ]
    again = run("watch", listed, "--book", book, "--once", "--allow-private")
    assert again.stdout == f"0 feeds read, 0 failed; 0 new entries; 0 reports added to {book}\n"


def test_with_all_everything_is_kept(run, server, listed, tmp_path):
    arguments = ("watch", listed, "--book", tmp_path / "a.db", "--once", "--allow-private", "--all")
    shown = run(*arguments).stdout
    assert "Fine weather: added, no rows\n" in shown and "2 reports added" in shown


def test_a_page_that_is_again_as_it_was_stands_again(run, server, tmp_path):
    path, book = tmp_path / "feeds.yaml", tmp_path / "a.db"
    path.write_text(f"delay: 1s\nevery: 1m\nfeeds: [{{address: {server.address}/macron, kind: page}}]\n")
    arguments = ("watch", path, "--book", book, "--once", "--allow-private", "--format", "jsonl")
    seen = []
    for text in (MACRON, MORE, MACRON, MACRON):
        server.page("/macron", text, WEATHER, title="Macron promises soldiers")
        with sqlite3.connect(f"{path}.state.db") as state:
            if seen:
                state.execute("UPDATE feeds SET next_at = 0")
        state.close()
        seen.append([json.loads(line) for line in run(*arguments).stdout.splitlines()])
    assert [[one["report"]["version"] for one in told] for told in seen] == [[1], [2], [3], []]
    assert len({one["id"] for told in seen for one in told}) == 3
    (change,) = seen[2][0]["changes"]
    assert (change["turn"], change["guarantor"]) == ("weakened", "FRA")
    (stands,) = json.loads(run("standing", "--book", book, "--format", "json").stdout)
    assert stands["quantity"]["value"] == 2000
    assert run("verify", "--book", book, "--rebuild").exit_code == 0
    assert json.loads(run("reread", "--book", book, "--format", "json").stdout) == []


def test_what_failed_is_in_the_quarantine_and_retry_adds_it(run, server, listed, tmp_path):
    book = tmp_path / "a.db"
    server.answers["/macron"] = Answer(b"", 500)
    run("watch", listed, "--book", book, "--once", "--allow-private")
    (lost,) = json.loads(run("quarantine", "--book", book, "--format", "json").stdout)
    assert (lost["source"], lost["place"]) == (f"{server.address}/rss", f"{server.address}/macron")
    assert "500" in lost["what"] and lost["tries"] == 1
    assert run("retry", "--book", book, "--allow-private").exit_code == 2
    (lost,) = json.loads(run("quarantine", "--book", book, "--format", "json").stdout)
    assert lost["tries"] == 2 and lost["place"] == f"{server.address}/macron"
    server.page("/macron", MACRON, WEATHER, title="Macron promises soldiers")
    assert run("retry", "--book", book, "--allow-private").exit_code == 0
    assert json.loads(run("quarantine", "--book", book, "--format", "json").stdout) == []
    (stands,) = json.loads(run("standing", "--book", book, "--format", "json").stdout)
    assert (stands["guarantor"], stands["publisher"], stands["said_on"]) == ("FRA", "The A", "2025-09-04")
    with sqlite3.connect(f"{listed}.state.db") as state:
        state.execute("UPDATE items SET next_at = 0")
    state.close()
    later = run("watch", listed, "--book", book, "--once", "--allow-private")
    assert "0 reports added" in later.stdout, "the watch knows the report again"


def test_a_changed_page_is_a_new_version_with_what_it_changed(run, server, tmp_path):
    path, book = tmp_path / "feeds.yaml", tmp_path / "a.db"
    path.write_text(
        f"delay: 1s\nevery: 1m\nfeeds: [{{address: {server.address}/macron, kind: page}}]\ntell: {{atom: changes.atom}}\n"
    )
    arguments = ("watch", path, "--book", book, "--once", "--allow-private", "--format", "jsonl")
    (first,) = map(json.loads, run(*arguments).stdout.splitlines())
    server.page("/macron", MORE, WEATHER, title="Macron promises more")
    with sqlite3.connect(f"{path}.state.db") as state:
        state.execute("UPDATE feeds SET next_at = 0")
    state.close()
    (second,) = map(json.loads, run(*arguments).stdout.splitlines())
    assert first["report"]["id"] == second["report"]["id"] and second["report"]["version"] == 2
    (change,) = second["changes"]
    assert (change["turn"], change["guarantor"], change["before"]) == ("strengthened", "FRA", "pledged")
    assert (tmp_path / "changes.atom").read_text().count("<entry>") == 2
    assert len(json.loads(run("standing", "--book", book, "--format", "json").stdout)) == 1


def test_without_leave_this_machine_is_not_asked(run, server, listed, tmp_path):
    result = run("watch", listed, "--book", tmp_path / "a.db", "--once")
    assert result.exit_code == 2
    assert "is not on the public internet; --allow-private lets" in result.stderr.replace(
        "which is not", "is not"
    )
    assert server.requests == [] and not (tmp_path / "a.db").exists()


def test_a_dry_run_keeps_nothing(run, server, listed, tmp_path):
    result = run("watch", listed, "--book", tmp_path / "a.db", "--dry-run", "--allow-private")
    assert result.exit_code == 0
    assert f"new: /macron  {server.address}/macron\n" in result.stdout
    assert result.stdout.endswith("1 feed read, 0 failed; 2 entries would be fetched; nothing was kept\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds.yaml"]


def test_status_tells_what_failed(run, server, listed, tmp_path):
    server.answers["/weather"] = Answer(b"", 410)
    arguments = ("watch", listed, "--book", tmp_path / "a.db")
    assert "never" in run(*arguments, "--status").stdout
    run(*arguments, "--once", "--allow-private")
    shown = run(*arguments, "--status").stdout
    assert "waiting: /weather: " in shown and "answers 410 (Gone)" in shown
    (entry,) = json.loads(run(*arguments, "--status", "--format", "json").stdout)["entries"]
    assert (entry["attempts"], entry["state"]) == (1, "waiting")


@pytest.mark.parametrize("text", ["feeds: [https://a.example/]\nevry: 1h\n", "<opml>", "feeds: 3", ""])
def test_a_list_that_is_none_is_one_line(run, tmp_path, text):
    path = tmp_path / "feeds.yaml"
    path.write_text(text)
    result = run("watch", path, "--book", tmp_path / "a.db", "--once")
    assert result.exit_code == 2 and result.stderr.count("\n") == 1 and str(path) in result.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_midst_loses_and_doubles_nothing(run, spawn, server, listed, tmp_path, number):
    book = tmp_path / "a.db"
    server.feed("/rss", feed(*(f"/n{n}" for n in range(4))))
    for n in range(4):
        server.page(f"/n{n}", MACRON.replace("2,000", f"{n + 1},000"), WEATHER, title=f"Report {n}")
    watching = spawn("watch", listed, "--book", book, "--allow-private", "--format", "jsonl")
    end = time.monotonic() + 120
    while len([one for one in server.requests if one.path.startswith("/n")]) < 2:
        assert time.monotonic() < end and watching.poll() is None
        time.sleep(0.05)
    watching.send_signal(number)
    out, err = watching.communicate(timeout=60)
    assert watching.returncode == 0, err
    events = out.splitlines()
    rest = run("watch", listed, "--book", book, "--once", "--allow-private", "--format", "jsonl")
    events += rest.stdout.splitlines()
    titles = sorted(json.loads(line)["report"]["title"] for line in events)
    assert titles == [f"Report {n}" for n in range(4)]
    assert "sound" in run("verify", "--book", book).stdout or run("verify", "--book", book).exit_code == 0
    asked = [one.path for one in server.requests if one.path.startswith("/n")]
    assert len(asked) <= 5
