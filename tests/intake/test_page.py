"""Saved web pages."""

from datetime import date

import pytest

from pledgebook.intake import from_html
from pledgebook.intake.page import looks_like_page
from pledgebook.model import InputError, PassageKind

PARAGRAPHS = """<p>France will send 12 jets to Kyiv after a ceasefire, its president said on Thursday.</p>
<p>Britain’s prime minister told reporters that he is ready to send troops to the country.</p>
<h2>What next?</h2><ul><li>Spain will send ships.</li><li>Italy will not send troops.</li></ul>
<p>The coalition has 35 members, of which 26 have agreed to take part in the force.</p>"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="CHARSET">
<title>Jets for Kyiv - Example Times</title>
<meta property="og:site_name" content="Example Times"><meta property="og:title" content="Jets for Kyiv">
<meta property="article:published_time" content="2025-09-04T10:00:00Z">
<script>var a = "France will send nothing.";</script></head><body>
<header><nav><a href="/">Home</a> <a href="/w">World</a></nav></header>
<article><h1>Jets for Kyiv</h1>{PARAGRAPHS}
<h3>Related news</h3><ul><li><a href="/x">Poland calls up reservists</a></li></ul>
<p>Sign up for our newsletter</p></article>
<aside>Most read <a href="/z">Storm hits Spain</a></aside><footer>© 2025 Example</footer></body></html>"""


def test_title_day_publisher_and_language_are_kept() -> None:
    report = from_html(PAGE, source="a.html")
    assert (report.title, report.published) == ("Jets for Kyiv", date(2025, 9, 4))
    assert (report.publisher, report.language) == ("Example Times", "en")


def test_the_article_is_the_body_and_what_is_left_of_the_page_is_furniture() -> None:
    report = from_html(PAGE)
    body = "\n".join(
        report.text[p.start : p.end] for p in report.passages if p.kind is PassageKind.BODY
    ).splitlines()
    assert body == [
        "France will send 12 jets to Kyiv after a ceasefire, its president said on Thursday.",
        "Britain’s prime minister told reporters that he is ready to send troops to the country.",
        "What next?",
        "- Spain will send ships.",
        "- Italy will not send troops.",
        "The coalition has 35 members, of which 26 have agreed to take part in the force.",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "windows-1252", "utf-16"])
def test_the_encoding_is_what_the_bytes_or_the_page_tell(charset: str) -> None:
    page = PAGE.replace("CHARSET", charset).replace("’", "é")
    assert "Britainés prime minister" in from_html(page.encode(charset)).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<html><body><form>Log in <input></form><a href='/'>Home</a></body></html>",
        "<html><body>" + "<a href='/x'>Poland calls up reservists</a> " * 40 + "</body></html>",
        "<html><body><p>Please log in</p></body></html>",
        "<",
        "<html " + "a=b " * 1000,
    ],
)
def test_a_page_with_no_article_is_an_error(page: str) -> None:
    with pytest.raises(InputError, match=r"a\.html: is a page with no article; save the page"):
        from_html(page, source="a.html")


def test_a_declaration_or_an_entity_of_a_file_reads_nothing_from_outside() -> None:
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><article><p>&x;</p>{PARAGRAPHS}'
    assert "root:" not in from_html(page).text
    assert "12 jets" in from_html(f'<?xml version="1.0" encoding="utf-16"?>{PAGE}').text


def test_only_markup_looks_like_a_page() -> None:
    assert looks_like_page("\ufeff\n <p class='a'>France") and looks_like_page("<!-- saved --><HTML>")
    assert not looks_like_page("France < Britain <p>") and not looks_like_page("<<< France will send jets")
