"""Texts of a chart: on one line, bounded, harmless; names that no two actors share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from textwrap import wrap
from unicodedata import combining, normalize

from pledgebook.codebook.actors import actor_label, actor_table
from pledgebook.codebook.codes import codebook
from pledgebook.model import Quantity
from pledgebook.model.safe import safe

NAME = 34
"""Characters of a name on an axis."""

SENTENCE = 600
"""Characters of a sentence in a tooltip."""

_TAG = re.compile(r"<(?=[A-Za-z/!?])")


def short(text: str, most: int) -> str:
    r"""The text on one line, with what is not printed shown by its number, cut at `most` characters.

    Control characters would make an SVG file unreadable, and marks of direction could turn a label round.
    What a browser would take for a tag begins with another sign instead: a chart may end up in any page.

    >>> short("no \x1b[31mtroops\n today", 20), short("a </script> b", 20), short("4 < 5", 20)
    ('no \\x1b[31mtroops t…', 'a ‹/script> b', '4 < 5')
    """
    line = _TAG.sub("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", safe(text[: 4 * most]))
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def actor_name(code: str, count: int = 0) -> str:
    """What an actor is called on an axis; `count` is the number of a nameless group.

    >>> actor_name("FRA"), actor_name("GROUP", 26), actor_name("GROUP"), actor_name("COALITION")
    ('France', '26 unnamed parties', 'Unnamed parties', 'The coalition')
    """
    if code == "GROUP":
        return f"{count:,} unnamed parties" if count else "Unnamed parties"
    special = {"COALITION": "The coalition", "EUROPE": "Europeans, unnamed"}
    return short(special.get(code) or actor_label(code), NAME)


def actor_names(actors: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], str]:
    """A name for each actor, given by code and count; those that would share one have their code behind it.

    >>> list(actor_names([("FRA", 0), ("OTHER:France", 0)]).values())
    ['France (FRA)', 'France (OTHER:France)']
    """
    plain = {actor: actor_name(*actor) for actor in actors}
    often = Counter(plain.values())
    names: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for actor, name in plain.items():
        wanted = name if often[name] == 1 else f"{name} ({short(actor[0], NAME)})"
        number, unique = 2, wanted
        while unique in taken:  # two long names that differ only behind the cut
            number, unique = number + 1, f"{wanted} {number}"
        taken.add(unique)
        names[actor] = unique
    return names


def sortable(name: str) -> str:
    """The name as it stands in an alphabet: without accents and capitals.

    >>> sorted(["Türkiye", "Åland", "Tonga"], key=sortable)
    ['Åland', 'Tonga', 'Türkiye']
    """
    plain = normalize("NFKD", name)
    return "".join(sign for sign in plain if not combining(sign)).casefold()


def contribution_label(code: str) -> str:
    """The name of a contribution for people."""
    known = codebook().contributions.get(code)
    return known.label if known else short(code, NAME)


def is_country(code: str) -> bool:
    """Whether the code is that of one country or territory, and not of many parties."""
    return any(country.code == code for country in actor_table().countries)


def amount(quantity: Quantity | None) -> str:
    """An amount as people write it; nothing where there is none.

    >>> amount(Quantity(8000, "troops", 5000)), amount(None)
    ('5,000-8,000 troops', '')
    """
    if quantity is None:
        return ""
    low = f"{quantity.low:,}-" if quantity.low is not None else ""
    return f"{low}{quantity.value:,} {short(quantity.unit, NAME)}"


def lines(text: str, width: int, most: int) -> list[str]:
    """The text in lines of at most `width` characters, at most `most` of them."""
    found = wrap(short(text, width * most), width, break_long_words=True, break_on_hyphens=False) or [""]
    return found if len(found) <= most else [*found[: most - 1], short(" ".join(found[most - 1 :]), width)]


def pledges_to(beneficiary: str, framework: str | None) -> str:
    """The title of what stands for a beneficiary, or of a framework by its name.

    >>> pledges_to("UKR", None), pledges_to("UKR", "Security guarantees for Ukraine")
    ('Security pledges to Ukraine', 'Security guarantees for Ukraine')
    """
    return short(framework, 70) if framework else f"Security pledges to {actor_name(beneficiary)}"
