"""The record of an amount, and what its number and its noun are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pledgebook.codebook.actors import actor_table
from pledgebook.model import Quantity
from pledgebook.reading.numbers import Number
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.tokens import Doc, Token, printed


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: tokens `first` to `last` (included) of one sentence.

    `head` is the counted noun, the word or sign of money, or the number itself where the noun is
    left out ("Indonesia promised 2,700"). `quantity` is None for "several thousand soldiers". `like` is the
    noun of an amount before that tells what a number alone counts; a `bare` sum has no word of money.
    A `small` number alone counts only where the row's contribution is known without it.
    """

    first: int
    last: int
    head: int
    quantity: Quantity | None
    kind: Literal["money", "count"]
    like: int | None = None
    bare: bool = False
    small: bool = False

    @property
    def plain(self) -> bool:
        """Whether an amount says by itself what it is of."""
        return not (self.small or self.bare) and self.like is None


def quantity_of(number: Number, unit: str) -> Quantity | None:
    """A number with its unit; None where it has no figure."""
    return None if number.value is None else Quantity(number.value, unit, number.low)


@cache
def _nationals() -> frozenset[str]:
    """The last words of the names of peoples: "Americans", "Koreans", "British"."""
    return frozenset(e.text.split()[-1] for e in actor_table().entries if e.kind == "people")


def is_nationals(noun: Token) -> bool:
    """Whether a noun names people by their nation: "20,000 Americans"."""
    return noun.tag_ in ("NNPS", "NNP", "NNS") and noun.text in _nationals()


def is_known(head: Token) -> bool:
    """Whether a noun is of what a pledge gives: soldiers, ships, peoples."""
    return is_nationals(head) or bool(names_of(head) & quantity_words().known)


def names_of(token: Token) -> set[str]:
    """A noun's lemma, and with the word before it: {"hunter", "mine hunter"}."""
    lemma = token.lemma_.lower()
    names = {lemma, token.lower_}
    if token.tag_ == "NNPS":  # whose lemma is as printed: "40 Allies", "27 Member States"
        lemma = f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma.removesuffix("s")
        names.add(lemma)
    if token.i:
        before = token.nbor(-1)
        names.add(f"{before.lemma_.lower()} {lemma}")
    return names


def is_label(doc: Doc, number: Number) -> bool:
    """Whether a number is a date, a clock time, a share, an age or a label: no amount."""
    words = quantity_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if before is not None and before.lower_.rstrip(".") in words.labels:
        return True
    if before is not None and before.lower_ in ("to", "against") and doc[before.i - 1].lemma_ == "vote":
        return True  # "by 402 votes to 188"
    if before is not None and before.text in words.currency_signs:
        return True  # money that is no sum, such as "$66 a barrel"
    if before is not None and (is_month(before) or before.text in ("+", "/", "°")):
        return True
    if after is None:
        return False
    if (
        (number.first == 0 and after.text == ":")
        or after.lower_ in words.rates
        or is_month(after)
        or after.text in (":", "/")
        and after.nbor(-1).is_digit
    ):
        return True
    two = printed(doc[number.last + 1 : number.last + 3]).lower()
    behind = printed(doc[number.last + 1 : number.last + 5]).lower()
    return two in words.rates or behind.startswith(("-year-old", "- year-old", "-year - old", "years old"))


def is_month(token: Token) -> bool:
    """Whether a word is the name of a month."""
    return token.lower_.rstrip(".") in quantity_words().months and token.text[0].isupper()


def is_year(doc: Doc, number: Number) -> bool:
    """Whether a number is most likely a year."""
    words = quantity_words()
    text = printed(doc[number.first : number.last + 1])
    value = number.value
    return (
        isinstance(value, int)
        and words.first_year <= value <= words.last_year
        and "," not in text
        and any(map(str.isdigit, text))
    )


def number_follows(doc: Doc, at: int) -> bool:
    """Whether a unit's strength follows it: "a battalion of some 700", "a brigade, 4,800 strong"."""
    if any(_is_strength(c) for c in doc[at].rights):
        return True
    if at + 1 >= len(doc) or doc[at + 1].lower_ not in ("of", "with"):
        return False
    return any(t.like_num and t.lower_ not in ("one",) for t in doc[at + 2 : at + 8])


def _is_strength(beside: Token) -> bool:
    """Whether what stands beside a unit says how many serve in it: "700", "800 strong", "some 500 men"."""
    if beside.dep_ not in ("appos", "amod", "npadvmod", "nummod", "acl", "relcl", "conj", "dep"):
        return False
    if beside.lower_ == "strong":
        return any(c.like_num for c in beside.children)
    if beside.dep_ != "appos":
        return False
    words = quantity_words()
    people = beside.lemma_.lower() in words.troops | words.people
    return (beside.like_num and beside.tag_ == "CD") or (
        people and any(c.dep_ == "nummod" for c in beside.children)
    )


def is_alone(doc: Doc, amount: Amount) -> bool:
    """Whether an amount is a number without a noun: "the Dutch promised twenty-four"."""
    return amount.kind == "count" and amount.like is None and doc[amount.head].like_num


def root_of(doc: Doc, amount: Amount) -> Token:
    """The token of an amount that hangs highest in the tree."""
    span = range(amount.first, amount.last + 1)
    tops = [doc[t] for t in span if doc[t].head.i not in span or doc[t].head.i == t]
    return next((t for t in tops if t.i == amount.head), tops[-1] if tops else doc[amount.head])


def kind_of(doc: Doc, amount: Amount) -> str:
    """What an amount is of: money, share, people, a formation, a ship, an aircraft or another thing."""
    if amount.kind != "count":
        return amount.kind
    words = quantity_words()
    head = doc[amount.head]
    if head.text in words.ship_prefixes:
        return "ship"
    names = names_of(head)
    for kind, known in (
        ("people", words.troops | words.people),
        ("formation", words.formations),
        ("ship", words.ships),
        ("aircraft", words.aircraft | words.models),
    ):
        if names & known:
            return kind
    if is_nationals(head) or "member" in names:
        return "people"
    if amount.like is not None:
        return kind_of(doc, replace(amount, head=amount.like, like=None))
    return "people" if head.pos_ == "NUM" or head.like_num else "thing"
