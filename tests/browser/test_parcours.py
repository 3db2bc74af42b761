"""« Find my commune → see what runs → open an experiment → share », by keyboard and read out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOST_KEYS = 120
FOCUSED = """() => {
  const e = document.activeElement;
  const s = getComputedStyle(e), box = e.getBoundingClientRect();
  return {
    tag: e.tagName, id: e.id, href: e.getAttribute("href") ?? "",
    name: (e.getAttribute("aria-label") ?? e.innerText ?? "").trim().replace(/\\s+/g, " "),
    outlined: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2,
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def keyboard(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, permissions=["clipboard-read", "clipboard-write"], locale="fr-FR"
    )
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: Callable[[dict[str, str]], bool]) -> list[dict[str, str]]:
    """Press Tab until the focus is where it is wanted; each stop must be seen and outlined."""
    stops: list[dict[str, str]] = []
    for _ in range(MOST_KEYS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop["tag"] != "BODY", f"the focus left the page after {stops[-3:]}"
        assert stop["outlined"], f"no visible focus on {stop}"
        assert stop["seen"], f"the focus is out of sight on {stop}"
        stops.append(stop)
        if wanted(stop):
            return stops
    pytest.fail(f"not reached in {MOST_KEYS} keys: {[s['name'] for s in stops[-20:]]}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_journey_by_keyboard(keyboard: Page, width: int) -> None:
    page = keyboard
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    page.wait_for_selector("#avant", state="detached")
    first = tab_to(page, lambda _: True)
    assert first[0]["name"] == "Aller au contenu"
    if width == 360:
        tab_to(page, lambda s: s["name"] == "Rechercher")
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUSED)["id"] == "q-tete"
    else:
        tab_to(page, lambda s: s["id"] == "q-tete")
    page.keyboard.type("douai")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/recherche|/territoires/"))

    if "/recherche" in page.url:
        tab_to(page, lambda s: s["href"] == "/territoires/commune/59178")
        page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/commune/59178")
    expect(page.get_by_role("heading", level=1)).to_have_text("Douai")

    tab_to(page, lambda s: s["href"].startswith("/experimentations/"))
    title = page.evaluate(FOCUSED)["name"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/experimentations/*")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    tab_to(page, lambda s: s["tag"] == "BUTTON" and s["name"] == "Partager")
    page.keyboard.press("Enter")
    expect(page.locator("#partage-dit")).to_have_text("Lien copié.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_the_skip_link_leads_to_the_content(keyboard: Page) -> None:
    keyboard.goto("/territoires/commune/59178")
    keyboard.keyboard.press("Tab")
    keyboard.keyboard.press("Enter")
    stop = tab_to(keyboard, lambda _: True)[0]
    inside = keyboard.evaluate("document.querySelector('main').contains(document.activeElement)")
    assert inside, stop


def test_the_menu_of_a_phone_closes_with_escape(keyboard: Page) -> None:
    keyboard.set_viewport_size({"width": 360, "height": 780})
    keyboard.goto("/methode")
    tab_to(keyboard, lambda s: s["name"] == "Menu")
    keyboard.keyboard.press("Enter")
    expect(keyboard.get_by_role("link", name="Territoires", exact=True)).to_be_visible()
    keyboard.keyboard.press("Escape")
    expect(keyboard.get_by_role("link", name="Territoires", exact=True)).to_be_hidden()
    assert keyboard.evaluate(FOCUSED)["name"] == "Menu"


READ_OUT = {
    "/": ["link Aller au contenu", "banner", "navigation Rubriques", "search", "main"],
    "/recherche?q=douai": ["banner", "search", "main", "heading 1", "link Douai", "contentinfo"],
    "/territoires/commune/59178": [
        *("link Aller au contenu", "banner", "navigation Rubriques", "search", "main"),
        *("navigation Fil d’Ariane", "heading 1 Douai", "button Partager", "heading 2"),
        *("link Cœur de ville", "contentinfo"),
    ],
    "/experimentations/tzcld": [
        *("banner", "main", "navigation Fil d’Ariane", "heading 1", "button Partager"),
        *("heading 2 Où", "heading 2 Évaluation", "heading 2 Sources", "contentinfo"),
    ],
}
_LINE = re.compile(r'\s*- (?P<role>[a-z]+)(?: "(?P<name>[^"]*)")?(?:.*\[level=(?P<level>\d)\])?')


def read_out(page: Page) -> list[str]:
    """Return what a screen reader meets, in its order: role, level, name."""
    found = []
    for line in page.locator("body").aria_snapshot().splitlines():
        match = _LINE.match(line.replace("'- ", "- "))
        if match:
            told = (match["role"], match["level"], match["name"])
            found.append(" ".join(part for part in told if part))
    return found


@pytest.mark.parametrize("path", READ_OUT)
def test_what_a_screen_reader_meets(keyboard: Page, path: str) -> None:
    keyboard.goto(path)
    keyboard.wait_for_load_state("networkidle")
    if path == "/":
        keyboard.wait_for_selector("#avant", state="detached")
    rest = iter(read_out(keyboard))
    for wanted in READ_OUT[path]:
        assert any(told.startswith(wanted) for told in rest), (
            f"{wanted} is missing or too early: {read_out(keyboard)[:60]}"
        )


def test_the_map_is_read_out_as_filters_map_then_list(keyboard: Page) -> None:
    keyboard.goto("/")
    keyboard.wait_for_selector("#avant", state="detached")
    told = read_out(keyboard)
    places = [
        next(i for i, t in enumerate(told) if t.startswith(w))
        for w in ("main", "heading 1", "region Filtres", "checkbox", "region Résultats")
    ]
    assert places == sorted(places)
    assert any(t.startswith("checkbox") and "Énergie" in t for t in told)
