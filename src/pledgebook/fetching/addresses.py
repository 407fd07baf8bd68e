"""Which addresses may be fetched: those of the public internet, told by the number that is connected to."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from pledgebook.model import FetchError

if TYPE_CHECKING:
    import httpx

_LONGEST = 4096
_PORTS = {"http": 80, "https": 443}
# IPv6 that carries an IPv4 address in its last 32 bits: translated by a gateway, or as old systems wrote it.
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"), IPv6Network("::/96"))
_PRIVATE = "--allow-private lets a watch into your own network"


def is_public(number: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Private, loopback, link-local, shared, reserved and multicast ranges do not, nor does an IPv6 address
    that carries an IPv4 address of these.

    >>> [is_public(one) for one in ("93.184.215.14", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    address = ip_address(number.partition("%")[0])
    if address.is_multicast or address.is_unspecified or address.is_reserved or not address.is_global:
        carried = _carried(address)
        return carried is not None and not address.is_multicast and is_public(str(carried))
    carried = _carried(address)
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return carried is None or is_public(str(carried))


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address inside an IPv6 address, None where there is none."""
    if isinstance(address, IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in network for network in _TRANSLATED) and int(address) > 1:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def numbers_of(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host that may be connected to. Raises FetchError where there is none.

    Who connects has to connect to one of these numbers and not to the name: a second look-up may
    give another answer.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no such name"
        raise FetchError(
            f"host {host} is not known ({reason.lower()})", remedy="check the address and the network"
        ) from error
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [one for one in numbers if is_public(one) or (allow_private and not _never(one))]
    if not allowed:
        raise FetchError(
            f"host {host} is {', '.join(numbers[:3])}, which is not on the public internet",
            remedy=_PRIVATE, forbidden=True,
        )  # fmt: skip
    return allowed


def _never(number: str) -> bool:
    address = ip_address(number.partition("%")[0])
    return address.is_multicast or address.is_unspecified


def parsed(address: str) -> httpx.URL:
    """An address that may be asked for, without its fragment. Raises FetchError where it may not.

    >>> str(parsed("https://Example.org/a#b"))
    'https://example.org/a'
    """
    import httpx

    shown = address if len(address) <= 200 else address[:199] + "…"
    if len(address) > _LONGEST:
        raise FetchError(f"is an address of {len(address):,} characters", where=shown, remedy="shorten it")
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("is no address", where=shown, remedy="write it as https://host/path") from error
    if url.scheme not in _PORTS or not url.host:
        raise FetchError(
            "is no http or https address", where=shown, remedy="write it as https://host/path", forbidden=True
        )
    if url.userinfo:
        raise FetchError(
            "carries a name or a password", where=_without_user(url), remedy="take it out", forbidden=True
        )
    return url.copy_with(fragment=None)


def _without_user(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b""))


def port_of(url: httpx.URL) -> int:
    """The port that is connected to.

    >>> port_of(parsed("https://example.org/"))
    443
    """
    return url.port or _PORTS[url.scheme]


def host_of(address: str) -> str:
    """The host and port for which a delay counts. Raises FetchError as `parsed`.

    >>> host_of("https://Example.org/news"), host_of("http://example.org:8080/")
    ('example.org', 'example.org:8080')
    """
    return parsed(address).netloc.decode("ascii")
