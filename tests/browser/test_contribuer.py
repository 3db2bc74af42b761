"""Propose an experiment as a town hall would, on a phone: without JavaScript, then with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 780}
NARROW: ViewportSize = {"width": 320, "height": 780}
READ_S = 3_100
"""Milliseconds that a first form takes to be read."""


def press(page: Page, action: str) -> None:
    page.locator(f"button[name=action][value={action}]").click()


def overflow(page: Page) -> str:
    """What is wider than the screen, found without the page's own scripts."""
    return str(page.evaluate("String(document.documentElement.scrollWidth - innerWidth)"))


def test_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{site}/contribuer")
    page.get_by_role("link", name="Proposer une expérimentation").click()
    page.get_by_label("Titre").fill("Navette à la demande")
    page.get_by_label("Ce qui est essayé").fill("Une navette réservée la veille.")
    page.get_by_label("Mobilités").check()
    page.wait_for_timeout(READ_S)
    press(page, "continuer")
    page.locator("#implantations-0-lieu").fill("Saint-Denis")
    page.get_by_label("Où elle en est").select_option(label="En cours")
    page.locator("#implantations-0-lieu").press("Enter")
    page.get_by_label(re.compile("Seine-Saint-Denis")).check()
    page.get_by_label("Année de début").fill("2025")
    page.get_by_label("Année de fin").fill("2020")
    page.set_viewport_size(NARROW)
    assert overflow(page) == "0"
    press(page, "continuer")
    expect(page.locator(".saisie__dit")).to_contain_text("précède le début")
    page.get_by_label("Année de fin").fill("")
    press(page, "continuer")
    page.get_by_label("Titre de la source").fill("Délibération")
    for _ in ("sources", "evaluations", "derogations"):
        press(page, "continuer")
    expect(page.get_by_text("Rien ne manque")).to_be_visible()
    assert overflow(page) == "0"
    page.go_back()
    expect(page.get_by_role("heading", level=2)).to_contain_text("La dérogation")
    page.go_forward()
    press(page, "envoyer")
    expect(page).to_have_url(re.compile(r"/contribuer/suivi/[\w-]{32}$"))
    expect(page.get_by_text("Reçue")).to_be_visible()
    context.close()


def sound(page: Page, *, everywhere: bool = True) -> None:
    """At both widths and in both themes nothing overflows and axe is satisfied."""
    page.emulate_media(reduced_motion="reduce")  # a colour on its way to another has no contrast
    every = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 360)]
    for scheme, width in every if everywhere else every[::3]:
        page.evaluate(f"document.documentElement.dataset.theme = '{scheme}'")
        page.set_viewport_size({"width": width, "height": 780})
        assert overflow(page) == "0"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_with_javascript(page: Page, site: str, troubles: list[str]) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{site}/contribuer?q=budget")
    sound(page, everywhere=False)
    page.goto(f"{site}/contribuer/experimentation")
    page.get_by_label("Titre").fill("Navette à la demande")
    summary = page.get_by_label("Ce qui est essayé")
    summary.fill("x" * 605)
    expect(page.locator("#experiments-0-resume-compte")).to_contain_text("5 de trop")
    expect(summary).to_have_value("x" * 605)
    summary.fill("Une navette.")
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss()  # type: ignore[attr-defined]

    page.once("dialog", stay)
    page.get_by_role("link", name="Cartoexp, accueil").click(no_wait_after=True)
    expect(page.get_by_label("Titre")).to_have_value("Navette à la demande")
    page.wait_for_timeout(READ_S)
    assert asked == ["beforeunload"]
    press(page, "continuer")
    expect(page.locator("#a-corriger")).to_be_focused()
    sound(page, everywhere=False)
    page.get_by_label("Mobilités").check()
    press(page, "continuer")
    field = page.locator("#implantations-0-lieu")
    field.press_sequentially("Douai")
    page.get_by_role("option", name=re.compile("^Douai ?Commune")).first.click()
    expect(page.locator("#implantations-0-lieu-choisi")).to_contain_text("commune 59178")
    date = page.get_by_label("À quelle date est-ce vrai")
    date.fill("hier")
    date.blur()
    expect(page.locator("#implantations-0-statut_date-forme")).to_be_visible()
    date.fill("14 mars 2026")
    date.blur()
    expect(page.locator("#implantations-0-statut_date-forme")).to_have_count(0)
    press(page, "quitter")
    page.get_by_role("link", name="Le territoire").click()
    expect(page.locator(".proposer__lieu")).to_contain_text("Douai, commune, Nord (59178)")
    expect(page.get_by_label("À quelle date est-ce vrai")).to_have_value("2026-03-14")
    sound(page)
    page.locator("button[name=action][value='aller:relire']").click()
    sound(page, everywhere=False)
    assert troubles == []
