"""Coded reports against gold ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from pledgebook.codebook.codes import codebook
from pledgebook.evaluation.figures import Overlap, Scores, Share, total
from pledgebook.evaluation.forms import CodedForm, GoldForm, PledgeForm
from pledgebook.model import InputError

Pair = tuple[str, str]
ByPair = dict[Pair, list[PledgeForm]]


def score(gold: Mapping[str, GoldForm], coded: Mapping[str, CodedForm]) -> Scores:
    """The figures of coded reports over all gold reports; a report that was not coded counts as empty.

    Raises InputError where a row has a status that the codebook does not hold.

    >>> pledge = {"guarantor": "TCD", "contribution": "ground_troops", "status": "pledged"}
    >>> text = "Chad will send troops."
    >>> gold = {"a": {"id": "a", "text": text, "pledges": [pledge], "tallies": [], "positions": []}}
    >>> score(gold, {}).rows
    Overlap(hit=0, coded=0, gold=1)
    """
    return total([score_report(want, coded.get(key, {"id": key})) for key, want in gold.items()])


def score_report(gold: GoldForm, coded: CodedForm) -> Scores:
    """The figures of one report."""
    have, want = by_pair(coded.get("pledges", [])), by_pair(gold["pledges"])
    coded_rows, gold_rows = rows(have), rows(want)
    matched = set(have) & set(want)
    said = quotes(coded)
    empty = not (gold["pledges"] or gold["tallies"] or gold["positions"])
    return Scores(
        reports=1,
        pairs=Overlap.of(set(have), set(want)),
        rows=Overlap.of(coded_rows, gold_rows),
        stance=Overlap.of(folded(coded_rows, gold["id"]), folded(gold_rows, gold["id"])),
        conditions=_sum(Overlap.of(conditions(have[p]), conditions(want[p])) for p in matched),
        quantity=_sum(Overlap.of(values(have[p]), values(want[p])) for p in matched),
        tallies=Overlap.of(tallies(coded), tallies(gold)),
        positions=Overlap.of(positions(coded), positions(gold)),
        status=_share(bool(_statuses(have[p]) & _statuses(want[p])) for p in matched),
        speaker=_share(
            bool(_speakers(want[p]) & {last_word(row.get("speaker")) for row in have[p]})
            for p in matched
            if any(row.get("speaker") for row in want[p])
        ),
        beneficiary=_share(bool(_beneficiaries(have[p]) & _beneficiaries(want[p])) for p in matched),
        quoted=_share(bool(quote) and str(quote) in gold["text"] for quote in said),
        clean=Share(int(not said), 1) if empty else Share(),
    )


def by_pair(pledges: Iterable[PledgeForm]) -> ByPair:
    """Pledges by guarantor and contribution; organisations outside the codebook count as one."""
    pairs: ByPair = defaultdict(list)
    for row in pledges:
        guarantor = "OTHER" if row["guarantor"].startswith("OTHER") else row["guarantor"]
        pairs[guarantor, row["contribution"]].append(row)
    return dict(pairs)


def rows(pairs: ByPair) -> set[tuple[str, str, str]]:
    """Guarantor, contribution and status of each pledge."""
    return {(*pair, row["status"]) for pair, pledges in pairs.items() for row in pledges}


def folded(of_rows: Iterable[tuple[str, str, str]], report: str) -> set[tuple[str, str, str]]:
    """Rows with their status folded to its stance."""
    stances = fold()
    result = set()
    for guarantor, contribution, status in of_rows:
        if status not in stances:
            raise InputError(
                f"unknown status {status!r}", where=f"report {report}", remedy=f"one of {', '.join(stances)}"
            )
        result.add((guarantor, contribution, stances[status]))
    return result


def fold() -> dict[str, str]:
    """The stance (committed, open, no) of each status of the codebook.

    >>> fold()["withdrawn"]
    'no'
    """
    return {code: status.fold for code, status in codebook().statuses.items()}


def conditions(pledges: Iterable[PledgeForm]) -> set[str]:
    """All conditions of some pledges."""
    return {code for row in pledges for code in row.get("conditions") or ()}


def values(pledges: Iterable[PledgeForm]) -> set[float]:
    """All amounts of some pledges, whatever their unit."""
    return {quantity["value"] for row in pledges if (quantity := row.get("quantity"))}


def tallies(report: CodedForm | GoldForm) -> set[tuple[int, str]]:
    """Count and set of each tally."""
    return {(tally["count"], tally["set"]) for tally in report.get("tallies", [])}


def positions(report: CodedForm | GoldForm) -> set[tuple[str, str, str]]:
    """Actor, stance and object of each position."""
    return {(row["actor"], row["stance"], row["object"]) for row in report.get("positions", [])}


def quotes(report: CodedForm) -> list[str | None]:
    """The evidence of every row of a report; None where a row has none."""
    return [
        *(row.get("evidence") for row in report.get("pledges", [])),
        *(row.get("evidence") for row in report.get("tallies", [])),
        *(row.get("evidence") for row in report.get("positions", [])),
    ]


def last_word(name: str | None) -> str:
    """The last word of a name, in lower case and without its punctuation; empty where there is none.

    >>> last_word("President Emmanuel Macron."), last_word(None)
    ('macron', '')
    """
    words = (name or "").split()
    return words[-1].strip(".,'’\"“”").lower() if words else ""


def _statuses(pledges: Iterable[PledgeForm]) -> set[str]:
    return {row["status"] for row in pledges}


def _speakers(pledges: Iterable[PledgeForm]) -> set[str]:
    return {last_word(row.get("speaker")) for row in pledges if row.get("speaker")}


def _beneficiaries(pledges: Iterable[PledgeForm]) -> set[str | None]:
    return {row.get("beneficiary") for row in pledges}


def _sum(overlaps: Iterable[Overlap]) -> Overlap:
    return sum(overlaps, start=Overlap())


def _share(hits: Iterable[bool]) -> Share:
    counted = list(hits)
    return Share(sum(counted), len(counted))
