"""A list in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from fastapi import Query

T = TypeVar("T")

SIZE = 40
"""Entries of a list that a page shows."""

PageNumber = Annotated[int, Query(alias="page", ge=1, le=100_000, description="The part of the list.")]


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One part of a list: `items` are those of `page` (from 1) out of `total`.

    >>> one = Paged.of(range(95), 3)
    >>> list(one.items)[0], one.first, one.last, one.pages
    (80, 81, 95, 3)
    """

    items: Sequence[T]
    page: int
    total: int
    size: int = SIZE

    @classmethod
    def of(cls, whole: Sequence[T], page: int, size: int = SIZE) -> Paged[T]:
        """The part of a list; one beyond its end is empty."""
        return cls(whole[(page - 1) * size : page * size], page, len(whole), size)

    @property
    def pages(self) -> int:
        """How many parts there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The number of the first entry shown, from 1."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last entry shown."""
        return min(self.page * self.size, self.total)
