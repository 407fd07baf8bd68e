"""Codes as words: what the templates show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from pledgebook.codebook.actors import actor_label
from pledgebook.codebook.codes import codebook, status_letter
from pledgebook.model import Quantity
from pledgebook.reckoning.scenarios.logic import Literal


def actor_name(code: str) -> str:
    """The name of an actor.

    >>> actor_name("FRA"), actor_name("OTHER:Wagner"), actor_name("GROUP")
    ('France', 'Wagner', 'a group')
    """
    return _COLLECTIVES.get(code) or actor_label(code)


_COLLECTIVES = {"GROUP": "a group", "EUROPE": "Europe", "COALITION": "the coalition"}


def label(code: str) -> str:
    """The codebook's label of a contribution, status, condition or stance; the code where it has none.

    >>> label("ground_troops"), label("pledged"), label("us_backstop")
    ('Ground troops', 'Pledged', 'US backstop')
    """
    book = codebook()
    for kind in (book.contributions, book.statuses, book.conditions, book.stances):
        if code in kind:
            return kind[code].label
    return code


def set_label(code: str) -> str:
    """The codebook's label of a set of parties that a tally counts; `other` is a condition too.

    >>> set_label("participants"), set_label("nobody")
    ('Participants', 'nobody')
    """
    known = codebook().tally_sets.get(code)
    return known.label if known else code


def amount(quantity: Quantity | None) -> str:
    """A quantity in words.

    >>> amount(Quantity(8000, "troops", low=5000)), amount(None)
    ('5,000–8,000 troops', '')
    """
    if quantity is None:
        return ""
    low = "" if quantity.low is None else f"{quantity.low:,}–"
    return f"{low}{quantity.value:,} {quantity.unit}"


def day(value: date | datetime | None) -> str:
    """A day for people.

    >>> day(date(2025, 9, 4)), day(None)
    ('4 Sep 2025', 'no day')
    """
    return "no day" if value is None else f"{value.day} {value:%b %Y}"


def short(text: str | None, most: int = 160) -> str:
    r"""A text on one line, cut after so many characters.

    >>> short("one  two\nthree", 9)
    'one two …'
    """
    line = " ".join((text or "")[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def web_address(source: str | None) -> str | None:
    """The address of an original that a page may link to; None for what is none of http or https.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)"), web_address("reports/a.txt")
    ('https://example.org/a', None, None)
    """
    if source is None or len(source) > _LONGEST_ADDRESS or any(ord(sign) <= ord(" ") for sign in source):
        return None
    try:
        parts = urlsplit(source)
    except ValueError:
        return None
    return source if parts.scheme in ("http", "https") and parts.hostname else None


_LONGEST_ADDRESS = 2000


def conditions(codes: tuple[str, ...]) -> str:
    """What a pledge depends on, in words.

    >>> conditions(("ceasefire", "us_backstop")), conditions(())
    ('ceasefire, US backstop', '')
    """
    return ", ".join(_lowered(label(code)) for code in codes)


def _lowered(words: str) -> str:
    """The words as they stand within a sentence; an abbreviation keeps its capitals."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def fact_name(fact: Literal) -> str:
    """A fact in words; of a party with its name, one that must not be with "no".

    >>> fact_name(Literal("parliament_approval", "DEU")), fact_name(Literal("us_backstop", holds=False))
    ('approval at home (Germany)', 'no US backstop')
    """
    party = f" ({short(actor_name(fact.party), 40)})" if fact.party else ""
    return f"{'' if fact.holds else 'no '}{_lowered(label(fact.code))}{party}"


def moment(value: datetime) -> str:
    """A moment for people, in UTC.

    >>> moment(datetime(2025, 9, 4, 12, 30))
    '4 Sep 2025 12:30 UTC'
    """
    return f"{value.day} {value:%b %Y %H:%M} UTC"


def exact(text: str) -> str:
    r"""A text whose characters a browser keeps one for one, so that offsets into it hold.

    >>> exact("a\r\nb") == "a \nb"
    True
    """
    return text.translate(_KEPT)


_KEPT = {0: "\ufffd", 13: " ", 12: " "} | dict.fromkeys(range(55296, 57344), "�")

FILTERS: dict[str, Callable[..., Any]] = {
    "exact": exact,
    "actor": actor_name,
    "label": label,
    "set_label": set_label,
    "amount": amount,
    "day": day,
    "letter": status_letter,
    "short": short,
    "web_address": web_address,
    "conditions": conditions,
    "moment": moment,
}
