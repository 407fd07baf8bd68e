"""The vocabulary of amounts: the file `quantities.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml


class QuantityWords(BaseModel):
    """The file `quantities.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    currency_signs: dict[str, str]
    currency_codes: frozenset[str]
    currency_words: dict[str, str]
    currency_adjectives: dict[str, str]
    home_dollars: dict[str, str]
    home_crowns: dict[str, str]
    crowns: frozenset[str]
    prices: frozenset[str]
    troops: frozenset[str]
    people: frozenset[str]
    personnel_unit: str
    formations: frozenset[str]
    singles: frozenset[str]
    excluded: frozenset[str]
    labels: frozenset[str]
    rates: frozenset[str]
    months: frozenset[str]
    between: frozenset[str]
    elliptic_unit: str
    elliptic_least: int
    bodies: frozenset[str]
    strengths: frozenset[str]
    first_year: int
    last_year: int
    ships: frozenset[str]
    ship_prefixes: frozenset[str]
    aircraft: frozenset[str]
    models: frozenset[str]
    fitting: dict[str, frozenset[str]]
    holding: frozenset[str]
    measuring: frozenset[str]
    measuring_prepositions: frozenset[str]
    beside_prepositions: frozenset[str]
    sizes: frozenset[str]
    among: frozenset[str]
    losses: frozenset[str]
    saying: frozenset[str]
    total_closers: tuple[str, ...]
    countable: frozenset[str]
    units: dict[str, str]
    on_top: tuple[str, ...]
    staff: frozenset[str]
    served: frozenset[str]
    raising: frozenset[str]
    part_openers: tuple[str, ...]
    part_closers: tuple[str, ...]
    distributive: frozenset[str]
    gaps: frozenset[str]

    @property
    def known(self) -> frozenset[str]:
        """Nouns of what a pledge gives."""
        return _known()

    @property
    def single(self) -> frozenset[str]:
        """Nouns of which one behind an article is a quantity of one."""
        return _single()


@cache
def quantity_words() -> QuantityWords:
    """The vocabulary of amounts, read once."""
    return read_yaml("quantities.yaml", QuantityWords)


@cache
def _known() -> frozenset[str]:
    words = quantity_words()
    return words.troops | words.people | words.formations | words.singles | words.ships | words.aircraft


@cache
def _single() -> frozenset[str]:
    words = quantity_words()
    return words.formations | words.singles | words.models
