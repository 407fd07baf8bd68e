"""The facts of a scenario: what is assumed, since when, and what is denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from pledgebook.codebook.codes import codebook
from pledgebook.codebook.written import require_actor
from pledgebook.model import CodebookError, Holds, PledgebookError

_WRITTEN = re.compile(r"(?P<code>[^:=]+)(?::(?P<party>[^=]+))?(?:=(?P<day>.*))?")
_FORM = (
    "write a condition's code, its party behind a colon, its day behind =: parliament_approval:DEU=2026-12-01"
)
_ALPHA3 = 3  # letters of a state's code


@dataclass(frozen=True, slots=True)
class Fact:
    """Whether something is so; `since` is its first day, None where that is not known."""

    holds: bool
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known, by code and party. A fact without a party holds for every party not named apart.

    >>> facts = Facts.of(assumed=["parliament_approval"], denied=["parliament_approval:DEU"])
    >>> facts.about(Holds("parliament_approval", "FRA")), facts.about(Holds("parliament_approval", "DEU"))
    (Fact(holds=True, since=None), Fact(holds=False, since=None))
    """

    known: Mapping[Holds, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, assumed: Iterable[str] = (), denied: Iterable[str] = ()) -> Facts:
        """Facts as a person writes them: `ceasefire=2026-12-01`, `us_backstop`, `parliament_approval:DEU`.

        Raises PledgebookError where a code, party or day is unknown, a day stands with what is denied, or
        something is both assumed and denied.
        """
        known: dict[Holds, Fact] = {}
        for written, holds in [(one, True) for one in assumed] + [(one, False) for one in denied]:
            what, since = _read(written)
            if since is not None and not holds:
                raise PledgebookError(f"{written!r}: what is denied has no day", remedy="leave the day out")
            fact = Fact(holds, since)
            if known.setdefault(what, fact) != fact:
                raise PledgebookError(
                    f"{written!r} is said twice, and differently", remedy="keep one of the two"
                )
        return cls(known)

    def about(self, what: Holds) -> Fact | None:
        """What is known of one condition, None where nothing is."""
        found = self.known.get(what)
        return self.known.get(Holds(what.code)) if found is None else found


def _read(written: str) -> tuple[Holds, date | None]:
    form = _WRITTEN.fullmatch(written.strip())
    if form is None:
        raise PledgebookError(f"{written!r} is no fact", remedy=_FORM)
    code, party, day = (value.strip() if value else value for value in form.group("code", "party", "day"))
    try:
        codebook().require("conditions", code)
    except CodebookError as error:
        raise PledgebookError(f"{written!r}: {error.what}", remedy=error.remedy) from error
    return Holds(code, None if party is None else _party(party, code, written)), _day(day, written)


def _party(party: str, code: str, written: str) -> str:
    if not codebook().conditions[code].own:
        raise PledgebookError(
            f"{written!r}: {code} is one fact for everybody", remedy=f"leave the party out: {code}"
        )
    try:
        return require_actor(party.upper() if len(party) == _ALPHA3 else party)
    except CodebookError as error:
        raise PledgebookError(f"{written!r}: {error.what}", remedy=error.remedy) from error


def _day(day: str | None, written: str) -> date | None:
    if day is None:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise PledgebookError(f"{written!r}: {day!r} is no day", remedy="write it as 2026-12-01") from error
