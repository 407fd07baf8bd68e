# ruff: noqa: E501 - feeds and lists as they are written
from pathlib import Path

import pytest

from pledgebook.model import WatchError
from pledgebook.watching.feedlist import Kind, from_yaml, load

ROOT = Path(__file__).parents[2]


def test_the_example_of_the_documentation_is_a_list_and_its_page_explains_every_key():
    from pledgebook.watching.feedlist_schema import FeedEntry, ListFile, TellEntry, WebhookEntry

    found = load(ROOT / "docs" / "feeds.yaml")
    assert [one.kind for one in found.feeds] == [Kind.AUTO, Kind.SITEMAP, Kind.PAGE]
    assert found.command == ("logger", "--tag", "pledgebook") and found.webhook
    page = (ROOT / "docs" / "watching.md").read_text()
    keys = {key for form in (ListFile, FeedEntry, TellEntry, WebhookEntry) for key in form.model_fields}
    assert [key for key in keys if f"`{key}" not in page] == []


WHOLE = """
contact: desk@example.org
every: 30m
delay: 2s
backlog: 5
feeds:
  - https://a.example/rss
  - address: https://b.example/news
    name: B
    kind: page
    every: 1d
    publisher: The B
    backlog: 0
tell:
  atom: changes.atom
  webhook: {address: "http://localhost:8080/hook", secret_env: HOOK}
  command: [notify, --json]
"""


def test_a_whole_list(tmp_path):
    path = tmp_path / "feeds.yaml"
    path.write_text(WHOLE)
    found = load(path)
    first, second = found.feeds
    assert (first.every, first.kind, first.backlog, first.label) == (
        1800,
        Kind.AUTO,
        5,
        "https://a.example/rss",
    )
    assert (second.every, second.kind, second.backlog, second.label) == (86400, Kind.PAGE, 0, "B")
    assert found.atom == str(tmp_path / "changes.atom") and found.command == ("notify", "--json")
    assert found.webhook and found.webhook.secret_env == "HOOK"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("feeds: [https://a.example]\nevry: 1h", "line 2: unknown key 'evry'; one of contact, every"),
        ("feeds:\n  - https://a.example\n  - adress: https://b.example", "line 3: unknown key 'adress'; one of address"),
        ("feeds: [https://a.example]\ntell:\n  webhok: x", "line 3: unknown key 'webhok'; one of atom, webhook"),
        ("feeds: [https://a.example]\ntell:\n  webhook: {url: x}", "line 3: unknown key 'url'; one of address, secret"),
        ("feeds:\n  - https://a.example\n  - file:///etc/passwd", "line 3: address cannot be 'file:///etc/passwd'"),
        ("feeds:\n  - {address: https://a.example, every: 1s}", "line 2: every cannot be '1s'; lies between 1m and 31d"),
        ("feeds:\n  - {address: https://a.example, every: 30}", "such as 30m"),
        ("feeds: [https://a.example]\ndelay: 0s", "line 2: delay cannot be '0s'"),
        ("feeds:\n  - {address: https://a.example, kind: rss}", "one of 'auto', 'feed', 'sitemap' or 'page'"),
        ("feeds:\n  - {name: A}", "line 2: address lacks a key that it needs; add address"),
        ("feeds: https://a.example", "feeds needs a list, not 'https://a.example'"),
        ("feeds: [https://a.example]\ntell: {command: rm -rf}", "command needs a list"),
        ("feeds: []", "names no feed"),
        ("- a", "holds no keys"),
        ("", "holds no keys"),
        ("feeds: [a", "not YAML"),
        ("a: &x [1]\nb: *x", "line 2: an alias"),
        ("feeds: []\nfeeds: []", "line 2: key 'feeds' stands twice"),
        ("feeds: " + "[" * 50 + "]" * 50, "nested too deeply"),
        ("feeds: [https://u:p@a.example/]", "carries a name or a password"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_with_its_place_and_remedy(text, words):
    with pytest.raises(WatchError) as caught:
        from_yaml(text, "feeds.yaml")
    assert words in str(caught.value) and str(caught.value).startswith("feeds.yaml: ")
    assert "\n" not in str(caught.value)


OPML = b"""<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="Ministries"><outline type="rss" text="A" xmlUrl="https://a.example/rss"/>
<outline text="B" title="The B" xmlUrl="https://b.example/atom"/></outline><outline text="no feed"/></body></opml>"""


def test_opml_alone_and_named_by_a_list(tmp_path):
    path = tmp_path / "list.opml"
    path.write_bytes(OPML)
    assert [one.label for one in load(path).feeds] == ["A", "The B"]
    yaml = tmp_path / "feeds.yaml"
    yaml.write_text("opml: list.opml\nevery: 2h\nfeeds: [https://c.example, https://a.example/rss]")
    assert [one.label for one in load(yaml).feeds] == ["https://c.example", "https://a.example/rss", "The B"]
    assert {one.every for one in load(yaml).feeds} == {7200}


BOMB = b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml>&b;</opml>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<opml><body>", "broken XML"),
        (b"<rss/>", "no OPML list"),
        (BOMB, "declares a document type"),
        (b"<a>" * 300, "too deep"),
        (
            b'<opml><body><outline xmlUrl="file:///x"/></body></opml>',
            "file:///x: is no http or https address",
        ),
        (b"<opml/>", "names no feed"),
        (b"feeds: [\xff]", "not UTF-8"),
    ],
)
def test_lists_that_are_none(tmp_path, data, words):
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(WatchError, match=words):
        load(path)


def test_no_file(tmp_path):
    with pytest.raises(WatchError, match="no such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(WatchError, match="no regular file"):
        load(tmp_path)
