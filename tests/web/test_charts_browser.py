"""Charts in a real browser: drawn by a script under the policy of the pages, pictures without one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import Served, Visit

CHARTS = {
    "/overview?of=ukraine-2025-09": "map",
    "/country/DEU?of=UKR": "timeline",
    "/tallies?of=ukraine-2025-09": "count",
}


def figure(page: Any, kind: str) -> Any:
    return page.locator(f"figure.chart.{kind}")


@pytest.mark.parametrize(("address", "kind"), CHARTS.items())
def test_a_chart_is_drawn_in_the_page_and_its_picture_not_asked_for(visit: Visit, address: str, kind: str):
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.goto(address)
    chart = figure(visit.page, kind)
    chart.scroll_into_view_if_needed()
    chart.locator(".drawn svg path").first.wait_for(state="attached")
    assert not chart.locator("img").is_visible()
    assert any("/charts/" in url and ".json?" in url for url in asked)
    assert not any("/charts/" in url and ".svg?" in url for url in asked)


def test_a_mark_tells_its_sentence(visit: Visit):
    visit.page.goto("/country/DEU?of=UKR")
    chart = figure(visit.page, "timeline")
    chart.scroll_into_view_if_needed()
    chart.locator("svg path[aria-label], svg .mark-rect path, svg .mark-point path").first.wait_for(
        state="attached"
    )
    for mark in chart.locator("svg .mark-rect path, svg .mark-point path, svg .mark-symbol path").all():
        mark.hover(force=True)
        if visit.page.locator("#vg-tooltip-element.visible").count():
            break
    assert "Germany" in visit.page.locator("#vg-tooltip-element").inner_text()


def test_in_print_the_picture_is_shown(visit: Visit):
    visit.page.goto("/overview?of=ukraine-2025-09")
    chart = figure(visit.page, "map")
    chart.locator(".drawn svg").first.wait_for(state="attached")
    visit.page.emulate_media(media="print")
    assert chart.locator("img").is_visible()
    assert not chart.locator(".drawn").is_visible()
    chart.scroll_into_view_if_needed()
    # the policy lets no text be run as a script, so the page cannot be asked again and again
    assert chart.locator("img").evaluate("async img => { await img.decode(); return img.naturalWidth; }") > 0


def test_without_scripts_the_picture_is_shown(browser: Any, served: Served):
    page = browser.new_page(base_url=served.url, java_script_enabled=False)
    page.goto("/overview?of=ukraine-2025-09")
    assert figure(page, "map").locator("img").is_visible()
    assert not figure(page, "map").locator(".drawn").is_visible()
    page.close()


def test_where_a_chart_cannot_be_drawn_its_picture_is_shown(browser: Any, served: Served):
    page = browser.new_page(base_url=served.url)
    page.route("**/charts/map.json*", lambda route: route.abort())
    page.goto("/overview?of=ukraine-2025-09")
    figure(page, "map").locator("img").wait_for(state="visible", timeout=60_000)
    page.close()
