"""Codes in a framework: those of the codebook, and nothing else."""

from __future__ import annotations

from functools import cache

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.frameworks.places import Place
from pledgebook.model.errors import CodebookError

_OTHER = "OTHER:"


def require_code(kind: str, code: str, place: Place) -> None:
    """Raises FrameworkError where the codebook holds no such code of a kind such as `conditions`."""
    try:
        codebook().require(kind, code)
    except CodebookError as error:
        raise place.error(error.what, error.remedy or "name a code of the codebook") from error


def require_actor(code: str, place: Place) -> None:
    """Raises FrameworkError where the text is no actor code that can stand for one actor.

    An organisation that the codebook does not know may be named as `OTHER:` and its name. A group
    without names (`GROUP`, `EUROPE`, `COALITION`) is no actor of a framework.
    """
    names = _names()
    if code in names.values() or (code.startswith(_OTHER) and code[len(_OTHER) :].strip()):
        return
    meant = names.get(code.casefold())
    remedy = "write an ISO 3166-1 alpha-3 code such as FRA, or NATO, EU, UN, AU, or OTHER: and a name"
    raise place.error(f"unknown actor {code!r}", f"did you mean {meant}?" if meant else remedy)


@cache
def _names() -> dict[str, str]:
    """Actor codes by what a person may write in their place: the name, the alpha-2 code, small letters."""
    table = actor_table()
    found = {country.alpha2.casefold(): country.code for country in table.countries}
    for entry in table.entries:
        if entry.kind == "name" and len(entry.codes) == 1:
            found.setdefault(entry.text.casefold(), entry.codes[0])
    return found | {code.casefold(): code for code, _ in table.labels}
