"""Which numbers of a sentence count parties: "26 of the 35 countries", "nine others", "a 35-nation club".

A number is read with the words to its right, from the tokens and their tags: the noun that it
counts, the whole of which it is a part, or the parties spoken of before for which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pledgebook.reading.amounts import is_month
from pledgebook.reading.numbers import Number, numbers
from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.tally_bare import opens_as_whole, party_before, stands_alone
from pledgebook.reading.tally_labels import label_set
from pledgebook.reading.tally_parts import HYPHENS, REACH, PartyCount, is_of_us, is_whole, with_wholes
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token, printed

# More numbers of parties than these in one sentence are a table or noise.
_MOST_COUNTS = 16
# A verb stands this near behind a number that it is said of.
_NEAR = 3
# A clause joined to a number has its verb this near: "eight who have not said".
_FAR = 5
_VERBS = ("VERB", "AUX")
_NAMES = ("ADJ", "NOUN", "PROPN", "ADV")
_OPENED = (",", "(", ":", "–", "—")
_QUOTES = ('"', "“", "”", "'", "‘", "’")
_UNITS = ("%", "percent", "per", "cent")


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
    >>> [c.value for c in party_counts(Doc(spacy.blank("en")("Of 35 nations 26 agreed.")), (), False)]
    [35]
    """
    found: list[PartyCount] = []
    live = carried
    for number in numbers(doc):
        if len(found) >= _MOST_COUNTS:
            break
        value = number.value
        whole = isinstance(value, int) and 2 <= value <= tally_words().most
        if (
            not whole
            or ":" in doc[number.first].text  # the time of day: "18:05"
            or _is_name(doc, number)
            or _is_named(number, mentions)
            or _is_spelled_out(doc, number, mentions)
        ):
            live = live and not _counts_things(doc, number)
            continue
        count = _counted(doc, number) or _alone(doc, number, live)
        if count is None:
            live = live and not _counts_things(doc, number)
            continue
        live = True
        found.append(replace(count, whole=True) if is_whole(doc, number) else count)
    return sorted(with_wholes(doc, found), key=lambda c: c.number.first)


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


def _is_name(doc: Doc, number: Number) -> bool:
    """Whether a number is part of a name: "the Group of Seven", "the Visegrad Four"."""
    first = doc[number.first]
    opens = not number.first or not doc[number.first - 1].is_alpha
    return not opens and first.text.istitle() and not first.text.isdigit()


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


def _is_spelled_out(doc: Doc, number: Number, mentions: Sequence[Mention]) -> bool:
    """Whether the parties of a small number are named right behind it: "two more, Egypt and Jordan, have"."""
    assert isinstance(number.value, int)
    if number.value >= tally_words().few:
        return False
    behind = doc[number.last + 1 : number.last + 1 + REACH]
    opened = next((t.i for t in behind if t.text in _OPENED), None)
    if opened is None or any(t.pos_ in _VERBS for t in doc[number.last + 1 : opened]):
        return False
    names = {m.first: m for m in mentions if m.kind is not MentionKind.GROUP and len(m.codes) == 1}
    found: set[str] = set()
    at = opened + 1
    while at < len(doc):
        if at in names:
            found.update(names[at].codes)
            at = names[at].last + 1
        elif doc[at].text == "," or doc[at].lower_ in ("and", "the"):
            at += 1
        else:
            break
    return len(found) == number.value


def _counted(doc: Doc, number: Number) -> PartyCount | None:
    """The count of a number that has its noun behind it."""
    assert isinstance(number.value, int)
    words = tally_words()
    after = number.last + 1
    if after + 1 < len(doc) and doc[after].text in HYPHENS:
        joined = doc[after + 1]
        if joined.lower_ in words.joined:
            return PartyCount(number, number.value, joined.i, joined.i, "joined")
        if joined.lower_ not in words.loose_after:
            return None
    while after < len(doc) and (doc[after].text in HYPHENS or doc[after].lower_ in words.loose_after):
        after += 1
    noun = _noun(doc, after)
    if noun is None or _is_domestic(doc, number, noun.at):
        return None
    if printed(doc[noun.at + 1 : noun.at + 2]).lower() == "strong" and _body_before(doc, number):
        return PartyCount(number, number.value, noun.at + 1, noun.at + 1, "strong")
    return PartyCount(number, number.value, noun.at, noun.at, noun.kind)


def _noun(doc: Doc, at: int) -> _Noun | None:
    words = tally_words()
    found: _Noun | None = None
    for token in doc[at : at + REACH]:
        lower = token.lower_
        weak = lower in words.weak_parties and token.dep_ not in ("nsubj", "pobj")
        if (lower in words.parties and not weak) or _is_name_below(doc, token):
            found = _Noun(token.i, "party")
        elif lower in words.persons:
            found = _Noun(token.i, "person")
        elif found is not None or not _may_stand_between(doc, token):
            break
    if found is None or (doc[found.at].i + 1 < len(doc) and doc[found.at + 1].tag_ == "POS"):
        return None
    return None if _is_crowd(doc, found.at) else found


def _is_name_below(doc: Doc, token: Token) -> bool:
    """Whether names are those under a text: "there are 33 names underneath"."""
    beneath = tally_words().beneath
    return token.lower_ == "names" and any(t.lower_ in beneath for t in doc[token.i + 1 : token.i + _NEAR])


def _may_stand_between(doc: Doc, token: Token) -> bool:
    """Whether a word may stand between a number and its noun: "26 European Union member states"."""
    words = tally_words()
    if token.lower_ in _UNITS or token.is_currency or is_month(token):
        return False  # "on 25 August ministers met"
    if token.text in HYPHENS or token.text in _QUOTES or token.lower_ in words.others:
        return True
    if token.pos_ == "CCONJ":
        after = token.i + 1
        return after < len(doc) and doc[after].pos_ in ("ADJ", "PROPN", "NOUN")
    if token.tag_ in ("VBN", "VBG"):
        return True
    if token.lower_ in words.former:
        return False
    plural = token.tag_ == "NNS" and not (token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "CCONJ")
    return token.pos_ in _NAMES and not plural


def _is_crowd(doc: Doc, at: int) -> bool:
    """Whether members are those of a crew or a parliament: "nine members of the crew"."""
    crowds = tally_words().crowds | tally_words().houses
    if doc[at].lower_ != "members" or at + 1 >= len(doc) or doc[at + 1].lower_ != "of":
        return bool(at) and doc[at].lower_ == "members" and doc[at - 1].lower_ in crowds
    behind = doc[at + 2 : at + 7]
    paired = (f"{a.lower_} {b.lower_}" for a, b in zip(behind, behind[1:], strict=False))
    return any(t.lower_ in crowds for t in behind[:4]) or any(words in crowds for words in paired)


def _is_domestic(doc: Doc, number: Number, at: int) -> bool:
    """Whether states are those of one country: "14 of the country's 18 states"."""
    if number.first < 2 or doc[number.first - 1].tag_ != "POS":
        return False
    return doc[at].lower_ in tally_words().provinces and doc[number.first - 2].lower_ in tally_words().realms


def _alone(doc: Doc, number: Number, live: bool) -> PartyCount | None:
    """The count of a number without a noun of its own: "26 of the 35", "nine have not", "seven others"."""
    words = tally_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1] if number.last + 1 < len(doc) else None
    assert isinstance(number.value, int)
    bare = PartyCount(number, number.value, number.last, number.last, "bare")
    unfit = after is not None and (after.text in ("-", ":", "/") or after.lower_ in _UNITS)
    if unfit or (before is not None and before.is_currency):
        return None
    if label_set(doc, number) is not None or (live and opens_as_whole(doc, number)):
        return bare
    if after is None:
        return None
    if after.lower_ == "strong":
        strong = PartyCount(number, number.value, after.i, after.i, "strong")
        return strong if _body_before(doc, number) else None
    if _is_strength(doc, number):
        return None
    if (summed := _summed(doc, number)) is not None:
        return _sum(bare, summed)
    if _of_follows(doc, number):
        return _part(doc, bare, live)
    if after.lower_ in words.others:
        head = after.i
        follows = doc[head + 1] if head + 1 < len(doc) else after
        live = live or not number.first or party_before(doc, number)
        added = before is not None and before.lower_ in ("and", "plus") and follows.pos_ == "ADP"
        fits = live and (follows.pos_ in ("AUX", "VERB", "PUNCT", "ADV") or added)
        return replace(bare, head=head, last=head) if fits else None
    return bare if stands_alone(doc, number, live) else None


def _part(doc: Doc, bare: PartyCount, live: bool) -> PartyCount | None:
    """The count of a part of a whole: "26 of the 35 states", "seven of the nine", "41 of them"."""
    number = bare.number
    noun = party_noun(doc, _past_of(doc, number)) or _owned_parties(doc, _past_of(doc, number))
    if noun is not None:
        return replace(bare, last=noun.i, linked=True)
    if _is_nested(doc, number):
        return replace(bare, linked=True)
    live = live or party_before(doc, number)
    return _of_them(doc, bare) if live or is_of_us(doc, number) else None


def _owned_parties(doc: Doc, at: int) -> Token | None:
    """The parties that a body has: "seven of ASEAN's members"; what one state has are none."""
    words = tally_words()
    for token in doc[at : at + REACH]:
        if token.tag_ == "POS":
            owner = doc[token.i - 1].lower_
            noun = party_noun(doc, token.i + 1)
            shared = doc[token.i - 1].lemma_.lower() in words.classes["bodies"]  # "the coalition's leaders"
            inner = noun is None or (noun.lower_ in words.persons | words.provinces and not shared)
            return None if inner or owner in words.crowds | words.houses | words.realms else noun
        if token.pos_ not in _NAMES:
            return None
    return None


def _sum(bare: PartyCount, summed: Token) -> PartyCount:
    words = tally_words()
    if summed.lemma_.lower() in words.classes["bodies"]:
        return replace(bare, kind="strong")  # "the coalition, about 30 in number"
    kind = "person" if summed.lower_ in words.persons else "party"
    return replace(bare, head=summed.i, last=bare.last + 2, kind=kind)


def _summed(doc: Doc, number: Number) -> Token | None:
    """The noun before a number that sums it up: "ministers of the coalition, 33 in all"."""
    words = tally_words()
    behind = doc[number.last + 1 : number.last + 3]
    if printed(behind).lower() not in words.summing and printed(behind[:1]).lower() not in words.summing:
        return None
    for token in reversed(doc[max(0, number.first - REACH) : number.first]):
        if token.lower_ in words.persons or token.lower_ in words.parties:
            return token
        if token.lemma_.lower() in words.classes["bodies"] and doc[number.last + 2].lower_ == "number":
            return token
        if token.pos_ in _VERBS or token.text == ";":
            return None
    return None


def _is_strength(doc: Doc, number: Number) -> bool:
    """Whether a number tells how large a unit or a committee is: "a company of 120 is on standby"."""
    token = doc[number.last]
    unit = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
    words = tally_words()
    return unit is not None and unit.lemma_.lower() in words.carriers["troop_contributors"] | words.crowds


def _is_nested(doc: Doc, number: Number) -> bool:
    """Whether the whole behind "of" is itself a number without a noun: "seven of the nine"."""
    for token in doc[_past_of(doc, number) : number.last + REACH]:
        if token.like_num:
            last = token.i
            while last + 1 < len(doc) and (doc[last + 1].like_num or doc[last + 1].text in HYPHENS):
                last += 1
            behind = doc[last + 1 : last + 3]  # "two of the three towns" are no parties
            known = tally_words().parties | tally_words().persons | tally_words().voters
            return not any(t.tag_ in ("NNS", "NNPS") and t.lower_ not in known for t in behind)
        if token.pos_ not in (*_NAMES, "PART") and token.text not in HYPHENS:
            return False
    return False


def _of_them(doc: Doc, bare: PartyCount) -> PartyCount | None:
    """The count of "41 of them" where a verb follows, or nothing but the end of its part of the sentence."""
    at = next(
        (t.i + 1 for t in doc[bare.number.last + 1 : bare.number.last + 3] if t.lower_ == "of"), len(doc)
    )
    if at >= len(doc) or doc[at].lower_ not in tally_words().back:
        return None
    after = doc[at + 1] if at + 1 < len(doc) else None
    aside = after is not None and after.text == "," and bare.value >= tally_words().few
    if (
        aside
        or after is None
        or after.pos_ in ("AUX", "VERB", "ADV")
        or after.lower_ in tally_words().presence
    ):
        return replace(bare, last=at, linked=True)
    done = doc[bare.number.last].dep_ == "pobj" and doc[bare.number.last].head.dep_ == "agent"
    return replace(bare, last=at, linked=True) if done else None  # "was signed by 27 of them."


def _body_before(doc: Doc, number: Number) -> bool:
    bodies = tally_words().classes["bodies"]
    return any(t.lemma_.lower() in bodies for t in doc[max(0, number.first - REACH) : number.first])


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


def _past_of(doc: Doc, number: Number) -> int:
    at = number.last + 1
    while at < len(doc) and (
        doc[at].lower_ in ("out", "of", "its", "their", "our") or doc[at].lower_ in tally_words().definite
    ):
        at += 1
    return at
