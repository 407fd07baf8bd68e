"""Single things: "a brigade", "whose frigate", and ships by their names."""

from __future__ import annotations

from collections.abc import Iterator

from pledgebook.codebook.numbers import number_words
from pledgebook.model import Quantity
from pledgebook.reading.amounts import Amount, names_of, number_follows
from pledgebook.reading.named_ships import named_ships
from pledgebook.reading.quantity_words import quantity_words
from pledgebook.reading.tokens import Doc, Token, printed

# An article stands this near before its noun.
_REACH = 8


def singles(doc: Doc) -> Iterator[Amount]:
    """Units and ships behind an article: "a brigade", "an anti-air warfare frigate"."""
    words = quantity_words()
    articles = number_words().articles
    for token in doc:
        if not (token.tag_ in ("NN", "NNP") or _is_noun_by_place(token)):
            continue
        if not names_of(token) & (words.models if token.tag_ == "NNP" else words.single):
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
    return owner if owner is not None and names_of(noun) & quantity_words().ships else None


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


def ships_by_name(doc: Doc) -> Iterator[Amount]:
    """Ships by their names: "the frigate Languedoc" is one."""
    words = quantity_words()
    for first, last, number in named_ships(doc, words.ships, words.ship_prefixes):
        unit = doc[first].lower_ if doc[first].lower_ in words.ships else "ships" if number > 1 else "ship"
        yield Amount(first, last, first, Quantity(number, unit), "count")
