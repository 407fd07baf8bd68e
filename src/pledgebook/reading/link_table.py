"""What is measured of a link for the boosted trees: its own scores, and those of the links around it.

The reviewer's weights look at each link alone. Whether an actor is likely to undertake something also
depends on how likely the others of the sentence are, and on what the rest of the report tells of the pair.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from heapq import nlargest
from operator import itemgetter

from pledgebook.reading.links import BY_NETWORK, MEASURED, NO_SLOT, Link
from pledgebook.reading.network import CONTRIBUTIONS

# Features of a link (`links.py`) that the trees may ask for beside its scores.
_TRUE = (
    *("provider:True", "someone:True:True", "someone:False:False", "protected:True", "hostile:True"),
    *("collective:-", "collective:GROUP", "told:1", "told:2", "weak", "amount", "condition", "alone:True"),
    *("speaks:True", "focus:True", "via:name", "many:1", "many:3", "mkind:pronoun", "mkind:office"),
    *(BY_NETWORK, "stop:None", *(f"c:{name}" for name in CONTRIBUTIONS)),
)
_COLUMN = {name: at for at, name in enumerate(_TRUE)}
_SCORES = (*MEASURED, NO_SLOT)
_SCORE = {name: at for at, name in enumerate(_SCORES)}
_PLACE = ("odds", "ruled", "held", "share of the report before it", "sentences before it", "sentences")
# The links that one is compared with, and those of them in its own sentence that are left out.
_GROUPS = ("pair", "contribution here", "actor here", "candidate", "actor", "contribution")
_ELSEWHERE = ("pair", "actor", "contribution")
_COMPARED = ("likeliest", "number", "likelier")
_RANKS = (1, 3, 6)
COLUMNS = (
    *_TRUE,
    *_SCORES,
    *_PLACE,
    *(f"{group}: {what}" for group in _GROUPS for what in _COMPARED),
    *(f"place {rank}" for rank in _RANKS),
)
"""The names of the columns of `link_table`."""

# Odds that stand where there is no other link.
_NOBODY = -6.0
# What stands for a score that the network does not give.
_NO_SCORE = -3.0


def link_table(links: Sequence[Link], chances: Sequence[float], sentences: int) -> list[list[float]]:
    """A row of `COLUMNS` for each link of a report of so many sentences.

    `chances` are what the reviewer's weights give for each link, 0 to 1.
    """
    odds = list(map(_log_odds, chances))
    where = [link.candidate.parsed.sentence.index for link in links]
    compared = [_compared(key, odds, where, name in _ELSEWHERE) for name, key in _keys(links, where)]
    ranked = sorted(odds, reverse=True)
    top = [ranked[min(rank, len(ranked)) - 1] for rank in _RANKS if ranked]
    return [
        [
            *_own(link),
            odds[at],
            float(link.ruled),
            float(link.held),
            where[at] / max(1, sentences),
            math.log1p(where[at]),
            math.log(max(1, sentences)),
            *(value for columns in compared for value in columns[at]),
            *top,
        ]
        for at, link in enumerate(links)
    ]


def _own(link: Link) -> list[float]:
    true = [0.0] * len(_TRUE)
    for name in link.features:
        if (at := _COLUMN.get(name)) is not None:
            true[at] = 1.0
    scores = [_NO_SCORE] * len(_SCORES)
    for name, value in link.values:
        scores[_SCORE[name]] = value
    return true + scores


def _keys(links: Sequence[Link], where: Sequence[int]) -> Iterator[tuple[str, list[Hashable]]]:
    """By the name of each of `_GROUPS` what the links of one group share."""
    actors = [link.actor for link in links]
    contributions = [link.candidate.cue.contribution for link in links]
    yield "pair", list(zip(actors, contributions, strict=True))
    yield "contribution here", list(zip(where, contributions, strict=True))
    yield "actor here", list(zip(where, actors, strict=True))
    yield "candidate", [id(link.candidate) for link in links]
    yield "actor", list(actors)
    yield "contribution", list(contributions)


def _compared(
    keys: Sequence[Hashable], odds: Sequence[float], where: Sequence[int], elsewhere: bool
) -> list[tuple[float, float, float]]:
    """For each link the likeliest of the others of its group, their number, and how many are likelier.

    With `elsewhere` only those of other sentences are the others.
    """
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        groups[key].append(at)
    found = [(_NOBODY, 0.0, 0.0)] * len(keys)
    for group in groups.values():
        if len(group) == 1:
            continue
        # without `elsewhere` each link stands for itself alone
        of = [where[at] if elsewhere else at for at in group]
        number = Counter(of)
        best: dict[int, float] = {}
        for at, part in zip(group, of, strict=True):
            best[part] = max(best.get(part, _NOBODY), odds[at])
        (first, most), (_, next_most) = (*nlargest(2, best.items(), key=itemgetter(1)), (0, _NOBODY))[:2]
        ranked = sorted(odds[at] for at in group)
        for at, part in zip(group, of, strict=True):
            others = next_most if part == first else most
            likelier = len(group) - bisect_right(ranked, odds[at])
            found[at] = others, float(len(group) - number[part]), float(likelier)
    return found


def _log_odds(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))
