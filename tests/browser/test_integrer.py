"""The builder in Chromium: it follows the options, copies what it shows, freezes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.mark.parametrize("width", [360, 1280])
def test_options_preview_and_copies(page: Page, site: str, troubles: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site}/integrer?theme=energie")
    page.get_by_label("Niveau").select_option("region")
    code = page.locator("#code-cadre")
    expect(code).to_have_value(re.compile("niveau=region"))
    assert page.url.endswith("niveau=region&theme=energie") or "niveau=region" in page.url
    shown = page.locator("iframe.ecran--ordinateur")
    expect(shown).to_have_attribute("src", "/embed/carte?niveau=region&theme=energie")
    expect(page.frame_locator("iframe.ecran--ordinateur").locator("h1")).to_contain_text("région")
    for name in ("cadre", "citation", "alternative"):
        page.locator(f"[data-copier=code-{name}]").click()
        expect(page.locator("#copie-dite")).to_have_text("Copié.")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.locator(f"#code-{name}").input_value()
    page.locator("label", has_text="Téléphone").click()
    expect(page.locator("iframe.ecran--telephone")).to_be_visible()
    expect(shown).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name=re.compile("Figer au")).click()
    expect(page.get_by_text(re.compile(r"^Vue figée le"))).to_be_visible()
    expect(page.locator("#code-cadre")).to_have_value(re.compile("/embed/fige/[0-9a-f]{24}"))
    page.get_by_role("link", name="Ce qui a changé depuis").first.click()
    expect(page.locator(".chapo")).to_contain_text("rien n’a changé")
    assert troubles == []
