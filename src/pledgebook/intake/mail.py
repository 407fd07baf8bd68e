"""An e-mail message, such as a newsletter, into a Report."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from pledgebook.intake.checks import LIMIT
from pledgebook.intake.decoding import decode
from pledgebook.intake.raw import Known
from pledgebook.model import InputError

_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_TELLING = re.compile(r"^(?:message-id|mime-version|received|return-path|delivered-to):", re.I | re.M)
_REMEDY = "save the text of the message and give that"
# Parts within parts: a newsletter has three or four levels.
_PARTS = 200


def looks_like_message(head: str, suffix: str) -> bool:
    r"""Whether a text begins with the headers of a message.

    >>> looks_like_message("Subject: Jets\nMIME-Version: 1.0\n\nParis agreed.", ".txt")
    True
    """
    headers = re.split(r"\r?\n\r?\n", head, maxsplit=1)[0]
    if not _FIELD.match(headers):
        return False
    return suffix == ".eml" or _TELLING.search(headers) is not None


def opened(data: bytes, where: str) -> tuple[list[tuple[bool, str]], Known]:
    """The bodies of a message, each with whether it is HTML, the HTML first, and what its headers say.

    Raises InputError where it holds no text.
    """
    try:
        message = message_from_bytes(data, policy=policy.default)
        assert isinstance(message, EmailMessage)
        known = Known(_header(message, "subject"), _day(message), _sender(message))
        bodies = [(kind, part) for kind in ("html", "plain") if (part := _body(message, kind)) is not None]
        texts = [(kind == "html", _text(part, where)) for kind, part in bodies]
    except (MessageError, ValueError, LookupError, IndexError, AttributeError, TypeError) as error:
        # the standard library raises any of these on hostile headers
        raise InputError("is an e-mail message that cannot be read", where=where, remedy=_REMEDY) from error
    found = [(html, text) for html, text in texts if text.strip()]
    if not found:
        raise InputError("is an e-mail message without text", where=where, remedy=_REMEDY)
    return found, known


def _body(message: EmailMessage, kind: str) -> EmailMessage | None:
    for number, part in enumerate(message.walk()):
        if number > _PARTS:
            return None
        if part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment":
            assert isinstance(part, EmailMessage)
            return part
    return None


def _text(part: EmailMessage, where: str) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or len(payload) > 4 * LIMIT:
        return ""
    charset = part.get_content_charset()
    return decode(payload, where, page=part.get_content_type() == "text/html", charset=charset)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split())[:1000] or None if value is not None else None


def _day(message: EmailMessage) -> date | None:
    written = _header(message, "date")
    try:
        return parsedate_to_datetime(written).date() if written else None
    except ValueError:
        return None


def _sender(message: EmailMessage) -> str | None:
    written = _header(message, "from")
    if written is None:
        return None
    name, address = parseaddr(written)
    return name or address.rpartition("@")[2] or None
