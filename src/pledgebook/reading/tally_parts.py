"""Parts of a set of parties and the whole that they are of: "26 of the 35", "two thirds of the 30"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.codebook.numbers import number_words
from pledgebook.reading.numbers import Number
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, printed

# So many tokens may stand between a part, its whole and the noun that it counts.
REACH = 7
HYPHENS = ("-", "–", "‑")


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A number of parties. `head` is the token that carries its part in the sentence: the counted
    noun, or the number's own token. `last` ends its noun phrase.

    `kind`: party, person (leaders, ministers), joined ("35-nation"), strong ("35 strong"), bare (its noun
    was said before).
    `of` is the size of the whole where the phrase gives it; `whole` marks a number that is itself the
    whole of a part ("of the 35 members").
    """

    number: Number
    value: int
    head: int
    last: int
    kind: str
    of: int | None = None
    whole: bool = False
    linked: bool = False


def with_wholes(doc: Doc, found: Sequence[PartyCount]) -> list[PartyCount]:
    """Parts with the size of their whole, exceptions turned round, fractions told."""
    wholes = [c for c in found if c.whole]
    size = wholes[0].value if wholes else None
    taken: list[PartyCount] = []
    for count in _summed(doc, found):
        behind = next((w for w in wholes if 0 < w.number.first - count.number.last <= REACH), None)
        if count.linked and behind is not None:
            count = replace(count, of=behind.value, last=max(count.last, behind.last))
        elif not count.whole and (last := _antecedent(doc, count, taken)) is not None:
            count = replace(count, of=last)
        elif (
            not count.whole and size is not None and count.value <= size and _is_beside(doc, count, wholes[0])
        ):
            count = replace(count, of=size)
        excepts = count.of is None and bool(taken) and _is_excepted(doc, count)
        if excepts and taken[-1].value > count.value:
            count = replace(count, of=taken[-1].value)  # "forty were invited; all but three came"
        taken.append(_turned(doc, count))
    shares = _shares(doc, wholes)
    return [c for c in (*taken, *shares) if c.value > 1]


def _summed(doc: Doc, found: Sequence[PartyCount]) -> list[PartyCount]:
    """Members and partners that act together as one number: "23 allies and four partners have joined"."""
    made: list[PartyCount] = []
    for count in found:
        last = made[-1] if made else None
        joined = last is not None and printed(doc[last.last + 1 : count.number.first]).lower() in (
            "and",
            "plus",
        )
        if (
            last is None
            or not joined
            or {last.kind, count.kind} != {"party"}
            or doc[count.head].lower_ != "partners"
        ):
            made.append(count)
        else:
            number = replace(last.number, value=last.value + count.value)
            made[-1] = replace(last, number=number, value=last.value + count.value, last=count.last)
    return made


def _antecedent(doc: Doc, count: PartyCount, before: Sequence[PartyCount]) -> int | None:
    """The number that "of which" or "of whom" before another takes up: "40 were asked, of whom 28 came"."""
    opening = printed(doc[max(0, count.number.first - 2) : count.number.first]).lower().strip()
    if opening not in ("of which", "of whom") or not before or before[-1].value < count.value:
        return None
    return before[-1].value


def _is_beside(doc: Doc, count: PartyCount, whole: PartyCount) -> bool:
    """Whether a number stands in one part of the sentence with a whole: no semicolon between."""
    first, last = sorted((count.number.first, whole.number.first))
    return not any(t.text == ";" for t in doc[first:last])


def _turned(doc: Doc, count: PartyCount) -> PartyCount:
    """A count behind "all but" turned round: three of 27 are 24; without a whole nothing is told."""
    if not _is_excepted(doc, count):
        return count
    return replace(count, value=count.of - count.value if count.of is not None else 0)


def _is_excepted(doc: Doc, count: PartyCount) -> bool:
    first = count.number.first
    return first > 1 and doc[first - 1].lower_ in tally_words().excepting and doc[first - 2].lower_ == "all"


def is_whole(doc: Doc, number: Number) -> bool:
    """Whether a number is the whole of which another is a part: "of the coalition's 35 members"."""
    at = number.first - 1
    while at >= 0 and number.first - at <= REACH:
        token = doc[at]
        if token.lower_ == "of":
            if doc[at + 1].lower_ in ("which", "whom"):
                return False  # "of which 12 have sent warships": the part
            return at == 0 or _opens_part(doc, at - 1)
        if token.pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ", "ADV", "ADP"):
            return False
        at -= 1
    return False


def _opens_part(doc: Doc, at: int) -> bool:
    token = doc[at]
    lower = token.lower_
    if lower == "one" and (not at or doc[at - 1].text not in HYPHENS):
        return False  # "he was one of 27 leaders": no part is told
    return (
        token.pos_ in ("NUM", "PUNCT")
        or lower
        in ("out", "and", "but", "half", "majority", "most", "all", "some", "none", "many", "only", "each")
        or lower in tally_words().fractions
        or lower in number_words().units
        or lower in number_words().groups
    )


def _shares(doc: Doc, wholes: Sequence[PartyCount]) -> list[PartyCount]:
    """Fractions of a whole and exceptions from it: "two thirds of the 30", "all but three of the 27"."""
    made: list[PartyCount] = []
    for whole in wholes:
        start = max(0, whole.number.first - REACH)
        of = next((t.i for t in reversed(doc[start : whole.number.first]) if t.lower_ == "of"), None)
        if of is None or not of or doc[of - 1].lower_ not in tally_words().fractions:
            continue
        parts = tally_words().fractions[doc[of - 1].lower_]
        first = of - 1
        times = 1
        while first and (
            doc[first - 1].text in HYPHENS
            or doc[first - 1].lower_ in number_words().units
            or doc[first - 1].lower_ in ("a", "one")
        ):
            first -= 1
            times = number_words().units.get(doc[first].lower_, times)
        exact = whole.value * times / parts
        if 1 < exact <= whole.value and _is_plain(doc, first):
            number = Number(first, of - 1, round(exact))
            made.append(
                PartyCount(number, round(exact), of - 1, whole.last, "bare", whole.value, False, True)
            )
    return made


def _is_plain(doc: Doc, first: int) -> bool:
    """Whether a fraction is no bound: "more than half of the 54" gives no number."""
    return not first or doc[first - 1].lower_ not in (
        "than",
        "least",
        "nearly",
        "almost",
        "under",
        "over",
        "not",
        "about",
    )


def is_of_us(doc: Doc, number: Number) -> bool:
    """Whether a speaker counts parties as his own: "twenty-six of us are committed"."""
    assert isinstance(number.value, int)
    of_us = printed(doc[number.last + 1 : number.last + 3]).lower() == "of us"
    return of_us and number.value >= tally_words().few
