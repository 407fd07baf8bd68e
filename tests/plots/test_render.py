"""Files: whole, the same each time, without a network, and harmless whatever the reports hold."""

import json
import re
import shutil
import struct
import subprocess
import zlib
from unicodedata import category
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from tests.plots.claims import CAPTION, outside, pledge, tally, texts, words

from pledgebook.model import PledgebookError
from pledgebook.plots import (
    Style,
    form_of,
    map_drawing,
    matrix_drawing,
    rendered,
    tally_drawing,
    timeline_drawing,
)
from pledgebook.plots.words import actor_names, short
from pledgebook.reckoning import counts, history, matrices

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> <!-- & \" ' ]]> {{7*7}} "
    "\x00\x1b[31m \u202e\u2066 \ud800 \u2028 " + "long " * 5000
)


def charts(text="plain", style=None):
    claims = [
        pledge("FRA", "pledged", said=text, speaker=text),
        pledge(f"OTHER:{text}", "offered", said=text, beneficiary="UKR"),
    ]
    (matrix, *_) = matrices(claims)
    return {
        "matrix": matrix_drawing(matrix, CAPTION, style),
        "map": map_drawing(matrix, CAPTION, style),
        "timeline": timeline_drawing(history(claims[1:]), CAPTION, style),
        "tally": tally_drawing(counts([tally(26, 35, said=text)], claims, ["FRA"]), text, CAPTION, style),
    }


KINDS = ("matrix", "map", "timeline", "tally")


@pytest.fixture(scope="module")
def plain():
    return charts()


@pytest.fixture(scope="module")
def hostile():
    return charts(HOSTILE)


@pytest.mark.parametrize("kind", KINDS)
def test_an_svg_file_is_xml_and_asks_for_nothing(plain, kind):
    svg = rendered(plain[kind], "svg")
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert float(root.get("width")) > 300
    held = {name.split("}")[-1]: value for one in root.iter() for name, value in one.attrib.items()}
    assert not {"href", "src"} & set(held)
    assert b"url(http" not in svg


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    depth, colours = data[24], data[25]
    at, packed = 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        packed += body if kind == b"IDAT" else b""
        at += length + 12
    channels = {2: 3, 6: 4}[colours]
    assert depth == 8 and len(zlib.decompress(packed)) == height * (1 + width * channels)
    return width, height


@pytest.mark.parametrize("kind", KINDS)
def test_a_png_file_is_whole_and_twice_as_large_as_the_svg(plain, kind):
    root = ElementTree.fromstring(rendered(plain[kind], "svg"))
    width, height = png_size(rendered(plain[kind], "png"))
    assert abs(width - 2 * float(root.get("width"))) <= 2
    assert abs(height - 2 * float(root.get("height"))) <= 2


def is_harmless(text):
    """No control or format character but the two joiners, which move nothing."""
    return all(category(sign)[0] != "C" or sign in "\u200c\u200d" for sign in text)


def spec_of(page):
    """The chart that stands in a page."""
    (written,) = re.findall(r'^vegaEmbed\("#chart", (.*), \{$', page, flags=re.MULTILINE)
    return json.loads(written)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_brings_all_that_it_needs(plain, kind):
    page = rendered(plain[kind], "html").decode()
    assert outside(page) == []
    policy = html.fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy and policy[0].startswith("default-src 'none';") and "http" not in policy[0]
    assert "vegaEmbed" in page and spec_of(page) == plain[kind].chart().to_dict()


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_harmless_in_a_page(hostile, kind):
    page = rendered(hostile[kind], "html").decode()
    tree = html.fromstring(page)
    assert [len(tree.xpath(f"//{tag}")) for tag in ("script", "img", "iframe")] == [2, 0, 0]
    assert tree.xpath("//@onerror") == []
    assert outside(page) == []
    assert "alert(1)" in page  # it is shown, as text
    for text in words(spec_of(page)):
        assert not re.search(r"<[A-Za-z/!?]", text)
        assert is_harmless(text)
        assert len(text) < 2000


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_harmless_in_an_svg_file(hostile, kind):
    svg = rendered(hostile[kind], "svg")
    tags = {one.tag.split("}")[1] for one in ElementTree.fromstring(svg).iter()}
    assert not tags & {"script", "img", "image", "foreignObject", "a", "iframe", "use"}
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xe2\x80\xae", svg)
    assert max(map(len, texts(svg))) < 400


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_answer_gives_the_same_file(plain, kind):
    again = charts()[kind]
    for form in ("svg", "html", "json"):
        assert rendered(plain[kind], form) == rendered(again, form)
    assert rendered(plain[kind], "png") == rendered(again, "png")


def test_the_specification_is_vega_lite_with_its_data(plain):
    spec = json.loads(rendered(plain["matrix"], "json"))
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert not [one for one in words(spec) if "://" in one and one != spec["$schema"]]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.pdf", "no chart can be written as .pdf"),
        ("a", "no chart can be written as a file without an ending"),
        ("-", "no chart can be written as a file without an ending"),
    ],
)
def test_a_name_with_another_ending_is_an_error(name, what):
    with pytest.raises(PledgebookError) as error:
        form_of(name)
    assert str(error.value) == f"{name}: {what}; end the name with .svg, .png, .html or .json"


def test_an_unknown_form_is_an_error(plain):
    with pytest.raises(PledgebookError, match="unknown form of a chart 'gif'; one of svg, png, html, json"):
        rendered(plain["matrix"], "gif")


@given(st.text(max_size=200), st.integers(1, 80))
def test_a_short_text_is_bounded_printable_and_no_tag(text, most):
    found = short(text, most)
    assert len(found) <= most
    assert is_harmless(found)
    assert not re.search(r"<[A-Za-z/!?]", found)


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=60).map("OTHER:{}".format), st.integers(0, 2)), unique=True
    )
)
def test_no_two_actors_share_a_name(actors):
    names = actor_names(actors)
    assert len(set(names.values())) == len(actors)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("kind", KINDS)
def test_a_browser_draws_the_page_and_runs_nothing_of_the_reports(hostile, kind, tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(rendered(hostile[kind], "html"))
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=8000", "--dump-dom"]
    run = subprocess.run(
        [CHROMIUM, *options, f"--user-data-dir={tmp_path / 'profile'}", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
    )
    tree = html.fromstring(run.stdout)
    drawn = tree.xpath("//*[@id='chart']//*[local-name()='text']//text()")
    assert "Source: book guarantees.db, head 0a1b2c3d0a1b2c3d, 7 claims" in drawn
    assert len(tree.xpath("//script")) == 2 and tree.xpath("//img") == []


def test_a_width_in_pixels_is_kept():
    for kind, chart in charts(style=Style(width=500)).items():
        root = ElementTree.fromstring(rendered(chart, "svg"))
        assert 480 < float(root.get("width")) < 1100, kind
