"""Questions over the book: what stands, what changed and when, and on whose word."""

from pledgebook.reckoning.changes import Change, changed, changes
from pledgebook.reckoning.chronicle import Chronicle, Lasting
from pledgebook.reckoning.conflicts import Conflict, conflicts
from pledgebook.reckoning.counts import NAMED_SETS, Count, Naming, counts, tally_of
from pledgebook.reckoning.coverage import Coverage, Measured, Share, coverage
from pledgebook.reckoning.history import History, history
from pledgebook.reckoning.matrix import Cell, Line, Matrix, framework_matrix, matrices
from pledgebook.reckoning.opposition import Demand, Opposed, Opposition, opposition
from pledgebook.reckoning.sources import Voice, sources
from pledgebook.reckoning.standing import Standing, Subject, standing
from pledgebook.reckoning.steps import Step, Turn, step_between

__all__ = [
    "NAMED_SETS",
    "Cell",
    "Change",
    "Chronicle",
    "Conflict",
    "Count",
    "Coverage",
    "Demand",
    "History",
    "Lasting",
    "Line",
    "Matrix",
    "Measured",
    "Naming",
    "Opposed",
    "Opposition",
    "Share",
    "Standing",
    "Step",
    "Subject",
    "Turn",
    "Voice",
    "changed",
    "changes",
    "conflicts",
    "counts",
    "coverage",
    "framework_matrix",
    "history",
    "matrices",
    "opposition",
    "sources",
    "standing",
    "step_between",
    "tally_of",
]
