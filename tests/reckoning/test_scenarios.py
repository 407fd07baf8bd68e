"""What becomes of pledges under facts that are assumed or denied."""

from datetime import date

import pytest
from tests.reckoning.framing import framework, under

from pledgebook.model import AnyOf, Holds, PledgebookError, Quantity
from pledgebook.reckoning import scenarios
from pledgebook.reckoning.scenarios import Facts, Literal, Outcome


def test_a_pledge_waits_for_its_own_condition_its_component_and_the_whole(claim):
    frame = framework(Holds("international_mandate"), AnyOf((Holds("ceasefire"), Holds("peace_agreement"))))
    (line,) = under([claim("pledged", conditions=("us_backstop",))], frame).lines
    assert line.outcome is Outcome.PENDING
    assert {tuple(sorted(map(str, way))) for way in line.missing} == {
        ("ceasefire", "international_mandate", "us_backstop"),
        ("international_mandate", "peace_agreement", "us_backstop"),
    }


def test_in_force_since_the_last_of_what_it_waited_for(claim):
    frame = framework(Holds("ceasefire"))
    assumed = ["ceasefire=2026-12-01", "parliament_approval:FRA=2026-12-15"]
    (line,) = under([claim("pledged", conditions=("parliament_approval",))], frame, assumed).lines
    assert (line.outcome, line.since) == (Outcome.IN_FORCE, date(2026, 12, 15))


def test_since_is_unknown_where_a_fact_has_no_day(claim):
    (line,) = under([claim("pledged")], framework(Holds("ceasefire")), ["ceasefire"]).lines
    assert (line.outcome, line.since) == (Outcome.IN_FORCE, None)


def test_a_fact_from_before_the_pledge_brings_it_into_force_on_the_day_it_is_made(claim):
    frame = framework(Holds("ceasefire"))
    (line,) = under([claim("pledged", 9)], frame, ["ceasefire=2025-09-02"]).lines
    assert line.since == date(2025, 9, 9)


def test_blocked_by_the_parliament_of_that_party_alone(claim):
    claims = [
        claim("pledged", guarantor=party, conditions=("parliament_approval",)) for party in ("DEU", "FRA")
    ]
    found = under(claims, framework(), ["parliament_approval"], ["parliament_approval:DEU"])
    outcomes = {line.claim.pledge.guarantor: line for line in found.lines}
    assert outcomes["FRA"].outcome is Outcome.IN_FORCE
    assert outcomes["DEU"].outcome is Outcome.BLOCKED
    assert outcomes["DEU"].blocked_by == (Literal("parliament_approval", "DEU"),)


def test_one_of_ceasefire_and_peace_agreement_is_enough_for_a_row_that_names_both(claim):
    pledge = claim("pledged", conditions=("ceasefire", "peace_agreement"))
    (line,) = under([pledge], framework(), ["peace_agreement"], ["ceasefire"]).lines
    assert line.outcome is Outcome.IN_FORCE


def test_what_is_delivered_depends_on_nothing(claim):
    (line,) = under([claim("delivered")], framework(Holds("ceasefire")), denied=["ceasefire"]).lines
    assert line.outcome is Outcome.UNCONDITIONAL


def test_who_refuses_or_has_not_decided_gives_nothing(claim):
    claims = [claim("refused"), claim("undecided", guarantor="ITA"), claim("offered", guarantor="ESP")]
    found = under(claims, framework())
    assert [line.claim.pledge.guarantor for line in found.lines] == ["ESP"]
    assert {row.pledge.guarantor for row in found.none} == {"FRA", "ITA"}


def test_a_fact_that_nothing_depends_on_is_named(claim):
    found = under([claim("pledged")], framework(Holds("ceasefire")), ["ceasefire", "host_consent"])
    assert found.unused == (Literal("host_consent"),)


def test_claims_for_others_and_of_no_component_are_left_out(claim):
    claims = [claim("pledged", beneficiary="MDA"), claim("pledged", contribution="sanctions")]
    assert under(claims, framework()).lines == ()


def test_sums_are_ranges_and_open_where_a_figure_is_missing(claim):
    troops = {"contribution": "ground_troops"}
    claims = [
        claim("pledged", guarantor="FRA", quantity=Quantity(5000, "troops", low=3000), **troops),
        claim("pledged", guarantor="GBR", quantity=Quantity(2000, "troops"), **troops),
        claim("pledged", guarantor="DEU", **troops),
        claim("pledged", guarantor="GROUP", count=26, quantity=Quantity(9000, "troops"), **troops),
    ]
    named, group = scenarios.sums(under(claims, framework()).lines)
    assert (named.low, named.high, len(named.without_figure)) == (5000, None, 1)
    assert (group.low, group.high, group.collective) == (9000, 9000, True)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("cease-fire", "unknown condition"),
        ("ceasefire=tomorrow", "is no day"),
        ("ceasefire:DEU", "one fact for everybody"),
        ("parliament_approval:XXX", "unknown actor"),
        ("", "is no fact"),
    ],
)
def test_a_fact_that_is_written_wrongly_is_refused(written, says):
    with pytest.raises(PledgebookError, match=says):
        Facts.of([written])


def test_the_same_fact_cannot_be_assumed_and_denied():
    with pytest.raises(PledgebookError, match="said twice, and differently"):
        Facts.of(["ceasefire"], ["ceasefire"])


def test_what_is_denied_has_no_day():
    with pytest.raises(PledgebookError, match="has no day"):
        Facts.of([], ["ceasefire=2026-01-01"])
