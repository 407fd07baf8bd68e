"""What the network adds to positions, and what it may not change in those of the rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pledgebook.model import Evidence, Position, Reason, Report
from pledgebook.reading.links import BY_NETWORK, links_of
from pledgebook.reading.network import CONTRIBUTIONS, STANCES, STATUSES, Chances
from pledgebook.reading.position_chances import TOLD_BEFORE, with_chances
from pledgebook.reading.slots import ROLES, Slot

TEXT = "Sweden will send jets to Ukraine. Moscow raged at the plan."


@pytest.fixture(scope="module")
def examined(reader):
    return next(reader.examine_many([Report("r", TEXT)]))


def chances(actor="RUS", stance="opposes", **position):
    """What a network would give for one actor of a sentence."""
    none = (0.0,) * len(CONTRIBUTIONS)
    positions = tuple(position.get(c, 0.0) for c in CONTRIBUTIONS)
    stances = tuple(0.9 if s == stance else 0.03 for s in STANCES)
    return (Chances(Slot(actor, (), ()), none, ((),) * len(CONTRIBUTIONS), positions, stances),)


def position(examined, sentence=1, **changed):
    found = examined.sentences[sentence].sentence
    start = found.start
    row = Position(
        actor="RUS",
        stance="opposes",
        object="ground_troops",
        speaker=None,
        evidence=Evidence.of(TEXT, start, found.end),
        reasons=(Reason("object", TOLD_BEFORE, start, start + 4, "plan"),),
    )
    return replace(row, **changed)


def together(examined, rows, given, pledges=()):
    found = with_chances(rows, pledges, given, examined.sentences, examined.context)
    return [(p.actor, p.stance, p.object) for p in found]


def test_a_likely_position_is_added_and_says_so(examined):
    given = {1: chances(air_forces=0.8, weapons=0.2)}
    [row] = with_chances([], [], given, examined.sentences, examined.context)
    assert (row.actor, row.stance, row.object) == ("RUS", "opposes", "air_forces")
    assert row.evidence.quote == "Moscow raged at the plan."
    assert row.reasons[0].rule == BY_NETWORK
    assert row.confidence == pytest.approx(0.72)


def test_an_unlikely_position_is_not_added(examined):
    assert together(examined, [], {1: chances(air_forces=0.3)}) == []


def test_what_the_rules_say_of_an_actor_and_an_object_stands(examined):
    row = position(examined, object="air_forces", stance="supports")
    assert together(examined, [row], {1: chances(air_forces=0.9)}) == [("RUS", "supports", "air_forces")]


def test_what_a_sentence_pledges_is_no_position(examined, reviewed):
    pledges = reviewed.read(Report("r", TEXT)).pledges
    assert [(p.guarantor, p.contribution) for p in pledges] == [("SWE", "air_forces")]
    given = {0: chances(actor="SWE", air_forces=0.9)}
    assert together(examined, [], given, pledges) == []
    assert together(examined, [], given) == [("SWE", "opposes", "air_forces")]


def test_the_network_tells_what_the_plan_is(examined):
    given = {1: chances(air_forces=0.4)}
    assert together(examined, [position(examined)], given) == [("RUS", "opposes", "air_forces")]


@pytest.mark.parametrize(
    "reason",
    [
        Reason("object", "frame", 34, 38, "jets"),  # named by its own word
        Reason("object", TOLD_BEFORE, 34, 38, "draft"),  # a text is of no kind of its own
    ],
)
def test_an_object_of_its_own_stays(examined, reason):
    row = position(examined, reasons=(reason,))
    assert together(examined, [row], {1: chances(air_forces=0.4)}) == [("RUS", "opposes", "ground_troops")]


def test_a_demand_for_help_needs_the_network(examined):
    row = position(examined, stance="demands", object="security_guarantee", reasons=())
    assert together(examined, [row], {1: chances(security_guarantee=0.01)}) == []
    assert together(examined, [row], {1: chances(security_guarantee=0.05)}) != []
    assert together(examined, [row], {}) != []  # nothing is known of the sentence


def test_what_only_the_network_sees_is_sought_in_what_is_said(reader):
    text = "The Dutch say they would have to see the plan for troops first."
    [one] = reader.examine_many([Report("r", text)])
    likely = tuple(0.9 if c == "ground_troops" else 0.0 for c in CONTRIBUTIONS)
    none, status = (0.0,) * len(CONTRIBUTIONS), ((0.1,) * len(STATUSES),) * len(CONTRIBUTIONS)
    [dutch] = [m for m in one.context.mentions[0] if m.codes == ("NLD",) and m.first == 1]
    given = {
        0: (
            Chances(
                Slot("NLD", (dutch,), (False,) * len(ROLES)), likely, status, none, (0.1,) * len(STANCES)
            ),
        )
    }
    [link] = [k for k in links_of([], one.sentences, one.context, given) if k.actor == "NLD"]
    doc = one.sentences[0].doc
    assert doc[link.candidate.cue.head].text == "have"


LONG = TEXT + " The day was cold." * 4 + " Moscow rejected the troops."


@pytest.mark.parametrize(
    ("chance", "pledged", "kept"), [(0.01, 0, 0), (0.2, 0, 1), (0.01, 2, 0), (0.01, 3, 1)]
)
def test_a_long_report_with_hardly_a_pledge_keeps_no_unlikely_position(reader, chance, pledged, kept):
    long = next(reader.examine_many([Report("r", LONG)]))
    last = long.sentences[-1].sentence
    row = position(long, reasons=(), evidence=Evidence.of(LONG, last.start, last.end))
    [pledge] = (row for row in reader.read(Report("r", TEXT)).pledges)
    given = {len(long.sentences) - 1: chances(ground_troops=chance)}
    assert len(together(long, [row], given, [pledge] * pledged)) == kept


def test_a_few_sentences_keep_an_unlikely_position(examined):
    row = position(examined, reasons=())
    assert together(examined, [row], {1: chances(ground_troops=0.01)}) == [
        ("RUS", "opposes", "ground_troops")
    ]


@pytest.mark.parametrize(
    ("words", "kept"), [("backstop", True), ("security guarantees", True), ("help", False)]
)
def test_a_demand_for_guarantees_stands_on_its_own_words(examined, words, kept):
    start = examined.sentences[1].sentence.start
    named = (Reason("object", "frame", start, start + 6, words),)
    row = position(examined, stance="demands", object="security_guarantee", reasons=named)
    assert bool(together(examined, [row], {1: chances(security_guarantee=0.01)})) is kept


def test_who_is_asked_beside_another_makes_no_demand(reader):
    text = "France will send soldiers to Mali. Niger called on Chile and Peru to send soldiers."
    found = next(reader.examine_many([Report("r", text)]))
    last = next(m for m in found.context.mentions[1] if "PER" in m.codes)
    one = replace(
        chances("PER", "demands", ground_troops=0.9)[0],
        slot=Slot("PER", (last,), ()),
    )
    assert with_chances([], [], {1: (one,)}, found.sentences, found.context) == []


def by_network(reader, text, actor, stance, **position):
    """The positions of a report whose second sentence has one actor of whom the network tells."""
    found = next(reader.examine_many([Report("r", text)]))
    name = next(m for m in found.context.mentions[1] if actor in m.codes)
    one = replace(chances(actor, stance, **position)[0], slot=Slot(actor, (name,), ()))
    rows = with_chances([], [], {1: (one,)}, found.sentences, found.context)
    return [(row.actor, row.stance, row.object) for row in rows]


def test_a_demand_beside_other_rows_needs_less(examined):
    given = {0: chances("UKR", "demands", weapons=0.4)}
    told = position(examined)
    assert together(examined, [], given) == []
    assert ("UKR", "demands", "weapons") in together(examined, [told], given)
    doubted = {0: chances("UKR", "supports", weapons=0.4)}
    assert together(examined, [told], doubted) == [("RUS", "opposes", "ground_troops")]


def test_a_bare_guarantee_gives_way_to_what_the_sentence_says_of_it(examined):
    given = {1: chances(security_guarantee=0.9, defence_commitment=0.8)}
    assert together(examined, [], given) == [("RUS", "opposes", "defence_commitment")]
    given = {1: chances(security_guarantee=0.9)}
    assert together(examined, [], given) == [("RUS", "opposes", "security_guarantee")]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Chile should lend Mali its helicopters.", False),
        ("Chile must send soldiers.", False),
        ("Chile wants others to send soldiers.", True),
    ],
)
def test_who_should_do_a_thing_does_not_ask_for_it(reader, text, asks):
    text = f"France will send soldiers to Mali. {text}"
    assert bool(by_network(reader, text, "CHL", "demands", ground_troops=0.9)) is asks


@pytest.mark.parametrize(
    ("tail", "stance"),
    [
        ("only if they stay in the north", "conditional"),
        ("as long as Bamako pays for them", "conditional"),
        ("with all its heart", "supports"),
    ],
)
def test_support_that_its_clause_ties_is_conditional(reader, tail, stance):
    text = f"France will send soldiers to Mali. Chile would stand by the French soldiers {tail}."
    found = by_network(reader, text, "CHL", "supports", ground_troops=0.9)
    assert found == [("CHL", stance, "ground_troops")]
