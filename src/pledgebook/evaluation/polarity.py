"""The error that a book of pledges must never make: a "no" written down as a commitment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pledgebook.evaluation.forms import CodedForm, GoldForm
from pledgebook.evaluation.score import by_pair, fold


@dataclass(frozen=True, slots=True)
class Breach:
    """A refusal or withdrawal of the gold set that was coded as delivered, formalised or pledged."""

    report: str
    guarantor: str
    contribution: str
    coded: str
    evidence: str


def breaches(gold: Mapping[str, GoldForm], coded: Mapping[str, CodedForm]) -> list[Breach]:
    """Every breach of polarity, of both halves: whoever shows them shows the open half only.

    Where gold has a commitment of the same party beside its refusal (part of the troops sent, the rest
    refused), coding the commitment is no breach.
    """
    stances = fold()
    found = []
    for key, want in gold.items():
        have = by_pair(coded.get(key, {"id": key}).get("pledges", []))
        for pair, pledges in by_pair(want["pledges"]).items():
            if any(stances.get(row["status"]) != "no" for row in pledges):
                continue
            found += [
                Breach(key, *pair, row["status"], row.get("evidence") or "")
                for row in have.get(pair, [])
                if stances.get(row["status"]) == "committed"
            ]
    return found
