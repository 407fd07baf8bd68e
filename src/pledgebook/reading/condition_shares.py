"""Conditions that several rows share: a truce for which two wait, a party's own parliament."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pledgebook.model import Pledge

# Contributions to which a condition said of the force as a whole applies.
OF_THE_FORCE = frozenset(
    {
        "ground_troops",
        "air_forces",
        "naval_forces",
        "force_unspecified",
        "monitoring",
        "command",
        "logistics",
        "security_guarantee",
        "defence_commitment",
    }
)
# And to these where the common force itself gives them: "it will help to regenerate the army".
BY_THE_FORCE = frozenset({"training", "intelligence"})
UNCONDITIONAL = frozenset({"delivered", "refused", "withdrawn"})
"""Statuses of which no condition is coded."""
_TRUCES = ("ceasefire", "peace_agreement")
# Who waits for what the whole force waits for: "26 countries will go after a ceasefire".
_JOINT = frozenset({"GROUP", "COALITION"})
# What a party needs once for all that it would send.
_OWN = ("parliament_approval", "international_mandate")
PROMISES = frozenset({"security_guarantee", "defence_commitment"})
_DEPLOYED = OF_THE_FORCE - PROMISES


def shared(rows: Sequence[Pledge]) -> list[Pledge]:
    """Rows with the conditions that they share, and without what one would ask of its own giver."""
    given = list(rows)
    _spread_truce(given)
    _share_own(given)
    _share_in_sentence(given)
    return [_without_own(row) for row in given]


def _without_own(row: Pledge) -> Pledge:
    """A row without what it would ask of its own giver: the United States wait for no American part."""
    if row.guarantor != "USA" or "us_backstop" not in row.conditions:
        return row
    return replace(row, conditions=tuple(code for code in row.conditions if code != "us_backstop"))


def _spread_truce(rows: list[Pledge]) -> None:
    """Gives all pledges to a force the truce that two of its parties wait for.

    One may ask for a peace deal, or a ceasefire, on its own account; where two wait for the same, it is the
    force's.
    """
    for beneficiary in {row.beneficiary for row in rows}:
        force = [n for n, row in enumerate(rows) if _waits(row) and row.beneficiary == beneficiary]
        for code in _TRUCES:
            held = {
                rows[n].guarantor
                for n in force
                if code in rows[n].conditions and rows[n].contribution != "monitoring"
            }
            if len(held) < 2 and held.isdisjoint(_JOINT):
                continue
            for n in force:
                if not any(c in rows[n].conditions for c in _TRUCES):
                    rows[n] = replace(rows[n], conditions=tuple(sorted({*rows[n].conditions, code})))


def _share_own(rows: list[Pledge]) -> None:
    """Gives all that a party would send to a force what it needs once: its parliament, a mandate."""
    force = [n for n, row in enumerate(rows) if _waits(row)]
    for code in _OWN:
        held = {(rows[n].guarantor, rows[n].beneficiary) for n in force if code in rows[n].conditions}
        for n in force:
            if (rows[n].guarantor, rows[n].beneficiary) in held and code not in rows[n].conditions:
                rows[n] = replace(rows[n], conditions=tuple(sorted({*rows[n].conditions, code})))


def _waits(row: Pledge) -> bool:
    return row.contribution in _DEPLOYED and row.status not in UNCONDITIONAL


def _share_in_sentence(rows: list[Pledge]) -> None:
    """Gives help that one sentence offers together with soldiers the conditions of these."""
    for n, row in enumerate(rows):
        if row.contribution not in BY_THE_FORCE or row.status in UNCONDITIONAL:
            continue
        beside = [
            r
            for r in rows
            if r.guarantor == row.guarantor
            and r.evidence.start == row.evidence.start
            and r.status == row.status
            and r.contribution in _DEPLOYED - {"monitoring"}
        ]
        codes = {c for r in beside for c in r.conditions if c in _TRUCES}
        if codes - set(row.conditions):
            rows[n] = replace(row, conditions=tuple(sorted({*row.conditions, *codes})))
