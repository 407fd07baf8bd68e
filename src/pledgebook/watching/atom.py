"""Events as an Atom file (RFC 4287) that any feed reader follows."""

from __future__ import annotations

import os
import re
import tempfile
import xml.etree.ElementTree as Xml
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from pledgebook.model import WatchError
from pledgebook.model.plain import Plain
from pledgebook.watching.events import changes_in_words, headline

SHOWN = 100
"""Events that the file holds."""
_SPACE = "http://www.w3.org/2005/Atom"
_TITLE = "Changes of security pledges"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(path: str, events: Sequence[Plain], id: str, now: datetime) -> None:
    """Writes the file anew in one step, the newest event first: a reader never finds half of it.

    `id` names the feed for good. Raises WatchError where the file cannot be written.
    """
    text = Xml.tostring(_feed(events, id, now), encoding="utf-8", xml_declaration=True)
    target = Path(path)
    half = None
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            half = file.name
            file.write(text)
        os.chmod(half, 0o644)
        os.replace(half, target)
    except OSError as error:
        if half is not None:
            Path(half).unlink(missing_ok=True)
        reason = (error.strerror or "output error").lower()
        raise WatchError(f"cannot be written ({reason})", where=path, remedy="check tell: atom:") from error


def _feed(events: Sequence[Plain], id: str, now: datetime) -> Xml.Element:
    feed = Xml.Element("feed", xmlns=_SPACE)
    _add(feed, "id", _urn(id))
    _add(feed, "title", _TITLE)
    _add(feed, "updated", events[0]["at"] if events else now.astimezone(UTC).isoformat())
    _add(feed, "generator", "pledgebook")
    _add(Xml.SubElement(feed, "author"), "name", "pledgebook")
    for event in events:
        _entry(feed, event)
    return feed


def _entry(feed: Xml.Element, event: Plain) -> None:
    entry = Xml.SubElement(feed, "entry")
    _add(entry, "id", _urn(event["id"]))
    _add(entry, "title", headline(event)[:500])
    _add(entry, "updated", event["at"])
    source = (event.get("report") or {}).get("source") or ""
    if re.match(r"https?://", source):
        Xml.SubElement(entry, "link", rel="alternate", href=_NO_XML.sub("\ufffd", source))
    Xml.SubElement(entry, "category", term=event["event"])
    _add(entry, "content", "\n".join(_lines(event)), type="text")


def _lines(event: Plain) -> list[str]:
    quotes = dict.fromkeys(row["evidence"]["quote"] for row in event.get("rows", ()))
    return [*changes_in_words(event), *(f"“{quote}”" for quote in quotes)] or [headline(event)]


def _add(parent: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(parent, name, attributes).text = _NO_XML.sub("\ufffd", text)


def _urn(id: str) -> str:
    return f"urn:uuid:{UUID(id[:32])}"
