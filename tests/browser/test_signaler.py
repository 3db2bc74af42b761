"""From a block of a record to the follow-up of what is said of it, on a desk and on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.contributions import Bureau

if TYPE_CHECKING:
    from playwright.sync_api import Page

FICHE = "/experimentations/tzcld"


def sound(page: Page) -> None:
    """Nothing overflows and axe has nothing to say, on a phone and on a desk, light and dark."""
    for width, scheme in ((1280, "light"), (360, "dark")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_a_wrong_date_is_reported_and_followed(page: Page, site: str, site_database: str) -> None:
    page.goto(f"{site}{FICHE}")
    report = page.locator("#chronologie").locator("xpath=ancestor::section").get_by_role("link")
    report.filter(has_text="Signaler").focus()  # the keyboard reaches it
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Signaler une erreur")
    expect(page.locator(".signaler__objet")).to_contain_text("Chronologie")
    sound(page)
    page.get_by_role("button", name="Envoyer le signalement").click()
    again = page.get_by_role("button", name="Envoyer de nouveau")
    if again.is_visible():  # sent faster than anyone reads
        again.click()
    expect(page.get_by_role("alert")).to_contain_text("Une case est à corriger")
    page.get_by_label("Qu’est-ce qui est faux").fill("La **fin** est connue : 2026.")
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suivi de votre contribution")
    expect(page.get_by_role("status").first).to_contain_text("Reçue.")
    expect(page.get_by_label("Adresse de cette page", exact=True)).to_have_value(page.url)
    expect(page.locator("#envoye").locator("xpath=ancestor::section")).to_contain_text("La fin est")
    sound(page)

    bureau = Bureau(site_database)
    jeton = page.url.rsplit("/", 1)[1]
    held = bureau.contribuer.lire(jeton, bureau.now).contribution
    bureau.publier(held)
    bureau.close()
    page.reload()
    expect(page.get_by_role("status").first).to_contain_text("Publiée.")
    page.get_by_role("link", name="Historique de la fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Historique de la fiche")
    sound(page)
    page.goto(f"{site}/contribuer/criteres")
    sound(page)
