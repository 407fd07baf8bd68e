"""Which numbers of a sentence count parties: "26 of the 35 countries", "nine others", "a 35-nation club".

A number is read with the words to its right, from the tokens and their tags: the noun that it
counts, the whole of which it is a part, or the parties spoken of before for which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pledgebook.reading.numbers import Number, number_words, numbers
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.tally_words import tally_words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# So many tokens may stand between a number and the noun that it counts.
_REACH = 7
_NAMES = ("ADJ", "NOUN", "PROPN", "ADV")
_HYPHENS = ("-", "–", "‑")
_QUOTES = ("\"", "“", "”", "'", "‘", "’")
_UNITS = ("%", "percent", "per", "cent")


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A number of parties. `head` is the token that carries its part in the sentence: the counted
    noun, or the number's own token. `last` ends its noun phrase.

    `kind`: party, person (leaders, ministers), joined ("35-nation"), bare (its noun was said before).
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


@dataclass(frozen=True, slots=True)
class _Noun:
    at: int
    kind: str


def party_counts(doc: Doc, mentions: Sequence[Mention], carried: bool) -> list[PartyCount]:
    """The numbers of a parsed sentence that count parties, in order.

    `mentions` are those of the sentence: a number that belongs to named parties ("the three Baltic
    states") counts none. With `carried` the sentence before counted parties, so that a number
    alone may stand for some of them.

    >>> import spacy
    >>> [c.value for c in party_counts(spacy.blank("en")("Of 35 nations 26 agreed."), (), False)]
    [35]
    """
    words = tally_words()
    found: list[PartyCount] = []
    bare: list[PartyCount] = []
    for number in numbers(doc):
        value = number.value
        if not isinstance(value, int) or not 2 <= value <= words.most or _is_named(number, mentions):
            continue
        count = _counted(doc, number)
        if count is not None:
            found.append(count)
        elif _is_bare(doc, number):
            bare.append(PartyCount(number, value, number.last, number.last, "bare"))
    parted = _parted(doc, found, bare, carried)
    return sorted(parted, key=lambda c: c.number.first)


def party_noun(doc: Doc, at: int) -> Token | None:
    """The plural noun of parties or persons that the words from a token on lead to, or None."""
    noun = _noun(doc, at)
    return doc[noun.at] if noun is not None else None


def _is_named(number: Number, mentions: Sequence[Mention]) -> bool:
    return any(
        m.kind is not MentionKind.GROUP
        and m.codes
        and "GROUP" not in m.codes
        and m.first <= number.first
        and number.last <= m.last
        for m in mentions
    )


def _counted(doc: Doc, number: Number) -> PartyCount | None:
    """The count of a number that has its noun behind it."""
    assert isinstance(number.value, int)
    words = tally_words()
    after = number.last + 1
    if after + 1 < len(doc) and doc[after].text in _HYPHENS:
        joined = doc[after + 1]
        if joined.lower_ in words.joined:
            return PartyCount(number, number.value, joined.i, joined.i, "joined")
        if joined.lower_ not in words.loose_after:
            return None
    while after < len(doc) and (doc[after].text in _HYPHENS or doc[after].lower_ in words.loose_after):
        after += 1
    noun = _noun(doc, after)
    if noun is None or _is_domestic(doc, number, noun.at):
        return None
    return PartyCount(number, number.value, noun.at, noun.at, noun.kind)


def _noun(doc: Doc, at: int) -> _Noun | None:
    words = tally_words()
    found: _Noun | None = None
    for token in doc[at : at + _REACH]:
        lower = token.lower_
        if lower in words.parties and (lower not in words.weak_parties or token.dep_ in ("nsubj", "pobj")):
            found = _Noun(token.i, "party")
        elif lower in words.persons:
            found = _Noun(token.i, "person")
        elif found is not None or not _may_stand_between(doc, token):
            break
    if found is None or (doc[found.at].i + 1 < len(doc) and doc[found.at + 1].tag_ == "POS"):
        return None
    return None if _is_crowd(doc, found.at) else found


def _may_stand_between(doc: Doc, token: Token) -> bool:
    """Whether a word may stand between a number and its noun: "26 European Union member states"."""
    words = tally_words()
    if token.lower_ in _UNITS or token.is_currency:
        return False
    if token.text in _HYPHENS or token.text in _QUOTES or token.lower_ in words.others:
        return True
    if token.pos_ == "CCONJ":
        after = token.i + 1
        return after < len(doc) and doc[after].pos_ in ("ADJ", "PROPN", "NOUN")
    if token.tag_ in ("VBN", "VBG"):
        return True
    plural = token.tag_ == "NNS" and not (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "CCONJ")
    return token.pos_ in _NAMES and not plural


def _is_crowd(doc: Doc, at: int) -> bool:
    """Whether members are those of a crew or a family: "nine members of the crew"."""
    if doc[at].lower_ != "members" or at + 1 >= len(doc) or doc[at + 1].lower_ != "of":
        return bool(at) and doc[at].lower_ == "members" and doc[at - 1].lower_ in tally_words().crowds
    return any(t.lower_ in tally_words().crowds for t in doc[at + 2 : at + 6])


def _is_domestic(doc: Doc, number: Number, at: int) -> bool:
    """Whether states are those of one country: "14 of the country's 18 states"."""
    owner = doc[number.first - 1] if number.first else None
    owned = owner is not None and owner.tag_ == "POS" and number.first > 1
    return (
        doc[at].lower_ in ("states", "parties", "governments")
        and owned
        and (doc[number.first - 2].lower_ in ("country", "nation", "republic") or doc[number.first - 2].lower_ in ())
    )


def _is_bare(doc: Doc, number: Number) -> bool:
    """Whether a number stands alone as a party would: "nine have not", "26 of the 35"."""
    words = tally_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if before is not None and (before.lower_ in ("whom", "which") or before.is_currency):
        return before.lower_ in ("whom", "which")
    if after is None or after.text in ("-", ":", "/") or after.lower_ in _UNITS:
        return False
    if _of_follows(doc, number) or after.lower_ in words.others:
        return True
    return doc[number.last].dep_ in ("nsubj", "nsubjpass", "dobj") and (
        after.pos_ in ("AUX", "VERB", "PUNCT", "ADV", "PRON", "ADP", "CCONJ")
    )


def _of_follows(doc: Doc, number: Number) -> bool:
    at = number.last + 1
    if at < len(doc) and doc[at].lower_ == "out":
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return False
    after = doc[at + 1]
    return after.lower_ in tally_words().definite or after.lower_ in tally_words().back or (
        after.pos_ in ("NUM", "PRON", "PROPN") or after.like_num or after.lower_ in ("its", "their", "our")
    )


def _parted(
    doc: Doc, found: list[PartyCount], bare: list[PartyCount], carried: bool
) -> list[PartyCount]:
    """Parts joined to their wholes; bare numbers only where parties are spoken of."""
    wholes = [replace(c, whole=True) if _is_whole(doc, c.number) else c for c in found]
    size = next((c.value for c in wholes if c.whole), None)
    taken: list[PartyCount] = list(wholes)
    for count in bare:
        linked = _of_follows(doc, count.number)
        behind = next((c for c in wholes if c.whole and 0 < c.number.first - count.number.last <= _REACH), None)
        if behind is not None and linked:
            taken.append(replace(count, of=behind.value, last=behind.last, linked=True))
        elif linked and (noun := party_noun(doc, _past_of(doc, count.number))) is not None:
            taken.append(replace(count, last=noun.i, linked=True))
        elif (linked and carried) or _stands(doc, count, bool(found), carried):
            if _is_whole(doc, count.number):
                count = replace(count, whole=True)
                size = size or count.value
            taken.append(count)
    shares = _shares(doc, [c for c in taken if c.whole])
    return [
        replace(c, of=size) if c.of is None and not c.whole and size is not None and c.value <= size else c
        for c in (*taken, *shares)
    ]


def _past_of(doc: Doc, number: Number) -> int:
    at = number.last + 1
    while at < len(doc) and (
        doc[at].lower_ in ("out", "of", "its", "their", "our") or doc[at].lower_ in tally_words().definite
    ):
        at += 1
    return at


def _stands(doc: Doc, count: PartyCount, found: bool, carried: bool) -> bool:
    """Whether a bare number stands for parties that this sentence or the one before counted."""
    after = doc[count.number.last + 1]
    if after.lower_ in tally_words().others and (found or carried):
        follows = doc[count.number.last + 2] if count.number.last + 2 < len(doc) else after
        return follows.pos_ in ("AUX", "VERB", "PUNCT", "ADV")
    subject = doc[count.head].dep_ in ("nsubj", "nsubjpass")
    return (found or carried) and subject


def _is_whole(doc: Doc, number: Number) -> bool:
    """Whether a number is the whole of which another is a part: "of the coalition's 35 members"."""
    at = number.first - 1
    while at >= 0 and number.first - at <= _REACH:
        token = doc[at]
        if token.lower_ == "of":
            return at == 0 or _opens_part(doc, at - 1)
        if token.pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ", "ADV", "ADP"):
            return False
        at -= 1
    return False


def _opens_part(doc: Doc, at: int) -> bool:
    token = doc[at]
    lower = token.lower_
    return (
        token.pos_ in ("NUM", "PUNCT")
        or lower in ("out", "and", "but", "half", "majority", "most", "all", "some", "none", "many", "only", "each")
        or lower in tally_words().fractions
        or lower in number_words().units
        or lower in number_words().groups
    )


def _shares(doc: Doc, wholes: Sequence[PartyCount]) -> list[PartyCount]:
    """Fractions of a whole and exceptions from it: "two thirds of the 30", "all but three of the 27"."""
    made: list[PartyCount] = []
    for whole in wholes:
        start = max(0, whole.number.first - _REACH)
        of = next((t.i for t in reversed(doc[start : whole.number.first]) if t.lower_ == "of"), None)
        if of is None or not of or doc[of - 1].lower_ not in tally_words().fractions:
            continue
        parts = tally_words().fractions[doc[of - 1].lower_]
        first = of - 1
        times = 1
        while first and (doc[first - 1].text in _HYPHENS or doc[first - 1].lower_ in number_words().units
                         or doc[first - 1].lower_ in ("a", "one")):
            first -= 1
            times = number_words().units.get(doc[first].lower_, times)
        exact = whole.value * times / parts
        if 1 < exact <= whole.value and _is_plain(doc, first):
            number = Number(first, of - 1, round(exact))
            made.append(PartyCount(number, round(exact), of - 1, whole.last, "bare", whole.value, False, True))
    return made


def _is_plain(doc: Doc, first: int) -> bool:
    """Whether a fraction is no bound: "more than half of the 54" gives no number."""
    return not first or doc[first - 1].lower_ not in ("than", "least", "nearly", "almost", "under", "over", "not", "about")
