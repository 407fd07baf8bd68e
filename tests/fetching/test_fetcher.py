"""Against a real server: what is fetched, and what is refused with which words."""

import gzip
import socket
import threading
import time
import zlib

import pytest
from tests.fetching.serving import Answer, Server

from pledgebook.fetching import Asked, Fetcher, Limits, fetch
from pledgebook.fetching import addresses as addresses_module
from pledgebook.fetching.addresses import is_public, parsed
from pledgebook.model import FetchError

LIMITS = Limits(bytes=100_000, seconds=3, silence=1, redirects=3)


def get(server: Server, path: str, **more):
    return Fetcher(limits=LIMITS, allow_private=True).get(Asked(server.address + path, **more))


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "239.255.255.250", "255.255.255.255", "240.0.0.1", "198.18.0.1", "192.0.2.1",
        "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:1:2:3:4:80ff:fffe",
        "::7f00:1",
    ],
)  # fmt: skip
def test_ranges_that_are_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_numbers(number):
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://a.example/", "//a.example", "nothing", "", "http://", "http://[::1", "gopher://x/1",
     "http://user:word@a.example/", "http://a.example/" + "x" * 5000, "http://a b/", "http://a.example:99999/"],
)  # fmt: skip
def test_what_is_no_address_is_one_line(address):
    with pytest.raises(FetchError) as caught:
        fetch(address)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400
    assert "word@" not in str(caught.value)


def test_a_page_with_its_marks(server):
    server.answers["/a"] = Answer(
        b"jets", headers={"ETag": '"1"', "Last-Modified": "x", "Content-Type": "text/HTML; charset=Latin-1"}
    )
    found = get(server, "/a")
    assert (found.body, found.etag, found.modified) == (b"jets", '"1"', "x")
    assert (found.media, found.charset, found.moved) == ("text/html", "Latin-1", None)


def test_conditions_are_sent_and_304_is_no_error(server):
    server.feed("/f", "<rss/>")
    first = get(server, "/f")
    again = get(server, "/f", etag=first.etag, modified="Thu, 01 Jan 2026 00:00:00 GMT")
    assert again.unchanged and again.body == b""
    assert server.requests[-1].headers["If-Modified-Since"] == "Thu, 01 Jan 2026 00:00:00 GMT"
    assert server.requests[-1].headers["User-Agent"] == "pledgebook"


def test_loopback_is_refused_unless_asked_for(server):
    with pytest.raises(FetchError, match="not on the public internet") as caught:
        fetch(server.address + "/a")
    assert caught.value.forbidden and server.requests == []


@pytest.mark.parametrize(
    "host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_other_ways_to_write_loopback(server, host):
    port = server.http.server_address[1]
    with pytest.raises(FetchError):
        fetch(f"http://{host}:{port}/a")
    assert server.requests == []


def names(monkeypatch, answers):
    """Makes the look-up of names answer from a table; a list is given one after the other."""
    real = socket.getaddrinfo

    def look_up(host, port, *args, **options):
        numbers = answers.get(host, host)
        if isinstance(numbers, list):
            numbers = numbers.pop(0)
        return real(numbers, port, *args, **options)

    monkeypatch.setattr(addresses_module.socket, "getaddrinfo", look_up)


def test_a_name_that_is_public_first_and_private_then_is_looked_up_once(monkeypatch):
    asked = ["93.184.215.14", "127.0.0.1"]
    names(monkeypatch, {"rebind.example": asked})
    connected = []

    def connect(address, *_, **__):
        connected.append(address[0])
        raise OSError("nobody there")

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://rebind.example/")
    assert connected == ["93.184.215.14"] and asked == ["127.0.0.1"]


def test_a_name_of_a_private_number_is_refused(monkeypatch, server):
    names(monkeypatch, {"inside.example": "127.0.0.1"})
    with pytest.raises(FetchError, match=r"host inside\.example is 127\.0\.0\.1"):
        fetch(f"http://inside.example:{server.http.server_address[1]}/")
    assert server.requests == []


def test_a_redirect_into_the_private_network_is_refused(monkeypatch, server):
    """The first host counts as public here; what it redirects to is checked like any other."""
    port = server.http.server_address[1]
    names(monkeypatch, {"public.example": "127.0.0.1"})
    seen = []
    monkeypatch.setattr(addresses_module, "is_public", lambda n: not seen.append(n) and len(seen) == 1)
    server.answers["/a"] = Answer(status=302, headers={"Location": f"http://127.0.0.1:{port}/secret"})
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch(f"http://public.example:{port}/a")
    assert [one.path for one in server.requests] == ["/a"]


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "http://u:p@127.0.0.1/", "", "http://[", "gopher://x"]
)
def test_redirects_that_are_not_followed(server, place):
    server.answers["/a"] = Answer(status=302, headers={"Location": place})
    with pytest.raises(FetchError):
        get(server, "/a")
    assert len(server.requests) == 1


def test_redirects_are_followed_and_a_lasting_one_is_told(server):
    server.answers["/a"] = Answer(status=301, headers={"Location": "b"})
    server.answers["/b"] = Answer(status=302, headers={"Location": "/c"})
    server.answers["/c"] = Answer(b"here")
    found = get(server, "/a")
    assert found.address == server.address + "/c" and found.body == b"here"
    assert found.moved == server.address + "/b"


def test_redirects_in_a_ring_end(server):
    server.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    server.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match="redirects more than 3 times"):
        get(server, "/a")
    assert len(server.requests) == 4


def test_the_redirect_is_asked_of_the_gate_too(server):
    server.answers["/a"] = Answer(status=302, headers={"Location": "/b"})

    def gate(address: str) -> None:
        if address.endswith("/b"):
            raise FetchError("is forbidden")

    with pytest.raises(FetchError, match="/b: is forbidden"):
        get(server, "/a", allowed=gate)


def test_a_body_without_end_is_cut(server):
    server.answers["/a"] = Answer(endless=True)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="longer than 100,000 bytes"):
        get(server, "/a")
    assert time.monotonic() - begun < 3


def test_a_length_beyond_the_limit_is_believed(server):
    server.answers["/a"] = Answer(b"", headers={"Content-Length": "1" + "0" * 12})
    with pytest.raises(FetchError, match="longer than"):
        get(server, "/a")


@pytest.mark.parametrize("packing", ["gzip", "deflate", "raw", "gzip, gzip"])
def test_a_bomb_is_defused(server, packing):
    data = b"\0" * 50_000_000
    if packing == "raw":
        packer = zlib.compressobj(wbits=-15)
        body = packer.compress(data) + packer.flush()
    else:
        body = {"gzip": gzip.compress, "deflate": zlib.compress}.get(packing, gzip.compress)(data)
        body = gzip.compress(body) if "," in packing else body
    headers = {"Content-Encoding": "deflate" if packing == "raw" else packing}
    server.answers["/a"] = Answer(body, headers=headers)
    with pytest.raises(FetchError, match="longer than 100,000 bytes"):
        get(server, "/a")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_packed_bodies_are_unpacked(server, pack):
    name = "gzip" if pack is gzip.compress else "deflate"
    server.answers["/a"] = Answer(pack(b"jets " * 9000), headers={"Content-Encoding": name})
    assert get(server, "/a").body == b"jets " * 9000


@pytest.mark.parametrize(
    ("body", "encoding", "words"),
    [
        (b"no gzip at all", "gzip", "is not what it says"),
        (gzip.compress(b"jets" * 999)[:-12], "gzip", "breaks off"),
        (b"xx", "br", "which was not asked for"),
        (b"xx", "gzip, gzip, gzip", "which was not asked for"),
    ],
)
def test_broken_packing_is_one_line(server, body, encoding, words):
    server.answers["/a"] = Answer(body, headers={"Content-Encoding": encoding})
    with pytest.raises(FetchError, match=words):
        get(server, "/a")


def test_a_server_that_drips_is_given_up(server):
    server.answers["/a"] = Answer(b"x" * 1000, drip=0.2)
    begun = time.monotonic()
    with pytest.raises(FetchError, match="does not answer in time"):
        get(server, "/a")
    assert time.monotonic() - begun < 6


def test_a_server_that_says_nothing_is_given_up(server):
    server.answers["/a"] = Answer(b"x", wait=20)
    with pytest.raises(FetchError, match="does not answer in time"):
        get(server, "/a")


def test_headers_that_drip_are_given_up():
    """Each byte comes in time, the whole never does."""
    listener = socket.create_server(("127.0.0.1", 0))

    def drip():
        connection, _ = listener.accept()
        try:
            for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
                connection.sendall(bytes([byte]))
                time.sleep(0.1)
        except OSError:
            pass

    threading.Thread(target=drip, daemon=True).start()
    begun = time.monotonic()
    with pytest.raises(FetchError, match="does not answer in time"):
        Fetcher(limits=LIMITS, allow_private=True).get(
            Asked(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        )
    assert time.monotonic() - begun < 6
    listener.close()


@pytest.mark.parametrize(
    ("status", "headers", "words", "stay"),
    [
        (429, {"Retry-After": "90"}, r"answers 429 \(Too Many Requests\)", 90),
        (503, {"Retry-After": "9999999"}, "answers 503", 7 * 86400),
        (500, {}, "answers 500", None),
        (404, {"Retry-After": "soon"}, "answers 404 .*check the address", None),
        (299 + 9, {}, "redirects to nowhere", None),
    ],
)
def test_statuses(server, status, headers, words, stay):
    server.answers["/a"] = Answer(b"no", status, headers)
    with pytest.raises(FetchError, match=words) as caught:
        get(server, "/a")
    assert caught.value.retry_after == stay and caught.value.status == status


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{port}/", allow_private=True)


def test_what_speaks_no_http(server):
    listener = socket.create_server(("127.0.0.1", 0))

    def babble():
        connection, _ = listener.accept()
        connection.recv(1000)
        connection.sendall(b"SSH-2.0 hello\r\n\r\n")
        connection.close()

    threading.Thread(target=babble, daemon=True).start()
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", allow_private=True)
    listener.close()


def test_posting(server):
    server.answers["/hook"] = Answer(b"thanks", 202)
    server.answers["/away"] = Answer(b"", 307, {"Location": "/hook"})
    fetcher = Fetcher(allow_private=True)
    assert fetcher.post(server.address + "/hook", b"{}", {"Content-Type": "application/json"}) == 202
    assert server.requests[0].body == b"{}" and server.requests[0].method == "POST"
    with pytest.raises(FetchError, match="answers 307"):
        fetcher.post(server.address + "/away", b"{}", {})
    assert len(server.requests) == 2


def test_headers_cannot_be_put_into_the_agent(server):
    server.answers["/a"] = Answer(b"x")
    Fetcher(agent="pledgebook\r\nX-Evil: 1", allow_private=True).get(Asked(server.address + "/a"))
    assert "X-Evil" not in server.requests[0].headers


def test_the_form_of_an_address():
    assert str(parsed("https://münchen.example/a b?q=ü#x")) == "https://xn--mnchen-3ya.example/a%20b?q=%C3%BC"
