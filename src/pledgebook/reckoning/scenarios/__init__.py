"""Scenarios: what would come into force if facts came true, and what is missing."""

from pledgebook.reckoning.scenarios.facts import Fact, Facts
from pledgebook.reckoning.scenarios.logic import Judged, Literal, Truth, Way, blockers, judge, ways
from pledgebook.reckoning.scenarios.outcomes import HOLDS, Outcome, Prospect, Prospects, prospects
from pledgebook.reckoning.scenarios.reach import Need, Reach, what_it_takes
from pledgebook.reckoning.scenarios.sums import Sum, sums

__all__ = [
    "HOLDS",
    "Fact",
    "Facts",
    "Judged",
    "Literal",
    "Need",
    "Outcome",
    "Prospect",
    "Prospects",
    "Reach",
    "Sum",
    "Truth",
    "Way",
    "blockers",
    "judge",
    "prospects",
    "sums",
    "ways",
    "what_it_takes",
]
