"""How many parties are said to take part, against how many the book can name, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter

from pledgebook.codebook.codes import codebook
from pledgebook.model import BookedRow, Tally
from pledgebook.reckoning.alike import one_source
from pledgebook.reckoning.history import History, history
from pledgebook.reckoning.steps import OFF

COMMITTED, OPEN = "committed", "open"
TROOPS = "ground_troops"

NAMED_SETS = ("participants", "troop_contributors", "undecided", "refused")
"""The sets of a tally whose members the pledges of a book tell."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Who could be named at the end of a day: the actors, in order."""

    day: date
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """One set of parties over time.

    `claimed` are the tallies that speak of it, in the order in which they were said. `named` says whom the
    book names, one for each day on which that changes; it is empty where pledges do not tell, as of
    attendees.
    """

    set: str
    claimed: tuple[BookedRow, ...]
    named: tuple[Naming, ...]


def counts(
    tallies: Iterable[BookedRow],
    pledges: Iterable[BookedRow],
    actors: Collection[str],
    *,
    told: Iterable[History] | None = None,
) -> list[Count]:
    """Claimed counts beside the parties that the pledges name, for each set that a tally speaks of.

    Of `actors` alone, the parties that can be counted: members of a coalition, or countries. On a day one is

    - a participant where any contribution of it stands as committed (delivered, formalised, pledged);
    - a troop contributor where its ground troops do;
    - refused where all that stands of it is off the ladder;
    - undecided where it is neither a participant nor refused, and something of it stands.

    What a reviewer rejected or an outlet took back does not count, nor what a report repeats after another of
    nearly the same text. `told` are the histories of these pledges, where they were reckoned already. Raises
    TypeError where a row is no tally or no pledge.

    >>> counts([], [], ["FRA"])
    []
    """
    claimed: dict[str, list[BookedRow]] = {}
    for row in one_source(one for one in tallies if not one.rejected and one.retracted is None):
        claimed.setdefault(tally_of(row).set, []).append(row)
    if not claimed:
        return []
    named = _named(history(pledges) if told is None else told, frozenset(actors))
    return [
        Count(
            name,
            tuple(
                sorted(
                    claimed[name], key=lambda row: (row.report.said_by, row.report.entry, row.entry, row.id)
                )
            ),
            tuple(named.get(name, ())),
        )
        for name in codebook().tally_sets
        if name in claimed
    ]


def tally_of(row: BookedRow) -> Tally:
    """The row as a tally. Raises TypeError where it is another kind of row."""
    if not isinstance(row.row, Tally):
        raise TypeError(f"row {row.id} is a {row.kind.value}, not a tally")
    return row.row


def _named(told: Iterable[History], actors: frozenset[str]) -> dict[str, list[Naming]]:
    """For each set that pledges tell, whom they name, on each day on which that changes."""
    steps = sorted(
        (step.after.report.said_by, one.subject.guarantor, one.subject.contribution, step.after.pledge.status)
        for one in told
        if one.subject.guarantor in actors
        for step in one.steps
        if step.after
    )
    stands: dict[str, dict[str, str]] = {}
    belongs: dict[str, frozenset[str]] = {}
    members: dict[str, set[str]] = {name: set() for name in NAMED_SETS}
    named: dict[str, list[Naming]] = {name: [] for name in NAMED_SETS}
    for day, taken in groupby(steps, key=itemgetter(0)):
        spoke = {}
        for _, actor, contribution, status in taken:
            held = spoke[actor] = stands.setdefault(actor, {})
            held[contribution] = status
        turned: set[str] = set()
        for actor, held in spoke.items():
            before, after = belongs.get(actor, frozenset()), _sets_of(held)
            belongs[actor] = after
            for name in before ^ after:
                (members[name].add if name in after else members[name].remove)(actor)
                turned.add(name)
        for name, inside in members.items():
            if name in turned or not named[name]:
                named[name].append(Naming(day, tuple(sorted(inside))))
    return named


def _sets_of(held: dict[str, str]) -> frozenset[str]:
    """The sets to which a party belongs of which this stands, status by contribution."""
    fold_of = _folds()
    folds = {fold_of[status] for status in held.values()}
    commits = COMMITTED in folds
    found = []
    if commits:
        found.append("participants")
    if TROOPS in held and fold_of[held[TROOPS]] == COMMITTED:
        found.append("troop_contributors")
    if folds <= {OFF}:
        found.append("refused")
    elif not commits and OPEN in folds:
        found.append("undecided")
    return frozenset(found)


@cache
def _folds() -> dict[str, str]:
    """The fold of each status: a desk asks for them ten thousand times for one page."""
    return {code: status.fold for code, status in codebook().statuses.items()}
