"""Scenarios, coverage and conflicts, as a user asks them."""

import json

import pytest

REPORTS = (
    (
        "c1",
        "2025-09-04",
        "The \x1b[31mCourier",
        "France will send 2,000 soldiers to Ukraine after a ceasefire, a French official said on Thursday.",
    ),
    (
        "c2",
        "2025-09-05",
        "The Post",
        "France has ruled out sending ground troops to Ukraine, German chancellor Friedrich Merz said.",
    ),
    (
        "c3",
        "2025-09-05",
        "The Dispatch",
        "Turkey is ready to send troops to Ukraine if Russia agrees, the Dispatch has learned. Russia "
        "rejects any foreign troops in Ukraine, its foreign ministry said.",
    ),
    (
        "c4",
        "2025-09-05",
        "The Times",
        "Norway will send one brigade to Ukraine, Prime Minister Jonas Gahr Støre said.",
    ),
)
FRAME = "ukraine-2025-09"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A book with four reports, of which one contradicts another."""
    from typer.testing import CliRunner

    from pledgebook.cli.app import app

    folder = tmp_path_factory.mktemp("book")
    lines = folder / "in.jsonl"
    lines.write_text(
        "".join(
            json.dumps({"id": id, "published": day, "publisher": outlet, "text": text}) + "\n"
            for id, day, outlet, text in REPORTS
        )
    )
    assert CliRunner().invoke(app, ["add", str(lines), "--book", str(folder / "a.db")]).exit_code == 0
    return folder / "a.db"


@pytest.fixture
def ask(run, place):
    """The answer to a question as data, and what stood on standard error."""

    def asked(*arguments):
        result = run(*arguments, "--book", place, "--format", "json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return asked


@pytest.fixture
def shown(run, place):
    """What a user sees, each run of white space as one space."""

    def see(*arguments):
        result = run(*arguments, "--book", place)
        assert result.exit_code == 0, result.stderr
        assert "\x1b" not in result.stdout
        return " ".join(result.stdout.split())

    return see


def outcomes(answer):
    return {one["guarantor"]: (one["outcome"], one["since"]) for one in answer["pledges"]}


def test_what_is_pending_comes_into_force_on_the_day_of_the_ceasefire(ask):
    (now,) = ask("scenario", FRAME)
    assert outcomes(now) == dict.fromkeys(("FRA", "NOR", "TUR"), ("pending", None))
    (then,) = ask("scenario", FRAME, "--assume", "ceasefire=2026-12-01", "--deny", "adversary_consent")
    day = ("in force", "2026-12-01")
    assert outcomes(then) == {"FRA": day, "NOR": day, "TUR": ("blocked", None)}
    (turkey,) = (one for one in then["pledges"] if one["guarantor"] == "TUR")
    assert turkey["blocked_by"] == [{"code": "adversary_consent", "party": None, "holds": True}]


def test_every_sum_names_the_rows_that_it_rests_on(ask):
    (answer,) = ask("scenario", FRAME, "--assume", "ceasefire")
    rows = {one["row"]: one for one in answer["pledges"]}
    for total in answer["sums"]:
        claims = [rows[one["row"]] for one in total["rests_on"]]
        assert all(one["quantity"]["unit"] == total["unit"] for one in claims)
        assert sum(one["quantity"]["value"] for one in claims) == (total["low"] or 0)
        assert all(rows[one["row"]]["quantity"] is None for one in total["without_figure"])
        assert (total["high"] is None) == bool(total["without_figure"])
    assert sum(len(t["rests_on"]) + len(t["without_figure"]) for t in answer["sums"]) == len(rows)


def test_what_it_would_take_and_by_how_much_it_falls_short(ask):
    reach = ask("scenario", FRAME, "--what-would-it-take", "reassurance-force")[0]["reach"]
    (need,) = reach["needs"]
    assert (need["now"], need["most"], need["short"]) == (0, 5000, 5000)
    assert (reach["sets"], reach["proved"]) == ([], True)
    assert {one["party"] for one in need["rests_on"]} == {"FRA", "NOR"}


def test_the_smallest_sets_of_facts_of_a_framework_in_a_file(ask, shown, run, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(run("framework", "new").stdout)
    text = json.loads(run("framework", "show", FRAME, "--format", "json").stdout)
    text = text[0] if isinstance(text, list) else text
    for part in text["components"]:
        for need in part.get("requirements", []):
            need.clear()
            need |= {"contribution": "ground_troops", "unit": "troops", "low": 5000}
            need["sources"] = [text["sources"][0]["id"]]
    path.write_text(json.dumps(text))
    reach = ask("scenario", path, "--what-would-it-take", "reassurance-force")[0]["reach"]
    assert [[fact["code"] for fact in way] for way in reach["sets"]] == [["ceasefire"]]
    assert "one smallest set of 1 further fact" in shown(
        "scenario", path, "--what-would-it-take", "reassurance-force"
    )
    # in no time nothing is proved, and that is said
    late = ("--what-would-it-take", "reassurance-force", "--seconds", "0")
    assert ask("scenario", path, *late)[0]["reach"]["proved"] is False
    assert "not proved: the time was over" in shown("scenario", path, *late)


def test_a_scenario_for_the_eye(shown):
    seen = shown("scenario", FRAME, "--assume", "ceasefire=2026-12-01")
    assert "if ceasefire from 2026-12-01" in seen
    assert "FRA ground_troops pledged 2,000 troops @2 in force since 2026-12-01" in seen
    assert "pending: adversary_consent" in seen
    assert "in all ground_troops, pledged, in force: 2,000 troops (1 pledge)" in seen


def test_the_reasoning_quotes_the_sentence_its_speaker_day_and_report(shown, ask):
    seen = shown("scenario", FRAME, "--assume", "ceasefire=2026-12-01", "--explain")
    assert (
        "it depends on ceasefire and (ceasefire or peace_agreement). So: in force since 2026-12-01." in seen
    )
    assert "“France will send 2,000 soldiers" in seen and "a French official" in seen
    assert r"2025-09-04, The \x1b[31mCourier" in seen
    (answer,) = ask("scenario", FRAME, "--explain")
    named = {one["row"] for sentence in answer["why"] for one in sentence["rests_on"]}
    assert {one["row"] for one in answer["pledges"]} <= named


def test_a_fact_that_nothing_depends_on_is_said(run, place):
    result = run("scenario", FRAME, "--assume", "us_backstop", "--book", place)
    assert result.exit_code == 0
    assert (
        "no component of ukraine-2025-09 depends on us_backstop; this fact changes nothing" in result.stderr
    )
    assert "changes nothing" not in run("scenario", FRAME, "--assume", "ceasefire", "--book", place).stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("scenario", FRAME, "--assume", "cease"), "unknown condition 'cease'"),
        (("scenario", FRAME, "--assume", "ceasefire=soon"), "'soon' is no day; write it as 2026-12-01"),
        (("scenario", FRAME, "--deny", "parliament_approval:XXX"), "unknown actor 'XXX'"),
        (("scenario", FRAME, "--deny", "ceasefire=2026-01-01"), "what is denied has no day"),
        (("scenario", FRAME, "--assume", "ceasefire", "--deny", "ceasefire"), "said twice, and differently"),
        (("scenario", "ukraine"), "no framework 'ukraine'"),
        (
            ("scenario", FRAME, "--what-would-it-take", "force"),
            "has no component 'force'; it has armed-forces",
        ),
        (("scenario", FRAME, "--what-would-it-take", "armed-forces"), "has no requirement"),
        (("scenario", FRAME, "--what-would-it-take", "reassurance-force", "--seconds", "-1"), "no number of"),
        (
            ("scenario", FRAME, "--what-would-it-take", "reassurance-force", "--seconds", "nan"),
            "no number of",
        ),
        (("coverage", "no/such.yaml"), "no/such.yaml: no such file"),
        (("conflicts", "ukraine"), "no framework 'ukraine'"),
        (("conflicts", "--beneficiary", "PSE"), "no pledge for 'PSE' in this book; it holds pledges for UKR"),
        (("conflicts", FRAME, "--beneficiary", "PSE"), "is for UKR, not PSE"),
    ],
)
def test_what_is_asked_wrongly_is_one_clear_line(run, place, arguments, says):
    result = run(*arguments, "--book", place)
    assert result.exit_code == 2
    assert says in result.stderr
    assert (result.stdout, result.stderr.count("\n")) == ("", 1)


def test_offers_are_for_what_it_would_take(run, place):
    result = run("scenario", FRAME, "--offers", "--book", place)
    assert result.exit_code == 2 and "--what-would-it-take" in result.stderr


def test_a_book_is_needed(run, tmp_path):
    for name in ("scenario", "coverage", "conflicts"):
        assert run(name, FRAME, "--book", tmp_path / "no.db").exit_code == 2


def test_a_framework_of_which_the_book_knows_nothing(shown, ask):
    assert "No pledge or offer for PSE" in shown("scenario", "gaza-2025-11")
    assert ask("scenario", "gaza-2025-11")[0]["pledges"] == []
    assert ask("conflicts", "gaza-2025-11") == []
    assert ask("coverage", "gaza-2025-11")[0]["not_committed"]


def test_coverage_measures_converts_and_names_the_source(ask, shown):
    _, force = ask("coverage", FRAME)
    (need,) = force["requirements"]
    assert (need["committed"], need["missing"]) == ({"low": 5000, "high": 7000}, {"low": 3000, "high": 5000})
    (pledged, _) = need["by_status"]
    (norway,) = (one for one in pledged["rests_on"] if one["party"] == "NOR")
    assert (norway["low"], norway["high"], norway["converted_by"]["unit"]) == (3000, 5000, "brigade")
    seen = shown("coverage", FRAME, "--explain")
    assert "gap: 3,000 to 5,000 troops are missing" in seen
    assert "converted: a brigade as 3,000 to 5,000 troops (by U.S. Army" in seen
    assert "gap: nobody has committed" in seen
    assert "“Norway will send one brigade to Ukraine" in seen


def test_as_of_a_day_and_as_known_at_a_moment(ask):
    (early,) = ask("scenario", FRAME, "--as-of", "2025-09-04")
    assert [one["guarantor"] for one in early["pledges"]] == ["FRA"]
    assert ask("scenario", FRAME, "--known-at", "2020-01-01")[0]["pledges"] == []
    assert ask("coverage", FRAME, "--known-at", "2020-01-01")[1]["given"] == []
    assert ask("conflicts", FRAME, "--as-of", "2025-09-04") == []


def test_conflicts_between_outlets_and_pledges_that_are_opposed(ask, shown):
    conflict, *opposed = ask("conflicts", FRAME)
    assert (conflict["question"], conflict["guarantor"], conflict["steps"]) == ("conflict", "FRA", 3)
    assert [side[0]["report"] for side in conflict["sides"]] == ["c1", "c2"]
    needs = [(one["pledge"]["guarantor"], one["needs_consent"]) for one in opposed]
    assert needs[0] == ("TUR", "adversary_consent")
    assert {guarantor for guarantor, consent in needs if consent is None} == {"FRA", "NOR"}
    seen = shown("conflicts", FRAME, "--explain")
    assert "Claims that cannot all be true (1)" in seen
    assert "opposed by RUS, whose consent they need (adversary_consent)" in seen
    assert "pledged (1 claim) against refused (1 claim)" in seen


def test_conflicts_of_a_whole_book_know_no_adversary(ask):
    everything = ask("conflicts", "--limit", 1)
    assert [one["question"] for one in everything] == ["conflict", "opposed", "opposed", "opposed"]
    assert {one.get("needs_consent") for one in everything} == {None}
    assert ask("conflicts", "--beneficiary", "ukr") == everything


def test_a_limit_leaves_the_rest_counted(shown):
    assert "… and 2 more; --format json has them all" in shown("conflicts", FRAME, "--limit", 1)


def test_json_lines_are_one_object_a_line(run, place):
    for name in ("scenario", "coverage", "conflicts"):
        result = run(name, FRAME, "--book", place, "--format", "jsonl", "--explain")
        assert all("why" in json.loads(line) for line in result.stdout.splitlines())
