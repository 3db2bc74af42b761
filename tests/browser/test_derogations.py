"""The registry in Chromium: both widths, both themes; a request joined without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cartoexp.web.contribuer.porte import LEAST_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"
HALTE = "halte_soins_addictions-derogation"
VIEWS: tuple[tuple[str, int, Literal["dark", "light"]], ...] = (
    ("/derogations", 1280, "light"),
    ("/derogations?q=apprentissage", 320, "dark"),
    ("/derogations/normes/code-du-travail", 360, "light"),
    ("/derogations/normes/code-du-travail", 1280, "dark"),
    (f"/derogations/{HALTE}", 1280, "light"),
    (f"/derogations/{HALTE}", 320, "dark"),
    ("/recherche?q=art+L6222-1", 360, "dark"),
    ("/contribuer/derogation?norme=code-du-travail", 360, "light"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_the_registry(
    page: Page, site: str, troubles: list[str], view: tuple[str, int, Literal["dark", "light"]]
) -> None:
    path, width, scheme = view
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(TOO_WIDE) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert troubles == []


def test_a_mayor_asks_for_what_another_obtained_without_a_script(
    browser: Browser, site: str
) -> None:
    """From the article to the request of one's own town, at 320 pixels."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site}/derogations")
    page.locator("#q").fill("L3421-1 code de la santé publique")
    page.locator("#q").press("Enter")
    page.get_by_role("link", name=re.compile("consommation supervisée")).first.click()
    page.get_by_role("link", name="Demander la même dérogation").click()
    expect(page.get_by_label("L’article ou les articles")).to_have_value("art. L. 3421-1")
    page.locator("#derogations-0-lieu").fill("Lille")
    page.wait_for_timeout(1000 * LEAST_S + 100)
    page.locator("#derogations-0-lieu").press("Enter")
    page.get_by_label(re.compile("59350")).check()
    page.get_by_role("button", name=re.compile("^Enregistrer et continuer")).click()
    page.get_by_label("Titre de la source").fill("Délibération du conseil municipal")
    page.get_by_role("button", name=re.compile("^Enregistrer et continuer")).click()
    expect(page.get_by_text("Rien ne manque")).to_be_visible()
    expect(page.get_by_text("Déjà au registre", exact=True)).to_be_visible()
    assert page.evaluate("String(document.documentElement.scrollWidth - innerWidth)") == "0"
    page.get_by_role("button", name="Envoyer à la relecture").click()
    expect(page).to_have_url(re.compile(r"/contribuer/suivi/[\w-]{32}$"))
    context.close()
