"""Votes told in figures: "by 141 votes to 7", "14 in favour", "15-0". The ayes are the tally.

Only where states vote: the deputies of one parliament are no parties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterator


_NEAR = 3
_HYPHENS = ("-", "–", "‑")
# A result in one word: "14–0".
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}")
# Before a number that opens its part of the sentence.
_OPENING = ("", ":", "–", "—", "-")


def ayes(doc: Doc) -> Number | None:
    """The number of votes for what was voted on in a sentence, None where it tells no vote.

    >>> import spacy
    >>> tokenize = spacy.blank("en")
    >>> ayes(Doc(tokenize("The text was adopted by 141 votes to 7."))).value
    141
    >>> ayes(Doc(tokenize("Nine votes are needed to pass it."))) is None
    True
    """
    words = tally_words()
    if words.polling.isdisjoint({t.lower_ for t in doc}) or _is_of_house(doc):
        return None
    return next(_ayes(doc), None)


def _is_of_house(doc: Doc) -> bool:
    """Whether a sentence speaks of one state's parliament, by whatever name."""
    words = tally_words()
    return any(
        t.lower_ in words.houses
        or (t.lower_ == "assembly" and (not t.i or doc[t.i - 1].lower_ not in words.general))
        for t in doc
    )


def _ayes(doc: Doc) -> Iterator[Number]:
    every = numbers(doc)
    for at, number in enumerate(every):
        value = number.value
        if not isinstance(value, int) or not 2 <= value <= tally_words().most:
            continue
        after = every[at + 1] if at + 1 < len(every) else None
        if _is_cast(doc, number) or _is_result(doc, number, after):
            yield number


def _is_cast(doc: Doc, number: Number) -> bool:
    """Whether votes or voters stand behind a number, and nothing turns them against."""
    words = tally_words()
    behind = [t.lower_ for t in doc[number.last + 1 : number.last + 1 + 2 * _NEAR]]
    before = doc[number.first - 1].lower_ if number.first else ""
    near = doc[max(0, number.first - _NEAR) : number.last + 1 + _NEAR]
    if any(t.lower_ in words.needed for t in near):
        return False
    if before in words.against or any(w in words.against for w in behind[:2]):
        return _is_outvoting(doc, number)
    if behind[:1] and behind[0] in words.ballots:
        return True
    favour = behind[:2] in (["in", "favour"], ["in", "favor"]) or behind[:1] in (["for"], ["yes"])
    if before == "of" and number.first > 1 and doc[number.first - 2].lower_ not in words.margins:
        favour = False  # "the vote on a battalion of 850 for the north"
    opened = before in ("with", "by", ",", "of", "and", "(", "was", "is", *_OPENING)
    if favour and opened and (_is_poll(doc) or (before in _OPENING and behind[0] == "in")):
        return True
    if behind[:1] == ["voted"] and behind[1:2] in (["yes"], ["for"], ["aye"]):
        return True  # "seventy-five voted yes"
    voters = [i for i, w in enumerate(behind[:_NEAR]) if w in words.voters and before != "of"]
    if voters and behind[voters[0]] in words.parties | words.persons:
        return False  # states that vote are read like other parties
    return bool(voters) and any(w in words.polling for w in behind[voters[0] + 1 :])


def _is_outvoting(doc: Doc, number: Number) -> bool:
    """Whether votes stand against a number behind them: "310 votes against 205", "310 against 205 votes"."""
    ballots = tally_words().ballots
    behind = doc[number.last + 1 : number.last + 4]
    if len(behind) < _NEAR:
        return False
    one, two, three = behind
    return (one.lower_ in ballots and two.lower_ == "against" and three.like_num) or (
        one.lower_ == "against" and two.like_num and three.lower_ in ballots
    )


def _is_poll(doc: Doc) -> bool:
    words = tally_words()
    return any(
        t.lower_ in words.ballots or t.lower_ in words.casting or t.lower_ in words.against for t in doc
    )


def _is_result(doc: Doc, number: Number, after: Number | None) -> bool:
    """Whether a number opens a result: "by 112 to 31", "passed 112-31", "15 to nil"."""
    joined = after is not None and after.first == number.last and _SCORE.fullmatch(doc[after.first].text)
    behind = [t.lower_ for t in doc[number.last + 1 : number.last + _NEAR]]
    if not joined and (len(behind) < 2 or behind[0] not in (*_HYPHENS, "to", "against")):
        return False
    told = after is not None and isinstance(after.value, int) and after.first - number.last == 2
    if not (joined or told) and behind[1] not in tally_words().nil:
        return False
    before = [t.lower_ for t in doc[max(0, number.first - 2 * _NEAR) : number.first]]
    return bool(tally_words().polling & set(before)) and not any(
        w in ("won", "beat", "scored") for w in before
    )
