"""Do the sums add up: claims as constraints of a small answer-set program (docs/reckoning.md).

`claims` reads rows of the book, `lasting` tells which of them still hold, `problem` writes the facts for the
rules in `rules/*.lp`, `solve` asks the solver, `minimal` finds conflicts, `check` joins them into an answer.
"""

from pledgebook.reckoning.tallies.answer import Check, Conflict, Named, SetAside, Sum
from pledgebook.reckoning.tallies.check import Effort, check, reckon
from pledgebook.reckoning.tallies.meaning import (
    Apart,
    Claim,
    Counts,
    Group,
    Replaced,
    Says,
    Statement,
    Why,
    Word,
)
from pledgebook.reckoning.tallies.problem import Set

__all__ = [
    "Apart",
    "Check",
    "Claim",
    "Conflict",
    "Counts",
    "Effort",
    "Group",
    "Named",
    "Replaced",
    "Says",
    "Set",
    "SetAside",
    "Statement",
    "Sum",
    "Why",
    "Word",
    "check",
    "reckon",
]
