"""Numbers without a noun that stand for parties: "nine have not", "out of those 35, nineteen are in"."""

from __future__ import annotations

from pledgebook.reading.numbers import Number
from pledgebook.reading.tally_clauses import role_of
from pledgebook.reading.tally_parts import REACH
from pledgebook.reading.tally_sizes import is_size, is_sum, is_total, sized_parties, told_of
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token

# A clause joined to a number has its verb this near: "eight who have not said".
_FAR = 5


def stands_alone(doc: Doc, number: Number, live: bool) -> bool:
    """Whether a number acts as parties do, or is what their number has come to."""
    words = tally_words()
    before = doc[number.first - 1] if number.first else None
    after = doc[number.last + 1]
    token = doc[number.last]
    remaining = before is not None and before.lower_ in words.others
    if (
        before is not None
        and before.lower_ == "by"
        and before.head.lemma_.lower() in words.classes["signing"]
    ):
        return True  # "signed by eleven"
    if before is not None and before.lower_ in words.sizes:
        return sized_parties(doc, number) is not None
    if any(c.dep_ == "relcl" and 0 < c.i - number.last <= _FAR for c in token.children):
        return True  # "the five that have promised"
    if before is not None and before.lower_ in words.definite:
        return _is_delegated(token)  # "the seven": a club by its name
    acts = token.dep_ in ("nsubj", "nsubjpass") or after.tag_ in ("VBP", "VBZ", "VBD", "MD")
    # the parser may take a verb for an adjective: "ten [offered soldiers]"
    acts = acts or _follows_whole(doc, number)
    acts = acts or (token.dep_ == "npadvmod" and token.head == after and after.tag_ == "VBN")
    told = token.dep_ == "attr" and any(c.dep_ == "expl" for c in token.head.children)
    told = told or is_sum(token)
    if live and told and after.is_punct:
        return True
    if live and (_is_with_others(doc, number) or has_troops(doc, number)):
        return True
    if _is_told_aside(doc, number):
        return True
    if acts and (live or remaining or party_before(doc, number)):
        return True
    return is_size(token) or bool(told_of(doc, number)) or _is_delegated(token) or (live and is_total(token))


def _is_with_others(doc: Doc, number: Number) -> bool:
    """Whether a number acts behind "with": "with nine still to decide"."""
    after = doc[number.last + 1]
    with_before = number.first > 0 and doc[number.first - 1].lower_ == "with"
    return with_before and (after.lower_ in ("still", "yet", "to") or after.tag_ == "VBG")


def _is_told_aside(doc: Doc, number: Number) -> bool:
    """Whether who says it parts a number that opens a sentence from its verb: "Ten, he said, have"."""
    verb = role_of(doc[number.last]).governor
    if number.first or verb is None or doc[number.last + 1].text != ",":
        return False
    between = doc[number.last + 2 : verb.i]
    return any(t.pos_ == "VERB" and any(c.dep_ == "nsubj" for c in t.children) for t in between)


def has_troops(doc: Doc, number: Number) -> bool:
    """Whether a number leaves its verb unsaid before troops: "nineteen are in, eleven with land forces"."""
    behind = [t.lower_ for t in doc[number.last + 1 : number.last + _FAR]]
    if not number.first or doc[number.first - 1].text != "," or behind[:1] != ["with"]:
        return False
    troops = tally_words().classes["troops"]
    return any(w in troops or f"{a} {w}" in troops for a, w in zip(behind, behind[1:], strict=False))


def _follows_whole(doc: Doc, number: Number) -> bool:
    """Whether a number opens the clause behind the whole that a sentence opens with."""
    first = number.first
    of = any(t.lower_ == "of" for t in doc[:2])
    return of and 1 < first <= REACH + 1 and doc[first - 1].text == "," and doc[first - 2].like_num


def opens_as_whole(doc: Doc, number: Number) -> bool:
    """Whether a sentence opens with a whole whose noun was said before: "Out of those 35, nineteen have"."""
    before = [t.lower_ for t in doc[: number.first]]
    defined = bool(before) and before[-1] in tally_words().definite
    closed = number.last + 1 < len(doc) and doc[number.last + 1].text == ","
    return defined and closed and before[:-1] in (["of"], ["out", "of"])


def party_before(doc: Doc, number: Number) -> bool:
    """Whether the last plural before a number names parties: "of the countries asked, eight are"."""
    for token in reversed(doc[: number.first]):
        if token.tag_ in ("NNS", "NNPS"):
            return token.lower_ in tally_words().parties | tally_words().blocs
        if token.text == ";":
            return False
    return number.first == 0 and any(t.lower_ in tally_words().parties for t in doc)


def _is_delegated(token: Token) -> bool:
    """Whether persons who stand for parties are those of a number: "ambassadors of the 32"."""
    if token.dep_ != "pobj" or token.head.lower_ not in ("of", "from"):
        return False
    return token.head.head.lower_ in tally_words().persons
