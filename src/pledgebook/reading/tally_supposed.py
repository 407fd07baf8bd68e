"""Numbers of parties that are of no set: needed or hoped for, or only the end of a list of names."""

from __future__ import annotations

from pledgebook.reading.tally_clauses import role_of
from pledgebook.reading.tally_parts import PartyCount
from pledgebook.reading.tally_words import tally_words
from pledgebook.reading.tokens import Doc, Token

# Words that make a number a supposed one stand this near before it.
_NEAR = 4


def is_supposed(doc: Doc, count: PartyCount) -> bool:
    """Whether a number is needed or supposed, not told: "unless ten countries join"."""
    words = tally_words()
    before = {t.lower_ for t in doc[max(0, count.number.first - _NEAR) : count.number.first]}
    role = role_of(doc[count.head])
    verb = role.governor
    marks = (
        {c.lower_ for c in verb.children if c.dep_ in ("mark", "aux", "advmod")}
        if verb is not None
        else set()
    )
    needed = before & words.needed
    if "no" in before:
        needed -= {"fewer"}  # "no fewer than 25" are told
    return (
        bool((before | marks) & words.supposing)
        or bool(needed)
        or (verb is not None and role.kind == "subject" and _is_hoped(verb, count))
        or (verb is not None and verb.lemma_.lower() in words.needed and role.kind in ("object", "verb"))
    )


def _is_hoped(verb: Token, count: PartyCount) -> bool:
    """Whether an act is what another hopes for: "Kyiv expects 15 countries to join"."""
    above = verb.head
    within = verb.dep_ in ("ccomp", "xcomp") and above.i < count.number.first
    if not within or above.lemma_.lower() not in tally_words().hoping:
        return False
    return verb.tag_ == "VB" and any(c.lower_ in ("to", "will", "would") for c in verb.lefts)


def ends_names(doc: Doc, count: PartyCount) -> bool:
    """Whether a number is what a list of names ends in: in "Chad and six other states" it is of no set."""
    first = count.number.first
    if first < 2 or count.of is not None or doc[first - 1].lower_ not in ("and", "plus"):
        return False
    noun = doc[count.head]
    others = any(t.lower_ in ("other", "others") for t in doc[count.number.last + 1 : count.last + 1])
    return others and noun.dep_ == "conj" and noun.head.pos_ == "PROPN"
