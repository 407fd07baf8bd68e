"""A chronicle tells of every day what `standing` and `history` tell of the claims that counted then."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.model import Verdict
from pledgebook.reckoning import Chronicle, history, standing

DAYS = [None, date.min, *(date(2025, 9, day) for day in range(1, 16)), date.max]


def counting(claims, day):
    """The claims that count at the end of a day, as the book gives them."""
    last = day or date.max
    return [row for row, end in claims if row.report.said_by <= last and (end is None or last < end)]


def same_on_every_day(chronicle, claims, days=DAYS):
    for day in days:
        rows = [row for row in counting(claims, day) if not row.rejected]
        assert chronicle.claims(day) == rows, day
        assert chronicle.stands(day) == standing(rows), day
        assert chronicle.histories(day) == history(rows), day
        parts = ("training",)
        some = [row for row in rows if row.pledge.contribution in parts]
        assert chronicle.claims(day, parts) == some
        assert chronicle.stands(day, parts) == standing(some)
        assert chronicle.histories(day, parts) == history(some)


REPORTS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 14)),  # the day on which it was said
        st.one_of(st.none(), st.integers(0, 5)),  # of which report before it repeats the text
        st.one_of(st.none(), st.none(), st.integers(1, 15)),  # the day from which it counts no more
    ),
    min_size=1,
    max_size=6,
)
SAID = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(["air_forces", "training"]),
        st.sampled_from(["offered", "pledged", "refused"]),
        st.booleans(),
        st.sampled_from([None, None, Verdict.ACCEPT, Verdict.REJECT]),
    ),
    max_size=12,
    unique_by=lambda said: said[:3],
)


@pytest.fixture(scope="session")
def told(claim):
    """Claims in reports, each with the day from which it counts no more."""

    def make(reports, said):
        origins = []
        for n, (_, first, _) in enumerate(reports):
            origins.append(origins[first] if first is not None and first < n else n)
        found = []
        for at, contribution, status, own, verdict in sorted(said, key=lambda one: one[0]):
            if at < len(reports):
                day, _, end = reports[at]
                row = claim(status, day, own=own, entry=at + 1, verdict=verdict, contribution=contribution)
                if origins[at] != at:
                    row = replace(row, report=replace(row.report, first=origins[at] + 1))
                found.append((row, date(2025, 9, end) if end else None))
        return found

    return make


@given(reports=REPORTS, said=SAID, order=st.permutations(DAYS))
def test_every_day_is_told_as_if_it_were_the_only_one(told, reports, said, order):
    claims = told(reports, said)
    same_on_every_day(Chronicle(claims), claims, order)


@given(reports=REPORTS, said=SAID, more=REPORTS, then=SAID)
def test_one_that_goes_on_from_an_earlier_tells_the_same(told, reports, said, more, then):
    first = Chronicle(told(reports, said))
    for day in DAYS:
        first.stands(day)
    claims = told(more, then)
    same_on_every_day(Chronicle(claims, first), claims)


def test_a_subject_that_stays_is_not_reckoned_again(claim):
    kept, other = (claim("pledged", 3), None), (claim("offered", 4, contribution="training"), None)
    first = Chronicle([kept, other])
    stands = first.stands()
    second = Chronicle([kept, other, (claim("refused", 5, entry=9, contribution="training"), None)], first)
    assert second.stands()[0] is stands[0]
    assert second.stands()[1].status == "refused"


def test_what_is_kept_does_not_grow_with_the_days_that_are_asked(claim):
    claims = [
        (claim("pledged", day, entry=day), date(2025, 9, day + 1) if day < 20 else None)
        for day in range(1, 21)
    ]
    chronicle = Chronicle(claims)
    for day in range(1, 25):
        assert len(chronicle.stands(date(2025, 9, day))) == 1
    (course,) = chronicle._subjects.values()
    assert len(course._stretches) <= 4


def test_a_row_that_is_no_pledge_is_refused(claim):
    row = claim("pledged")
    with pytest.raises(TypeError):
        Chronicle([(replace(row, row=object()), None)])
