"""pledgebook: the open book of security pledges.

From Python: `pledgebook.open` opens a book, `pledgebook.read` reads reports without one (docs/python.md).
Both are loaded when they are first asked for, so that the import costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pledgebook.api import (
        Additions,
        Book,
        Changes,
        Checked,
        Conflicts,
        Coverages,
        Finds,
        Histories,
        Matrices,
        Opposeds,
        Readings,
        Rows,
        Scenarios,
        Standings,
        Sums,
        Voices,
        example_book,
        open,
        read,
        report,
    )

__version__ = "0.1.0"
__all__ = [
    "Additions",
    "Book",
    "Changes",
    "Checked",
    "Conflicts",
    "Coverages",
    "Finds",
    "Histories",
    "Matrices",
    "Opposeds",
    "Readings",
    "Rows",
    "Scenarios",
    "Standings",
    "Sums",
    "Voices",
    "__version__",
    "example_book",
    "open",
    "read",
    "report",
]

if not TYPE_CHECKING:  # a type checker sees the names above, and no others

    def __getattr__(name: str) -> object:
        if name in __all__:
            from pledgebook import api

            return getattr(api, name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
