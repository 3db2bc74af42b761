"""From a fiche to a comparison: settings followed in place, address restored, keyboard, axe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOUAI = "/territoires/commune/59178"
PAIR = "/comparer?territoires=commune:59178,commune:62498"
UNFOLD = "document.querySelectorAll('main details').forEach((node) => { node.open = true; })"


def names(page: Page) -> list[str]:
    return page.locator(".ressemblances h3").all_inner_texts()


def test_from_a_slider_to_a_shared_comparison(page: Page, site: str, troubles: list[str]) -> None:
    page.goto(site + DOUAI)
    usual = names(page)
    page.get_by_text("Régler les poids et le périmètre").click()
    slider = page.get_by_role("slider", name="Centralité")
    slider.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    page.get_by_role("radio", name="Hors de mon département").check()
    expect(page).to_have_url(re.compile(r"\?poids=centralite:0&ou=hors_departement$"))
    expect(page.locator("[data-part=comparables]")).not_to_have_attribute("aria-busy", "true")
    changed = names(page)
    assert changed != usual
    assert slider.evaluate("(node) => node.isConnected")
    assert page.locator("#comparables-dit").inner_text().startswith("Liste mise à jour. Cinq")

    page.reload()
    assert names(page) == changed
    expect(page.get_by_role("slider", name="Centralité")).to_have_value("0")
    expect(page.get_by_role("radio", name="Hors de mon département")).to_be_checked()

    page.locator(".ressemble").first.get_by_role("link", name=re.compile("^Comparer")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Douai et {changed[0]}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Partager").click()
    expect(page.locator("#partage-dit")).to_have_text("Lien copié.")
    shared = page.evaluate("navigator.clipboard.readText()")
    page.goto(shared)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Douai et {changed[0]}")
    assert troubles == []


def test_the_list_is_never_empty_and_the_last_question_wins(page: Page, site: str) -> None:
    page.goto(f"{site}{DOUAI}?ou=region")
    page.evaluate(
        """() => {
          window.fewest = 99;
          new MutationObserver(() => {
            const n = document.querySelectorAll(".ressemblances > li").length;
            window.fewest = Math.min(window.fewest, n);
          }).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    for label in ("Même département", "Hors de mon département", "Partout"):
        page.get_by_role("radio", name=label).check()
        page.wait_for_timeout(270)
    expect(page).to_have_url(f"{site}{DOUAI}")
    assert page.evaluate("window.fewest") == 5


def test_what_is_refused_keeps_the_list(page: Page, site: str) -> None:
    page.goto(f"{site}{DOUAI}?ou=region")
    shown = names(page)
    page.get_by_label("Au moins").fill("5000")
    page.get_by_label("Au plus").fill("10")
    told = page.locator("#comparables-dit")
    expect(told).to_contain_text("La population la plus petite dépasse la plus grande.")
    expect(told).to_be_visible()
    assert len(names(page)) == len(shown)
    page.get_by_role("link", name="Réglages d’origine").click()
    expect(page).to_have_url(f"{site}{DOUAI}")


def test_without_javascript_forms_and_links_do_the_work(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + DOUAI)
    usual = names(page)
    page.get_by_text("Régler les poids et le périmètre").click()
    page.get_by_role("radio", name="Même région").check()
    page.get_by_role("button", name="Appliquer").click()
    assert page.url == f"{site}{DOUAI}?ou=region#comparables"
    assert names(page) != usual
    page.goto(f"{site}/comparer")
    page.get_by_label("Premier territoire").fill("Douai")
    page.get_by_label("Deuxième territoire").fill("Lens")
    page.get_by_role("button", name="Comparer").click()
    assert page.url == site + PAIR
    page.goto(f"{site}/experimentations/tzcld")
    assert page.get_by_role("link", name="Voir le classement").is_visible()
    page.context.close()


def test_a_territory_is_added_with_the_keyboard(page: Page, site: str, troubles: list[str]) -> None:
    page.goto(site + PAIR)
    page.get_by_label("Ajouter une commune").focus()
    page.keyboard.type("valencienn")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Douai, Lens et Valenciennes")
    page.get_by_role("link", name="Retirer Lens de la comparaison").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Douai et Valenciennes")
    assert troubles == []


def test_candidates_come_when_they_are_seen(page: Page, site: str, troubles: list[str]) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(f"{site}/experimentations/tzcld")
    assert page.locator(".essaimer li").count() == 0
    page.locator("#essaimer").scroll_into_view_if_needed()
    expect(page.locator(".essaimer li")).to_have_count(10)
    assert troubles == []


@pytest.mark.parametrize(
    "path",
    [
        f"{DOUAI}?poids=elus:3&population_min=20000",
        f"{DOUAI}?population_min=90000000",
        "/territoires/commune/38185",
        "/territoires/departement/59",
        "/comparer",
        PAIR,
        "/comparer?territoires=commune:59178,commune:62498,commune:59606,commune:97302",
        "/comparer?territoires=commune:59178,epci:200044618",
        f"{PAIR}&ajouter=saint",
        "/experimentations/revenu_de_base",
    ],
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_and_room(
    page: Page, site: str, path: str, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 780})
    page.goto(site + path)
    page.evaluate(UNFOLD)
    if "experimentations" in path:
        page.locator("#essaimer").scroll_into_view_if_needed()
        expect(page.locator(".essaimer li").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 320, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
