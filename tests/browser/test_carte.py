"""The map in a browser: filters by mouse and keyboard, the address, the journey of an official."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect


@pytest.fixture
def carte(page: Page, site: str, troubles: list[str]) -> Page:
    page.goto(site)
    page.wait_for_selector("#avant", state="detached")
    page.wait_for_selector("path.leaflet-interactive")
    assert troubles == []
    return page


def heading(page: Page) -> str:
    return page.locator("#liste h1").inner_text().replace("\u00a0", " ")


def test_outlines_and_points_are_drawn(carte: Page) -> None:
    carte.wait_for_function("document.querySelectorAll('path.leaflet-interactive').length > 100")
    expect(carte.locator(".grappe").first).to_be_visible()
    fills = carte.eval_on_selector_all(
        "path.leaflet-interactive", "ps => new Set(ps.map(p => p.getAttribute('fill'))).size"
    )
    assert fills >= 4


def test_a_filter_changes_address_list_and_map(carte: Page) -> None:
    carte.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(carte.locator("#liste h1")).to_contain_text("sur 179")
    assert heading(carte).startswith("36 expérimentations")
    assert carte.url.endswith("/?theme=energie")
    expect(carte.get_by_role("checkbox", name=re.compile("Énergie"))).to_be_focused()
    expect(carte.locator(".puce")).to_have_count(1)

    carte.go_back()
    expect(carte.locator("#liste h1")).not_to_contain_text("sur")
    carte.go_forward()
    expect(carte.locator("#liste h1")).to_contain_text("36")

    carte.reload()
    carte.wait_for_selector("#avant", state="detached")
    expect(carte.locator("#liste h1")).to_contain_text("36")
    carte.locator(".puce").click()
    expect(carte.locator("#liste h1")).not_to_contain_text("sur")


def test_a_filter_is_chosen_with_the_keyboard(carte: Page) -> None:
    carte.get_by_role("checkbox", name=re.compile("Santé")).focus()
    carte.keyboard.press("Space")
    expect(carte.locator("#liste h1")).to_contain_text("16")
    assert "theme=sante" in carte.url


def test_the_level_changes_the_outlines(carte: Page) -> None:
    with carte.expect_response(re.compile("region.geojson")):
        carte.get_by_role("link", name="Région").click()
    expect(carte.locator("#legende h2")).to_contain_text("région")
    assert "niveau=region" in carte.url


def test_the_position_is_in_the_address(carte: Page) -> None:
    carte.get_by_role("button", name="La Réunion").click()
    expect(carte).to_have_url(re.compile("lat=-21"))
    carte.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(carte).to_have_url(re.compile("theme=energie.*lat=-21|lat=-21.*theme=energie"))
    carte.reload()
    carte.wait_for_selector("#avant", state="detached")
    assert "lat=-21" in carte.url


def test_a_click_on_a_departement_opens_it(carte: Page) -> None:
    carte.locator("path.leaflet-interactive").nth(40).dispatch_event("click")
    expect(carte).to_have_url(re.compile("/territoires/departement/"))


def test_a_change_of_theme_recolours(carte: Page) -> None:
    first = carte.locator("path.leaflet-interactive").first
    before = first.get_attribute("fill")
    carte.get_by_role("button", name="Passer au thème sombre").click()
    expect(first).not_to_have_attribute("fill", before or "")


def test_the_journey_of_an_official(page: Page, site: str, troubles: list[str]) -> None:
    page.goto(site)
    page.wait_for_load_state("networkidle")
    page.get_by_role("combobox", name=re.compile("Rechercher")).fill("douai")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Douai")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Douai")
    page.get_by_role("link", name=re.compile("Cœur de ville")).first.click()
    expect(page).to_have_url(re.compile("/experimentations/"))
    assert troubles == []


def test_without_javascript(browser: BrowserContext, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(site)
    expect(page.get_by_text("Sans JavaScript")).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(page.locator("#liste h1")).to_contain_text("36")
    page.locator(".fichette a").first.click()
    expect(page).to_have_url(re.compile("/experimentations/"))
    context.close()


def test_no_cookie_is_set(carte: Page) -> None:
    assert carte.context.cookies() == []
