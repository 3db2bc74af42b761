"""The register in Chromium: both widths, both themes, with and without a script, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


VIEWS: tuple[tuple[str, int, Literal["dark", "light"]], ...] = (
    ("/echeances?region=32", 360, "dark"),
    ("/echeances", 1280, "light"),
    ("/embed/echeances?nombre=6", 320, "dark"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_the_register(
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


def test_a_prefect_asks_what_ends_without_a_script(browser: Browser, site: str) -> None:
    """By hand, at 320 pixels: the région, six months, then what nobody is known to have judged."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{site}/echeances")
    page.get_by_role("link", name="Filtrer").click()
    page.get_by_label("Territoire", exact=True).select_option(label="Hauts-de-France (32)")
    page.get_by_label("Mois à venir").select_option("6")
    page.get_by_role("button", name="Appliquer").click()
    assert page.url.endswith("/echeances?region=32&mois=6")
    assert page.locator(".echeance").count() >= 1
    assert page.get_by_text("ne sont d’aucune période").count() == 1
    page.locator(".echeances__chiffres a").nth(1).click()
    assert page.url.endswith("evaluation=non_recensee")
    late = page.locator(".echeance")
    assert late.count() >= 1
    told = page.get_by_text("Aucune évaluation recensée.", exact=True)
    assert told.count() >= late.count()
    page.emulate_media(media="print")
    assert not page.locator("#filtres").is_visible()
    assert late.first.is_visible()
    context.close()
