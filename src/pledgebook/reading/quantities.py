"""Amounts of a sentence that a pledge could be of: soldiers, ships, missiles, money.

A number counts the noun that the parse hangs it on, or the last noun of the run behind it.
Times, distances, dates, ages, shares, prices and numbers of countries are left out
(`quantities.yaml`): what is left is joined to a pledge by the step that builds the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pledgebook.reading.amounts import (
    Amount,
    is_known,
    is_label,
    is_nationals,
    is_year,
    names_of,
    number_follows,
    quantity_of,
)
from pledgebook.reading.lone_numbers import followers, lone_number
from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.records import Parsed
from pledgebook.reading.single_things import ships_by_name, singles
from pledgebook.reading.tokens import Doc, Token

# The noun that a number counts stands this near behind it ("600 more heavily armed Kenyan police officers").
_REACH = 8
_NOUNS = frozenset({"NOUN", "PROPN"})
_BEFORE_NOUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "ADV"})
_QUANTIFIES = frozenset({"nummod", "quantmod", "compound", "amod", "nmod"})
# Many of one model, whatever the tagger calls them: "F-16s".
_MODELS = re.compile(r"\ds$")


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
        found.extend(a for a in singles(doc) if not taken & set(range(a.first, a.last + 1)))
        taken = {t for a in found for t in range(a.first, a.last + 1)}
        found.extend(a for a in ships_by_name(doc) if not taken & set(range(a.first, a.last + 1)))
        found.sort(key=lambda a: a.first)
        following = {a.first: a for a in followers(doc, found)}
        found = [a for a in found if a.first not in following] + list(following.values())
    return sorted(found, key=lambda a: a.first)


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
        return Amount(first, last, at, quantity_of(number, adjective or code), "money")
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
    if is_label(doc, number):
        return None
    if number.last + 1 < len(doc) and doc[number.last + 1].text == "-":
        return _strength(doc, number)
    if (noun := _set_beside(doc, number, parsed)) is not None:
        unit = quantity_of(number, _unit(doc, number, noun))
        return Amount(number.first, number.last, noun.i, unit, "count")
    head = counted_noun(doc, number, parsed)
    owned = number.first > 0 and doc[number.first - 1].tag_ in ("POS", "PRP$", "WP$")
    named = ("NNP", "NN") if owned else ("NNP",)
    if head is None or (head.tag_ in named and not is_known(head) and not _MODELS.search(head.text)):
        return lone_number(doc, number, parsed, owned=owned)  # "2,700 and India 850", "Romania's 400 follow"
    if not _is_amount(doc, number, head):
        return None
    return Amount(number.first, head.i, head.i, quantity_of(number, _unit(doc, number, head)), "count")


def _set_beside(doc: Doc, number: Number, parsed: bool) -> Token | None:
    """The noun that a number counts from behind: "Archer howitzers, eighteen of them"."""
    at = number.last + 1
    if (
        not parsed
        or at + 1 >= len(doc)
        or doc[at].lower_ != "of"
        or doc[at + 1].lower_ not in ("them", "these")
    ):
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
    names = names_of(head)
    if "member" in names:
        return any(t.lemma_.lower() in words.bodies for t in doc[head.i + 1 : head.i + _REACH])
    if names & words.formations and (number_follows(doc, head.i) or _names_unit(number, head)):
        return False
    if is_known(head):
        return not (number.value == 1 and _negated(doc, number))
    if names & words.excluded or head.lower_ in words.rates or is_year(doc, number):
        return False
    return number.value != 1 and (head.tag_ in ("NNS", "NNPS") or bool(_MODELS.search(head.text)))


def _names_unit(number: Number, head: Token) -> bool:
    """Whether a number is the name of one formation: "24 Airmobile Brigade"."""
    return number.value not in (1, None) and head.tag_ == "NNP"


def _negated(doc: Doc, number: Number) -> bool:
    return number.first > 0 and doc[number.first - 1].lower_ in ("not", "no")


def _strength(doc: Doc, number: Number) -> Amount | None:
    """The strength of a force, joined by a hyphen: "a 7,200-member force"."""
    words = quantity_words()
    at = number.last + 2
    if at >= len(doc) or doc[at].lower_ not in words.strengths:
        return None
    return Amount(number.first, at, at, quantity_of(number, words.elliptic_unit), "count")


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
