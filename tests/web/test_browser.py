"""The desk in a real browser: every page, without errors, foreign requests or barriers."""

from __future__ import annotations

import re

from tests.web.conftest import Visit

PAGES = (
    "/overview?of=ukraine-2025-09",
    "/overview?of=UKR",
    "/cell?of=UKR&guarantor=FRA&contribution=ground_troops",
    "/country/DEU?of=UKR",
    "/report/courier",
    "/report/hostile",
    "/tallies?of=ukraine-2025-09",
    "/conflicts?of=ukraine-2025-09",
    "/scenario?of=ukraine-2025-09",
    "/changes?of=UKR",
    "/search?q=troops",
    "/sign-in",
    "/api/v1/docs",
)
JUMPS = """
window.jumps = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.jumps += one.value;
}).observe({type: "layout-shift", buffered: true});
"""
WIDTHS = {"wide": 1280, "phone": 390}


AXE = {"resultTypes": ["violations"], "preload": False}
CONTRAST = AXE | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def grave(told: dict) -> list:
    """The serious faults of accessibility that axe tells."""
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def test_every_page_opens_without_errors_and_without_barriers(visit: Visit) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for address in PAGES:
        visit.page.emulate_media(color_scheme="light")
        visit.page.goto(address)
        assert (address, grave(Axe().run(visit.page, options=AXE).response)) == (address, [])
        visit.page.emulate_media(color_scheme="dark")  # by night only colours differ
        told = visit.page.evaluate("options => axe.run(document, options)", CONTRAST)
        assert (address, "dark", grave(told)) == (address, "dark", [])


def test_no_page_is_wider_than_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": WIDTHS["phone"], "height": 800})
    for address in PAGES:
        visit.page.goto(address)
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= WIDTHS["phone"], address


def test_nothing_jumps_while_a_page_loads(visit: Visit) -> None:
    visit.page.add_init_script(JUMPS)
    for address in PAGES[:5]:
        visit.page.goto(address, wait_until="networkidle")
        assert visit.page.evaluate("window.jumps") < 0.02, address


def test_a_table_that_arrives_slowly_does_not_move(visit: Visit) -> None:
    visit.page.add_init_script(JUMPS)
    visit.page.context.new_cdp_session(visit.page).send("Emulation.setCPUThrottlingRate", {"rate": 16})
    for _ in range(4):  # how much of it the browser shows first is chance
        visit.page.goto("/overview?of=ukraine-2025-09", wait_until="networkidle")
        assert visit.page.evaluate("window.jumps") < 0.02


def test_a_cell_opens_its_claims_beside_the_matrix(visit: Visit) -> None:
    page = visit.page
    page.goto("/overview?of=ukraine-2025-09")
    page.get_by_role("link", name="France, Ground troops: Pledged").click()
    page.locator("#under blockquote").first.wait_for()
    assert "France will send 2000 troops" in page.locator("#under").inner_text()
    assert "/overview" in page.url


def test_hovering_and_focus_join_a_row_and_its_passage(visit: Visit) -> None:
    page = visit.page
    page.goto("/report/courier")
    row = page.locator("[data-row]").first
    id = row.get_attribute("data-row")
    mark = page.locator(f"mark[data-rows~='{id}']")
    mark.hover()
    assert "lit" in row.get_attribute("class")
    page.mouse.move(0, 0)
    assert "lit" not in (row.get_attribute("class") or "")
    row.focus()
    assert "lit" in mark.get_attribute("class")


def test_why_shows_the_cues_of_a_row(visit: Visit) -> None:
    page = visit.page
    page.goto("/report/courier")
    page.get_by_text("why", exact=True).first.click()
    page.get_by_text("own:will").wait_for()


def test_switching_a_fact_changes_the_outcome_and_the_address(visit: Visit) -> None:
    page = visit.page
    page.goto("/scenario?of=ukraine-2025-09")
    before = page.locator("#outcome").inner_text()
    page.locator("input[name='f.ceasefire'][value='yes']").check()
    page.wait_for_url(re.compile("assume=ceasefire"))
    after = page.locator("#outcome").inner_text()
    assert after != before
    page.reload()
    assert page.locator("#outcome").inner_text() == after
    assert page.locator("input[name='f.ceasefire'][value='yes']").is_checked()


def test_the_pickers_keep_what_a_page_is_about(visit: Visit) -> None:
    page = visit.page
    page.goto("/country/DEU?of=UKR")
    page.locator("input[name=as_of]").fill("2025-09-05")
    page.locator("#when button").click()
    page.wait_for_url(re.compile(r"of=UKR.*as_of=2025-09-05"))
    assert "Germany will send 800 troops" not in page.content()
    page.get_by_role("link", name="Overview").click()
    page.wait_for_url(re.compile(r"/overview\?.*as_of=2025-09-05"))


def test_the_keyboard_reaches_the_content_first(visit: Visit) -> None:
    page = visit.page
    page.goto("/overview")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
