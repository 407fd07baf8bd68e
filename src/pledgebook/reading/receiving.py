"""Links to who only receives: the one protected, who is given something, and who is helped."""

from __future__ import annotations

from pledgebook.reading.context import Context
from pledgebook.reading.grammar import DEEPEST, REFLEXIVE, SUBJECTS, VERBAL, is_indirect_object
from pledgebook.reading.links import Link
from pledgebook.reading.tokens import Token
from pledgebook.reading.vocabulary import vocabulary

# Relations inside one noun phrase, and prepositions in it that tell whose or where something is.
_INSIDE = ("conj", "appos", "pobj", "prep", "poss", "amod", "compound", "nmod")
_WHERE = ("in", "inside", "of", "across", "throughout")


def is_given(link: Link, context: Context) -> bool:
    """Whether an actor is the one protected, or gets what is given: "promised Chad 40 vehicles"."""
    if link.actor == context.setting.beneficiary:
        return True
    if link.mention is None:
        return False
    doc = link.candidate.parsed.doc
    return is_indirect_object(doc[link.mention.head], doc[link.candidate.cue.head])


def is_helped(link: Link, context: Context) -> bool:
    """Whether an actor stands only where others help: "will benefit the refugees in Jordan"."""
    parsed = link.candidate.parsed
    named = [m for m in context.mentions[parsed.sentence.index] if link.actor in m.codes]
    return bool(named) and all(_helper(parsed.doc[m.head]) is not None for m in named)


def _helper(noun: Token) -> Token | None:
    """The verb of helping that has a noun in its object: "helps Jordan defend itself" too."""
    helping = vocabulary().operators.helping
    at = noun
    for _ in range(DEEPEST):
        above = at.head
        if above.i == at.i or any(c.dep_ == "relcl" for c in at.children):
            return None  # "helps Poland, which will send tanks"
        if above.pos_ in VERBAL:
            if at.dep_ in SUBJECTS and any(c.lower_.endswith(REFLEXIVE) for c in above.children):
                above = above.head
            elif at.dep_ != "dobj" and at.lower_ not in _WHERE:
                return None
            return above if above.lemma_ in helping and at.i > above.i else None
        if at.dep_ not in _INSIDE or (at.dep_ == "prep" and at.lower_ not in _WHERE):
            return None
        at = above
    return None
