"""What a page says, at a glance: its visible words in blocks, without the work of finding its article.

For deciding whether the article is worth finding. It has every word that an extraction could give and
many more (menus, footers), so that what is looked for and not seen here is not in the article either.
Every expression stops at the next tag: the time is that of the length, whatever the page holds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape

from pledgebook.intake.raw import Sieve

_UNSEEN = re.compile(r"<(?:(script|style)\b|!--)", re.IGNORECASE)
_ENDS = {
    "script": re.compile(r"</script\s{0,20}>", re.IGNORECASE),
    "style": re.compile(r"</style\s{0,20}>", re.IGNORECASE),
    "": re.compile(r"-->"),
}
_CLOSES = {kind: re.compile(f"</{kind}", re.IGNORECASE) for kind in ("script", "style")}
_BREAK = re.compile(
    r"</?(?:p|div|h[1-6]|section|article|header|footer|main|aside|nav|ul|ol|dl|table|blockquote|figure|"
    r"figcaption|form|body|title)\b[^<>]*>",
    re.IGNORECASE,
)
_SPACE = re.compile(r"</?(?:br|hr|li|td|th|tr|dt|dd|option|img|button|label)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_GAPS = re.compile(r"\s*\n\s*")
# Pages that a script draws carry their article in data for search engines, and trafilatura finds it there.
_BODY = re.compile(r'"articleBody"\s{0,20}:\s{0,20}("(?:[^"\\]|\\.)*")')
_STOPS = frozenset(".!?:…\"”'’»)")
# A block as long as this may go on in the next one, where it does not end as a sentence does.
_WRAPPED = 56
_LITTLE = 300  # characters


def may_hold(markup: str, sieve: Sieve) -> bool:
    """Whether the article of a page could be one that the sieve lets through.

    A page with little text is opened whatever its words: it may have no article, and that is an error.

    >>> may_hold("<p>" + "Rain fell in Leeds. " * 20, lambda text: "troops" in text)
    False
    """
    seen = glance(markup)
    return len(seen) < _LITTLE or sieve(seen)


def glance(markup: str) -> str:
    r"""The visible words of a page, its blocks parted by blank lines.

    >>> glance("<p>Paris <b>agreed</b>.</p><script>x</script><p>Rome &amp; Bonn did not.</p>")
    'Paris agreed.\n\nRome & Bonn did not.'
    """
    return "".join(_joined(_GAPS.sub("\n", _shown(markup)).strip().split("\n")))


def may_say(markup: str, *, words: int, ends: str) -> bool:
    """Whether a page shows so many words and one of the marks that end a sentence, wherever they stand.

    Where it does not, there is no article to look for. What servers send in the place of a page is mostly of
    that kind, and looking takes longest there: 160 ms in 400 nested elements with nothing in them.

    >>> may_say("<title>Sign in</title>" + "<div>" * 400, words=6, ends=".!?")
    False
    """
    shown = _shown(markup, between=" ")
    return len(shown.split()) >= words and any(mark in shown for mark in ends)


def _shown(markup: str, *, between: str = "") -> str:
    """The visible characters, each block on a line of its own; `between` stands for a tag in a block."""
    text = "".join(_seen(markup)).replace("\r", " ").replace("\n", " ")
    text = _TAG.sub(between, _SPACE.sub(" ", _BREAK.sub("\n", text)))
    if "&" in text:
        text = unescape(text)
    return "\n".join((text, *_bodies(markup))) if '"articleBody"' in markup else text


def _seen(markup: str) -> Iterator[str]:
    """The markup less scripts, styles and comments.

    A script that never ends is all the rest of the page, as for every parser; a comment is left in.
    """
    at = 0
    endless: set[str] = set()
    for found in _UNSEEN.finditer(markup):
        if found.start() < at:
            continue
        kind = (found[1] or "").lower()
        end = None if kind in endless else _ENDS[kind].search(markup, found.end())
        if end is None:
            if kind and kind not in endless and not _CLOSES[kind].search(markup, found.end()):
                yield markup[at : found.start()]
                return
            endless.add(kind)
            continue
        yield markup[at : found.start()]
        yield " "
        at = end.end()
    yield markup[at:]


def _bodies(markup: str) -> Iterator[str]:
    for found in _BODY.finditer(markup):
        try:
            yield str(json.loads(found[1], strict=False))
        except ValueError:
            yield found[1]


def _joined(blocks: list[str]) -> Iterator[str]:
    before = ""
    for block in blocks:
        if before:
            open_end = len(before) >= _WRAPPED and (before[-1] not in _STOPS or block[:1].islower())
            yield " " if open_end else "\n\n"
        yield block
        before = block
