"""Numbers that stand alone: "Indonesia promised 2,700", "96 million", "three from Jordan"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pledgebook.codebook.numbers import number_words
from pledgebook.model import Quantity
from pledgebook.reading.amounts import Amount, is_alone, is_label, is_year, quantity_of
from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.tokens import Doc

NO_CURRENCY = "XXX"
"""The ISO 4217 code of no currency: that of a sum whose money is said elsewhere in the report."""
# A number alone from here on is money, if it is in millions; small ones may leave a scale out.
_SUM = 100_000
_MILLION = 1_000_000
_SCALED = 1000
# Where a number stands that is left alone for what it counts.
_ALONE = frozenset(
    (
        "dobj",
        "attr",
        "conj",
        "pobj",
        "appos",
        "npadvmod",
        "nummod",
        "dep",
        "ROOT",
        "oprd",
        "nsubj",
        "nsubjpass",
    )
)


def lone_number(doc: Doc, number: Number, parsed: bool, *, owned: bool) -> Amount | None:
    """A number that stands alone for what it counts: "Indonesia promised 2,700 and India 850"."""
    if not parsed or number.value is None or number.value < 1 or is_year(doc, number):
        return None
    token = doc[number.last]
    if token.dep_ in ("nummod", "quantmod", "advmod") and token.head.lower_ in ("more", "others"):
        token = token.head  # "might take ten more"
    if number.last + 1 < len(doc) and doc[number.last + 1].lower_ in quantity_words().excluded:
        return None  # "a thousand dead"
    if (token.dep_ not in _ALONE and not owned) or token.head.lemma_ in quantity_words().losses:
        return None  # "the attack killed twelve"
    if _is_sum(doc, number):
        unit = quantity_of(number, NO_CURRENCY)
        return Amount(number.first, number.last, number.last, unit, "money", bare=True)
    if not isinstance(number.value, int):
        return None
    small = number.value < quantity_words().elliptic_least
    if small and not (owned or token.dep_ in ("dobj", "pobj") or _behind_noun(doc, number)):
        return None
    if number.value == 1 and (token.dep_ != "dobj" or any(c.lower_ == "of" for c in token.children)):
        return None
    if number.last + 1 < len(doc) and doc[number.last + 1].text in (":", "/"):
        return None
    unit = quantity_of(number, quantity_words().elliptic_unit)
    return Amount(number.first, number.last, number.last, unit, "count", small=small)


def _behind_noun(doc: Doc, number: Number) -> bool:
    """Whether a number stands behind a noun and a comma or bracket: "engineers, 18"."""
    if number.first < 2 or doc[number.first - 1].text not in (",", "("):
        return False
    ends = number.last + 1 == len(doc) or doc[number.last + 1].is_punct
    return ends and doc[number.first - 2].tag_ in ("NNS", "NN")


def _is_sum(doc: Doc, number: Number) -> bool:
    """Whether a number alone is so large that it can only be money: "96 million"."""
    if number.value is None or number.value < _SUM:
        return False
    return number_words().scales.get(doc[number.last].lower_, 0) >= _MILLION


def followers(doc: Doc, found: Sequence[Amount]) -> Iterator[Amount]:
    """Small numbers that count what an amount before them does: "six jets from Qatar, three from Jordan".

    They stand right behind a name ("Ethiopia five") or right before "from" and a name; behind a sum in
    words they are of its scale ("South Africa ten million, Ethiopia five").
    """
    taken = {t: a for a in found for t in range(a.first, a.last + 1)}
    for number in numbers(doc):
        earlier = [a for a in found if a.last < number.first and a.quantity is not None]
        if not earlier or not isinstance(number.value, int) or not number.value:
            continue
        model = next((a for a in reversed(earlier) if a.kind == "money" or not is_alone(doc, a)), earlier[-1])
        assert model.quantity is not None
        scale = _scale_of(doc, model) if model.kind == "money" and number.value < _SCALED else 1
        amount = taken.get(number.first)
        if amount is not None and (not is_alone(doc, amount) or scale < _MILLION):
            continue
        if is_label(doc, number) or not _is_follower(doc, number):
            continue
        quantity = Quantity(number.value * scale, model.quantity.unit, None)
        like = model.head if model.like is None else model.like
        yield Amount(number.first, number.last, number.last, quantity, model.kind, like, model.bare)


def _is_follower(doc: Doc, number: Number) -> bool:
    """Whether a number stands alone beside a name: "Ethiopia five,", "three from Jordan", "six each from"."""
    at = number.last + 1
    if at < len(doc) and doc[at].lower_ in ("each", "apiece"):
        at += 1
    if at + 1 < len(doc) and doc[at].lower_ == "from" and doc[at + 1].tag_ in ("NNP", "DT"):
        return True
    ends = at >= len(doc) or doc[at].text in (",", ";", ".", "and") or at > number.last + 1
    return ends and number.first > 0 and doc[number.first - 1].tag_ in ("NNP", "NNPS")


def _scale_of(doc: Doc, amount: Amount) -> int:
    """What a word of scale in an amount multiplies by: a million in "ten million"."""
    scales = number_words().scales
    known = (scales[t.lower_] for t in doc[amount.first : amount.last + 1] if t.lower_ in scales)
    return max(known, default=1)


def with_currency(amounts: Sequence[Sequence[Amount]]) -> list[list[Amount]]:
    """The amounts of a report, its bare sums in the money spoken of before, else after, else in dollars."""
    named = [a.quantity.unit for found in amounts for a in found if _has_currency(a) and a.quantity]
    latest = named[0] if named else "USD"
    told: list[list[Amount]] = []
    for found in amounts:
        told.append([])
        for amount in found:
            if _has_currency(amount) and amount.quantity:
                latest = amount.quantity.unit
            elif amount.bare and amount.quantity:
                amount = replace(amount, quantity=replace(amount.quantity, unit=latest))
            told[-1].append(amount)
    return told


def _has_currency(amount: Amount) -> bool:
    return amount.kind == "money" and not amount.bare
