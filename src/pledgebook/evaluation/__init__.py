"""How well reports are read: coded reports against gold ones, and speed against plain parsing.

The room knows the form in which coded reports are written and nothing of how they come about: what is to be
measured is handed in as a function.
"""

from pledgebook.evaluation.bench import Bench, Subject, run_bench
from pledgebook.evaluation.cases import CaseScores, score_cases
from pledgebook.evaluation.differences import Difference, differences
from pledgebook.evaluation.figures import Overlap, Scores, Share
from pledgebook.evaluation.forms import CodedForm, GoldForm, load_coded, load_gold
from pledgebook.evaluation.halves import is_open
from pledgebook.evaluation.polarity import Breach, breaches
from pledgebook.evaluation.score import score

__all__ = [
    "Bench",
    "Breach",
    "CaseScores",
    "CodedForm",
    "Difference",
    "GoldForm",
    "Overlap",
    "Scores",
    "Share",
    "Subject",
    "breaches",
    "differences",
    "is_open",
    "load_coded",
    "load_gold",
    "run_bench",
    "score",
    "score_cases",
]
