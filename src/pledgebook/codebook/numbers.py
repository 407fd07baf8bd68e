"""The words of numbers and of what stands before them: `data/numbers.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml


class NumberWords(BaseModel):
    """The file `numbers.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    groups: dict[str, int]
    vague: frozenset[str]
    measured: frozenset[str]
    not_vague_after: frozenset[str]
    vague_plurals: frozenset[str]
    bounds: dict[str, tuple[str, ...]]
    trailers: tuple[tuple[str, ...], ...]
    range_words: frozenset[str]
    articles: frozenset[str]
    ordinal_suffixes: frozenset[str]


@cache
def number_words() -> NumberWords:
    """The vocabulary of numbers, read once."""
    return read_yaml("numbers.yaml", NumberWords)
