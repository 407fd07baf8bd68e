"""However a body is cut into pieces and packed, it comes out whole or not at all."""

import gzip
import ipaddress
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.fetching.addresses import is_public
from pledgebook.fetching.bodies import whole_body
from pledgebook.model import FetchError

PACKERS = {
    "": bytes,
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "gzip, deflate": lambda data: zlib.compress(gzip.compress(data)),
}


def pieces(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(sorted(PACKERS)))
def test_what_was_packed_comes_out(data, size, packing):
    assert whole_body(pieces(PACKERS[packing](data), size), packing, 20_000) == data


@given(st.integers(0, 300), st.integers(1, 700), st.sampled_from(sorted(PACKERS)))
def test_never_more_than_the_limit(extra, size, packing):
    data = b"x" * (1000 + extra)
    if extra == 0:
        assert len(whole_body(pieces(PACKERS[packing](data), size), packing, 1000)) == 1000
    else:
        with pytest.raises(FetchError, match="longer than"):
            whole_body(pieces(PACKERS[packing](data), size), packing, 1000)


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_give_a_body_or_one_line(data, packing):
    try:
        whole_body([data], packing, 100_000)
    except FetchError as error:
        assert "\n" not in str(error)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_inside_an_ipv6_address_is_judged_as_itself(address):
    number = int(address)
    for network in ("::ffff:0:0", "64:ff9b::"):
        inside = ipaddress.IPv6Address(int(ipaddress.IPv6Address(network)) + number)
        assert is_public(str(inside)) == is_public(str(address))
