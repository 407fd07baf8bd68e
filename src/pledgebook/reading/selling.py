"""Who sells what another buys: "will buy howitzers from Korea", "ordered five French frigates".

The seller is paid for its goods; it is not the one whose security they are for.
"""

from __future__ import annotations

from collections.abc import Collection

from pledgebook.reading.tokens import Token

_OWNING = frozenset({"poss", "amod", "compound", "nmod"})


def is_seller(party: Token, buying: Collection[str]) -> bool:
    """Whether a party is who another buys from, or whose goods another buys.

    `buying` are verbs and nouns of buying. "For the American army" and "to buy Ukraine shells" are none.
    """
    above = party.head
    if party.dep_ == "pobj" and above.lower_ == "from":
        source = above.head
        return _buys(source, buying) or _is_bought(source, buying)
    return party.dep_ in _OWNING and _is_bought(above, buying)


def _buys(word: Token, buying: Collection[str]) -> bool:
    return word.lemma_.lower() in buying


def _is_bought(goods: Token, buying: Collection[str]) -> bool:
    """Whether something is the object of buying: "bought tanks", "the purchase of tanks", "tanks bought"."""
    while goods.dep_ == "conj":
        goods = goods.head
    if goods.dep_ in ("dobj", "nsubjpass"):
        return _buys(goods.head, buying)
    if goods.dep_ == "pobj" and goods.head.lower_ in ("of", "for"):
        return _buys(goods.head.head, buying)
    return any(c.dep_ == "acl" and _buys(c, buying) for c in goods.children)
