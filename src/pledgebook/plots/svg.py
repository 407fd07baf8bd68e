"""SVG as text: elements with everything escaped, symbols, and about how wide a line is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

_SLIM, _BROAD = frozenset("iljtfrI .,:;'|!()[]-"), frozenset("mwMW@%\N{EM DASH}")

_BOLD = 1.08
"""How much wider bold letters are."""

_SYMBOLS = {
    "circle": "M-4.7,0a4.7,4.7,0,1,1,9.4,0a4.7,4.7,0,1,1,-9.4,0",
    "square": "M-4.2,-4.2h8.4v8.4h-8.4Z",
    "triangle-up": "M0,-3.9L4.2,3.9H-4.2Z",
    "triangle-down": "M0,3.9L-4.2,-3.9H4.2Z",
    "cross": "M-4.5,-1.7h2.8v-2.8h3.4v2.8h2.8v3.4h-2.8v2.8h-3.4v-2.8h-2.8Z",
    "diamond": "M0,-4.8L4.2,0L0,4.8L-4.2,0Z",
}


Look = dict[str, float | str | None]
"""Attributes of an element; `_` stands for the `-` of their names."""


def number(value: float) -> str:
    """A length in tenths of a pixel.

    >>> number(3), number(-0.04), number(1084.888)
    ('3', '0', '1084.9')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def tag(name: str, *inside: str, **attributes: float | str | None) -> str:
    """An element. `inside` is markup already; attributes are escaped, and left out where they are None.

    >>> tag("rect", x=1.23, stroke_width=2, aria_label='a "b"', fill=None)
    '<rect x="1.2" stroke-width="2" aria-label="a &quot;b&quot;"/>'
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>" if inside else f"<{name}{said}/>"


def moved(markup: str, x: float, y: float) -> str:
    """What is drawn, so many pixels to the right and down."""
    return tag("g", markup, transform=f"translate({number(x)},{number(y)})")


def text(x: float, y: float, words: str, **look: float | str | None) -> str:
    """A line of text; `y` is where its letters stand.

    >>> text(1, 2, "a < b", font_size=11)
    '<text x="1" y="2" font-size="11">a &lt; b</text>'
    """
    return tag("text", escape(words, quote=False), x=x, y=y, **look)


def mark(name: str, told: str, **look: float | str | None) -> str:
    """An element that a screen reader tells of in these words."""
    return tag(name, role="graphics-symbol", aria_label=told, **look)


def symbol(shape: str, x: float, y: float, **look: float | str | None) -> str:
    """A small shape about a point: circle, square, triangle-up, triangle-down, cross or diamond."""
    return tag("path", d=_SYMBOLS[shape], transform=f"translate({number(x)},{number(y)})", **look)


def breadth(line: str, size: float = 1, *, bold: bool = False) -> float:
    """About how wide a line is at this size of letters, rather too much than too little."""
    units = sum(
        0.31
        if sign in _SLIM
        else 0.92
        if sign in _BROAD
        else 0.57
        if "0" <= sign <= "9" or "a" <= sign <= "z"
        else 0.74
        if sign < "\u0250"
        else 1.0
        for sign in line
    )
    return units * size * (_BOLD if bold else 1)


def widest(lines: Iterable[str], size: float, *, bold: bool = False) -> float:
    """About how wide the widest of these lines is."""
    return max((breadth(line, size, bold=bold) for line in lines), default=0)
