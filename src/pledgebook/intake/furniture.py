"""Which units of a text are page furniture, told by the words of a page and by the shape of lines.

Four passes, each a reason of its own: units that are furniture wherever they stand; blocks that a
heading such as "Related news" opens and that run while what follows looks like teasers; the head of
the page before the first prose; the tail after the last. Body prose always ends a block, so that a
list of links in the middle of a report does not swallow the rest of it.

The idea of telling boilerplate by the shape and the neighbours of short blocks is that of
Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010).
"""

from __future__ import annotations

from pledgebook.intake.blocks import Rules, mark_blocks
from pledgebook.intake.dates import starts_with_date
from pledgebook.intake.layout import Unit
from pledgebook.intake.signs import alone, at_edge, menu_words, teaserish

# An unmarked stretch of at most so many short lines between furniture in the tail is furniture too.
_BETWEEN = 6
_MENU_RUN = 3


def furniture_rules(units: list[Unit], title: int | None = None) -> Rules:
    r"""For each unit the rule by which it is furniture, or None where it belongs to the report.

    `title` is the index of the unit that is the headline, which is never furniture.

    >>> from pledgebook.intake.layout import units_of
    >>> page = units_of("France will send troops, it said on Monday.\n\nRelated news\n\nGas up again")
    >>> furniture_rules(page)
    [None, 'furniture.related', 'furniture.related']
    """
    rules: Rules = [None if at == title else alone(unit) for at, unit in enumerate(units)]
    mark_blocks(units, rules, title)
    _mark_head(units, rules, title)
    _mark_tail(units, rules, title)
    return rules


def _mark_head(units: list[Unit], rules: Rules, title: int | None) -> None:
    first = _first_prose(units, rules)
    run = 0  # lines in a row, up to here, that name sections of a site
    for at in range(first):
        named = menu_words(units[at]) if at != title else 0
        run = run + 1 if named else 0
        if at == title:
            continue
        rules[at] = rules[at] or at_edge(units[at], "head")
        if named >= _MENU_RUN or run > _MENU_RUN:
            rules[at] = "furniture.menu"
        elif run == _MENU_RUN:
            rules[at - run + 1 : at + 1] = ["furniture.menu"] * run


def _first_prose(units: list[Unit], rules: Rules) -> int:
    return next((at for at, unit in enumerate(units) if unit.prose and not rules[at]), len(units))


def _mark_tail(units: list[Unit], rules: Rules, title: int | None) -> None:
    floor = -1 if title is None else title
    prose = _first_prose(units, rules)
    at = len(units) - 1
    while at > floor:
        if not rules[at]:
            rules[at] = at_edge(units[at], "tail") or _bars(units, rules, at)
        if not rules[at] and at > prose:
            rules[at] = _dated_list(units, rules, at)
        if not rules[at]:
            above = _between(units, rules, at, floor)
            if above is None:
                break
            for one in range(above + 1, at + 1):
                rules[one] = "furniture.between"
            at = above
        at -= 1


def _dated_list(units: list[Unit], rules: Rules, at: int) -> str | None:
    """A teaser in the tail whose neighbour is dated as well, below a text that has prose.

    A list of two or more headlines with their days at the end is no part of a report, though
    no heading that is known stands above it. A timeline, whose days stand first, is left alone.
    """
    unit = units[at]
    if unit.prose or unit.stopped or not unit.dated or starts_with_date(unit.text):
        return None
    alike = [
        other for other in (at - 1, at + 1)
        if 0 <= other < len(units)
        and (rules[other] or (units[other].dated and not units[other].stopped and not units[other].prose))
    ]  # fmt: skip
    return "furniture.dated" if alike else None


def _bars(units: list[Unit], rules: Rules, at: int) -> str | None:
    """Headlines joined by bars, beside other furniture: "Rates today | Grain for Tripoli | More"."""
    beside = at + 1 < len(units) and rules[at + 1]
    bars = len(units[at].parts) > 1 and not units[at].stopped and not units[at].prose
    menu = menu_words(units[at]) >= _MENU_RUN
    return "furniture.links" if menu or (bars and beside and not units[at].bullet) else None


def _between(units: list[Unit], rules: Rules, at: int, floor: int) -> int | None:
    """The nearest marked unit above `at`, where only short lines stand between and furniture follows.

    A heading right above a list of teasers is such a line as well, and so is a rule of dashes.
    """
    if at + 1 >= len(units):
        return _below_mark(units, rules, at, floor) if not units[at].words else None
    if not units[at].words:
        return at - 1
    teasers_below = rules[at + 1] == "furniture.dated"
    if teasers_below and not _speaks(units[at]):
        return at - 1
    return _below_mark(units, rules, at, floor)


def _below_mark(units: list[Unit], rules: Rules, at: int, floor: int) -> int | None:
    for above in range(at, max(floor, at - _BETWEEN), -1):
        if rules[above]:
            return above
        if _speaks(units[above]):
            return None
    return None


def _speaks(unit: Unit) -> bool:
    """Whether a unit is, or may be, of the report: prose, a short sentence, an item that is no teaser."""
    return unit.prose or unit.stopped or (unit.bullet and not teaserish(unit))
