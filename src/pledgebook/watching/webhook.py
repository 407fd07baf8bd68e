"""Events as JSON to an address, signed by the Standard Webhooks scheme."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import datetime

from pledgebook.fetching import Fetcher, Limits
from pledgebook.model import WatchError
from pledgebook.model.plain import Plain
from pledgebook.watching.feedlist import Webhook

_LIMITS = Limits(bytes=1_000_000, seconds=15.0, silence=10.0)
_PREFIX = "whsec_"
_SHORTEST = 16  # bytes of a secret


def secret_of(hook: Webhook, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The secret of a webhook, None where it has none. Raises WatchError where it is missing or too short.

    `whsec_` before base64 is the usual form of such secrets; any other text counts as it is.
    """
    if hook.secret_env is None:
        return None
    written = environment.get(hook.secret_env, "")
    secret = written.encode()
    if written.startswith(_PREFIX):
        try:
            secret = base64.b64decode(written.removeprefix(_PREFIX), validate=True)
        except binascii.Error as error:
            raise WatchError(
                f"the secret in {hook.secret_env} is no base64", remedy="copy it whole"
            ) from error
    if len(secret) < _SHORTEST:
        what = f"the secret in {hook.secret_env} is missing or shorter than {_SHORTEST} bytes"
        raise WatchError(what, remedy=f"set {hook.secret_env} in the environment")
    return secret


def signature(secret: bytes, id: str, timestamp: str, body: bytes) -> str:
    """The signature of a delivery: HMAC-SHA-256 over its id, its moment (seconds since 1970) and its body.

    >>> signature(b"0123456789abcdef", "msg", "1700000000", b"{}")
    'v1,fRm5GeGiVJLpdYAXYpjFrAfXjV1Mjs+2psf60FCTBrw='
    """
    signed = b".".join((id.encode(), timestamp.encode(), body))
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode("ascii")


def post(hook: Webhook, secret: bytes | None, agent: str, event: Plain, now: datetime) -> None:
    """Delivers one event. Raises FetchError where it is not taken (any status that is not 2xx)."""
    body = json.dumps(event, ensure_ascii=True, allow_nan=False).encode("ascii")
    timestamp = str(int(now.timestamp()))
    headers = {
        "Content-Type": "application/json",
        "webhook-id": event["id"],
        "webhook-timestamp": timestamp,
    }
    if secret is not None:
        headers["webhook-signature"] = signature(secret, event["id"], timestamp, body)
    # the list of feeds names this address, no report does: it may lie in one's own network
    Fetcher(agent=agent, limits=_LIMITS, allow_private=True).post(hook.address, body, headers)
