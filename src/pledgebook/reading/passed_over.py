"""Parties that a sentence passes over for others: "Norway, *not Sweden*, will send troops"."""

from __future__ import annotations

from collections.abc import Sequence

from pledgebook.reading.records import Mention
from pledgebook.reading.tokens import Doc

PASSED_OVER = "others will, not they"
"""The rule of who is passed over for those who give."""
# Statuses of those who give by which those who are passed over give nothing.
OPEN = frozenset({"pledged", "formalised", "offered"})
# Wordings that pass over whom they stand before; what may stand between.
_PASSING = (("not",), ("rather", "than"), ("instead", "of"))
_ALONE = frozenset({"alone", "only"})
_LIGHT = frozenset({"the", "by", "from"})
# What may stand before "not" where it denies a name and no verb.
_OPENING = frozenset({",", "and", "but", "–", "—", "-", "(", ";", ":", '"', "“"})
# What may stand between the two parties beside the wording itself.
_JOINING = _OPENING | _LIGHT | {"not", "rather", "than", "instead", "of", ")"}
# Tokens from the one party to the other, at most: the longest wording with its marks.
_FAR = 9


def is_passed_over(mention: Mention, doc: Doc) -> bool:
    """Whether a name stands behind "not", "rather than" or "instead of", in a phrase of its own."""
    behind = doc[mention.last + 1 : mention.last + 2]
    if behind and behind[0].lower_ in _ALONE:
        return False  # "and not by Paris alone": with others
    at = mention.first
    while at and doc[at - 1].lower_ in _LIGHT:
        at -= 1
    for wording in _PASSING:
        start = at - len(wording)
        if start < 0 or tuple(t.lower_ for t in doc[start:at]) != wording:
            continue
        return wording != ("not",) or not start or doc[start - 1].lower_ in _OPENING
    return False


def passed_over_for(
    giving: Sequence[str], mentions: Sequence[Mention], passed: Sequence[Mention], doc: Doc
) -> Mention | None:
    """Who of the `passed` is so for those who give: right behind them or, before "but", right before them."""
    for chosen in mentions:
        if not chosen.codes or not set(chosen.codes) <= set(giving):
            continue
        for other in passed:
            first, last = (chosen, other) if chosen.first < other.first else (other, chosen)
            if last.first - first.last > _FAR:
                continue
            between = doc[first.last + 1 : last.first]
            if other is first and not any(t.lower_ == "but" for t in between):
                continue
            if between and all(t.lower_ in _JOINING for t in between):
                return other
    return None
