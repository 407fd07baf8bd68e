"""Frameworks that could be, for tests over many of them."""

from datetime import date

from hypothesis import strategies as st

from pledgebook.codebook.codes import codebook
from pledgebook.model import (
    AllOf,
    AnyOf,
    Component,
    Framework,
    Holds,
    Member,
    Membership,
    Not,
    Requirement,
    Source,
)

SINCE, UNTIL = date(2025, 1, 1), date(2026, 12, 31)
SOURCES = ("paper", "declaration", "1")
ACTORS = st.sampled_from(("FRA", "NOR", "NATO", "OTHER:ECOWAS", "OTHER:a: new one"))

# What a person may type: quotes, colons, dashes, words that YAML takes for something else.
TEXT = st.one_of(
    st.sampled_from(("no", "1e3", "2025-09-04", "- a: b", "# c", "'\"", "null", "{x", "é\u202e")),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=12),
).filter(lambda text: text == text.strip() != "")
IDS = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,8}", fullmatch=True)
CITED = st.lists(st.sampled_from(SOURCES), unique=True, max_size=2).map(tuple)
SUPPORTED = st.lists(st.sampled_from(SOURCES), unique=True, min_size=1, max_size=2).map(tuple)
AMOUNTS = st.one_of(
    st.integers(1, 10**9), st.floats(0.1, 1e6, allow_nan=False).filter(lambda value: value % 1 != 0)
)
DAYS = st.dates(SINCE, UNTIL)

CONDITIONS = st.recursive(
    st.builds(Holds, st.sampled_from(sorted(codebook().conditions)), st.none() | ACTORS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=5,
)


@st.composite
def members(draw: st.DrawFn) -> Membership:
    named = []
    for actor in draw(st.lists(ACTORS, unique=True, max_size=4)):
        days = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
        joined, left = draw(st.sampled_from([(None, None), (days[0], None), (None, days[1]), tuple(days)]))
        named.append(Member(actor, joined, left, draw(CITED)))
    count = draw(st.none() | st.integers(max(1, len(named)), 50)) if named else draw(st.integers(1, 50))
    return Membership(tuple(named), count, draw(CITED))


@st.composite
def requirements(draw: st.DrawFn, contribution: str) -> Requirement:
    low, more = draw(AMOUNTS), draw(st.integers(1, 1000))
    high = draw(st.sampled_from([None, low, low + more]))
    return Requirement(contribution, draw(TEXT), low, high, draw(SUPPORTED), draw(st.none() | TEXT))


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    codes = draw(st.permutations(sorted(codebook().contributions)))
    components = []
    for number, id in enumerate(draw(st.lists(IDS, unique=True, min_size=1, max_size=3))):
        own = tuple(codes[4 * number : 4 * number + draw(st.integers(1, 4))])
        needs = [draw(requirements(code)) for code in own if draw(st.booleans())]
        components.append(
            Component(
                id,
                draw(TEXT),
                own,
                tuple(needs),
                draw(st.none() | CONDITIONS),
                draw(st.none() | TEXT),
                draw(CITED),
            )
        )
    return Framework(
        id=draw(IDS),
        title=draw(TEXT),
        beneficiary="UKR",
        adversary=draw(st.none() | st.just("RUS")),
        since=SINCE,
        until=draw(st.none() | st.just(UNTIL)),
        note=draw(st.none() | TEXT),
        members=draw(members()),
        conditions=draw(st.none() | CONDITIONS),
        components=tuple(components),
        sources=tuple(
            Source(id, draw(TEXT), draw(DAYS), draw(st.none() | TEXT), draw(st.none() | TEXT))
            for id in SOURCES
        ),
    )
