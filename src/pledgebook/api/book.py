"""A book from Python: ask what stands, add reports, decide on rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from typing_extensions import Unpack

from pledgebook.api.adding import Adding
from pledgebook.api.answers import Rows, Standings
from pledgebook.api.check import Checked, Limits, checked
from pledgebook.api.plotting import Plotting
from pledgebook.api.question_answers import Changes, Finds, Histories, Matrices, Voices
from pledgebook.api.reckoning import Reckoning
from pledgebook.api.times import day, moment
from pledgebook.model import (
    Fate,
    Lineage,
    PledgebookError,
    ReportHistory,
    Retracted,
    Retraction,
    Review,
    Verdict,
)
from pledgebook.pipeline import (
    Ruling,
    decide_on,
    report_in,
    retract_in,
    row_in,
    standing_of,
    verify_book,
)
from pledgebook.pipeline_export import export_book
from pledgebook.pipeline_python import actor_code, open_book, rows_of
from pledgebook.questions import changes_in, find_in, framework_matrix_in, history_in, matrices_in, sources_in

if TYPE_CHECKING:
    from pledgebook.book import Verified
    from pledgebook.export import LeftOut

Day = date | str | None
Moment = datetime | date | str | None
OneOrMany = str | Iterable[str]


class Wanted(TypedDict, total=False):
    """What `Book.rows` can be asked for: one value or several, codes of the codebook.

    Rejected rows and those of retracted reports are left out unless asked for.
    """

    kind: OneOrMany
    beneficiary: OneOrMany
    guarantor: OneOrMany
    contribution: OneOrMany
    status: OneOrMany
    actor: OneOrMany
    speaker: OneOrMany
    publisher: OneOrMany
    report: OneOrMany
    rejected: bool
    retracted: bool


# The names of the ledger's filters, each of which holds several values.
_FILTERS = {
    "kind": "kinds",
    "beneficiary": "beneficiaries",
    "guarantor": "guarantors",
    "contribution": "contributions",
    "status": "statuses",
    "actor": "actors",
    "speaker": "speakers",
    "publisher": "publishers",
    "report": "reports",
}
# The formats that the end of a file's name tells.
_FORMATS = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".jsonld": "jsonld",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".zip": "package",
}
_FLAGS = ("rejected", "retracted")


def open(place: str | Path, *, create: bool = False) -> Book:
    """The book at `place`, a path or `postgresql://USER@HOST/DATABASE`; with `create` a new one if need be.

    Raises BookError where the place is no book, a newer book, absent (without `create`) or not to be opened.

    >>> import pledgebook as pb
    >>> pb.open("no/such/book.db")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    pledgebook.model.errors.BookError: no/such/book.db: ...
    """
    return Book(*open_book(place, create=create))


class Book(Adding, Plotting, Reckoning):
    """A book that can be asked and added to; `pledgebook.open` gives one. Entries are added, never changed.

    It holds no connection between two calls, so there is nothing to close, and threads may share it. Days
    (`as_of`) are dates or texts such as "2025-09-05": what had been said by the end of that day. Moments
    (`known_at`) are datetimes with a zone or texts (UTC without one): what the book held then.

    >>> from tempfile import TemporaryDirectory
    >>> import pledgebook as pb
    >>> report = "France will send 500 soldiers to Ukraine, President Emmanuel Macron said on Monday."
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "report.txt")
    ...     _ = path.write_text(report)
    ...     book = pb.open(Path(folder, "a.db"), create=True)
    ...     added = book.add(path)
    ...     stands = book.standing(beneficiary="UKR")
    >>> added[0].report_added, stands[0].status, stands.records()[0]["quantity"]
    (True, 'pledged', 500.0)
    """

    def __init__(self, place: str | Path, label: str) -> None:
        self._place = place
        self.label = label
        """The place of the book as it was given, without a password."""

    def __repr__(self) -> str:
        return f"<Book {self.label}>"

    def standing(
        self, beneficiary: str | None = None, *, as_of: Day = None, known_at: Moment = None
    ) -> Standings:
        """What stands for one beneficiary or all: for each guarantor and contribution the status now.

        `beneficiary` is a code such as UKR. The rule is that of `pledgebook.reckoning.standing`. Raises
        CodebookError where nobody knows the code, PledgebookError where the book has no pledge for it.
        """
        code = actor_code(beneficiary) if beneficiary is not None else None
        on, at = day("as_of", as_of), moment("known_at", known_at)
        found = standing_of(self._place, beneficiary=code, as_of=on, known_at=at)
        return Standings(found, f"What stands{f' for {code}' if code else ''}{_then(on, at)}")

    def rows(self, *, as_of: Day = None, known_at: Moment = None, **wanted: Unpack[Wanted]) -> Rows:
        """The rows that count, in the order in which the book learned them.

        `wanted` narrows them, one value or several: kind ("pledge", "tally", "position"), beneficiary,
        guarantor, contribution, status, actor, speaker, publisher, report; `rejected=True` and
        `retracted=True` add what is left out. Raises CodebookError where a code is not known.
        """
        filters: dict[str, Iterable[str] | bool] = {}
        for name, value in wanted.items():
            if name in _FLAGS:
                filters[name] = bool(value)
            elif name not in _FILTERS:
                known = ", ".join((*_FILTERS, *_FLAGS))
                raise TypeError(f"rows() knows no {name!r}; one of {known}, as_of, known_at")
            elif isinstance(value, str):
                filters[_FILTERS[name]] = (value,)
            elif isinstance(value, Iterable):
                filters[_FILTERS[name]] = _some(name, value)
            else:
                raise TypeError(f"{name} is a text or several, not {type(value).__name__}")
        on, at = day("as_of", as_of), moment("known_at", known_at)
        return Rows(rows_of(self._place, filters, as_of=on, known_at=at), f"Rows{_then(on, at)}")

    def matrix(
        self,
        beneficiary: str | None = None,
        *,
        framework: str | None = None,
        as_of: Day = None,
        known_at: Moment = None,
    ) -> Matrices:
        """What stands as a matrix of guarantor by contribution, for one beneficiary, all, or a framework.

        `framework` is the id of a shipped one or the path of a file: its members of the day come first, also
        those of whom nothing stands. Raises CodebookError where nobody knows the code, FrameworkError
        where there is no such framework.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> book.matrix("UKR").records()[0]["status"]
        'pledged'
        """
        on, at = day("as_of", as_of), moment("known_at", known_at)
        if framework is not None:
            if beneficiary is not None:
                raise TypeError("matrix() takes a beneficiary or a framework: a framework has its own")
            found = [framework_matrix_in(self._place, framework, _today(), as_of=on, known_at=at)]
            return Matrices(found, f"What stands of {framework}{_then(on, at)}")
        code = actor_code(beneficiary) if beneficiary is not None else None
        matrices = matrices_in(self._place, beneficiary=code, as_of=on, known_at=at)
        return Matrices(matrices, f"What stands{f' for {code}' if code else ''}{_then(on, at)}")

    def changes(
        self,
        since: date | str,
        *,
        beneficiary: str | None = None,
        as_of: Day = None,
        known_at: Moment = None,
    ) -> Changes:
        """What stands otherwise than it did before the day `since`: new, strengthened, weakened, withdrawn.

        Raises CodebookError where nobody knows the code, PledgebookError where `as_of` lies before `since`.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> [one.step.turn.value for one in book.changes(since="2025-09-01")]
        ['new']
        """
        begin = day("since", since)
        if begin is None:
            raise TypeError("changes() needs the day since which")
        code = actor_code(beneficiary) if beneficiary is not None else None
        on, at = day("as_of", as_of), moment("known_at", known_at)
        found = changes_in(self._place, begin, beneficiary=code, as_of=on, known_at=at)
        return Changes(found, f"What changed since {begin.isoformat()}{_then(on, at)}")

    def history(self, guarantor: str, *, as_of: Day = None, known_at: Moment = None) -> Histories:
        """The pledges of a guarantor over time, step by step, with the sentence that made each step.

        Raises CodebookError where nobody knows the code, PledgebookError where the book never held a
        pledge of that guarantor.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> history = book.history("FRA")[0]
        >>> [(step.turn.value, step.added) for step in history.steps]
        [('new', ('ceasefire',))]
        >>> history.silent_days(date(2025, 9, 14))  # since anybody last said what stands
        10
        """
        code = actor_code(guarantor)
        on, at = day("as_of", as_of), moment("known_at", known_at)
        return Histories(
            history_in(self._place, code, as_of=on, known_at=at), f"History of {code}{_then(on, at)}"
        )

    def sources(self, *, as_of: Day = None, known_at: Moment = None) -> Voices:
        """On whose word the book rests, by outlet and speaker: rows that count, own words, rejected ones.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> [(one.publisher, one.speaker, one.rows) for one in book.sources()]
        [('The Post', 'Emmanuel Macron', 1)]
        """
        on, at = day("as_of", as_of), moment("known_at", known_at)
        return Voices(sources_in(self._place, as_of=on, known_at=at), f"Sources{_then(on, at)}")

    def find(self, words: str, *, limit: int = 20, as_of: Day = None, known_at: Moment = None) -> Finds:
        """The newest reports that hold all words, at most `limit`, and the rows whose evidence holds them.

        The beginning of a word is enough; case and accents do not matter. Raises BookError without a word.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> [(one.card.report, len(one.rows)) for one in book.find("soldier ukraine")]
        [('e1', 1)]
        """
        on, at = day("as_of", as_of), moment("known_at", known_at)
        found = find_in(self._place, words, limit=limit, as_of=on, known_at=at)
        return Finds(found, f"Reports with {words!r}{_then(on, at)}")

    def check(
        self,
        framework: str,
        *,
        as_of: Day = None,
        known_at: Moment = None,
        seconds: float = 60.0,
        conflicts: int = 10,
    ) -> Checked:
        """Whether what is claimed about a framework (the id of a shipped one, or a path) adds up.

        At most so many `conflicts` are looked for, the smallest first. After so many `seconds` the answer is
        what is known by then, and says that it is not proved. Raises FrameworkError where there is no such
        framework or it has no members on that day.
        """
        on, at = day("as_of", as_of), moment("known_at", known_at)
        return checked(self._place, framework, Limits(on, at, seconds, conflicts))

    def row(self, id: str, *, as_of: Day = None, known_at: Moment = None) -> Lineage:
        """Everything about a row, named by its id or the beginning of it (4 characters or more).

        Raises BookError where no row or several begin so, or it was not known then.
        """
        return row_in(self._place, id, as_of=day("as_of", as_of), known_at=moment("known_at", known_at))

    def report(self, id: str, *, as_of: Day = None, known_at: Moment = None) -> ReportHistory:
        """Everything about a report: versions, readings, retractions, rows.

        Raises BookError where there is none.
        """
        return report_in(self._place, id, as_of=day("as_of", as_of), known_at=moment("known_at", known_at))

    def verify(self) -> Verified:
        """Walks the chain of hashes: how many entries, and the head.

        Raises BookError that names the first entry that does not fit.
        """
        return verify_book(self._place)

    def decide(
        self,
        row: str,
        verdict: Verdict | str,
        *,
        by: str,
        why: str,
        on: Day = None,
        fields: Mapping[str, str] | None = None,
    ) -> Review:
        """Adds a reviewer's decision on a row: "accept", "amend", "reject" or "undo", `by` whom and `why`.

        "undo" takes the last decision back that stands.

        `row` is the id or how it begins; `on` the day of the decision, where it was not today. `fields` is
        what an amended row shall hold, as text: {"status": "offered", "quantity": "500-800 troops",
        "conditions": "ceasefire, parliament_approval"}; an empty text empties a field.
        Raises BookError where there is no such row, CodebookError where a field cannot hold that.
        """
        choices = [one.value for one in Verdict if one is not Verdict.ADD]
        if verdict not in choices:
            raise PledgebookError(f"unknown verdict {str(verdict)!r}", remedy=f"one of {', '.join(choices)}")
        if (verdict == Verdict.AMEND) is not bool(fields):
            raise PledgebookError(
                f"{str(verdict)!r} with{'' if fields else 'out'} fields",
                remedy="'amend' takes fields={…}, what the row shall hold; no other verdict does",
            )
        ruling = Ruling(Verdict(verdict), by, why, day("on", on), fields or {})
        return decide_on(self._place, row, ruling, lambda: datetime.now(UTC))

    def retract(self, report: str, fate: Fate | str, *, by: str, why: str, on: Day = None) -> Retracted:
        """Notes that an outlet "corrected" or "withdrew" (as "withdrawn") a report: its rows no longer count.

        `by` whom it is noted and `why`; `on` the day on which the outlet did so, where it was not today. A
        corrected version that is added afterwards counts. Raises BookError where there is no such report.

        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> gone = book.retract("e1", "withdrawn", by="A. Reader", why="taken off the page")
        >>> len(book.rows()), book.rows(retracted=True)[0].retracted.retraction.why
        (0, 'taken off the page')
        """
        if fate not in list(Fate):
            raise PledgebookError(f"unknown fate {str(fate)!r}", remedy=f"one of {', '.join(Fate)}")
        retraction = Retraction(report, Fate(fate), by, why, day("on", on))
        return retract_in(self._place, retraction, lambda: datetime.now(UTC))

    def export(
        self, path: str | Path, format: str | None = None, *, as_of: Day = None, known_at: Moment = None
    ) -> LeftOut:
        """Writes the rows that count to a file, whole or not at all, and gives what had no place in it.

        `format` is one of those of `pledgebook export`; without it the end of the name tells: .csv, .jsonl,
        .jsonld, .xlsx, .parquet, .zip (a data package). A package goes into a folder where the name does not
        end in .zip. Raises PledgebookError where the format is not known or the file cannot be written.

        >>> from tempfile import TemporaryDirectory
        >>> import pledgebook as pb
        >>> book = pb.example_book()
        >>> with TemporaryDirectory() as folder:
        ...     left_out = book.export(Path(folder, "pledges.csv"))
        ...     lines = Path(folder, "pledges.csv").read_text().splitlines()
        >>> len(lines), len(left_out)
        (2, 0)
        """
        name = format or _FORMATS.get(Path(path).suffix.lower())
        if name is None:
            known = ", ".join(_FORMATS)
            raise PledgebookError(
                f"no format is known by the name {Path(path).name!r}",
                remedy=f"end it in one of {known}, or give format=…",
            )
        on, at = day("as_of", as_of), moment("known_at", known_at)
        return export_book(self._place, name, str(path), as_of=on, known_at=at)


def _today() -> date:
    return datetime.now(UTC).date()


def _some(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """An empty choice would let all through, which is not what an empty list asks for."""
    some = tuple(values)
    if not some:
        raise PledgebookError(f"{name} names nothing", remedy="leave it out, or name one or more")
    return some


def _then(as_of: date | None, known_at: datetime | None) -> str:
    said = f", as of {as_of.isoformat()}" if as_of else ""
    known = f", as known at {known_at.isoformat(timespec='seconds')}" if known_at else ""
    return said + known
