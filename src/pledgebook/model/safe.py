r"""Text of reports made harmless to a terminal, a spreadsheet and a JSON reader.

Reports are hostile text. A terminal obeys control characters, and bidirectional marks can make a quote
read as something else; both are shown as what they are, `\x1b` or `\u202e`. Rich markup is never
parsed, because texts are handed over as plain strings with markup turned off.
"""

from __future__ import annotations

import json
import re
import unicodedata

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them, and they move nothing
_BREAKS = re.compile(r"[ \t]*[\r\n\v\f]+[ \t\r\n\v\f]*|\t")
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


def safe(text: str) -> str:
    r"""The text on one line, every character that is not printed shown by its number.

    >>> safe("no \x1b[31mtroops\u202e\n now")
    'no \\x1b[31mtroops\\u202e now'
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in _BREAKS.sub(" ", text))


def safe_json(value: object) -> str:
    r"""JSON on one line in UTF-8, with what a terminal obeys or UTF-8 lacks as escapes: the same value.

    >>> safe_json({"quote": "là\u202e"})
    '{"quote": "là\\u202e"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def safe_cell(value: object) -> str:
    """A spreadsheet's cell: nothing for None, one line, and no text that would be run as a formula.

    >>> safe_cell("=cmd|' /C calc'!A0"), safe_cell(-5), safe_cell(None)
    ("'=cmd|' /C calc'!A0", '-5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return str(value)
    return f"'{safe(value)}" if _FORMULA.match(value) else safe(value)


def _shown(character: str) -> str:
    if character.isprintable() or character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
