"""Scenarios, coverage and conflicts from Python."""

from datetime import date

import pandas as pd
import pytest

import pledgebook as pb
from pledgebook.frameworks import framework
from pledgebook.model import CodebookError, FrameworkError, PledgebookError

FRAME = "ukraine-2025-09"
PART = "reassurance-force"


@pytest.fixture
def answers(book):
    """One of each."""
    found = book.scenario(FRAME, assume=["ceasefire=2026-12-01"])
    conflicts = book.conflicts(FRAME)
    return [found, found.sums, found.gives_nothing, book.coverage(FRAME), conflicts.opposed]


def test_every_answer_is_a_table_with_columns_that_stay(answers, book):
    for answer in [*answers, book.conflicts(FRAME), book.conflicts(FRAME).unanswered]:
        frame, table = answer.to_pandas(), answer.to_arrow()
        assert list(frame.columns) == table.column_names == list(answer.columns)
        assert len(frame) == len(answer.records())
        empty = type(answer)(())
        assert empty.to_arrow().schema == table.schema
        assert list(empty.to_pandas().dtypes) == list(frame.dtypes)
        assert answer._repr_html_().startswith("<table>")
    assert all(len(answer.records()) for answer in answers)


def test_a_scenario_from_python(book):
    now = book.scenario(FRAME)
    assert [line.outcome.value for line in now] == ["pending"]
    then = book.scenario(FRAME, assume=["ceasefire=2026-12-01"], what_would_it_take=PART)
    (row,) = then.to_pandas().to_dict("records")
    assert (row["guarantor"], row["outcome"], row["since"]) == ("FRA", "in force", pd.Timestamp("2026-12-01"))
    assert then.reach.needs[0].now == 2000
    assert (then.unused, now.reach) == ((), None)
    assert book.scenario(FRAME, deny=["us_backstop"]).unused == ("not us_backstop",)
    assert [row.pledge.guarantor for row in then.gives_nothing] == ["POL"]


def test_a_slice_keeps_what_the_answer_knows(book):
    found = book.scenario(FRAME, assume=["ceasefire"], what_would_it_take=PART)
    assert found[:1].reach is found.reach
    assert len(found[:0].sums) == 0
    assert found[:1] == found


def test_a_framework_by_id_file_or_record(book, tmp_path):
    record = framework(FRAME)
    assert book.coverage(record) == book.coverage(FRAME)
    with pytest.raises(FrameworkError, match="no such file"):
        book.coverage(tmp_path / "no.yaml")


def test_coverage_names_the_gap(book):
    found = book.coverage(FRAME)
    line = next(one for one in found.records() if one["unit"])
    assert (line["committed"], line["missing_low"], line["pledged"], line["refused"]) == (
        2000,
        8000,
        ("FRA",),
        ("POL",),
    )
    assert found[:1].framework is found.framework


def test_the_reasoning_has_the_claims(book):
    for answer in (book.scenario(FRAME), book.coverage(FRAME), book.conflicts(FRAME)):
        told = answer.explain()
        assert told and any(one.claims for one in told)


def test_as_of(book):
    assert len(book.scenario(FRAME, as_of="2025-09-03")) == 0
    assert book.coverage(FRAME, as_of=date(2025, 9, 3))[1].given == ()
    assert len(book.conflicts(FRAME, known_at="2020-01-01T00:00Z").opposed) == 0


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"assume": "ceasefire"}, "assume is a list of facts"),
        ({"assume": ["peace"]}, "unknown condition"),
        ({"offers": True}, "offers without a component"),
        ({"what_would_it_take": "x"}, "it has armed-forces"),
        ({"what_would_it_take": PART, "limit": -1}, "sets cannot be given"),
        ({"as_of": "soon"}, "as_of cannot be 'soon'"),
    ],
)
def test_what_is_asked_wrongly(book, asked, says):
    with pytest.raises(PledgebookError, match=says):
        book.scenario(FRAME, **asked)


def test_an_unknown_beneficiary_is_no_empty_answer(book):
    with pytest.raises(CodebookError, match="unknown actor"):
        book.conflicts(beneficiary="XXX")
    with pytest.raises(PledgebookError, match="no pledge for 'PSE'"):
        book.conflicts(beneficiary="PSE")


def test_the_kinds_of_answer_are_exported():
    assert {"Conflicts", "Coverages", "Opposeds", "Scenarios", "Sums"} <= set(dir(pb))
