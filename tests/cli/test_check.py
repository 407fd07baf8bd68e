"""`pledgebook check`, as a user asks it."""

import json

import pytest

SAID = (
    ("2025-09-04", "Four countries will send troops to Ukraine, the French president said on Thursday."),
    ("2025-09-04", "France will send 500 soldiers to Ukraine, President Emmanuel Macron said on Thursday."),
    ("2025-09-05", "Poland will not send troops to Ukraine, Prime Minister Donald Tusk said on Friday."),
    ("2025-12-05", "France has ruled out sending ground troops to Ukraine, Emmanuel Macron said on Friday."),
)
FRAMEWORK = """
id: mine
title: "My \\e[31mcoalition"
beneficiary: UKR
since: 2025-09-04
until: 2025-11-30
members: {named: [FRA, POL, GBR], count: 4, sources: [s]}
components: [{id: force, title: Force, contributions: [ground_troops]}]
sources: [{id: s, title: S, published: 2025-09-04}]
"""


@pytest.fixture
def book(run, tmp_path):
    """A book with four reports."""
    lines, path = tmp_path / "in.jsonl", tmp_path / "a.db"
    lines.write_text(
        "".join(
            json.dumps({"id": f"a{at}", "published": day, "text": text, "publisher": "The \x1b[31mPost"})
            + "\n"
            for at, (day, text) in enumerate(SAID)
        )
    )
    assert run("add", lines, "--book", path).exit_code == 0
    return path


@pytest.fixture
def mine(tmp_path):
    """A framework of four."""
    path = tmp_path / "mine.yaml"
    path.write_text(FRAMEWORK)
    return path


@pytest.fixture
def ask(run, book, mine):
    """The answer as data."""

    def asked(*arguments):
        result = run("check", mine, "--book", book, "--format", "json", *arguments)
        assert result.exit_code == 0, result.stderr
        (found,) = json.loads(result.stdout)
        return found

    return asked


def sum_of(found, contribution):
    return next(one for one in found["sums"] if one["contribution"] == contribution)


def test_what_cannot_all_hold_with_its_sentences(ask):
    found = ask()
    assert (found["as_of"], found["consistent"], found["proved"], found["left_out"]) == (
        "2025-11-30",
        False,
        True,
        1,
    )
    said = {one["statement"]: one for one in found["statements"]}
    (conflict,) = found["conflicts"]
    means = {said[id]["means"] for id in conflict}
    assert means == {
        "4 belong to the coalition",
        "4 provide ground troops",
        "POL rules out ground troops",
    }
    for id in conflict:
        (claim, *_) = said[id]["claims"]
        assert claim["evidence"] and claim["said_on"] and (claim["entry"] or claim["source"] == "s")
    (aside,) = found["set_aside"]
    assert said[aside["statement"]]["means"] == "4 provide ground troops"
    assert said[aside["statement"]]["standing"] == "set aside"
    troops = sum_of(found, "ground_troops")
    assert (troops["must"], troops["cannot"], troops["most"]) == (["FRA"], ["POL"], 3)
    assert [one["actor"] for one in found["named"]] == ["FRA"]


def test_as_of_a_day_and_as_known_then(ask):
    early = ask("--as-of", "2025-09-04")
    assert early["consistent"] and sum_of(early, "ground_troops")["must"] == ["FRA", "POL", "GBR"]
    late = ask("--as-of", "2026-01-01")
    assert sum_of(late, "ground_troops")["cannot"] == ["FRA", "POL"] and late["left_out"] == 0
    assert [one["by"]["entry"] for one in late["replaced"]] != []
    assert ask("--known-at", "2020-01-01")["statements"][1:] == []


def test_for_the_eye(run, book, mine):
    shown = run("check", mine, "--book", book).stdout
    assert "\x1b" not in shown and r"\x1b[31m" in shown
    assert "The claims cannot all hold" in shown and "4 provide ground troops  (set aside)" in shown
    assert "“Poland will not send troops to Ukraine" in shown and "2025-09-05" in shown
    explained = run("check", mine, "--book", book, "--explain").stdout
    assert "POL cannot be among them, because" in explained and "Claims reckoned with" in explained
    before = run("check", mine, "--book", book, "--as-of", "2025-01-01").stdout
    assert "in force from 2025-09-04 only" in before and "The claims can all hold" in before


def test_a_time_limit_is_kept_and_said(ask, run, book, mine):
    found = ask("--seconds", "0.01")
    assert found["seconds"] < 5
    shown = run("check", mine, "--book", book, "--seconds", "0.01").stdout
    assert "Not proved" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nobody-knows",), "no framework 'nobody-knows'; name a file, or one of gaza-2025-11"),
        (("gone.yaml",), "gone.yaml: no such file; name a file"),
        (("ukraine-2025-09", "--as-of", "2025-13-45"), "--as-of"),
        (("ukraine-2025-09", "--seconds", "0"), "--seconds"),
        (("ukraine-2025-09", "--conflicts", "0"), "--conflicts"),
    ],
)
def test_what_cannot_be_asked(run, book, arguments, said):
    result = run("check", *arguments, "--book", book)
    assert result.exit_code == 2 and said in result.stderr and "Traceback" not in result.stderr


def test_a_day_without_members_is_one_line(run, book, tmp_path):
    path = tmp_path / "gone.yaml"
    path.write_text(FRAMEWORK.replace("[FRA, POL, GBR], count: 4", "[{actor: FRA, left: 2025-09-10}]"))
    result = run("check", path, "--book", book, "--as-of", "2025-10-01")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "has no members on 2025-10-01" in result.stderr
