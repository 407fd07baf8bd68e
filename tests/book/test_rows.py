"""Which rows count, as of any day and as known at any moment: the contract, on both engines."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pledgebook.book import Filters, id_of_row
from pledgebook.model import (
    BookError,
    Decision,
    Evidence,
    Fate,
    Nearness,
    Pledge,
    PledgebookError,
    Position,
    Reading,
    Reason,
    Report,
    Retraction,
    RowKind,
    Tally,
    Verdict,
)

ALL = Filters(rejected=True, retracted=True)
COUNTING = Filters()


@pytest.fixture
def statuses(ledger):
    """The statuses of the rows that count."""

    def ask(filters=COUNTING, **times):
        return [row.row.status for row in ledger.rows(filters, **times)]

    return ask


@pytest.fixture
def decide(ledger, clock):
    def make(verdict, row=None, **other):
        return ledger.decide(Decision(verdict, "A. Reader", "read again", row=row, **other), clock)

    return make


def test_a_row_comes_with_its_report_both_times_and_its_id(ledger, clock, report, reading):
    one = report(title="Jets", publisher="Le Monde", source="a.txt", language="en")
    ledger.add(one, reading(one, nearness=Nearness.OWN, speaker="Emmanuel Macron"), clock)
    (row,) = ledger.rows()
    assert row.row == reading(one, nearness=Nearness.OWN, speaker="Emmanuel Macron").pledges[0]
    assert (row.kind, row.own_word, row.reader, row.entry) == (RowKind.PLEDGE, True, "reader 1", 2)
    assert (row.said_on, row.recorded_at) == (date(2025, 9, 4), datetime(2025, 9, 5, 0, 0, 1, tzinfo=UTC))
    card = row.report
    assert (card.entry, card.report, card.title, card.publisher) == (1, "r1", "Jets", "Le Monde")
    assert (card.source, card.language, card.recorded_at) == ("a.txt", "en", datetime(2025, 9, 5, tzinfo=UTC))
    assert (row.review, row.retracted, row.reviewed, row.rejected) == (None, None, False, False)
    assert len(row.id) == 20


def test_tallies_and_positions_are_rows_too(ledger, clock, report, pledge):
    one = report()
    evidence = Evidence.of(one.text, 0, 6)
    rows = (
        (pledge(one),),
        (Tally(26, 35, "participants", None, evidence),),
        (Position("RUS", "opposes", "ground_troops", None, evidence),),
    )
    ledger.add(one, Reading("r1", "reader 1", *rows), clock)
    assert [row.row for row in ledger.rows()] == [row for kind in rows for row in kind]
    assert [row.kind for row in ledger.rows(Filters(kinds=(RowKind.TALLY, RowKind.POSITION)))] == [
        RowKind.TALLY, RowKind.POSITION,
    ]  # fmt: skip
    assert [row.row.actor for row in ledger.rows(Filters(actors=("RUS",)))] == ["RUS"]


def test_filters_narrow_and_combine(ledger, clock, report, reading):
    for n, (guarantor, beneficiary, publisher) in enumerate(
        [("FRA", "UKR", "Le Monde"), ("GBR", "UKR", "The Times"), ("FRA", "LTU", "Le Monde")]
    ):
        one = report(f"r{n}", publisher=publisher)
        more = {"guarantor": guarantor, "beneficiary": beneficiary, "speaker": f"speaker {n}"}
        ledger.add(one, reading(one, **more), clock)

    def found(**filters):
        return [row.report.report for row in ledger.rows(Filters(**filters))]

    assert found(guarantors=("FRA",)) == ["r0", "r2"]
    assert found(beneficiaries=("UKR",), guarantors=("FRA", "GBR")) == ["r0", "r1"]
    assert found(publishers=("Le Monde",), beneficiaries=("UKR",)) == ["r0"]
    assert found(reports=("r1", "r2")) == ["r1", "r2"]
    assert found(speakers=("speaker 1",)) == ["r1"]
    assert found(contributions=("training",)) == []
    assert found(statuses=("pledged",)) == ["r0", "r1", "r2"]
    assert ledger.beneficiaries() == ["LTU", "UKR"]
    assert ledger.guarantors() == ["FRA", "GBR"]


def test_as_of_and_known_at_combine(ledger, report, reading, statuses):
    said = {"a": ("pledged", 1, 10), "b": ("offered", 3, 8), "c": ("refused", None, 9)}
    for id, (status, day, recorded) in sorted(said.items(), key=lambda item: item[1][2]):
        one = report(id, published=date(2025, 9, day) if day else None)
        ledger.add(one, reading(one, status=status), lambda day=recorded: datetime(2025, 9, day, tzinfo=UTC))
    assert statuses() == ["offered", "refused", "pledged"]
    assert statuses(as_of=date(2025, 9, 2)) == ["pledged"]
    assert statuses(known_at=datetime(2025, 9, 8, tzinfo=UTC)) == ["offered"]
    assert statuses(known_at=datetime(2025, 9, 7, 23, 59, tzinfo=UTC)) == []
    assert statuses(as_of=date(2025, 9, 2), known_at=datetime(2025, 9, 9, tzinfo=UTC)) == []
    # a report without a day had been written when the book learned it, no later
    assert statuses(as_of=date(2025, 9, 8)) == ["offered", "pledged"]
    assert statuses(as_of=date(2025, 9, 9)) == ["offered", "refused", "pledged"]


def test_a_moment_without_a_time_zone_is_refused(filled):
    with pytest.raises(ValueError, match="time zone"):
        list(filled.rows(known_at=datetime(2025, 9, 4)))


def test_a_row_keeps_its_id_whoever_reads_it_and_however_sure(ledger, clock, report, reading):
    one = report()
    sure = {
        "confidence": 0.9,
        "nearness": Nearness.OUTLET,
        "reasons": (Reason("status", "verb", 0, 6, "France"),),
    }
    ledger.add(one, reading(one), clock)
    first = next(ledger.rows()).id
    ledger.add(one, reading(one, "reader 2", **sure), clock)
    (row,) = ledger.rows()
    assert (row.id, row.reader, row.row.confidence) == (first, "reader 2", 0.9)
    ledger.add(report("r2"), reading(report("r2")), clock)
    assert len({row.id for row in ledger.rows()}) == 2
    assert id_of_row(one, row.row) == id_of_row(one, reading(one, **sure).pledges[0]) == first


def test_rows_of_one_reading_that_say_the_same_are_told_apart(ledger, clock, report, pledge):
    one = report()
    ledger.add(one, Reading("r1", "reader 1", (pledge(one), pledge(one))), clock)
    assert len({row.id for row in ledger.rows()}) == 2
    assert ledger.verify().entries == 2


def test_a_newer_reading_takes_the_place_of_the_older_but_reviewed_rows_stay(
    ledger, clock, report, reading, statuses, decide
):
    for id in ("r1", "r2", "r3"):
        ledger.add(report(id), reading(report(id)), clock)
    accepted, amended, plain = ledger.rows()
    decide(Verdict.ACCEPT, accepted.id)
    decide(Verdict.AMEND, amended.id, content=replace(amended.row, status="formalised"))
    for id in ("r1", "r2", "r3"):
        ledger.add(report(id), reading(report(id), "reader 2", "offered"), clock)
    by_report = {id: statuses(Filters(reports=(id,))) for id in ("r1", "r2", "r3")}
    assert by_report == {"r1": ["pledged", "offered"], "r2": ["formalised", "offered"], "r3": ["offered"]}
    assert ledger.row(plain.id).current is None


def test_a_rejected_row_is_gone_unless_asked_for_also_when_read_again(
    ledger, clock, report, reading, statuses, decide
):
    ledger.add(report(), reading(report()), clock)
    row = next(ledger.rows())
    decide(Verdict.REJECT, row.id)
    assert statuses() == []
    ledger.add(report(), reading(report(), "reader 2"), clock)
    assert statuses() == []
    (shown,) = ledger.rows(ALL)
    assert (shown.rejected, shown.reviewed, shown.review.decision.why) == (True, False, "read again")
    decide(Verdict.ACCEPT, row.id)
    assert statuses() == ["pledged"]


def test_an_amended_row_keeps_its_id_and_is_found_by_what_it_says_now(ledger, clock, report, reading, decide):
    ledger.add(report(), reading(report()), clock)
    row = next(ledger.rows())
    review = decide(Verdict.AMEND, row.id, content=replace(row.row, beneficiary="MDA"))
    assert list(ledger.rows(Filters(beneficiaries=("UKR",)))) == []
    (now,) = ledger.rows(Filters(beneficiaries=("MDA",)))
    assert (now.id, now.reader, now.review, now.entry) == (row.id, None, review, review.entry)
    before = datetime(2025, 9, 5, 0, 0, 1, tzinfo=UTC)
    assert [one.row.beneficiary for one in ledger.rows(known_at=before)] == ["UKR"]
    decide(Verdict.ACCEPT, row.id)
    assert [one.row.beneficiary for one in ledger.rows()] == ["MDA"]


def test_a_reviewer_adds_a_row_that_the_reader_missed(ledger, clock, report, pledge, decide):
    ledger.add(report(), Reading("r1", "reader 1"), clock)
    review = decide(Verdict.ADD, report="r1", content=pledge(report()))
    (row,) = ledger.rows()
    assert (row.row, row.reviewed, row.review) == (pledge(report()), True, review)
    assert decide(Verdict.ADD, report="r1", content=pledge(report())) == review
    ledger.add(report(), Reading("r1", "reader 2", (pledge(report()),)), clock)
    assert [one.id for one in ledger.rows()] == [row.id]


def test_a_row_that_the_reader_found_is_accepted_not_added(ledger, clock, report, reading, decide):
    ledger.add(report(), reading(report()), clock)
    with pytest.raises(BookError, match="the reader found this row"):
        decide(Verdict.ADD, report="r1", content=next(ledger.rows()).row)


def test_the_same_decision_twice_in_a_row_is_one_entry(ledger, clock, report, reading, decide):
    ledger.add(report(), reading(report()), clock)
    row = next(ledger.rows()).id
    first = decide(Verdict.ACCEPT, row)
    assert decide(Verdict.ACCEPT, row) == first
    decide(Verdict.REJECT, row)
    again = decide(Verdict.ACCEPT, row)
    assert again.entry == 5
    assert [review.decision.verdict for review in ledger.row(row).reviews] == ["accept", "reject", "accept"]


def test_decisions_are_made_whole_or_not_at_all(ledger, clock, report, reading):
    ledger.add(report(), reading(report()), clock)
    good = Decision(Verdict.ACCEPT, "A. Reader", "as quoted", row=next(ledger.rows()).id)
    with pytest.raises(BookError, match="no row"):
        ledger.decide_all([good, replace(good, row="0" * 20)], clock)
    assert next(ledger.rows()).review is None


def test_a_decision_rests_on_words_of_the_report(ledger, clock, report, reading, decide):
    ledger.add(report(), reading(report()), clock)
    row = next(ledger.rows())
    wrong = replace(row.row, evidence=Evidence(0, 6, "Poland"))
    with pytest.raises(BookError, match="not what report 'r1' says at 0:6; quote the report"):
        decide(Verdict.AMEND, row.id, content=wrong)


@pytest.mark.parametrize(
    "parts",
    [
        {"verdict": Verdict.ACCEPT},
        {"verdict": Verdict.ADD, "row": "a"},
        {"verdict": Verdict.AMEND, "row": "a"},
        {"verdict": Verdict.ACCEPT, "row": "a", "by": " "},
        {"verdict": Verdict.REJECT, "row": "a", "why": ""},
    ],
)
def test_a_decision_is_whole(parts):
    with pytest.raises(PledgebookError):
        Decision(**({"by": "A. Reader", "why": "read"} | parts))


def test_a_retracted_report_stays_visible_as_retracted(ledger, clock, report, reading, statuses):
    ledger.add(report(), reading(report()), clock)
    taken = ledger.retract(Retraction("r1", Fate.WITHDRAWN, "A.", "wrong", date(2025, 9, 8)), clock)
    assert statuses() == []
    (row,) = ledger.rows(ALL)
    assert row.retracted == taken
    assert statuses(as_of=date(2025, 9, 7)) == ["pledged"]
    assert statuses(known_at=taken.recorded_at - timedelta(microseconds=1)) == ["pledged"]
    again = ledger.retract(Retraction("r1", Fate.WITHDRAWN, "A.", "wrong", date(2025, 9, 8)), clock)
    assert again == taken
    mended = report(text="France will send four jets.")
    ledger.add(mended, reading(mended, status="offered"), clock)
    assert statuses() == ["offered"]


def test_what_is_not_in_the_book_is_one_line(ledger, clock, report):
    with pytest.raises(BookError, match="no report 'r9' in this book; add the report first"):
        ledger.retract(Retraction("r9", Fate.CORRECTED, "A.", "wrong"), clock)
    with pytest.raises(BookError, match="no report 'r9' in this book"):
        ledger.report("r9")
    with pytest.raises(BookError, match="no row 'abcd' in this book"):
        ledger.row("abcd")


def test_a_row_tells_its_lineage(ledger, clock, report, reading, decide):
    reason = Reason("status", "verb", 0, 6, "France")
    ledger.add(report(), reading(report(), reasons=(reason,)), clock)
    row = next(ledger.rows())
    decide(Verdict.AMEND, row.id, content=replace(row.row, status="offered"))
    ledger.add(report(), reading(report(), "reader 2"), clock)
    told = ledger.row(row.id[:6])
    assert [(version.reader, version.row.status) for version in told.versions] == [
        ("reader 1", "pledged"), (None, "offered"), ("reader 2", "pledged"),
    ]  # fmt: skip
    assert told.versions[0].row.reasons == (reason,)
    assert (told.id, told.report.report, len(told.reviews)) == (row.id, "r1", 1)
    assert told.current.row.status == "offered"


def test_a_row_and_a_report_tell_what_was_known_at_a_moment(ledger, clock, report, reading, decide):
    ledger.add(report(), reading(report()), clock)
    row = next(ledger.rows())
    moment = row.recorded_at
    decide(Verdict.REJECT, row.id)
    mended = report(text="France will send four jets.")
    ledger.add(mended, reading(mended), clock)
    assert ledger.row(row.id).current is None
    then = ledger.row(row.id, known_at=moment)
    assert (then.current, then.reviews, len(then.versions)) == (row, (), 1)
    told = ledger.report("r1", known_at=moment)
    assert (len(told.versions), told.rows) == (1, (row,))
    assert list(ledger.reports(known_at=moment)) == [report()]
    assert [booked.report for booked in ledger.readings(known_at=moment)] == [report()]
    assert ledger.row(row.id, as_of=date(2025, 9, 3)).current is None
    with pytest.raises(BookError, match="no row .* at that moment"):
        ledger.row(row.id, known_at=moment - timedelta(days=1))
    with pytest.raises(BookError, match="no report 'r1'"):
        ledger.report("r1", known_at=moment - timedelta(days=1))


def test_a_report_tells_its_versions_readings_and_rows(filled, clock, report, reading):
    mended = report("r2", text="France will send four jets.")
    filled.add(mended, reading(mended), clock)
    told = filled.report("r2")
    assert [version.report for version in told.versions] == [report("r2"), mended]
    assert [len(version.readings) for version in told.versions] == [1, 1]
    assert [version.readings[0].reading for version in told.versions] == [
        reading(report("r2")),
        reading(mended),
    ]
    assert [len(version.retractions) for version in told.versions] == [1, 0]
    assert [row.row for row in told.rows] == list(reading(mended).pledges)


# The query against the rule told once more, plainly: any history, asked about any day and moment.

TEXTS = ("France will send jets.", "France may send jets.")
STATUSES = ("pledged", "offered")
EPOCH = datetime(2025, 9, 1, tzinfo=UTC)
fresh = count()


@dataclass
class Told:
    """What a plain list of events says of one report id."""

    events: list = field(default_factory=list)

    def rows(self, as_of, known_at):
        known = [event for event in self.events if event["at"] <= known_at]
        versions = [e for e in known if e["what"] == "report" and (e["day"] or e["at"].date()) <= as_of]
        if not versions:
            return set()
        version = versions[-1]["text"]
        here = [event for event in known if event.get("text") == version]
        if any(e["what"] == "retraction" and (e["day"] or e["at"].date()) <= as_of for e in here):
            return set()
        readings = [e for e in here if e["what"] == "reading"]
        found = set()
        for id in {id for e in readings for id in e["rows"]}:
            decisions = [e for e in here if e["what"] == "decision" and e["row"] == id]
            written = [e["status"] for e in decisions if e["verdict"] is Verdict.AMEND]
            last = decisions[-1]["verdict"] if decisions else None
            status = id[1]
            if written:
                status = written[-1]
            elif id not in readings[-1]["rows"] and last is not Verdict.ACCEPT:
                continue
            if last is not Verdict.REJECT:
                found.add((id, status))
        return found


DAYS = st.one_of(st.none(), st.integers(1, 6))
STEPS = st.one_of(
    st.tuples(
        st.just("read"), st.sampled_from(TEXTS), st.sets(st.sampled_from(STATUSES)), st.integers(1, 3), DAYS
    ),
    st.tuples(
        st.just("decide"), st.sampled_from(list(Verdict)[:3]), st.integers(0, 9), st.sampled_from(STATUSES)
    ),
    st.tuples(st.just("retract"), DAYS),
)


def _pledge(text: str, status: str, note: str) -> Pledge:
    evidence = Evidence.of(text, 0, 6)
    return Pledge("FRA", None, "UKR", note, status, (), None, None, evidence)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=40,
    deadline=None,
)
@given(steps=st.lists(STEPS, max_size=9), as_of=st.integers(1, 6), known=st.integers(0, 30))
def test_any_history_gives_what_the_rule_says(ledger, steps, as_of, known):
    name, told, tick, days = f"h{next(fresh)}", Told(), count(1), {}

    def clock():
        return EPOCH + timedelta(hours=6 * next(tick))

    for step in steps:
        if step[0] == "read":
            _, text, said, reader, day = step
            day = days.setdefault(text, day)
            one = Report(name, text, published=date(2025, 9, day) if day else None)
            rows = tuple(_pledge(text, status, status) for status in sorted(said))
            added = ledger.add(one, Reading(name, f"reader {reader}", rows), clock)
            entries = [e for e in ledger.entries() if e.report == name][-2:]
            if added.report_added:
                at = entries[-2].recorded_at if added.reading_added else entries[-1].recorded_at
                told.events.append({"what": "report", "text": text, "day": one.published, "at": at})
            if added.reading_added:
                ids = frozenset((text, status) for status in said)
                told.events.append(
                    {"what": "reading", "text": text, "rows": ids, "at": entries[-1].recorded_at}
                )
            continue
        if not told.events:
            continue
        if step[0] == "retract":
            day = date(2025, 9, step[1]) if step[1] else None
            done = ledger.retract(Retraction(name, Fate.WITHDRAWN, "A.", "gone", day), clock)
            text = [e["text"] for e in told.events if e["what"] == "report"][-1]
            told.events.append({"what": "retraction", "text": text, "day": day, "at": done.recorded_at})
            continue
        _, verdict, nth, status = step
        rows = list(ledger.rows(replace(ALL, reports=(name,))))
        if rows:
            row = rows[nth % len(rows)]
            content = replace(row.row, status=status) if verdict is Verdict.AMEND else None
            done = ledger.decide(Decision(verdict, "A.", "read", row=row.id, content=content), clock)
            text = [e["text"] for e in told.events if e["what"] == "report"][-1]
            told.events.append(
                {
                    "what": "decision",
                    "text": text,
                    "row": (text, row.row.contribution),
                    "status": status,
                    "verdict": verdict,
                    "at": done.recorded_at,
                }  # fmt: skip
            )
    moment, day = EPOCH + timedelta(hours=6 * known), date(2025, 9, as_of)
    for when, at in (
        (day, moment),
        (date.max, datetime.max.replace(tzinfo=UTC)),
        (day, datetime.max.replace(tzinfo=UTC)),
    ):
        found = ledger.rows(Filters(reports=(name,)), as_of=when, known_at=at)
        text_of = {1: None}
        assert {(row.row.contribution, row.row.status) for row in found} == {
            (id[1], status) for id, status in told.rows(when, at)
        }, text_of
