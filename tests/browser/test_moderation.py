"""Signing in, reviewing and deciding in Chromium: sound at both widths, light and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cartoexp.domain.contributions import Genre
from cartoexp.services.comptes import CompteService, Hacheur
from tests.comptes import CHEAP, PASSWORD, pourvu
from tests.contributions import FICHE, Bureau

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


LOOKS = ((1280, False), (360, True), (360, False), (1280, True))


def sound(page: Page, looks: int = 2) -> None:
    """Nothing overflows and axe has nothing to say, on a phone and on a desk, light and dark."""
    page.emulate_media(reduced_motion="reduce")  # a colour on its way to another has no contrast
    for width, dark in LOOKS[:looks]:
        theme = "dark" if dark else "light"
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_morning_of_moderation(page: Page, site: str, site_database: str) -> None:
    bureau = Bureau(site_database)
    pourvu(CompteService(bureau.sessions, Hacheur(CHEAP)), "pole@exemple.fr")
    amended = {"experiments": [{"titre": "Un titre proposé", "partenaires": ""}]}
    bureau.envoyer(amended, Genre.MODIFICATION, FICHE)
    bureau.close()
    page.goto(f"{site}/moderation/contributions")
    page.get_by_label("Identifiant").fill("pole@exemple.fr")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("À relire")
    sound(page)
    page.locator(".file__liste a").first.click()
    page.get_by_role("button", name="Prendre en relecture").click()
    told = page.locator("main").get_by_role("status")
    expect(told).to_be_focused()
    page.get_by_label("Votre mot à l’auteur").fill("Merci.")
    page.get_by_text("Corriger avant de publier").click()
    page.get_by_role("textbox", name="Titre", exact=False).first.fill("Un titre mieux écrit")
    page.keyboard.press("Enter")
    # The key that sends a form only shows what it would do.
    expect(told).to_contain_text("Rien n’est encore publié")
    expect(page.locator("ins").first).to_have_text("Un titre mieux écrit")
    expect(page.get_by_label("Votre mot à l’auteur")).to_have_value("Merci.")
    sound(page, len(LOOKS))
    page.get_by_role("button", name="Refuser la contribution").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est fait")
    page.get_by_label("Votre mot à l’auteur").fill("")
    page.get_by_label("Motif", exact=True).select_option("copie")
    page.get_by_role("button", name="Refuser la contribution").click()
    expect(told).to_contain_text("La contribution est refusée")
