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
_QUOTES = ('"', "“", "”", "'", "‘", "’")
_UNITS = ("%", "percent", "per", "cent")


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


@dataclass(frozen=True, slots=True)
class _Noun:
    at: int
    kind: str


def party_counts(doc: Doc, mentions: Sequence[Mention], carried: bool) -> list[PartyCount]:
    """The numbers of a parsed sentence that count parties, in order.

    `mentions` are those of the sentence: a number that belongs to named parties ("the three Baltic
    states") counts none. With `carried` the last thing counted before were parties, so that a number
    alone may stand for some of them.

    >>> import spacy
    >>> [c.value for c in party_counts(spacy.blank("en")("Of 35 nations 26 agreed."), (), False)]
    [35]
    """
    found: list[PartyCount] = []
    live = carried
    for number in numbers(doc):
        value = number.value
        whole = isinstance(value, int) and 2 <= value <= tally_words().most
        if not whole or _is_named(number, mentions):
            live = live and not _counts_things(doc, number)
            continue
        count = _counted(doc, number) or _alone(doc, number, live)
        if count is None:
            live = live and not _counts_things(doc, number)
            continue
        live = True
        found.append(replace(count, whole=True) if _is_whole(doc, number) else count)
    return sorted(_parted(doc, found), key=lambda c: c.number.first)


def ends_live(doc: Doc, counts: Sequence[PartyCount], carried: bool) -> bool:
    """Whether the last thing that a sentence counts, or names after it, are parties; else as before."""
    last = next((n.first for n in reversed(numbers(doc)) if _counts_things(doc, n)), -1)
    if counts and counts[-1].number.first >= last:
        return True
    words = tally_words()
    if any(t.lower_ in words.parties and t.lower_ not in words.weak_parties for t in doc[last + 1 :]):
        return True
    return carried and last < 0


def _counts_things(doc: Doc, number: Number) -> bool:
    """Whether a number has a noun of its own or is an amount: "300 soldiers", "5 %"."""
    if number.first and doc[number.first - 1].is_currency:
        return True
    behind = doc[number.last + 1 : number.last + 4]
    return any(t.tag_ in ("NNS", "NNPS") or t.lower_ in _UNITS for t in behind)


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
        and (len(m.codes) > 1 or number.value is None or number.value < tally_words().few)
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
    if number.first < 2 or doc[number.first - 1].tag_ != "POS":
        return False
    return doc[at].lower_ in tally_words().provinces and doc[number.first - 2].lower_ in tally_words().realms


def _alone(doc: Doc, number: Number, live: bool) -> PartyCount | None:
    """The count of a number that stands for parties told before or behind "of": "26 of the 35", "nine have not"."""
    words = tally_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    if (
        after is None
        or after.text in ("-", ":", "/")
        or after.lower_ in _UNITS
        or (before is not None and before.is_currency)
    ):
        return None
    assert isinstance(number.value, int)
    if after.lower_ == "strong":
        return (
            PartyCount(number, number.value, after.i, after.i, "strong")
            if _body_before(doc, number)
            else None
        )
    bare = PartyCount(number, number.value, number.last, number.last, "bare")
    if _of_follows(doc, number):
        noun = party_noun(doc, _past_of(doc, number))
        if noun is not None:
            return replace(bare, last=noun.i, linked=True)
        if _is_nested(doc, number):
            return replace(bare, linked=True)
        return _of_them(doc, bare) if live else None
    if after.lower_ in words.others:
        head = after.i
        follows = doc[head + 1] if head + 1 < len(doc) else after
        live = live or not number.first or _party_before(doc, number)
        fits = live and follows.pos_ in ("AUX", "VERB", "PUNCT", "ADV")
        return replace(bare, head=head, last=head) if fits else None
    token = doc[number.last]
    remaining = before is not None and before.lower_ in words.others
    if number.first > 1 and before is not None and before.lower_ in words.sizes:
        return bare if doc[number.first - 2].lower_ in words.parties else None
    if any(
        c.dep_ == "relcl" and c.i == number.last + 2 + (doc[number.last + 2].pos_ == "AUX")
        for c in token.children
    ):
        return bare  # "the five that have promised"
    if before is not None and before.lower_ in words.definite:
        return bare if _is_delegated(token) else None  # "the seven": a club by its name
    acts = token.dep_ in ("nsubj", "nsubjpass") or after.tag_ in ("VBP", "VBZ", "VBD", "MD")
    if acts and (live or remaining or _party_before(doc, number)):
        return bare
    return bare if _is_size(token) or _is_delegated(token) else None


def _is_nested(doc: Doc, number: Number) -> bool:
    """Whether the whole behind "of" is itself a number without a noun: "seven of the nine"."""
    for token in doc[_past_of(doc, number) : number.last + _REACH]:
        if token.like_num:
            return True
        if token.pos_ not in (*_NAMES, "PART") and token.text not in _HYPHENS:
            return False
    return False


def _of_them(doc: Doc, bare: PartyCount) -> PartyCount | None:
    """The count of "41 of them" where a verb follows, or nothing but the end of its part of the sentence."""
    at = _past_of(doc, bare.number)
    if at >= len(doc) or doc[at].lower_ not in tally_words().back:
        return None
    after = doc[at + 1] if at + 1 < len(doc) else None
    if after is not None and after.pos_ in ("AUX", "VERB", "ADV"):
        return replace(bare, last=at, linked=True)
    return None


def _body_before(doc: Doc, number: Number) -> bool:
    bodies = tally_words().classes["bodies"]
    return any(t.lemma_.lower() in bodies for t in doc[max(0, number.first - _REACH) : number.first])


def _party_before(doc: Doc, number: Number) -> bool:
    """Whether the last plural before a number in its sentence names parties: "of the countries asked, eight are"."""
    for token in reversed(doc[: number.first]):
        if token.tag_ in ("NNS", "NNPS"):
            return token.lower_ in tally_words().parties
        if token.text == ";":
            return False
    return number.first == 0 and any(t.lower_ in tally_words().parties for t in doc)


def _is_size(token: Token) -> bool:
    """Whether a number is what a number of parties has grown to: "the number of contributors rose to 19"."""
    verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in ("to", "at") else token.head
    if token.dep_ not in ("pobj", "dobj", "attr") or verb.lemma_.lower() not in tally_words().growing:
        return False
    told = (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and c.i < token.i)
    return any(t.lower_ in tally_words().parties for c in told for t in c.subtree)


def _is_delegated(token: Token) -> bool:
    """Whether persons who stand for parties are those of a number: "ambassadors of the 32"."""
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "from"):
        return False
    return token.head.head.lower_ in tally_words().persons


def _of_follows(doc: Doc, number: Number) -> bool:
    at = number.last + 1
    if at < len(doc) and doc[at].lower_ == "out":
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ != "of":
        return False
    after = doc[at + 1]
    return (
        after.lower_ in tally_words().definite
        or after.lower_ in tally_words().back
        or (
            after.pos_ in ("NUM", "PRON", "PROPN")
            or after.like_num
            or after.lower_ in ("its", "their", "our")
        )
    )


def _parted(doc: Doc, found: Sequence[PartyCount]) -> list[PartyCount]:
    """Parts with the size of their whole, exceptions turned round, fractions told."""
    wholes = [c for c in found if c.whole]
    size = wholes[0].value if wholes else None
    taken: list[PartyCount] = []
    for count in found:
        behind = next((w for w in wholes if 0 < w.number.first - count.number.last <= _REACH), None)
        if count.linked and behind is not None:
            count = replace(count, of=behind.value, last=max(count.last, behind.last))
        elif not count.whole and size is not None and count.value <= size:
            count = replace(count, of=size)
        taken.append(_turned(doc, count))
    shares = _shares(doc, wholes)
    return [c for c in (*taken, *shares) if c.value > 1]


def _turned(doc: Doc, count: PartyCount) -> PartyCount:
    """ "All but three of the 27" are 24; without a whole nothing is told."""
    first = count.number.first
    if first < 2 or doc[first - 1].lower_ not in tally_words().excepting or doc[first - 2].lower_ != "all":
        return count
    return replace(count, value=count.of - count.value if count.of is not None else 0)


def _past_of(doc: Doc, number: Number) -> int:
    at = number.last + 1
    while at < len(doc) and (
        doc[at].lower_ in ("out", "of", "its", "their", "our") or doc[at].lower_ in tally_words().definite
    ):
        at += 1
    return at


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
    if lower == "one":  # "he was one of 27 leaders": no part is told
        return False
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
        start = max(0, whole.number.first - _REACH)
        of = next((t.i for t in reversed(doc[start : whole.number.first]) if t.lower_ == "of"), None)
        if of is None or not of or doc[of - 1].lower_ not in tally_words().fractions:
            continue
        parts = tally_words().fractions[doc[of - 1].lower_]
        first = of - 1
        times = 1
        while first and (
            doc[first - 1].text in _HYPHENS
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
