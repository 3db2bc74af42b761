"""The sign-in page in Chromium: sound at both widths, refuses, leaves no cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_sign_in_that_is_refused(page: Page, site: str) -> None:
    page.goto(f"{site}/moderation/comptes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Connexion")
    page.get_by_label("Identifiant").fill("pole@exemple.fr")
    page.get_by_label("Mot de passe").fill("une phrase inconnue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Connexion refusée")
    expect(page.get_by_label("Identifiant")).to_have_value("pole@exemple.fr")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    assert page.context.cookies() == []
