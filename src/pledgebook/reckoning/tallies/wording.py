"""What a claim means, as a sentence."""

from __future__ import annotations

from collections.abc import Callable

from pledgebook.codebook.codes import codebook
from pledgebook.reckoning.tallies.meaning import FORCE, UNSPECIFIED, Group, Meaning, Says, Word
from pledgebook.reckoning.tallies.problem import Set

# One member does, several do.
_DOES = {
    Group.MEMBERS: ("belongs to the coalition", "belong to the coalition"),
    Group.PARTICIPANTS: ("takes part", "take part"),
    Group.UNDECIDED: ("is undecided", "are undecided"),
    Group.REFUSED: ("refuses to take part", "refuse to take part"),
    Group.SENDS: ("provides {what}", "provide {what}"),
    Group.WILLING: ("is willing to provide {what}", "are willing to provide {what}"),
    Group.OPEN: ("is undecided on {what}", "are undecided on {what}"),
    Group.RULES_OUT: ("rules out {what}", "rule out {what}"),
}
_SAYS = {
    Word.COMMITS: "commits itself to {what}",
    Word.OFFERS: "offers {what}",
    Word.UNDECIDED: "has not decided on {what}",
    Word.REFUSES: "rules out {what}",
    Word.WITHDRAWS: "takes back {what}",
}

_COUNTABLE = (FORCE, UNSPECIFIED, "defence_commitment")


def in_words(meaning: Meaning, named: Callable[[str], str] = str) -> str:
    """The sentence that a meaning stands for; `named` tells how an actor is called, else by its code.

    >>> from pledgebook.reckoning.tallies.meaning import Counts
    >>> in_words(Counts(Group.SENDS, "ground_troops", 0, 10)), in_words(Counts(Group.MEMBERS, "", 35, 35))
    ('at most 10 provide ground troops', '35 belong to the coalition')
    >>> in_words(Says(Word.REFUSES, "POL", "ground_troops"))
    'POL rules out ground troops'
    """
    what = label(meaning.contribution)
    if isinstance(meaning, Says):
        return f"{named(meaning.actor)} {_SAYS[meaning.word].format(what=what)}"
    one, several = (words.format(what=what) for words in _DOES[meaning.group])
    low, high = meaning.low, meaning.high
    if low == high:
        return f"{low:,} {one if low == 1 else several}"
    if high is None:
        return f"at least {low:,} {one if low == 1 else several}"
    if low == 0:
        return f"at most {high:,} {one if high == 1 else several}"
    return f"{low:,} to {high:,} {several}"


def name_of(one: Set) -> str:
    """What the members of a set do, to stand behind a number.

    >>> name_of(Set(Group.PARTICIPANTS)), name_of(Set(Group.SENDS, "ground_troops"))
    ('take part', 'provide ground troops')
    """
    return _DOES[one.group][1].format(what=label(one.contribution))


def label(contribution: str) -> str:
    """A contribution's name within a sentence.

    >>> label("force_unspecified"), label("training")
    ('a part in the force', 'training')
    """
    codes = codebook().contributions
    name = codes[contribution].label.lower() if contribution in codes else contribution
    return f"a {name}" if contribution in _COUNTABLE else name
