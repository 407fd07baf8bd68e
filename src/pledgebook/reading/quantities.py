"""Amounts of a sentence that a pledge could be of: soldiers, ships, missiles, money.

A number counts the noun that the parse hangs it on, or the last noun of the run behind it.
Times, distances, dates, ages, shares, prices and numbers of countries are left out
(`quantities.yaml`): what is left is joined to a pledge by the step that builds the rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pledgebook.codebook.actors import actor_table
from pledgebook.codebook.load import read_yaml
from pledgebook.codebook.numbers import number_words
from pledgebook.model import Quantity
from pledgebook.reading.named_ships import named_ships
from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.records import Parsed
from pledgebook.reading.tokens import Doc, Token, printed

# The noun that a number counts stands this near behind it ("600 more heavily armed Kenyan police officers").
_REACH = 8
_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_QUANTIFIES = frozenset({"nummod", "quantmod", "compound", "amod", "nmod"})


NO_CURRENCY = "XXX"
"""The ISO 4217 code of no currency: that of a sum whose money is said elsewhere in the report."""
# A number alone from here on is money.
_SUM = 1_000_000
# Numbers below this may leave out the scale of one before.
_SCALED = 1000
# Where a number stands that is left alone for what it counts.
_ALONE = frozenset(
    ("dobj", "attr", "conj", "pobj", "appos", "npadvmod", "nummod", "dep", "ROOT", "oprd")
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


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
    ship_prefixes: frozenset[str]
    aircraft: frozenset[str]
    fitting: dict[str, frozenset[str]]
    holding: frozenset[str]
    measuring: frozenset[str]
    measuring_prepositions: frozenset[str]
    beside_prepositions: frozenset[str]
    sizes: frozenset[str]
    among: frozenset[str]
    losses: frozenset[str]
    on_top: tuple[str, ...]
    staff: frozenset[str]
    served: frozenset[str]
    raising: frozenset[str]
    part_openers: tuple[str, ...]
    part_closers: tuple[str, ...]
    distributive: frozenset[str]
    gaps: frozenset[str]


@cache
def _nationals() -> frozenset[str]:
    """The last words of the names of peoples: "Americans", "Koreans", "British"."""
    return frozenset(e.text.split()[-1] for e in actor_table().entries if e.kind == "people")


def is_nationals(noun: Token) -> bool:
    """Whether a noun names people by their nation: "20,000 Americans"."""
    return noun.tag_ in ("NNPS", "NNP", "NNS") and noun.text in _nationals()


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: tokens `first` to `last` (included) of one sentence.

    `head` is the counted noun, the word or sign of money, or the number itself where the noun is
    left out ("Indonesia promised 2,700"). `quantity` is None for "several thousand soldiers". `like` is the
    noun of an amount before that tells what a number alone counts; a `bare` sum has no word of money.
    """

    first: int
    last: int
    head: int
    quantity: Quantity | None
    kind: Literal["money", "count"]
    like: int | None = None
    bare: bool = False


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
        taken = {t for a in found for t in range(a.first, a.last + 1)}
        found.extend(a for a in _named(doc) if not taken & set(range(a.first, a.last + 1)))
    found.sort(key=lambda a: a.first)
    return [*found, *_followers(doc, found)] if parsed.parsed else found


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


def _quantity(number: Number, unit: str) -> Quantity | None:
    return None if number.value is None else Quantity(number.value, unit, number.low)


def _money(doc: Doc, number: Number, home: str | None) -> Amount | None:
    for at in _money_places(doc, number):
        token = doc[at]
        written = token.text.rstrip("0123456789.,") if at == number.first else token.text
        code = currency(written, home) or currency(token.lemma_, home)
        if code is None or (token.text.isalpha() and token.text.islower() and at < number.first):
            continue
        adjective = quantity_words().currency_adjectives.get(doc[at - 1].text) if at > number.last else None
        first, last = min(at, number.first), max(at, number.last)
        last = _worth(doc, last)
        if _is_price(doc, last):
            return None
        return Amount(first, last, at, _quantity(number, adjective or code), "money")
    return None


def _money_places(doc: Doc, number: Number) -> Iterator[int]:
    """Where the sign or word of money of a number may stand: before it, inside, behind it."""
    if number.first:
        yield number.first - 1
    if not doc[number.first].text[0].isalnum() or doc[number.first].text[-1].isdigit():
        yield number.first  # "N$5.8"
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


def _worth(doc: Doc, last: int) -> int:
    """The "worth" behind a sum, or the last token of the sum: "15 million euros' worth of missiles"."""
    at = last + 1
    while at < len(doc) and (doc[at].tag_ == "POS" or doc[at].text in ("'", "’", "-")):
        at += 1
    return at if at < len(doc) and doc[at].lower_ == "worth" else last


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
    if (noun := _set_beside(doc, number, parsed)) is not None:
        unit = _quantity(number, _unit(doc, number, noun))
        return Amount(number.first, number.last, noun.i, unit, "count")
    head = counted_noun(doc, number, parsed)
    owned = number.first > 0 and doc[number.first - 1].tag_ in ("POS", "PRP$", "WP$")
    if head is None or (head.tag_ in ("NNP", "NN" if owned else "NNP") and not _is_known(head)):
        return _elliptic(doc, number, parsed, owned=owned)  # "2,700 and India 850", "Romania's 400 follow"
    if not _is_amount(doc, number, head):
        return None
    return Amount(number.first, head.i, head.i, _quantity(number, _unit(doc, number, head)), "count")


def _set_beside(doc: Doc, number: Number, parsed: bool) -> Token | None:
    """The noun that a number counts from behind: "Archer howitzers, eighteen of them"."""
    at = number.last + 1
    if not parsed or at + 1 >= len(doc) or doc[at].lower_ != "of" or doc[at + 1].lower_ not in ("them", "these"):
        return None
    noun = doc[number.last].head
    behind = doc[at + 2] if at + 2 < len(doc) else None
    if doc[number.last].dep_ != "appos" or noun.tag_ not in ("NNS", "NNPS") or noun.i > number.first:
        return None
    if any(c.dep_ == "nummod" for c in noun.children) or (behind is not None and not behind.is_punct):
        return None
    return noun


def _is_amount(doc: Doc, number: Number, head: Token) -> bool:
    """Whether what a number counts could be given by a pledge."""
    words = quantity_words()
    names = _names_of(head)
    if "member" in names:
        return any(t.lemma_.lower() in words.bodies for t in doc[head.i + 1 : head.i + _REACH])
    if names & words.formations and (number_follows(doc, head.i) or _names_unit(number, head)):
        return False
    if _is_known(head):
        return not (number.value == 1 and _negated(doc, number))
    if names & words.excluded or head.lower_ in words.rates or _is_year(doc, number):
        return False
    return number.value != 1 and head.tag_ in ("NNS", "NNPS")


def _names_unit(number: Number, head: Token) -> bool:
    """Whether a number is the name of one formation: "24 Airmobile Brigade"."""
    return number.value not in (1, None) and head.tag_ == "NNP"


def _is_known(head: Token) -> bool:
    words = quantity_words()
    known = words.troops | words.people | words.formations | words.singles | words.ships | words.aircraft
    return is_nationals(head) or bool(_names_of(head) & known)


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
    if before is not None and before.lower_ in ("to", "against") and doc[before.i - 1].lemma_ == "vote":
        return True  # "by 402 votes to 188"
    if before is not None and before.text in words.currency_signs:
        return True  # money that is no sum, such as "$66 a barrel"
    if before is not None and (_is_month(before) or before.text in ("+", "/", "°")):
        return True
    if after is None:
        return False
    if (
        (number.first == 0 and after.text == ":")
        or after.lower_ in words.rates
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
        if token.tag_ == "CC" and token.i + 1 < len(doc) and doc[token.i + 1].like_num:
            break  # "850 and two police units" are two amounts
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
    if is_nationals(head):
        return words.elliptic_unit
    first = compound[0].i if compound else head.i
    return "".join(
        (t.text if t.pos_ == "PROPN" or any(map(str.isdigit, t.text)) else t.lower_) + t.whitespace_
        for t in doc[first : head.i + 1]
    ).strip()


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


def _elliptic(doc: Doc, number: Number, parsed: bool, *, owned: bool) -> Amount | None:
    """A number that stands alone for what it counts: "Indonesia promised 2,700 and India 850"."""
    if not parsed or number.value is None or number.value < 2 or _is_year(doc, number):
        return None
    token = doc[number.last]
    if token.dep_ not in _ALONE and token.dep_ not in _SUBJECTS and not owned:
        return None
    if _is_sum(doc, number):
        unit = _quantity(number, NO_CURRENCY)
        return Amount(number.first, number.last, number.last, unit, "money", bare=True)
    if not isinstance(number.value, int) or number.value < quantity_words().elliptic_least:
        return None
    if number.last + 1 < len(doc) and doc[number.last + 1].text in (":", "/"):
        return None
    unit = _quantity(number, quantity_words().elliptic_unit)
    return Amount(number.first, number.last, number.last, unit, "count")


def _named(doc: Doc) -> Iterator[Amount]:
    """Ships by their names: "the frigate Languedoc" is one."""
    words = quantity_words()
    for first, last, number in named_ships(doc, words.ships, words.ship_prefixes):
        unit = doc[first].lower_ if doc[first].lower_ in words.ships else "ships" if number > 1 else "ship"
        yield Amount(first, last, first, Quantity(number, unit), "count")


def _is_sum(doc: Doc, number: Number) -> bool:
    """Whether a number alone is so large that it can only be money: "96 million"."""
    return number.value is not None and number.value >= _SUM and doc[number.last].lower_.isalpha()


def _followers(doc: Doc, found: Sequence[Amount]) -> Iterator[Amount]:
    """Small numbers that count what an amount before them does: "six jets from Qatar, three from Jordan".

    They stand right behind a name ("Ethiopia five") or right before "from" and a name; behind a sum in
    words they are of its scale ("South Africa ten million, Ethiopia five").
    """
    if not found:
        return
    taken = {t for a in found for t in range(a.first, a.last + 1)}
    for number in numbers(doc):
        earlier = [a for a in found if a.last < number.first and a.quantity is not None]
        if not earlier or number.first in taken or not isinstance(number.value, int) or not number.value:
            continue
        if _is_label(doc, number) or not _is_follower(doc, number):
            continue
        model = earlier[-1]
        assert model.quantity is not None
        scale = _scale_of(doc, model) if number.value < _SCALED else 1
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


def _singles(doc: Doc) -> Iterator[Amount]:
    """Units and ships behind an article: "a brigade", "an anti-air warfare frigate"."""
    words = quantity_words()
    articles = number_words().articles
    for token in doc:
        if not (token.tag_ == "NN" or _is_noun_by_place(token)) or not _names_of(token) & (words.formations | words.singles):
            continue
        if token.dep_ in ("compound", "nmod") and token.head.i > token.i:
            continue
        article = _article(doc, token, articles) or _owner_of_ship(doc, token)
        if article is None or number_follows(doc, token.i):
            continue
        compound = [t for t in token.lefts if t.dep_ == "compound" and t.pos_ == "NOUN"]
        first = compound[0].i if compound else token.i
        unit = printed(doc[first : token.i + 1]).lower()
        yield Amount(article.i, token.i, token.i, Quantity(1, unit), "count")


def _owner_of_ship(doc: Doc, noun: Token) -> Token | None:
    """The possessor that makes a ship one of its own: "whose frigate", "its corvette"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    return owner if owner is not None and _names_of(noun) & quantity_words().ships else None


def _is_noun_by_place(token: Token) -> bool:
    """Whether a word that the tagger calls an adjective stands where only a noun can: "sends a frigate,"."""
    return token.tag_ == "JJ" and token.dep_ in ("dobj", "pobj", "conj", "nsubj", "nsubjpass", "attr")


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
