"""What one unit tells by itself: the rule by which it is furniture, or that it looks like a teaser."""

from __future__ import annotations

from pledgebook.intake.dates import stamp_word
from pledgebook.intake.layout import Unit
from pledgebook.intake.vocabulary import Opener, furniture
from pledgebook.intake.words import words_of

_QUOTES = '"\u201c\u201d\u00ab\u00bb'
# A label and what it labels, or a caption, runs to this many words at most.
_LABELLED = 60
_TEASER = 30
_BUTTON_ROW = 14
# How far (in characters) a label reaches before its colon.
_LABEL_REACH = 45


def alone(unit: Unit) -> str | None:
    r"""The rule by which a unit is furniture wherever it stands; None where it is not.

    >>> from pledgebook.intake.layout import units_of
    >>> [alone(u) for u in units_of("Share on X · Copy link\nFrance will share intelligence.")]
    ['furniture.buttons', None]
    """
    if buttons(unit):
        return "furniture.buttons"
    if rule := _line_rule(unit, ("anywhere",)):
        return rule
    if caption(unit):
        return "furniture.caption"
    if labelled(unit):
        return "furniture.label"
    if unit.link and not unit.prose and not unit.stopped:
        return "furniture.link"
    return None


def at_edge(unit: Unit, edge: str) -> str | None:
    """The rule by which a unit is furniture at an edge of the text ("head" or "tail")."""
    if rule := _line_rule(unit, (edge, "edges")):
        return rule
    if edge == "tail" and _on_the_author(unit):
        return "furniture.biography"
    if edge == "head" and _byline(unit):
        return "furniture.byline"
    if stamp_word(unit.text) and not unit.prose:
        return "furniture.stamp"
    if edge == "tail" and teaser_label(unit) and not unit.stopped:
        return "furniture.teaser"
    return None


def _line_rule(unit: Unit, where: tuple[str, ...]) -> str | None:
    known = furniture()
    if known.hints.isdisjoint(unit.words):
        return None
    words = unit.words
    if len(words) <= _BUTTON_ROW:
        # "Comments (14) are closed" without the number
        words = tuple(word for word in words if not word.isdigit()) or words
    rules = (rule for rule in known.lines if rule.where in where and rule.fits(words))
    return next((f"furniture.{rule.id}" for rule in rules), None)


def opener(unit: Unit) -> Opener | None:
    """The kind of block that a unit opens as its heading; None where it is no such heading."""
    if unit.prose or (unit.stopped and not unit.asks) or unit.bullet:
        return None
    return next((kind for kind in furniture().openers if kind.fits(unit.words)), None)


def buttons(unit: Unit) -> bool:
    """Whether a unit is a row of buttons: share, print, copy link."""
    words = tuple(word for word in unit.words if not word.isdigit())
    if not words or len(words) > _BUTTON_ROW or unit.stopped:
        return False
    known = furniture()
    pushed = sum(word in known.buttons for word in words)
    rest = sum(word not in known.buttons and word not in known.fillers for word in words)
    # one button alone ("Print") may be a heading of the report: the line rules decide on it
    return rest == 0 and pushed > 0 and (pushed > 1 or len(unit.words) > 1)


def caption(unit: Unit) -> bool:
    """Whether a unit is the caption or the credit of a picture."""
    if len(unit.words) > _LABELLED:
        return False
    known = furniture()
    label = _label(unit.text.lstrip("([ "))
    if label and known.caption_starts.whole(label):
        return True
    if unit.text[0] in "([" and unit.text[-1] in ")]" and known.caption_starts.start(unit.words):
        return True
    return not unit.stopped and known.caption_ends.end(unit.words)


def labelled(unit: Unit) -> bool:
    """Whether a unit is a label and what it labels: "Related: …", "Newsletter: …"."""
    return len(unit.words) <= _LABELLED and furniture().labels.whole(_label(unit.text))


def teaser_label(unit: Unit) -> bool:
    """Whether a unit names the kind of another article: "Explainer: …", "In pictures: …"."""
    return len(unit.words) <= _TEASER and furniture().teasers.whole(_label(unit.text.lstrip("•·*–—-> ")))


def menu_words(unit: Unit) -> int:
    r"""How many sections of a site a unit names, where it names nothing else; else 0.

    >>> from pledgebook.intake.layout import units_of
    >>> [menu_words(u) for u in units_of("Home | World | Politics\nNews\nPress release")]
    [3, 1, 0]
    """
    if unit.stopped or len(unit.words) > 40:
        return 0
    known = furniture().menu
    if known.whole(unit.words):
        return 1
    parts = [words_of(part) for part in unit.parts]
    if len(parts) > 1:
        named = sum(known.whole(part) for part in parts)
        short = all(len(part) <= 4 for part in parts)
        return len(parts) if short and named >= 2 and named * 2 >= len(parts) else 0
    named, at = 0, 0
    while at < len(unit.words):
        step = known.start(unit.words[at:])
        if not step:
            return 0
        named, at = named + 1, at + step
    return named if named >= 3 else 0


def teaserish(unit: Unit) -> bool:
    """Whether a unit bears a clear sign of a teaser: a date apart, a cut blurb, an arrow, a label, bars."""
    if unit.prose:
        return False
    return (
        unit.dated or unit.cut or unit.stamp or unit.link or teaser_label(unit)
        or (len(unit.parts) > 1 and not unit.stopped)
    )  # fmt: skip


def _label(text: str) -> tuple[str, ...]:
    before, colon, _ = text[:_LABEL_REACH].partition(":")
    return words_of(before) if colon else ()


def _byline(unit: Unit) -> bool:
    """Whether a unit reads "By Anna Berg, Political Editor" or "By Anna Berg and Tom Orr"."""
    if not unit.words or unit.words[0] != "by" or len(unit.words) > 16 or unit.prose:
        return False
    names = unit.text.split()[1:3]
    named = len(names) == 2 and all(name[0].isupper() for name in names)
    return named and not names[0].endswith(",") and not (unit.stopped and len(unit.words) > 8)


def _on_the_author(unit: Unit) -> bool:
    """Whether a unit presents a writer: "Anna Berg is a senior fellow at the institute."."""
    if not 5 <= len(unit.words) <= 60 or any(quote in unit.text for quote in _QUOTES):
        return False
    if not unit.text[0].isupper() or "is" not in unit.words[2:5] or "said" in unit.words:
        return False
    at = unit.words.index("is")
    article = unit.words[at + 1] in ("a", "an", "the")
    return article and any(word in furniture().writers for word in unit.words[at + 2 : at + 12])
