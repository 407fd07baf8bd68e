"""FollowTheMoney entities, read back by its own library."""

import json

import pytest
from hypothesis import given
from tests.export.samples import ALL, GOOD, QUOTE, hostile_rows

from pledgebook.export import Extract, form_of


def entities(rows):
    extract = Extract(rows)
    return [json.loads(line) for line in form_of("ftm").write(extract)], extract.left_out


def test_a_pledge_links_its_parties_and_its_report():
    found, _ = entities([GOOD])
    by_schema = {entity["schema"]: entity for entity in found}
    link = by_schema["UnknownLink"]["properties"]
    names = {entity["id"]: entity["properties"].get("name") for entity in found}
    assert names[link["subject"][0]] == ["Denmark"]
    assert names[link["object"][0]] == ["Ukraine"]
    papers = [entity["properties"] for entity in found if entity["schema"] == "Documentation"]
    assert [paper["document"] for paper in papers] == [[by_schema["Article"]["id"]]] * 2
    assert [names[paper["entity"][0]] for paper in papers] == [["Denmark"], ["Ukraine"]]
    assert (link["role"], link["status"], link["summary"]) == (["ground_troops"], ["offered"], [QUOTE])


def test_each_entity_comes_once_and_what_links_nobody_is_counted():
    found, left = entities(ALL)
    assert len({entity["id"] for entity in found}) == len(found)
    assert sorted(entity["schema"] for entity in found) == [
        "Article", *["Documentation"] * 4, "Organization", "PublicBody", "PublicBody", "UnknownLink",
        "UnknownLink",
    ]  # fmt: skip
    assert left.line() == (
        "2 rows left out: a tally links no two parties (1), a position links no two parties (1)"
    )


def test_its_own_library_takes_every_entity_and_every_property():
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for plain in entities(ALL)[0]:
        proxy = followthemoney.model.get_proxy(plain, cleaned=False)
        proxy.schema.validate(plain)  # what is required is there, and every value is of its type
        assert {name: proxy.get(name) for name in plain["properties"]} == plain["properties"]


@given(hostile_rows())
def test_any_text_comes_out_unchanged_and_only_links_of_the_web(row):
    found, _ = entities([row])
    link = next(entity["properties"] for entity in found if entity["schema"] == "UnknownLink")
    assert link["summary"] == [row.row.evidence.quote]
    assert all(url.startswith(("http://", "https://")) for url in link.get("sourceUrl", []))
