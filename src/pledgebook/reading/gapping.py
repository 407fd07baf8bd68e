"""Clauses of a list that name who gives and what, and leave their verb unsaid: "…, Denmark four tanks"."""

from __future__ import annotations

from pledgebook.reading.records import Mention, MentionKind
from pledgebook.reading.scene import Scene
from pledgebook.reading.tokens import Token

GAPPED = "the verb of a list unsaid"
"""The rule of who gives by standing before what he gives."""
# Words that stand before a noun in its own phrase.
_BEFORE_NOUN = frozenset({"NUM", "DET", "ADJ", "NOUN", "ADV", "SYM", "PART"})
# Words before a number that belong to it: "up to 40", "at least two".
_MEASURES = frozenset({"up", "to", "at", "least", "most", "more", "than", "about", "around", "over"})
_OPENING = frozenset({"NUM", "DET", "SYM"})
_MEASURING = _OPENING | {"ADV", "ADP", "ADJ"}
_JOINING = frozenset({"and", "while", "but", ",", ";", "–", "—"})
_NAMES = (MentionKind.NAME, MentionKind.CAPITAL)


def gapped_giver(first: int, scene: Scene) -> Mention | None:
    """Who gives what begins near a token by standing right before it, his verb unsaid.

    "Norway will give six jets, *Denmark* four tanks": the name stands between a comma, a semicolon or
    "and" and a number or an article. None where a verb stands between, or no name does.
    """
    doc = scene.doc
    at = first
    while at > 0 and _in_phrase(doc[at - 1], scene):
        at -= 1
    if at == first and doc[first].pos_ not in _OPENING or doc[at].pos_ not in _MEASURING:
        return None
    last = at - 1
    comma = last > 0 and doc[last].text == ","
    mention = scene.by_token.get(last - 1 if comma else last)
    if mention is None or mention.kind not in _NAMES or not mention.codes or mention.first < 2:
        return None
    name = mention.first - 1
    if doc[name].lower_ == "the":
        name -= 1
    before = doc[name]
    if before.lower_ not in _JOINING or comma and before.text != ";":
        return None
    return mention


def _in_phrase(token: Token, scene: Scene) -> bool:
    """Whether a word before a noun may belong to its phrase: a number, an article, an adjective."""
    mention = scene.by_token.get(token.i)
    if mention is not None and mention.kind is not MentionKind.DEMONYM:
        return False
    return token.pos_ in _BEFORE_NOUN or token.lower_ in _MEASURES or token.is_currency
