"""Lines of text that the renderer draws without measuring them.

It takes 10 to 25 ms to measure a line of a sentence: for the 90 lines below a timeline 1.5 s, most of what
the picture takes. So a chart has such lines in a data set of their own, and the renderer draws them empty,
each under a name by which it is filled in afterwards. The widest lines stay as they are, since the picture
has to have room for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import count
from typing import Any

LINES, TOLD, READ = "lines", "told", "read"
"""The data set of such lines, its field that is drawn, and that which is read out; both have the line."""

_MEASURED = 2
"""So many of the widest lines are measured: how wide one is, is only estimated here."""

_SLIM, _BROAD = frozenset("iljtfrI .,:;'|!()[]-"), frozenset("mwMW@%\N{EM DASH}")


def unmeasured(spec: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A specification whose lines are empty, and for the name of each the line itself.

    >>> rows = [{"told": line, "read": line} for line in ("broad", "broader", "a & b")]
    >>> empty, lines = unmeasured({"datasets": {"lines": rows}})
    >>> empty["datasets"]["lines"][2], lines
    ({'told': '', 'read': 'line_2'}, {'line_2': 'a & b'})
    """
    datasets = spec.get("datasets", {})
    rows = datasets.get(LINES, [])
    if len(rows) <= _MEASURED:
        return dict(spec), {}
    whole = str(spec)
    stem = next(name for n in count() if (name := "line" + "_" * n) not in whole)
    widest = sorted(range(len(rows)), key=lambda at: _breadth(rows[at][TOLD]), reverse=True)[:_MEASURED]
    lines = {f"{stem}{at}": row[TOLD] for at, row in enumerate(rows) if at not in widest}
    empty = [
        {**row, TOLD: "", READ: f"{stem}{at}"} if at not in widest else row for at, row in enumerate(rows)
    ]
    return {**spec, "datasets": {**datasets, LINES: empty}}, lines


def written_out(svg: str, lines: Mapping[str, str]) -> str:
    """The picture with each line where its name stands.

    >>> written_out('<text aria-label="line1" x="0"/>', {"line1": 'a & "b"'})
    '<text aria-label="a &amp; &quot;b&quot;" x="0">a &amp; "b"</text>'
    """
    if not lines:
        return svg
    names = "|".join(map(re.escape, lines))

    def filled(tag: re.Match[str]) -> str:
        line = lines[tag[1]]
        return f'"{escape(line)}"{tag[2]}>{escape(line, quote=False)}</text>'

    return re.sub(rf'"({names})"([^<>]*)/>', filled, svg)


def _breadth(line: str) -> float:
    """About how wide a line is, in units of its size."""
    return sum(
        0.3 if sign in _SLIM else 0.9 if sign in _BROAD else 0.6 if sign < "\u0250" else 1.0 for sign in line
    )
