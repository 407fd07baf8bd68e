"""Texts that the renderer draws without measuring them.

It takes up to 25 ms to measure a line of a sentence, and about one to measure a letter: most of what a
crowded picture takes. So a chart has such texts in tables of their own. The renderer draws them empty, each
at its place, and they are filled in afterwards. The widest stay as they are, since the picture has to have
room for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

LETTERS, NUMBERS, HEADS, QUOTES = "letters", "numbers", "heads", "quotes"
"""Tables of such texts; the view that draws one has the same name. A name may go on after one of these."""

TEXT = "text"
"""The field of such a table that is drawn."""

_MEASURED = 2
"""So many of the widest texts of each table are measured: how wide one is, is only estimated here."""

_SLIM, _BROAD = frozenset("iljtfrI .,:;'|!()[]-"), frozenset("mwMW@%\N{EM DASH}")

_EMPTY = re.compile(r"<text([^<>]*)/>")


def unmeasured(spec: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """A specification whose texts are empty, and those of each table in the order in which they are drawn.

    >>> rows = [{"text": line} for line in ("broad", "broader", "a & b")]
    >>> empty, texts = unmeasured({"datasets": {"quotes": rows, "claims": rows}})
    >>> [row["text"] for row in empty["datasets"]["quotes"]], texts
    (['broad', 'broader', ''], {'quotes': ['a & b']})
    """
    tables: dict[str, Any] = dict(spec.get("datasets", {}))
    texts = {}
    for name, rows in tables.items():
        if not name.startswith((LETTERS, NUMBERS, HEADS, QUOTES)):
            continue
        by_width = sorted(range(len(rows)), key=lambda at: _breadth(rows[at][TEXT]))
        emptied = set(by_width[:-_MEASURED])
        texts[name] = [row[TEXT] for at, row in enumerate(rows) if at in emptied]
        tables[name] = [row | {TEXT: ""} if at in emptied else row for at, row in enumerate(rows)]
    return {**spec, "datasets": tables}, texts


def written_out(svg: str, texts: Mapping[str, list[str]]) -> str:
    """The picture with the texts in their places.

    >>> group = '<g class="mark-text quotes_marks"><text aria-label=""/><text x="1">b</text></g>'
    >>> written_out(group, {"quotes": ["a & b"]})
    '<g class="mark-text quotes_marks"><text aria-label="a &amp; b">a &amp; b</text><text x="1">b</text></g>'
    """
    for name, told in texts.items():
        left = iter(told)

        def filled(tag: re.Match[str], left: Iterator[str] = left) -> str:
            line = next(left, "")
            said = tag[1].replace('aria-label=""', f'aria-label="{escape(line)}"')
            return f"<text{said}>{escape(line, quote=False)}</text>"

        def whole(group: re.Match[str]) -> str:
            return _EMPTY.sub(filled, group[0])

        svg = re.sub(
            rf'<g class="mark-text [^"]*\b{name}(?:_\d+)?_marks".*?</g>', whole, svg, flags=re.DOTALL
        )
    return svg


def _breadth(line: str) -> float:
    """About how wide a line is, in units of its size."""
    return sum(
        0.3 if sign in _SLIM else 0.9 if sign in _BROAD else 0.6 if sign < "\u0250" else 1.0 for sign in line
    )
