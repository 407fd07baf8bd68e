# ruff: noqa: E501 - feeds and lists as they are written
import gzip
import json
from datetime import date

import pytest

from pledgebook.feeds.entries import Listing, listing
from pledgebook.fetching import Fetched
from pledgebook.model import InputError

AT = "https://a.example/feeds/all"
LONG = "Denmark will send eight hundred soldiers to Ukraine, its minister said. " * 8


def of(body: str | bytes, kind: str = "auto", **more) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return listing(Fetched(AT, data, **more), kind)


RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The A</title>
<item><title>Jets &amp; ships</title><link>/news/1?utm_source=rss#c</link><guid isPermaLink="false">g1</guid>
<pubDate>Mon, 12 Jan 2026 10:00:00 GMT</pubDate><description>{LONG}</description></item>
<item><title>Whole</title><link>https://a.example/2</link><content:encoded><![CDATA[<p>{LONG}</p>]]></content:encoded></item>
<item><title>Script</title><link>javascript:alert(1)</link></item>
</channel></rss>"""


def test_rss():
    found = of(RSS)
    one, two, three = found.entries
    assert found.title == "The A"
    assert (one.key, one.title, one.published) == ("g1", "Jets & ships", date(2026, 1, 12))
    assert one.address == "https://a.example/news/1?utm_source=rss"
    assert one.target == "https://a.example/news/1"
    assert not one.whole, "a description is no whole text, however long"
    assert two.whole and two.publisher == "The A"
    assert three.address is None and three.key == "Script" or three.target.startswith("entry:")


def test_atom_with_its_marks():
    found = of(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>urn:1</id><title>T</title>
        <link href="x/1"/><updated>2026-01-13T00:00:00Z</updated><published>2026-01-12T23:00:00Z</published>
        <content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""
    )
    (one,) = found.entries
    assert (one.address, one.mark) == ("https://a.example/feeds/x/1", "2026-01-13T00:00:00Z")
    assert one.published == date(2026, 1, 12) and one.whole


def test_json_feed():
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A",
        "items": [
            {
                "id": 7,
                "url": "/7",
                "title": "T",
                "content_text": LONG,
                "date_published": "2026-01-12T01:00:00Z",
            },
            {"id": "8", "content_html": "<p>short</p>"},
            {"nothing": 1},
            "no item",
        ],
    }
    one, two = of(json.dumps(body)).entries
    assert (one.key, one.address, one.published, one.is_html) == (
        "7",
        "https://a.example/7",
        date(2026, 1, 12),
        False,
    )
    assert one.whole and not two.whole and two.target == "entry:8"


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/old</loc><lastmod>2025-01-01</lastmod></url>
<url><loc>https://a.example/new</loc><lastmod>2026-01-02</lastmod><news:news><news:publication><news:name>The A</news:name>
</news:publication><news:publication_date>2026-01-01T10:00:00Z</news:publication_date><news:title>T</news:title></news:news></url>
</urlset>"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_of_news_newest_first(pack):
    new, old = of(pack(SITEMAP.encode())).entries
    assert (new.address, new.title, new.publisher) == ("https://a.example/new", "T", "The A")
    assert (new.published, new.mark) == (date(2026, 1, 1), "2026-01-02")
    assert old.published is None and old.mark == "2025-01-01"


def test_an_index_gives_the_sitemaps_that_changed_last():
    maps = "".join(
        f"<sitemap><loc>/m{n}.xml</loc><lastmod>2026-01-{n:02}</lastmod></sitemap>" for n in range(1, 29)
    )
    found = of(f"<sitemapindex>{maps}</sitemapindex>")
    assert len(found.children) == 28 and found.children[0].address == "https://a.example/m28.xml"


def test_a_sitemap_that_is_cut_off_gives_what_lies_before_the_cut_and_says_so():
    found = of(SITEMAP[: SITEMAP.index("</news:news>")])
    assert [one.address for one in found.entries] == ["https://a.example/old"]
    assert found.broken and "broken XML" in found.broken.what
    assert of(SITEMAP).broken is None


def test_what_lies_behind_fifty_thousand_entries_is_told():
    urls = "".join(f"<url><loc>/{number}</loc></url>" for number in range(50_001))
    found = of(f"<urlset>{urls}</urlset>")
    assert len(found.entries) == 50_000 and found.broken and "50,001 entries" in found.broken.what


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("<!doctype html><html><p>x", "auto", "is a web page, not a feed; name its feed"),
        ("<html><link rel=alternate type='application/rss+xml' href='/rss'>", "auto", "its feed is https://a.example/rss"),
        ("{}", "auto", "no JSON Feed"),
        ("{" * 5, "auto", "broken JSON"),
        ('{"a":' * 100_000, "auto", "broken JSON"),
        ("<urlset><url>", "auto", "broken XML"),
        ("<rss version='2.0'><channel><tit", "auto", "is broken"),
        ("<rss version='2.0'", "auto", "is no feed"),
        ("hello", "auto", "is no feed"),
        ("", "auto", "is no feed"),
        ("<a/>", "sitemap", "no sitemap"),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><urlset/>", "auto", "declares a document type"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_line(body, kind, words):
    with pytest.raises(InputError) as caught:
        of(body, kind)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_broken_xml_gives_what_can_be_read():
    broken = RSS.replace("</channel></rss>", "<item><title>cut & off")
    assert len(of(broken).entries) >= 3


def test_an_empty_feed_is_no_fault():
    assert of("<rss version='2.0'><channel><title>A</title></channel></rss>").entries == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252", "iso-8859-1"])
def test_encodings(encoding):
    body = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'><channel><title>Élysée</title></channel></rss>"
    assert of(body.encode(encoding), media="text/xml").title == "Élysée"


def test_a_wrong_charset_in_the_header_is_survived():
    assert of(RSS.encode(), media="text/xml", charset="utf-16").entries


def test_entity_bombs_stay_small():
    bomb = "<!DOCTYPE rss [" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12))
    bomb += "<!ENTITY a0 'jets'>]><rss version='2.0'><channel><title>&a12;</title><item><title>x</title></item></channel></rss>"
    found = of(bomb)
    assert len(found.title or "") <= 1000
