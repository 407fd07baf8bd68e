r"""A table for a notebook. Reports are hostile text: it is escaped, and what moves or hides text is shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

MOST = 100
"""Lines that a notebook shows; the rest is counted."""

_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_PLAIN = "\t\n\u200c\u200d"  # white space; joiners that Persian, Indic scripts and emoji need


def table_html(title: str, columns: Sequence[str], records: Sequence[dict[str, Any]], lines: int) -> str:
    """An HTML table with a caption: the first of so many `lines`.

    >>> table_html("x", ("a",), [{"a": "<b>"}], 1)
    '<table><caption>x</caption><thead><tr><th>a</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    head = "".join(f"<th>{html(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{html(_cell(one[name]))}</td>' for name in columns)}</tr>" for one in records
    )
    rest = lines - len(records)
    more = f"<p>… and {rest} more: to_pandas() has them all.</p>" if rest > 0 else ""
    return (
        f"<table><caption>{html(title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>{more}"
    )


def html(text: str) -> str:
    r"""The text for HTML; controls and marks that turn the direction of writing are shown by their number.

    >>> html("<script>\u202e")
    '&lt;script&gt;\\u202e'
    """
    return escape("".join(map(_shown, text)))


def _shown(character: str) -> str:
    if character in _PLAIN or unicodedata.category(character) not in _HIDDEN:
        return character
    number = ord(character)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(map(str, value))
        case float():
            return f"{value:g}" if abs(value) < 1 else f"{value:,.10g}"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S UTC")
    return str(value)
