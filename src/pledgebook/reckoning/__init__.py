"""Questions over the book: what stands, what changed and when, and on whose word."""

from pledgebook.reckoning.changes import Change, changes
from pledgebook.reckoning.counts import NAMED_SETS, Count, Naming, counts, tally_of
from pledgebook.reckoning.history import History, history
from pledgebook.reckoning.matrix import Cell, Line, Matrix, framework_matrix, matrices
from pledgebook.reckoning.sources import Voice, sources
from pledgebook.reckoning.standing import Standing, Subject, standing
from pledgebook.reckoning.steps import Step, Turn, step_between

__all__ = [
    "NAMED_SETS",
    "Cell",
    "Change",
    "Count",
    "History",
    "Line",
    "Matrix",
    "Naming",
    "Standing",
    "Step",
    "Subject",
    "Turn",
    "Voice",
    "changes",
    "counts",
    "framework_matrix",
    "history",
    "matrices",
    "sources",
    "standing",
    "step_between",
    "tally_of",
]
