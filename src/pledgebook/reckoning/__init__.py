"""Questions over the book: what stands, what changed and when, and on whose word."""

from pledgebook.reckoning.changes import Change, changes
from pledgebook.reckoning.history import History, history
from pledgebook.reckoning.standing import Standing, Subject, standing
from pledgebook.reckoning.steps import Step, Turn, step_between

__all__ = [
    "Change",
    "History",
    "Standing",
    "Step",
    "Subject",
    "Turn",
    "changes",
    "history",
    "standing",
    "step_between",
]
