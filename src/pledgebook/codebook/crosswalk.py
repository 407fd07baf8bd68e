"""From the codes of the codebook to those of others: ISO 3166-1, Correlates of War, PLOVER."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.load import read_yaml

if TYPE_CHECKING:
    from pledgebook.codebook.crosswalk_schema import PloverFile


@dataclass(frozen=True, slots=True)
class ActorCodes:
    """The codes of one country: ISO alpha-3, alpha-2 and numeric (three digits), and COW's number.

    Each is None where there is none; all are for an actor that is no country.
    """

    alpha3: str | None = None
    alpha2: str | None = None
    numeric: str | None = None
    cow: int | None = None


_NONE = ActorCodes()


def actor_codes(code: str | None) -> ActorCodes:
    """The codes of an actor.

    >>> actor_codes("DEU")
    ActorCodes(alpha3='DEU', alpha2='DE', numeric='276', cow=255)
    >>> actor_codes("NATO").alpha3 is None
    True
    """
    return _all_codes().get(code or "", _NONE)


@cache
def _all_codes() -> dict[str, ActorCodes]:
    from pledgebook.codebook.crosswalk_schema import CowFile

    cow = read_yaml("crosswalks/cow.yaml", CowFile).states
    return {
        country.code: ActorCodes(country.code, country.alpha2, country.numeric, cow.get(country.code))
        for country in actor_table().countries
    }


@dataclass(frozen=True, slots=True)
class PloverCode:
    """An event of PLOVER with its quad category (1 to 4), its mode and its context where there is one."""

    event: str
    quad: int
    mode: str | None = None
    context: str | None = None


def plover_pledge(status: str, contribution: str) -> PloverCode | None:
    """What a pledge is in PLOVER, None where it has no code.

    >>> plover_pledge("delivered", "weapons")
    PloverCode(event='AID', quad=2, mode='military', context='military')
    >>> plover_pledge("undecided", "weapons") is None
    True
    """
    file = _plover()
    given = file.contributions.get(contribution)
    if given is None:
        return None
    if status == "delivered":
        return PloverCode(given.delivered, file.events[given.delivered], given.mode, given.context)
    event = file.statuses.get(status)
    return PloverCode(event, file.events[event], context=given.context) if event else None


def plover_position(stance: str) -> PloverCode | None:
    """What a position is in PLOVER, None where it has no code."""
    event = _plover().stances.get(stance)
    return PloverCode(event, _plover().events[event]) if event else None


def plover_actor(code: str) -> str | None:
    """The actor's three letters in PLOVER: a state's own, IGO for an organisation of states, else None.

    >>> plover_actor("FRA"), plover_actor("NATO"), plover_actor("GROUP")
    ('FRA', 'IGO', None)
    """
    return actor_codes(code).alpha3 or _plover().organisations.get(code)


@cache
def _plover() -> PloverFile:
    from pledgebook.codebook.crosswalk_schema import PloverFile

    return read_yaml("crosswalks/plover.yaml", PloverFile)


def language3(code: str | None) -> str | None:
    """The three letters of ISO 639-3 of a language, None where the table lacks it.

    >>> language3("en"), language3("xx")
    ('eng', None)
    """
    return _languages().get(code or "")


@cache
def _languages() -> dict[str, str]:
    from pledgebook.codebook.crosswalk_schema import LanguageFile

    return read_yaml("crosswalks/languages.yaml", LanguageFile).languages
