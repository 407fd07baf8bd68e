"""Amounts of a sentence that a pledge could be of: soldiers, ships, missiles, money.

A number counts the noun that the parse hangs it on, or the last noun of the run behind it.
Times, distances, dates, ages, shares, prices and numbers of countries are left out
(`quantities.yaml`): what is left is joined to a pledge by the step that builds the rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.load import read_yaml
from pledgebook.codebook.numbers import number_words
from pledgebook.model import Quantity
from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.records import Parsed
from pledgebook.reading.tokens import Doc, Token, printed

# The noun that a number counts stands this near behind it ("600 more heavily armed Kenyan police officers").
_REACH = 8
_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_QUANTIFIES = frozenset({"nummod", "quantmod", "compound", "amod", "nmod"})


class QuantityWords(BaseModel):
    """The file `quantities.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    currency_signs: dict[str, str]
    currency_codes: frozenset[str]
    currency_words: dict[str, str]
    currency_adjectives: dict[str, str]
    home_dollars: dict[str, str]
    prices: frozenset[str]
    troops: frozenset[str]
    people: frozenset[str]
    personnel_unit: str
    formations: frozenset[str]
    singles: frozenset[str]
    excluded: frozenset[str]
    labels: frozenset[str]
    rates: frozenset[str]
    months: frozenset[str]
    between: frozenset[str]
    elliptic_unit: str
    elliptic_least: int
    bodies: frozenset[str]
    strengths: frozenset[str]
    first_year: int
    last_year: int
    ships: frozenset[str]
    aircraft: frozenset[str]
    fitting: dict[str, frozenset[str]]
    holding: frozenset[str]
    measuring: frozenset[str]
    measuring_prepositions: frozenset[str]
    beside_prepositions: frozenset[str]
    part_openers: tuple[str, ...]
    part_closers: tuple[str, ...]
    distributive: frozenset[str]
    gaps: frozenset[str]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: tokens `first` to `last` (included) of one sentence.

    `head` is the counted noun, the word or sign of money, or the number itself where the noun is
    left out ("Indonesia promised 2,700"). `quantity` is None for "several thousand soldiers".
    """

    first: int
    last: int
    head: int
    quantity: Quantity | None
    kind: Literal["money", "count"]


@cache
def quantity_words() -> QuantityWords:
    """The vocabulary of amounts, read once."""
    return read_yaml("quantities.yaml", QuantityWords)


def currency(symbol: str, home: str | None = None) -> str | None:
    """The ISO 4217 code of a sign, code or word of money; None where it is none of these.

    `home` is the alpha-3 code of the state whose own dollar a bare "$" is: the guarantor's in its
    own statement. Without it "$" is the dollar of the United States.

    >>> currency("€"), currency("$"), currency("$", home="CAN"), currency("C$")
    ('EUR', 'USD', 'CAD', 'CAD')
    """
    words = quantity_words()
    if symbol in words.currency_codes:
        return symbol
    found = words.currency_signs.get(symbol) or words.currency_words.get(symbol.lower())
    return words.home_dollars.get(home or "", "USD") if found == "home" else found


def quantities(parsed: Parsed, *, home: str | None = None) -> list[Amount]:
    """The amounts of a sentence, in order of their first token.

    `home`: see `currency`. Works without a parse as well, from the order of the words alone.
    """
    doc = parsed.doc
    found: list[Amount] = []
    for number in numbers(doc):
        amount = _money(doc, number, home) or _count(doc, number, parsed.parsed)
        if amount is not None:
            found.append(amount)
    if parsed.parsed:
        taken = {t for a in found for t in range(a.first, a.last + 1)}
        found.extend(a for a in _singles(doc) if not taken & set(range(a.first, a.last + 1)))
    return sorted(found, key=lambda a: a.first)


def _quantity(number: Number, unit: str) -> Quantity | None:
    return None if number.value is None else Quantity(number.value, unit, number.low)


def _money(doc: Doc, number: Number, home: str | None) -> Amount | None:
    for at in _money_places(doc, number):
        token = doc[at]
        code = currency(token.text, home) or currency(token.lemma_, home)
        if code is None or (token.text.isalpha() and token.text.islower() and at < number.first):
            continue
        adjective = quantity_words().currency_adjectives.get(doc[at - 1].text) if at > number.last else None
        first, last = min(at, number.first), max(at, number.last)
        if _is_price(doc, last):
            return None
        return Amount(first, last, at, _quantity(number, adjective or code), "money")
    return None


def _money_places(doc: Doc, number: Number) -> Iterator[int]:
    """Where the sign or word of money of a number may stand: before it, inside, behind it."""
    if number.first:
        yield number.first - 1
    after = number.last + 1
    while after < len(doc) and after <= number.last + 4:
        token = doc[after]
        yield after
        linking = (
            token.text == "-" or token.lower_ == "of" or token.text in (quantity_words().currency_adjectives)
        )
        if not linking and token.lower_ != "new":
            return
        after += 1


def _is_price(doc: Doc, last: int) -> bool:
    """Whether a sum is a price or a rate: "$66 a barrel", "ten dollars per tonne"."""
    if last + 2 >= len(doc) or doc[last + 1].lower_ not in ("a", "an", "per", "each"):
        return False
    return doc[last + 2].lower_ in quantity_words().prices


def _count(doc: Doc, number: Number, parsed: bool) -> Amount | None:
    if _is_label(doc, number):
        return None
    if number.last + 1 < len(doc) and doc[number.last + 1].text == "-":
        return _strength(doc, number)
    head = counted_noun(doc, number, parsed)
    if head is None or (head.tag_ == "NNP" and not _is_known(head)):  # "2,700 and India 850"
        return _elliptic(doc, number, parsed)
    if not _is_amount(doc, number, head):
        return None
    return Amount(number.first, head.i, head.i, _quantity(number, _unit(doc, number, head)), "count")


def _is_amount(doc: Doc, number: Number, head: Token) -> bool:
    """Whether what a number counts could be given by a pledge."""
    words = quantity_words()
    names = _names_of(head)
    if "member" in names:
        return any(t.lemma_.lower() in words.bodies for t in doc[head.i + 1 : head.i + _REACH])
    if names & words.formations and _number_follows(doc, head.i):
        return False
    if _is_known(head):
        return not (number.value == 1 and _negated(doc, number))
    if names & words.excluded or head.lower_ in words.rates or _is_year(doc, number):
        return False
    return number.value != 1 and head.tag_ in ("NNS", "NNPS")


def _is_known(head: Token) -> bool:
    words = quantity_words()
    return bool(_names_of(head) & (words.troops | words.people | words.formations | words.singles))


def _negated(doc: Doc, number: Number) -> bool:
    return number.first > 0 and doc[number.first - 1].lower_ in ("not", "no")


def _strength(doc: Doc, number: Number) -> Amount | None:
    """The strength of a force, joined by a hyphen: "a 7,200-member force"."""
    words = quantity_words()
    at = number.last + 2
    if at >= len(doc) or doc[at].lower_ not in words.strengths:
        return None
    return Amount(number.first, at, at, _quantity(number, words.elliptic_unit), "count")


def _is_label(doc: Doc, number: Number) -> bool:
    """Whether a number is a date, a clock time, a share, an age or a label: no amount."""
    words = quantity_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if before is not None and before.lower_.rstrip(".") in words.labels:
        return True
    if before is not None and before.text in words.currency_signs:
        return True  # money that is no sum, such as "$66 a barrel"
    if before is not None and (_is_month(before) or before.text in ("+", "/", "°")):
        return True
    if after is None:
        return False
    if (
        after.lower_ in words.rates
        or _is_month(after)
        or after.text in (":", "/")
        and after.nbor(-1).is_digit
    ):
        return True
    two = printed(doc[number.last + 1 : number.last + 3]).lower()
    behind = printed(doc[number.last + 1 : number.last + 5]).lower()
    return two in words.rates or behind.startswith(("-year-old", "- year-old", "-year - old", "years old"))


def _is_month(token: Token) -> bool:
    return token.lower_.rstrip(".") in quantity_words().months and token.text[0].isupper()


def _is_year(doc: Doc, number: Number) -> bool:
    words = quantity_words()
    text = printed(doc[number.first : number.last + 1])
    value = number.value
    return (
        isinstance(value, int)
        and words.first_year <= value <= words.last_year
        and "," not in text
        and any(map(str.isdigit, text))
    )


def counted_noun(doc: Doc, number: Number, parsed: bool) -> Token | None:
    """The noun that a number counts, or None."""
    if parsed:
        token = doc[number.last]
        for _ in range(4):
            if token.dep_ not in _QUANTIFIES:
                break
            token = token.head
        if token.i > number.last and token.i - number.last <= _REACH and token.pos_ in _NOUNS:
            return _last_of_run(doc, token.i)
    at = number.last + 1
    while at < len(doc) and (doc[at].lower_ in quantity_words().between or doc[at].text == "-"):
        at += 1
    return _last_noun(doc, at, parsed)


def _last_noun(doc: Doc, at: int, parsed: bool) -> Token | None:
    """The last noun of the run of nouns and adjectives that begins at a token."""
    if not parsed:
        return doc[at] if at < len(doc) and doc[at].is_alpha else None
    noun: Token | None = None
    for token in doc[at : at + _REACH]:
        if token.pos_ in _NOUNS:
            noun = token
        elif not _in_run(token, begun=noun is not None):
            break
    return noun


def _in_run(token: Token, *, begun: bool) -> bool:
    """Whether a word may stand before the counted noun, or after `begun` inside its compound."""
    if begun:
        return token.text == "-" or token.tag_ == "POS"
    return token.text == "-" or token.tag_ in ("VBN", "VBG", "POS", "CC") or token.pos_ in _BEFORE_NOUN


def _last_of_run(doc: Doc, at: int) -> Token:
    """A noun, or the last of the compound that it opens ("600 police | officers")."""
    token = doc[at]
    while token.dep_ == "compound" and token.head.i == token.i + 1 and token.head.pos_ in _NOUNS:
        token = token.head
    return token


def _names_of(token: Token) -> set[str]:
    """A noun's lemma, and with the word before it: {"hunter", "mine hunter"}."""
    lemma = token.lemma_.lower()
    names = {lemma, token.lower_}
    if token.i:
        before = token.nbor(-1)
        names.add(f"{before.lemma_.lower()} {lemma}")
    return names


def _unit(doc: Doc, number: Number, head: Token) -> str:
    words = quantity_words()
    lemma = head.lemma_.lower()
    compound = [t for t in doc[number.last + 1 : head.i] if t.dep_ == "compound" and t.head == head]
    if lemma in words.troops and not compound:
        return words.elliptic_unit
    if lemma == "member":
        return words.personnel_unit
    first = compound[0].i if compound else head.i
    return "".join(
        (t.text if t.pos_ == "PROPN" or any(map(str.isdigit, t.text)) else t.lower_) + t.whitespace_
        for t in doc[first : head.i + 1]
    ).strip()


def _number_follows(doc: Doc, at: int) -> bool:
    """Whether a unit's strength follows it: "a battalion of some 700", "a brigade with 4,800 soldiers"."""
    if at + 1 >= len(doc) or doc[at + 1].lower_ not in ("of", "with"):
        return False
    return any(t.like_num and t.lower_ not in ("one",) for t in doc[at + 2 : at + 8])


def _elliptic(doc: Doc, number: Number, parsed: bool) -> Amount | None:
    """A number that stands alone for what it counts: "Indonesia promised 2,700 and India 850"."""
    if not parsed or number.value is None or number.value < 2 or _is_year(doc, number):
        return None
    token = doc[number.last]
    if token.dep_ not in (
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
    ):
        return None
    if not isinstance(number.value, int) or number.value < quantity_words().elliptic_least:
        return None
    if number.last + 1 < len(doc) and doc[number.last + 1].text in (":", "/"):
        return None
    unit = _quantity(number, quantity_words().elliptic_unit)
    return Amount(number.first, number.last, number.last, unit, "count")


def _singles(doc: Doc) -> Iterator[Amount]:
    """Units and ships behind an article: "a brigade", "an anti-air warfare frigate"."""
    words = quantity_words()
    articles = number_words().articles
    for token in doc:
        if token.tag_ != "NN" or not _names_of(token) & (words.formations | words.singles):
            continue
        if token.dep_ in ("compound", "nmod") and token.head.i > token.i:
            continue
        article = _article(doc, token, articles)
        if article is None or _number_follows(doc, token.i):
            continue
        compound = [t for t in token.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"]
        first = compound[0].i if compound else token.i
        unit = printed(doc[first : token.i + 1]).lower()
        yield Amount(article.i, token.i, token.i, Quantity(1, unit), "count")


def _article(doc: Doc, noun: Token, articles: frozenset[str]) -> Token | None:
    """The indefinite article that opens the run of words before a noun."""
    at = noun.i - 1
    while at >= 0 and noun.i - at <= _REACH:
        token = doc[at]
        if token.lower_ in articles or token.lower_ == "another":
            return token
        if token.pos_ not in ("ADJ", "NOUN", "PROPN", "ADV") and token.text != "-":
            return None
        at -= 1
    return None
