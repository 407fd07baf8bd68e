"""How charts look: the colour and the letter of each status, in a light and a dark theme.

The ladder runs from pale to strong in one blue, so that its order shows without colours too; what is off the
ladder is orange, the other end of what people who see no red or green tell apart. Nothing rests on colour
alone: every mark carries the letter of its status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pledgebook.codebook.codes import codebook
from pledgebook.model import PledgebookError
from pledgebook.plots.words import NAME, short

Width = int | Literal["container"] | None

PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "delivered": "#08306b",
        "formalised": "#1f5fa8",
        "pledged": "#5d9fd3",
        "offered": "#a9cfea",
        "undecided": "#d8dce2",
        "refused": "#a84a00",
        "withdrawn": "#f6b26b",
    },
    "dark": {
        "delivered": "#e4f1ff",
        "formalised": "#a5cdf3",
        "pledged": "#5f9fdb",
        "offered": "#33679c",
        "undecided": "#4a4f57",
        "refused": "#ff9d3c",
        "withdrawn": "#8f4a0c",
    },
}
"""From the firmest down, by theme. A test simulates how they look without red, green or blue."""

UNKNOWN = "#999999"
"""A status that this version of the codebook does not hold."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
"""The first stands in the renderer, so that a picture is the same on every machine."""

LINE = 13
"""Pixels from one line of small text to the next."""

NARROWEST, WIDEST = 100, 3000


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of everything but the statuses."""

    paper: str
    ink: str
    faint: str
    line: str
    land: str
    water: str
    claim: str
    named: str


THEMES = {
    "light": Theme("#ffffff", "#1b1f24", "#57606a", "#d0d7de", "#f7f5f0", "#eef4f8", "#a84a00", "#1f5fa8"),
    "dark": Theme("#14171c", "#e6e9ee", "#a0a8b3", "#3a4048", "#2a2e35", "#191d23", "#ff9d3c", "#5f9fdb"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """How a chart shall look: `theme` is "light" or "dark", `width` in pixels, None for what suits it.

    With the width "container" a chart takes the width of the element of a page that it is put into; it is
    then one plain view, without a second panel. Raises PledgebookError where there is no such theme or
    the width is out of bounds (100 to 3,000).
    """

    theme: str = "light"
    width: Width = None

    def __post_init__(self) -> None:
        if self.theme not in THEMES:
            raise PledgebookError(f"unknown theme {self.theme!r}", remedy=f"one of {', '.join(THEMES)}")
        if self.width is None or self.width == "container":
            return
        if not isinstance(self.width, int) or not NARROWEST <= self.width <= WIDEST:
            what = f"{self.width!r} is no width"
            raise PledgebookError(what, remedy=f"give pixels, {NARROWEST} to {WIDEST}, or 'container'")

    @property
    def colours(self) -> Theme:
        """The colours of everything but the statuses."""
        return THEMES[self.theme]

    @property
    def fluid(self) -> bool:
        """Whether the chart takes the width of where it is put."""
        return self.width == "container"

    def pixels(self, otherwise: int) -> int:
        """How wide the chart is in pixels; `otherwise` where nobody or the page says it."""
        return self.width if isinstance(self.width, int) else otherwise

    def fill(self, status: str) -> str:
        """The colour of a status."""
        return PALETTES[self.theme].get(status, UNKNOWN)

    def text_on(self, status: str) -> str:
        """The colour of a letter on the colour of a status: the one of ink and paper that stands out more."""
        return max("#000000", "#ffffff", key=lambda ink: contrast(ink, self.fill(status)))

    def config(self) -> dict[str, Any]:
        """The configuration of Vega-Lite for the theme."""
        look = self.colours
        words = {"labelColor": look.ink, "titleColor": look.faint, "labelFont": FONT, "titleFont": FONT}
        return {
            "background": look.paper,
            "font": FONT,
            "view": {"stroke": None},
            "title": {
                "anchor": "start", "frame": "bounds", "color": look.ink, "subtitleColor": look.faint,
                "fontSize": 15, "subtitleFontSize": 11, "subtitlePadding": 4, "offset": 12,
                "font": FONT, "subtitleFont": FONT, "fontWeight": "bold",
            },
            "axis": {
                **words, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal",
                "gridColor": look.line, "domainColor": look.line, "tickColor": look.line,
            },
            "legend": {**words, "labelFontSize": 11, "titleFontSize": 11},
            "text": {"color": look.ink, "font": FONT},
        }  # fmt: skip


def status_label(status: str) -> str:
    """The name of a status for people."""
    known = codebook().statuses.get(status)
    return known.label if known else short(status, NAME)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart in lightness, 1 to 21, as the Web Content Accessibility Guidelines do.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
