"""Rows of the book and a framework into claims about its members, and what is told apart from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import BookedRow, Framework, Pledge, Source, Tally
from pledgebook.reckoning.tallies.amounts import limits
from pledgebook.reckoning.tallies.meaning import (
    UNSPECIFIED,
    Apart,
    Claim,
    Counts,
    Group,
    Meaning,
    Says,
    Why,
    Word,
    word_of,
)

LARGEST = 1_000
"""Members that are counted at most, as in a framework: there are some 200 states."""

_GROUPS = {
    "members": Group.MEMBERS,
    "participants": Group.PARTICIPANTS,
    "undecided": Group.UNDECIDED,
    "refused": Group.REFUSED,
}
_OF_GROUPS = {
    Word.COMMITS: Group.SENDS,
    Word.OFFERS: Group.WILLING,
    Word.UNDECIDED: Group.OPEN,
    Word.REFUSES: Group.RULES_OUT,
}
_OCCASIONS = ("attendees", "signatories")


@dataclass(frozen=True, slots=True)
class Claimed:
    """All claims about the members of a framework on a day, and the rows that bind none of them."""

    claims: tuple[Claim, ...]
    apart: tuple[Apart, ...]


def claimed(rows: Iterable[BookedRow], framework: Framework, day: date) -> Claimed:
    """What rows of the book claim about the members that a framework has on a day, and what it says itself.

    `rows` are pledges and tallies that count. A pledge for another beneficiary tells whose security the
    tallies of its report are about, and is no claim.
    """
    given = list(rows)
    reports = _reports(given)
    placing = _Placing(
        framework.beneficiary,
        frozenset(member.actor for member in framework.members.on(day)),
        contributions_of(framework),
        reports,
    )
    claims = [_framework_claim(framework, day)]
    apart = []
    for row in given:
        if row.rejected or row.retracted is not None:
            continue
        found = placing.read(row)
        if isinstance(found, Why):
            apart.append(Apart(row, found))
        else:
            claims += found
    return Claimed(tuple(claims), tuple(apart))


def contributions_of(framework: Framework) -> tuple[str, ...]:
    """The contributions by which one takes part: those of the components, and help left unspecified."""
    codes = (code for part in framework.components for code in part.contributions)
    return tuple(dict.fromkeys((*codes, UNSPECIFIED)))


def _framework_claim(framework: Framework, day: date) -> Claim:
    members = framework.members
    named = len(members.on(day))
    count = named if members.count is None else members.count
    how = f"{count} members" if members.count is not None else f"{named} members, all of them named"
    known: Mapping[str, Source] = {source.id: source for source in framework.sources}
    sources = [known[id] for id in members.sources if id in known]
    source = sources[0] if sources else Source(framework.id, framework.title, framework.since)
    meaning = Counts(Group.MEMBERS, "", count, count)
    return Claim(meaning, source=source, said=f"The framework {framework.id} has {how}.")


@dataclass(frozen=True, slots=True)
class _Report:
    """What a report holds beside one row: its tallies, and whose security its pledges are about."""

    tallies: tuple[Tally, ...]
    beneficiary: str | None


def _reports(rows: Sequence[BookedRow]) -> dict[int, _Report]:
    tallies: dict[int, list[Tally]] = {}
    beneficiaries: dict[int, Counter[str]] = {}
    for row in rows:
        if isinstance(row.row, Tally):
            tallies.setdefault(row.report.entry, []).append(row.row)
        elif isinstance(row.row, Pledge):
            beneficiaries.setdefault(row.report.entry, Counter())[row.row.beneficiary] += 1
    return {
        entry: _Report(tuple(tallies.get(entry, ())), _first(beneficiaries.get(entry, Counter())))
        for entry in tallies.keys() | beneficiaries.keys()
    }


def _first(found: Counter[str]) -> str | None:
    return min(found, key=lambda code: (-found[code], code), default=None)


@dataclass(frozen=True, slots=True)
class _Placing:
    """Reads one row at a time: into claims, into the reason why it is none, or into nothing."""

    beneficiary: str
    members: frozenset[str]
    contributions: tuple[str, ...]
    reports: Mapping[int, _Report]

    def read(self, row: BookedRow) -> list[Claim] | Why:
        if isinstance(row.row, Pledge):
            return self._pledge(row, row.row)
        if isinstance(row.row, Tally):
            return self._tally(row, row.row)
        return []

    def _pledge(self, row: BookedRow, pledge: Pledge) -> list[Claim] | Why:
        if pledge.beneficiary != self.beneficiary:
            return []
        if pledge.guarantor not in self.members and pledge.guarantor != "GROUP":
            return Why.COLLECTIVE if pledge.guarantor in COLLECTIVES else Why.OUTSIDER
        if pledge.contribution not in self.contributions:
            return Why.OTHER_HELP
        word = word_of(pledge.status)
        if pledge.guarantor == "GROUP":
            return self._group(row, pledge, word)
        return [Claim(Says(word, pledge.guarantor, pledge.contribution), row)]

    def _group(self, row: BookedRow, pledge: Pledge, word: Word) -> list[Claim] | Why:
        """A group without names: so many members at least. One that a tally of the report counts is that
        set, and of the contribution it is said that it comes from among them: "26 agreed to help, with
        troops and arms" does not say that each of them gives both.
        """
        low, high = 1, None
        tallies = self.reports[row.report.entry].tallies
        if pledge.count is not None and not any(tally.count == pledge.count for tally in tallies):
            low, high = limits(pledge.count, pledge.evidence.quote)
        if max(low, high or 0) > LARGEST:
            return Why.TOO_LARGE
        if word is Word.WITHDRAWS:  # so many do not send: the least that this says of the rest is nothing
            return Why.COLLECTIVE
        group = _OF_GROUPS[word]
        if group is Group.WILLING and high is not None and low == 0:
            group = Group.SENDS  # who sends is willing, so no more than that many send
        at_most = high if low == 0 else None
        if low == 0 and at_most is None:
            return []
        return [Claim(Counts(group, pledge.contribution, low, at_most), row)]

    def _tally(self, row: BookedRow, tally: Tally) -> list[Claim] | Why:
        report = self.reports[row.report.entry]
        if report.beneficiary is None:
            return Why.UNPLACED
        if report.beneficiary != self.beneficiary:
            return []
        if tally.set in _OCCASIONS:
            return Why.OCCASION
        if tally.set not in _GROUPS and tally.set != "troop_contributors":
            return Why.OTHER_SET
        low, high = limits(tally.count, tally.evidence.quote)
        if max(tally.count, tally.of or 0) > LARGEST:
            return Why.TOO_LARGE
        whole = self._whole(tally, report)
        if whole is None and tally.of is not None:
            high = None  # among those at one meeting; of the rest it says nothing
        claims = [Claim(_counted(tally.set, low, high), row)]
        if whole is not None and tally.of is not None:
            claims.append(Claim(Counts(whole, "", tally.of, tally.of), row, whole=True))
        return claims

    def _whole(self, tally: Tally, report: _Report) -> Group | None:
        """What the whole counts that a tally gives: what a tally of the report counts with that number, else
        the members. None where that is who met or signed.
        """
        same = {other.set for other in report.tallies if other.count == tally.of and other is not tally}
        if "members" in same or tally.set == "members":
            return Group.MEMBERS
        if tally.set == "troop_contributors" and "participants" in same:
            return Group.PARTICIPANTS
        return None if same & set(_OCCASIONS) else Group.MEMBERS


def _counted(tally_set: str, low: int, high: int | None) -> Meaning:
    if tally_set == "troop_contributors":
        return Counts(Group.SENDS, "ground_troops", low, high)
    return Counts(_GROUPS[tally_set], "", low, high)
