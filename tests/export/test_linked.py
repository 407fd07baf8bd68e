"""JSON-LD, read back as triples by rdflib."""

import json

import pytest
from hypothesis import given
from tests.export.samples import COUNTING, GOOD, QUOTE, hostile_rows

from pledgebook.export import Extract, form_of

rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"


def graph_of(text):
    return rdflib.Graph().parse(data=text, format="json-ld")


def values(graph, name):
    return [value for _, _, value in graph.triples((None, rdflib.URIRef(name), None))]


def test_every_row_is_an_annotation_with_both_selectors(written):
    graph = graph_of(written("jsonld").decode())
    annotations = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef(OA + "Annotation")))
    assert annotations == {rdflib.URIRef(f"urn:pledgebook:row:{row.id}") for row in COUNTING}
    assert {str(value) for value in values(graph, OA + "exact")} == {QUOTE}
    assert {int(value) for value in values(graph, OA + "start")} == {10}
    assert {int(value) for value in values(graph, OA + "end")} == {10 + len(QUOTE)}


def test_where_a_row_comes_from_is_told_in_prov_terms(written):
    graph = graph_of(written("jsonld").decode())
    row = rdflib.URIRef(f"urn:pledgebook:row:{GOOD.id}")
    assert graph.value(row, rdflib.URIRef(PROV + "wasDerivedFrom")) == rdflib.URIRef(
        "urn:pledgebook:report:r1%2F1"
    )
    activity = graph.value(row, rdflib.URIRef(PROV + "wasGeneratedBy"))
    agent = graph.value(activity, rdflib.URIRef(PROV + "wasAssociatedWith"))
    assert graph.value(agent, rdflib.RDF.type) == rdflib.URIRef(PROV + "SoftwareAgent")
    people = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef(PROV + "Person")))
    assert people == [rdflib.URIRef("urn:pledgebook:person:A.%20Reader")]


def test_the_body_has_the_codes(written):
    graph = graph_of(written("jsonld", [GOOD]).decode())
    assert [str(code) for code in values(graph, "urn:pledgebook:codebook:guarantor")] == ["DNK"]
    assert {str(code) for code in values(graph, "urn:pledgebook:codebook:conditions")} == {
        "ceasefire",
        "host_consent",
    }


def test_an_empty_book_gives_an_empty_graph(written):
    assert json.loads(written("jsonld", []))["@graph"] == []


@given(hostile_rows())
def test_no_text_becomes_a_name_or_a_link(row):
    text = "".join(form_of("jsonld").write(Extract([row])))
    text.encode()
    nodes = json.loads(text)["@graph"]
    assert nodes[-1]["oa:hasTarget"]["oa:hasSelector"][0]["oa:exact"] == {"@value": row.row.evidence.quote}
    assert all(node["@id"].isascii() and " " not in node["@id"] for node in nodes)
    linked = nodes[0].get("dcterms:source", {}).get("@id", "https:")
    assert linked.startswith(("http:", "https:"))
