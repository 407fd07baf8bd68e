from dataclasses import replace
from datetime import date

from pledgebook.model import Verdict
from pledgebook.reckoning import sources


def of(row, publisher):
    return replace(row, report=replace(row.report, publisher=publisher))


def test_a_line_for_each_outlet_and_speaker_the_largest_outlet_first(claim):
    rows = [
        of(claim("pledged", speaker=None), "A"),
        of(claim("pledged", 2, entry=2, own=True), "B"),
        of(claim("offered", 6, entry=3, verdict=Verdict.ACCEPT), "B"),
        of(claim("offered", 6, entry=3, speaker="a diplomat"), "B"),
    ]
    found = sources(rows)
    assert [(one.publisher, one.speaker, one.rows) for one in found] == [
        ("B", "Emmanuel Macron", 2),
        ("B", "a diplomat", 1),
        ("A", None, 1),
    ]
    first = found[0]
    assert (first.reports, first.own, first.reviewed) == (2, 1, 1)
    assert (first.first, first.last) == (date(2025, 9, 2), date(2025, 9, 6))


def test_what_does_not_count_is_counted_apart_and_once(claim):
    rows = [
        claim("pledged"),
        claim("offered", verdict=Verdict.REJECT),
        claim("refused", entry=2, back=True, own=True),
        claim("refused", entry=2, back=True, verdict=Verdict.REJECT),
    ]
    (one,) = sources(rows)
    assert (one.rows, one.own, one.rejected, one.retracted, one.reports) == (1, 0, 1, 2, 2)
