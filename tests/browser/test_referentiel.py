"""The framework in Chromium, as a team fills it in: sound at both widths, light and dark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

PHONE = 320, True
BOTH = (1280, False), PHONE
ALL = (*BOTH, (320, False), (1280, True))


def sound(page: Page, *looks: tuple[int, bool]) -> None:
    """Nothing overflows and axe has nothing to say; on a small phone in the dark unless told."""
    page.emulate_media(reduced_motion="reduce")  # a colour on its way to another has no contrast
    for width, dark in looks or (PHONE,):
        theme = "dark" if dark else "light"
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.set_viewport_size({"width": 1280, "height": 800})


def send(page: Page, button: str) -> None:
    """Send a first form as fast as a test does; it is asked for again, whole."""
    page.get_by_role("button", name=button).click()
    again = page.get_by_role("button", name="Envoyer de nouveau")
    if again.count():
        again.click()


def test_an_assessment_around_a_table(page: Page, site: str) -> None:
    page.goto(f"{site}/referentiel")
    sound(page)
    page.get_by_role("link", name="Évaluer une expérimentation").click()
    page.get_by_label("Nom de l’expérimentation").fill("Navette à la demande")
    page.get_by_label("Pendant l’essai").check()
    send(page, "Commencer")
    expect(page.get_by_role("heading", level=1)).to_have_text("1. Anticiper")
    need = page.get_by_role("group", name="Le besoin auquel")
    need.get_by_label("1. Amorcé").check()
    sound(page)
    page.get_by_role("button", name="Enregistrer et continuer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2. Innover")
    page.get_by_role("button", name="Enregistrer et voir le bilan").click()
    first = page.get_by_role("region", name="À faire d’abord")
    expect(first).to_contain_text("Chercher un chiffre qui mesure le besoin")
    expect(page.get_by_role("row", name=re.compile("^Anticiper 1,0"))).to_be_visible()
    sound(page, *ALL)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(first).to_be_visible()


def test_a_grid_before_the_start(page: Page, site: str) -> None:
    page.goto(f"{site}/referentiel/grille")
    page.get_by_label("Nom de l’expérimentation").fill("Navette à la demande")
    send(page, "Enregistrer et passer à la mesure")
    sound(page)
    page.get_by_role("button", name="Enregistrer et passer aux territoires").click()
    page.get_by_label("Territoires qui essaient").last.fill("Saint-Denis")
    page.get_by_role("button", name="Proposer des territoires témoins").click()
    expect(page.get_by_role("alert")).to_contain_text("Rien n’est perdu")
    sound(page)
    page.get_by_label("Saint-Denis (93066, Seine-Saint-Denis)").check()
    page.get_by_role("button", name="Proposer des territoires témoins").click()
    nobody = page.get_by_role("region", name="Territoires témoins")
    expect(nobody).to_contain_text("admettre des territoires moins proches")
    page.get_by_label("Territoires qui essaient").last.fill("Douai")
    page.get_by_role("button", name="Proposer des territoires témoins").click()
    balance = page.get_by_role("region", name="Ce que vaut la ressemblance")
    expect(balance).to_contain_text("L’écart moyen passe de")
    sound(page, *BOTH)
    page.get_by_role("link", name="Relire et joindre").first.click()
    with page.expect_download() as caught:
        page.evaluate(
            "a => { a.download = ''; a.click(); }",
            page.get_by_role("link", name="Télécharger le document").element_handle(),
        )
    assert caught.value.path().read_bytes().startswith(b"%PDF")
    sound(page)
    page.goto(f"{site}/experimentations/tzcld/apprendre")
    sound(page)
