"""The error workshop: what was missed or coded in excess on the open half, grouped by cause.

A cause is read off what the reader itself keeps: the rows it made and the candidates it dropped with their
reasons. It says where to look first, not who is to blame. Nothing of a report that is kept away is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from pledgebook.evaluation.forms import CodedForm, GoldForm, PledgeForm
from pledgebook.evaluation.halves import open_half
from pledgebook.evaluation.score import by_pair, conditions, rows
from pledgebook.model import Reading, Rejected
from pledgebook.model.plain import coded

# What a rule that dropped a candidate says about the cause; the first that fits counts.
_RULES = (
    ("circumstance", "wrong attachment"),
    ("supposition", "background or hypothetical"),
    ("forecast", "background or hypothetical"),
    ("not done", "scope of negation"),
    ("contrasted", "scope of negation"),
    ("denied", "scope of negation"),
    ("nobody named", "reference not resolved"),
    ("stranger", "reference not resolved"),
    ("no actor", "reference not resolved"),
    ("doubtful", "vetoed as doubtful"),
    ("weak", "cue too weak"),
    ("no undertaking", "operator missing"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One difference from the gold codes.

    `kind` is missed or spurious; `what` names the row; `detail` is the rule that decided, if known.
    """

    report: str
    kind: str
    cause: str
    what: str
    evidence: str
    detail: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes a fault the same one in two runs."""
        return self.report, self.kind, self.what


def faults(gold: Mapping[str, GoldForm], readings: Iterable[Reading]) -> list[Fault]:
    """Every missed or spurious pledge, condition, tally and position of the open half, with its cause."""
    read = {reading.report: reading for reading in readings}
    found: list[Fault] = []
    for key, want in open_half(gold).items():
        reading = read.get(key) or Reading(key, "")
        have: CodedForm = coded(reading)  # type: ignore[assignment]
        found += _pledge_faults(want, have, reading)
        found += _condition_faults(want, have)
        found += _row_faults(want, have)
    return found


def compare(before: Sequence[Fault], after: Sequence[Fault]) -> tuple[list[Fault], list[Fault]]:
    """The faults that the second run mended, and those that it made."""
    old, new = {fault.key for fault in before}, {fault.key for fault in after}
    return [f for f in before if f.key not in new], [f for f in after if f.key not in old]


def by_cause(found: Iterable[Fault]) -> list[tuple[str, str, int]]:
    """Kind, cause and number, the most frequent first.

    >>> by_cause([Fault("a", "missed", "cue missing", "x", ""), Fault("b", "missed", "cue missing", "y", "")])
    [('missed', 'cue missing', 2)]
    """
    counted = Counter((fault.kind, fault.cause) for fault in found)
    return [
        (kind, cause, n) for (kind, cause), n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ]


def plain_fault(fault: Fault) -> dict[str, str]:
    """A fault for a JSON line; `Fault(**plain)` is the inverse."""
    return asdict(fault)


def _pledge_faults(want: GoldForm, have: CodedForm, reading: Reading) -> list[Fault]:
    right, mine = by_pair(want["pledges"]), by_pair(have.get("pledges", []))
    found = []
    for guarantor, contribution, status in sorted(rows(right) - rows(mine)):
        row = next(r for r in right[guarantor, contribution] if r["status"] == status)
        cause, detail = _why_missed(row, mine, reading)
        what = f"{guarantor} {contribution} {status}"
        found.append(Fault(want["id"], "missed", cause, what, row.get("evidence") or "", detail))
    for guarantor, contribution, status in sorted(rows(mine) - rows(right)):
        row = next(r for r in mine[guarantor, contribution] if r["status"] == status)
        cause = _why_spurious(row, want)
        pledge = next(
            p
            for p in reading.pledges
            if p.contribution == contribution and p.status == status and p.guarantor.startswith(guarantor)
        )
        detail = "; ".join(
            f"{r.field}: {r.rule}" for r in pledge.reasons if r.field in ("guarantor", "status")
        )
        what = f"{guarantor} {contribution} {status}"
        found.append(Fault(want["id"], "spurious", cause, what, row.get("evidence") or "", detail))
    return found


def _why_missed(
    row: PledgeForm, mine: Mapping[tuple[str, str], list[PledgeForm]], reading: Reading
) -> tuple[str, str]:
    guarantor, contribution = row["guarantor"].split(":")[0], row["contribution"]
    if (guarantor, contribution) in mine:
        other = ", ".join(sorted({r["status"] for r in mine[guarantor, contribution]}))
        return "status", f"coded as {other}"
    quote = row.get("evidence") or ""
    here = [p for p in reading.pledges if _meets(p.evidence.quote, quote)]
    near = [r for r in reading.rejected if _meets(r.evidence.quote, quote)]
    if any(guarantor == p.guarantor.split(":")[0] for p in here):
        return "contribution", "coded: " + ", ".join(sorted({p.contribution for p in here}))
    if any(guarantor == p.actor and contribution == p.object for p in reading.positions):
        return "position taken for no pledge", ""
    same = [r for r in near if r.contribution == contribution]
    if not same and not any(p.contribution == contribution for p in here):
        return "cue missing", ""
    named = [r for r in same if guarantor in r.guarantor.split(",")]
    if named:
        return _cause_of(named[0]), named[0].rule
    if any(p.contribution == contribution for p in here):
        return "wrong attachment", "given to " + ", ".join(sorted({p.guarantor for p in here}))
    return _cause_of(same[0]) if not same[0].guarantor else "actor not found", same[0].rule


def _cause_of(rejected: Rejected) -> str:
    return next((cause for part, cause in _RULES if part in rejected.rule), "judged to be none")


def _why_spurious(row: PledgeForm, want: GoldForm) -> str:
    guarantor, contribution = row["guarantor"].split(":")[0], row["contribution"]
    right = by_pair(want["pledges"])
    if (guarantor, contribution) in right:
        return "status"
    quote = row.get("evidence") or ""
    here = [p for p in want["pledges"] if _meets(p.get("evidence") or "", quote)]
    if any(p["guarantor"] == row["guarantor"] for p in here):
        return "contribution"
    if any(p["contribution"] == contribution for p in here):
        return "wrong attachment"
    if any(_meets(p.get("evidence") or "", quote) for p in want["positions"]):
        return "position taken for a pledge"
    if not (want["pledges"] or want["positions"] or want["tallies"]):
        return "report without pledges"
    return "background or hypothetical"


def _meets(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one or one[:60] in other or other[:60] in one)


def _condition_faults(want: GoldForm, have: CodedForm) -> list[Fault]:
    right, mine = by_pair(want["pledges"]), by_pair(have.get("pledges", []))
    found = []
    for pair in sorted(set(right) & set(mine)):
        quote = right[pair][0].get("evidence") or ""
        for code in sorted(conditions(right[pair]) - conditions(mine[pair])):
            found.append(Fault(want["id"], "missed", "condition", f"{pair[0]} {pair[1]} if {code}", quote))
        for code in sorted(conditions(mine[pair]) - conditions(right[pair])):
            found.append(Fault(want["id"], "spurious", "condition", f"{pair[0]} {pair[1]} if {code}", quote))
    return found


def _row_faults(want: GoldForm, have: CodedForm) -> list[Fault]:
    tallies = (
        {f"{t['count']} {t['set']}": t.get("evidence") or "" for t in side.get("tallies", [])}
        for side in (want, have)
    )
    stances = (
        {
            f"{p['actor']} {p['stance']} {p['object']}": p.get("evidence") or ""
            for p in side.get("positions", [])
        }
        for side in (want, have)
    )
    found = []
    for cause, (right, mine) in (("tally", tuple(tallies)), ("position", tuple(stances))):
        found += [
            Fault(want["id"], "missed", cause, what, right[what]) for what in sorted(set(right) - set(mine))
        ]
        found += [
            Fault(want["id"], "spurious", cause, what, mine[what]) for what in sorted(set(mine) - set(right))
        ]
    return found
