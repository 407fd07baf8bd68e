"""Blocks of furniture: a heading such as "Read more", and the teasers that follow it."""

from __future__ import annotations

from pledgebook.intake.layout import Unit
from pledgebook.intake.signs import opener, teaserish

Rules = list[str | None]

# A blurb that ends as a sentence does has at most so many words; longer is body prose.
_BLURB = 45
# Headlines of other articles keep to this length.
_HEADLINE = 32


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
    """Whether what stands below a doubtful heading ("Related", "More") bears signs of teasers.

    One sign among the next three units is enough; prose or the end of the text before it is none,
    save that two headlines in a row at the very end of the text are teasers too.
    """
    below = units[at + 1 : at + 4]
    for offset, unit in enumerate(below):
        if rules[at + 1 + offset] or teaserish(unit):
            return True
        if unit.prose or unit.stopped:
            return False
    return len(below) >= 2


def _teasers_end(units: list[Unit], rules: Rules, at: int) -> int:
    """The index after the last unit of the block that unit `at` opens."""
    first = at + 1
    stop = first
    blurbs = 0
    while stop < len(units):
        if rules[stop] or opener(units[stop]) is not None:
            stop += 1
            continue
        if _new_list(units, first, stop):
            return stop
        if _headline(units[stop]):
            stop += 1
            continue
        if not _blurb(units, rules, first, stop, blurbs):
            return _given_back(units, rules, first, stop)
        blurbs += 1
        stop += 1
    return stop


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
    if below.stamp or (below.dated and not below.prose):
        return True
    if rules[at + 1] or opener(below) is not None:
        return True
    after = units[at + 2] if at + 2 < len(units) else None
    # headline, blurb, headline, blurb: but a heading and several sentences are the report again
    return _headline(below) and not below.clock and (after is None or blurbs > 0) and not below.asks


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
