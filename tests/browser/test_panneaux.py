"""Panels around the map: years, colour, legend, the sheet of a phone; by mouse and keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cartoexp.domain.vocabulaires import Statut, Theme

THEMES, STATUTS = list(Theme), list(Statut)


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("#avant", state="detached")
    return page


def satisfied(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_bar_of_years_is_a_filter(page: Page, site: str, troubles: list[str]) -> None:
    opened(page, site)
    bar = page.get_by_role("checkbox", name=re.compile("^2016"))
    bar.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("annee=2016$"))
    expect(page.get_by_role("checkbox", name=re.compile("^2016"))).to_be_checked()
    page.get_by_role("checkbox", name=re.compile("^2019")).click()
    expect(page).to_have_url(re.compile("annee=2016-2019"))
    expect(page.locator("#carte-barre .puce")).to_contain_text("2019")
    page.get_by_label("De", exact=True).select_option("2014")
    expect(page).to_have_url(re.compile("annee=2014-2019"))
    expect(page.locator("#carte-barre .puce")).to_have_count(1)
    assert troubles == []


def test_the_colour_changes_legend_and_address(page: Page, site: str, troubles: list[str]) -> None:
    opened(page, f"{site}/?theme=energie")
    page.get_by_label("Couleur des territoires").select_option("densite")
    expect(page).to_have_url(re.compile("couleur=densite"))
    expect(page.locator("#legende h2")).to_contain_text("Densité")
    page.get_by_role("link", name="EPCI", exact=True).click()
    expect(page.locator("#legende .phrase")).to_contain_text("étropole du Grand Paris")
    assert "couleur=densite" in page.url
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Couleur des territoires")).to_have_value("nombre")
    assert troubles == []


@pytest.mark.parametrize("couleur", ["taux", "densite", "evolution_population", "littoral"])
def test_every_kind_of_legend_satisfies_axe(page: Page, site: str, couleur: str) -> None:
    opened(page, f"{site}/?niveau=epci&couleur={couleur}")
    satisfied(page)


def test_the_table_is_one_click_away(page: Page, site: str, troubles: list[str]) -> None:
    opened(page, f"{site}/?niveau=region&couleur=densite")
    page.get_by_role("link", name="Voir en tableau").first.click()
    expect(page.get_by_role("row")).to_have_count(19)
    satisfied(page)
    page.get_by_role("link", name="Revenir à la carte").click()
    expect(page).to_have_url(re.compile(r"/\?niveau=region&couleur=densite"))
    assert troubles == []


def test_the_sheet_of_a_phone(page: Page, site: str, troubles: list[str]) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    opened(page, f"{site}/?theme=energie")
    tabs = page.get_by_role("navigation", name="Panneaux")
    expect(page.locator("#liste .bilan__titre")).to_be_in_viewport()
    tabs.get_by_role("button", name="Filtres (1)").click()
    dialog = page.get_by_role("dialog", name="Filtres")
    expect(dialog).to_be_focused()
    satisfied(page)
    dialog.get_by_role("checkbox", name=re.compile("^En cours")).click()
    expect(tabs.get_by_role("button", name="Filtres (2)")).to_be_visible()
    expect(dialog.get_by_role("link", name=re.compile("Voir les"))).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(tabs.get_by_role("button", name=re.compile("Filtres"))).to_be_focused()
    tabs.get_by_role("button", name="Légende").click()
    expect(page.get_by_role("dialog")).to_contain_text("Aucune donnée")
    satisfied(page)
    page.get_by_role("button", name="Fermer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert troubles == []


def test_the_sheet_has_three_rests(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    opened(page, site)
    sheet = page.locator("#liste")

    def height() -> float:
        box = sheet.bounding_box()
        assert box is not None
        return box["height"]

    half = height()
    grip = page.get_by_role("button", name=re.compile("la feuille"))
    grip.press("ArrowUp")
    full = height()
    grip.press("ArrowDown")
    grip.press("ArrowDown")
    bar = height()
    assert bar < 100 < half < 400 < full
    grip.click()
    assert height() == half


def test_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{site}/?theme=energie")
    page.get_by_label("Couleur des territoires").select_option("taux")
    page.locator(".scene__couleur").get_by_role("button", name="Appliquer").click()
    expect(page).to_have_url(re.compile("theme=energie&couleur=taux|couleur=taux&theme=energie"))
    expect(page.locator("#legende h2")).to_contain_text("100")
    page.get_by_label("De", exact=True).select_option("2016")
    page.locator(".bornes").get_by_role("button", name="Appliquer").click()
    expect(page.locator(".puce")).to_have_count(2)
    for panel in ("#filtres", "#legende", "#liste"):
        expect(page.locator(panel)).to_be_visible()
    context.close()


def test_a_refused_address_is_taken_over_and_can_be_repaired(page: Page, site: str) -> None:
    opened(page, f"{site}/?theme=energie,licornes&niveau=epci")
    expect(page.locator("#liste .bilan__titre")).to_have_text("Adresse refusée")
    satisfied(page)
    page.get_by_role("link", name="Appliquer ce qui est valide").click()
    expect(page.locator("#liste .bilan__titre")).to_contain_text("36")
    expect(page).to_have_url(re.compile(r"/\?niveau=epci&theme=energie"))
    page.go_back()
    expect(page.locator("#liste .bilan__titre")).to_have_text("Adresse refusée")
    expect(page.locator(".fichette")).to_have_count(0)


def test_many_chips_and_a_long_text_keep_the_page_whole(page: Page, site: str) -> None:
    words = "mobilite" * 25
    opened(page, f"{site}/?theme={','.join(THEMES)}&statut={','.join(STATUTS)}&q={words}")
    assert page.locator("#carte-barre .puce").count() == len(THEMES) + len(STATUTS) + 1
    satisfied(page)
    box = page.locator(".scene .carte").bounding_box()
    assert box is not None
    assert box["height"] > 300
