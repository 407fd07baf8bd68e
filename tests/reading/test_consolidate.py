from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Evidence, Pledge, Position, Quantity, Reason, Tally
from pledgebook.reading.consolidate import fold_others, fold_pledges

OWN = (Reason("speaker", "own:indirect", 0, 1, "x"),)
OTHER = (Reason("speaker", "other:indirect", 0, 1, "x"),)
BASE = Pledge("NOR", None, "UKR", "ground_troops", "pledged", (), None, None, Evidence(0, 4, "text"))


def at(start):
    return Evidence(start, start + 4, "text")


def row(**fields):
    return replace(BASE, **fields)


def troops(number):
    return Quantity(number, "troops")


def test_the_same_said_twice_is_one_row():
    assert fold_pledges([row(), row(evidence=at(10))]) == [row()]


def test_two_statuses_are_two_rows():
    rows = [row(status="delivered"), row(status="pledged", evidence=at(10))]
    assert fold_pledges(rows) == rows


def test_other_guarantors_beneficiaries_and_counts_stay_apart():
    rows = [
        row(),
        row(guarantor="DNK"),
        row(beneficiary="POL"),
        row(guarantor="GROUP", count=26),
        row(guarantor="GROUP", count=9),
    ]
    assert fold_pledges(rows) == rows


def test_the_party_s_own_word_goes_before_another_s():
    told = row(speaker="the chair", reasons=OTHER)
    own = row(speaker="Oslo", reasons=OWN, evidence=at(10))
    assert [p.speaker for p in fold_pledges([told, own])] == ["Oslo"]
    assert [p.speaker for p in fold_pledges([own, told])] == ["Oslo"]


def test_the_total_goes_before_a_part_and_conditions_add_up():
    part = row(quantity=troops(200), conditions=("ceasefire",))
    whole = row(quantity=troops(500), conditions=("host_consent",), evidence=at(10))
    [folded] = fold_pledges([part, whole])
    assert folded.quantity == troops(500)
    assert folded.conditions == ("ceasefire", "host_consent")


def test_a_vague_contribution_gives_way_in_its_sentence_alone():
    vague = row(contribution="security_guarantee")
    assert fold_pledges([vague, row()]) == [row()]
    elsewhere = replace(vague, evidence=at(10))
    assert fold_pledges([elsewhere, row()]) == [elsewhere, row()]
    other_status = replace(vague, status="offered")
    assert fold_pledges([other_status, row()]) == [other_status, row()]


def test_a_guarantee_gives_way_to_a_force_of_unsaid_kind():
    force = row(contribution="force_unspecified")
    assert fold_pledges([row(contribution="security_guarantee"), force]) == [force]


def test_withdrawn_stands_in_place_of_the_pledge_taken_back():
    taken = row(status="withdrawn")
    assert fold_pledges([row(), taken]) == [taken]
    assert fold_pledges([row(status="offered"), taken]) == [row(status="offered"), taken]
    assert fold_pledges([row(guarantor="DNK"), taken]) == [row(guarantor="DNK"), taken]


def test_tallies_and_positions_are_kept_once_the_first_of_each():
    tally, position = (
        Tally(26, 35, "participants", None, at(0)),
        Position("RUS", "opposes", "ground_troops", None, at(0)),
    )
    assert fold_others(
        [tally, Tally(26, None, "participants", None, at(9)), Tally(9, None, "undecided", None, at(9))]
    ) == [
        tally,
        Tally(9, None, "undecided", None, at(9)),
    ]
    assert fold_others([position, replace(position, evidence=at(9))]) == [position]


ROWS = st.lists(
    st.builds(
        row,
        guarantor=st.sampled_from(["NOR", "DNK"]),
        contribution=st.sampled_from(["ground_troops", "force_unspecified", "security_guarantee"]),
        status=st.sampled_from(["pledged", "withdrawn", "offered", "refused"]),
        evidence=st.sampled_from([at(0), at(10)]),
        quantity=st.one_of(st.none(), st.integers(1, 900).map(troops)),
        reasons=st.sampled_from([(), OWN, OTHER]),
    ),
    max_size=8,
)


@given(ROWS)
def test_folding_invents_nothing_and_folds_once(rows):
    folded = fold_pledges(rows)
    keys = [(p.guarantor, p.beneficiary, p.contribution, p.status) for p in folded]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {(p.guarantor, p.beneficiary, p.contribution, p.status) for p in rows}
    assert {p.guarantor for p in folded} == {p.guarantor for p in rows}
    assert fold_pledges(folded) == folded
