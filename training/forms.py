"""The coded reports that are learned from, for both training scripts."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from pledgebook.evaluation.forms import GoldForm, load_gold
from pledgebook.evaluation.halves import open_half
from pledgebook.intake import from_text
from pledgebook.model import Report

HOUSE = Path(__file__).resolve().parent.parent
TRAINING = HOUSE / "training"
GOLD = HOUSE / "gold"
FOLDS = 6


def coded_reports(*, gold_reports: bool) -> list[GoldForm]:
    """The reports to learn from, in a fixed order; those of the gold set's open half only where asked for."""
    gold = [*sorted(GOLD.glob("dev-*.jsonl"))] if gold_reports else []
    forms = open_half(load_gold(*gold, GOLD / "sentences.jsonl"))
    forms |= load_gold(*sorted(TRAINING.glob("[a-z][a-z].jsonl")))
    return [forms[key] for key in sorted(forms)]


def report_from(form: GoldForm) -> Report:
    """A coded report as the reader takes it."""
    published = form.get("published")
    day = date.fromisoformat(published) if published else None
    return from_text(form["text"], id=form["id"], title=form.get("title"), published=day)


def fold_of(form: GoldForm) -> int:
    """The part that a report is in: those of one topic, or cases of one group, are in the same."""
    shared = form.get("group") or form.get("topic") or form["id"]
    return sha256(shared.encode("utf-8")).digest()[0] % FOLDS
