"""The fields of a row as a form shows them: each with its codes and what the codebook says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import Code, codebook
from pledgebook.codebook.columns import ROWS
from pledgebook.codebook.written import COLLECTIVES
from pledgebook.model import Nearness, Quantity, Row, Tally

_LEFT_OUT = ("evidence", "reasons", "confidence")
_CODED = {
    "contribution": "contributions",
    "status": "statuses",
    "stance": "stances",
    "object": "contributions",
    "set": "tally_sets",
}
_ACTORS = ("guarantor", "beneficiary", "actor")
_NEARNESS = {
    Nearness.OWN: "Who speaks for the guarantor, by name or not.",
    Nearness.ALLY: "Another party that is no adversary: a partner, the chair of the coalition.",
    Nearness.BODY: "An official body beside the parties: NATO, the UN, a ministry of nobody known.",
    Nearness.OUTLET: "The report itself, or another outlet that it cites.",
    Nearness.OTHER: "Somebody unnamed who speaks for nobody known, an expert, the adversary.",
}
_ABOUT = {column.name: column.about for column in ROWS} | {
    "count": "number of parties, of a GROUP or a tally; a whole number",
    "quantity": 'amount with its unit, such as "8000 troops" or "5000-8000 troops"',
    "conditions": "what has to be the case before it comes into force",
    "of": "size of the whole that a tally is taken of; a whole number or empty",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: `form` is text, actor, one (of `codes`) or many (of them); `value` as written."""

    name: str
    about: str
    form: str
    value: str
    codes: tuple[Code, ...] = ()
    needed: bool = True

    @property
    def values(self) -> tuple[str, ...]:
        """The codes that are set, where there can be several."""
        return tuple(self.value.split(",")) if self.value else ()


def form_of(row: Row, typed: Mapping[str, str] | None = None) -> list[Field]:
    """The fields of a row that can be amended, with what it holds, or with what was typed already.

    >>> from pledgebook.model import Evidence
    >>> row = Tally(26, 35, "members", None, Evidence(0, 1, "x"))
    >>> [(one.name, one.form, one.value) for one in form_of(row)][:3]
    [('count', 'text', '26'), ('of', 'text', '35'), ('set', 'one', 'members')]
    """
    return [
        _field(one.name, (typed or {}).get(one.name, value_of(row, one.name)), row)
        for one in fields(row)
        if one.name not in _LEFT_OUT
    ]


def value_of(row: Row, name: str) -> str:
    """What a field holds, as a person writes it."""
    value = getattr(row, name)
    match value:
        case None:
            return ""
        case Quantity():
            low = "" if value.low is None else f"{value.low}-"
            return f"{low}{value.value} {value.unit}"
        case tuple():
            return ",".join(value)
        case Nearness():
            return value.value
    return str(value)


def _field(name: str, value: str, row: Row) -> Field:
    about = _ABOUT.get(name, "")
    if name in _CODED:
        return Field(name, about, "one", value, tuple(getattr(codebook(), _CODED[name]).values()))
    if name == "nearness":
        codes = tuple(Code(one.value, one.value, _NEARNESS[one]) for one in Nearness)
        return Field(name, about, "one", value, codes, needed=False)
    if name == "conditions":
        return Field(name, about, "many", value, tuple(codebook().conditions.values()), needed=False)
    if name in _ACTORS:
        return Field(name, about, "actor", value)
    return Field(name, about, "text", value, needed=name == "count" and isinstance(row, Tally))


def actor_choices() -> list[tuple[str, str]]:
    """Every actor's code with its name, for a list to choose from."""
    return [*((code, "") for code in COLLECTIVES), *actor_table().labels]
