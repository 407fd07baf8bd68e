"""Blocks of furniture: a heading such as "Read more", and the teasers that follow it."""

from __future__ import annotations

from pledgebook.intake.layout import Unit
from pledgebook.intake.signs import opener, teaserish

Rules = list[str | None]

# A blurb that ends as a sentence does has at most so many words; longer is body prose.
_BLURB = 45
# Headlines of other articles keep to this length.
_HEADLINE = 32
# and are not as short as the headings of a report's parts may be.
_CARD = 3
# So many units below a blurb are looked at: a bound for hostile text, more than a page has cards.
_LOOKAHEAD = 60


def mark_blocks(units: list[Unit], rules: Rules, title: int | None = None) -> None:
    """Mark in `rules` every heading that opens a block, and the block."""
    at = 0
    begun = False  # before the first prose a doubtful heading ("Analysis") is the report's own kicker
    while at < len(units):
        kind = opener(units[at]) if at != title else None
        if kind is None or (not kind.sure and not (begun and _teasers_follow(units, rules, at))):
            begun = begun or units[at].prose
            at += 1
            continue
        rule = f"furniture.{kind.id}"
        stop = at + 2 if kind.takes == "paragraph" else _teasers_end(units, rules, at)
        stop = title if title is not None and at < title < stop else min(stop, len(units))
        for one in range(at, stop):
            rules[one] = rules[one] or rule
        at = stop


def _teasers_follow(units: list[Unit], rules: Rules, at: int) -> bool:
    """Whether what stands below a doubtful heading ("More", "Video") bears signs of teasers.

    One sign among the next three units is enough, and so are two headlines in a row; prose, or the
    end of the text, before that is none.
    """
    for offset, unit in enumerate(units[at + 1 : at + 4]):
        if rules[at + 1 + offset] or teaserish(unit):
            return True
        if unit.prose or unit.stopped:
            return False
        if offset == 1:
            return True
    return False


def _teasers_end(units: list[Unit], rules: Rules, at: int) -> int:
    """The index after the last unit of the block that unit `at` opens."""
    first = stop = at + 1
    blurbs = 0
    while stop < len(units):
        if opener(units[stop]) is not None:
            first = stop + 1
        elif not rules[stop]:
            if _new_list(units, first, stop) or _entry(units, stop):
                return stop
            if not _headline(units[stop]):
                if not _blurb(units, rules, first, stop, blurbs):
                    return _given_back(units, rules, first, stop)
                blurbs += 1
        stop += 1
    return stop


def _entry(units: list[Unit], at: int) -> bool:
    """Whether an entry of a live blog begins: a time of day alone, and right below it what happened.

    The time of a teaser stands below its headline, or a blank line parts the two.
    """
    return units[at].clock and at + 1 < len(units) and units[at].gap > 0 and units[at + 1].gap == 0


def _headline(unit: Unit) -> bool:
    """Whether a unit may be a headline, a cut blurb or a date: no sentence, and short."""
    if unit.prose:
        return False
    return not unit.stopped or unit.asks or len(unit.words) < _HEADLINE and unit.text.endswith(("!", "…"))


def _blurb(units: list[Unit], rules: Rules, first: int, at: int, blurbs: int) -> bool:
    """Whether a sentence is the blurb of a teaser: one sentence below a headline, above a date or a headline.

    At the end of the text only a second blurb is believed: the first may be the report's last sentence.
    """
    unit, above = units[at], units[at - 1]
    if unit.sentences > 2 or len(unit.words) > _BLURB or at == first or not _headline(above):
        return False
    if at + 1 == len(units):
        return blurbs > 0
    below = units[at + 1]
    if below.clock:
        return False
    if below.stamp or (below.dated and not below.prose):
        return True
    if rules[at + 1] or opener(below) is not None:
        # an advertisement in the middle of a report stands below its prose as well
        return blurbs > 0
    return _cards(units, rules, at)


def _cards(units: list[Unit], rules: Rules, at: int) -> bool:
    """Whether headline and blurb take turns, twice at least, from here to other furniture or the end.

    So cards of other articles do; a report has two sentences in a row somewhere, or asks, or has
    headings of a word.
    """
    pairs = 1
    for one in range(at + 1, min(len(units), at + _LOOKAHEAD)):
        unit = units[one]
        if rules[one] or opener(unit) is not None:
            break
        if (one - at) % 2:
            if not _headline(unit) or unit.asks or unit.clock or len(unit.words) < _CARD:
                return False
        elif not unit.prose or unit.sentences > 2 or len(unit.words) > _BLURB:
            return False
        else:
            pairs += 1
    return pairs >= 2


def _new_list(units: list[Unit], first: int, at: int) -> bool:
    """Whether a list of the report begins: items after a gap, in a block that began without items."""
    unit = units[at]
    started = at > first and not units[first].bullet
    return started and unit.bullet and unit.gap > 0 and not teaserish(unit)


def _given_back(units: list[Unit], rules: Rules, first: int, stop: int) -> int:
    """The end of a block that body prose at `stop` cut off, less the headings of that prose.

    A heading belongs to the prose below it where no blank line parts the two but one stands above
    the heading; where it asks a question; or where a time of day stands above it (a live blog).
    """
    top = stop
    if units[stop].gap == 0:
        while top > first and units[top].gap == 0 and not rules[top - 1]:
            top -= 1
        if units[top].gap > 0 and top > first:
            return top
        top = stop
    above = stop - 1
    if above >= first and units[above].clock:
        return above
    if above > first and units[above - 1].clock and not rules[above]:
        return above - 1
    if above >= first and units[above].asks and not units[above].bullet and not rules[above]:
        return above
    return stop
