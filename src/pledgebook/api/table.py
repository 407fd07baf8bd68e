"""An answer that is a list of typed items and a table at once: for pandas, Arrow and a notebook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, overload

from pledgebook.api.html import MOST, table_html
from pledgebook.model import PledgebookError

if TYPE_CHECKING:
    import pandas
    import pyarrow

T = TypeVar("T")
Record = dict[str, Any]

# What a column may hold, and its type in pandas and in Arrow.
PANDAS = {
    "text": "string",
    "whole": "Int64",
    "number": "Float64",
    "truth": "boolean",
    "day": "datetime64[s]",
    "moment": "datetime64[us, UTC]",
    "list": "object",
}


class Table(Sequence[T], Generic[T]):
    """A sequence of typed items; `records`, `to_pandas` and `to_arrow` give them flat.

    The columns are the same whatever was found, also where nothing was. `columns` names them in order,
    each with what it holds: text, whole, number, truth, day, moment (UTC) or list (of text).
    """

    columns: ClassVar[dict[str, str]] = {}
    shown: ClassVar[tuple[str, ...]] = ()
    """The columns that a notebook shows; the others are for computing."""

    def __init__(self, items: Sequence[T], title: str = "") -> None:
        self._items = tuple(items)
        self.title = title

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Table[T]: ...
    def __getitem__(self, at: int | slice) -> T | Table[T]:
        if not isinstance(at, slice):
            return self._items[at]
        part = copy(self)  # with whatever else a kind of answer holds
        part._items = self._items[at]
        return part

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._items == getattr(other, "_items", None)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.title or 'made by hand'}; {len(self)} in all>"

    def records(self) -> list[Record]:
        """The table as a list of dicts, one a line, each with every column; None where there is no value."""
        return list(self._records())

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a DataFrame, with the types of pandas that know a missing value.

        Lists are tuples in a column of objects. Raises PledgebookError where pandas is not installed.
        """
        pd = needed("pandas")
        records = self.records()
        return pd.DataFrame(
            {
                name: pd.Series([one[name] for one in records], dtype=PANDAS[holds])
                for name, holds in self.columns.items()
            }
        )

    def to_arrow(self) -> pyarrow.Table:
        """The table as an Arrow table; days are `date32`, moments microseconds in UTC, lists of strings.

        Raises PledgebookError where pyarrow is not installed.
        """
        pa = needed("pyarrow")
        types = {
            "text": pa.string(),
            "whole": pa.int64(),
            "number": pa.float64(),
            "truth": pa.bool_(),
            "day": pa.date32(),
            "moment": pa.timestamp("us", tz="UTC"),
            "list": pa.list_(pa.string()),
        }
        schema = pa.schema([(name, types[holds]) for name, holds in self.columns.items()])
        return pa.Table.from_pylist(self.records(), schema=schema)

    def _repr_html_(self) -> str:
        """What a notebook shows: at most 100 lines, every text escaped."""
        records = list(islice(self._records(), MOST))  # never a million lines for the sake of a hundred
        return table_html(self.title, self.shown or tuple(self.columns), records, self._lines())

    def _lines(self) -> int:
        """How many lines the table has."""
        return len(self)

    def _records(self) -> Iterator[Record]:
        return ({name: found.get(name) for name in self.columns} for found in self._flat())

    def _flat(self) -> Iterator[Record]:
        """One dict for each line of the table."""
        raise NotImplementedError


def needed(name: str) -> Any:
    """A package that the extra `analysis` brings. Raises PledgebookError where it is missing."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:  # it is there, and broken
            raise
        raise PledgebookError(
            f"{name} is not installed", remedy="pip install 'pledgebook[analysis]'"
        ) from error
