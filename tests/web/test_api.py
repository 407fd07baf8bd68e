"""The JSON API: the answers of the pages, paged, as its description says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient
from tests.web.books import write_book
from tests.web.conftest import NOW

from pledgebook.web.app import create_app
from pledgebook.web.settings import Settings

API = "/api/v1"


def test_the_matrix_gives_each_cell_with_its_claim(client: TestClient) -> None:
    found = client.get(f"{API}/topics/ukraine-2025-09/matrix?limit=200").json()
    poland = next(line for line in found["lines"] if line["guarantor"] == "POL")
    assert poland["cells"][0]["status"] == "refused"
    assert poland["cells"][0]["rests_on"]["review"] == "accept"
    assert found["total"] == len(found["lines"]) > 30


def test_a_matrix_is_paged(client: TestClient) -> None:
    address = f"{API}/topics/ukraine-2025-09/matrix?limit=5&offset="
    first, second = (client.get(f"{address}{offset}").json() for offset in (0, 5))
    assert len(first["lines"]) == len(second["lines"]) == 5
    assert not {line["guarantor"] for line in first["lines"]} & {
        line["guarantor"] for line in second["lines"]
    }


def test_rows_are_paged_to_the_end_and_none_is_lost(client: TestClient) -> None:
    whole = client.get(f"{API}/rows").json()
    assert whole["after"] is None
    found, after = [], 0
    while after is not None:
        part = client.get(f"{API}/rows?limit=1&after={after}").json()
        found += part["items"]
        after = part["after"]
    assert [row["id"] for row in found] == [row["id"] for row in whole["items"]]
    assert len(found) == 10


def test_rows_are_filtered(client: TestClient) -> None:
    found = client.get(f"{API}/rows?kind=pledge&status=refused&status=undecided").json()["items"]
    assert {row["content"]["guarantor"] for row in found} == {"POL", "DEU", "FRA"}


def test_a_row_and_its_report(client: TestClient) -> None:
    row = client.get(f"{API}/rows?kind=tally").json()["items"][0]
    told = client.get(f"{API}/rows/{row['id']}").json()
    assert told["current"] == row
    report = client.get(f"{API}/reports/{row['report']['id']}").json()
    evidence = row["evidence"]
    assert report["text"][evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_scenario_says_what_comes_into_force(client: TestClient) -> None:
    address = f"{API}/topics/ukraine-2025-09/scenario"
    facts = "assume=ceasefire=2025-10-01&assume=us_backstop&assume=peace_agreement"
    outcomes = {
        one["row"]["content"]["guarantor"]: one["outcome"]
        for one in client.get(f"{address}?{facts}").json()["items"]
    }
    assert outcomes["DEU"] == "pending"
    denied = client.get(f"{address}?{facts}&deny=parliament_approval:DEU").json()["items"]
    assert next(one for one in denied if one["outcome"] == "blocked")["blocked_by"] == [
        "parliament_approval:DEU"
    ]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/topics/nowhere/matrix", 404),
        ("/rows/zzzz", 404),
        ("/reports/none", 404),
        ("/rows?limit=0", 422),
        ("/rows?limit=x", 422),
        ("/rows?kind=promise", 422),
        ("/topics/UKR/scenario", 422),
        ("/topics/UKR/matrix?as_of=soon", 422),
        ("/search?q=", 422),
        ("/nothing", 404),
    ],
)
def test_a_problem_is_one_readable_line(client: TestClient, address: str, status: int) -> None:
    answer = client.get(API + address)
    assert answer.status_code == status
    assert "\n" not in answer.json()["detail"]


def test_the_api_is_described_for_people_too(client: TestClient) -> None:
    assert "/api/v1/rows/{id}" in client.get(f"{API}/docs").text


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    book = write_book(tmp_path_factory.mktemp("api") / "desk.db")
    app = create_app(Settings(book, clock=lambda: NOW))
    yield schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_api_does_what_its_description_says(
    described: schemathesis.BaseSchema, mode: GenerationMode
) -> None:
    asked = 0
    for operation in (one.ok() for one in described.get_all_operations()):
        cases = operation.as_strategy(generation_mode=mode)

        @given(case=cases)
        @settings(max_examples=6, suppress_health_check=list(HealthCheck), derandomize=True)
        def check(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            # a day, a code, the words of a search are narrower than JSON Schema can say
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        with suppress(Unsatisfiable):  # an address without parameters has none to get wrong
            check()
    assert asked > 30
