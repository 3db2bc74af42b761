"""What the system asks for and what goes wrong: each time the content is there and readable."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

DASH = re.compile("/_dash-component-suites/")
UPDATE = re.compile("/_dash-update-component")
DOCUMENTS = [
    "/territoires",
    "/territoires/commune/59178",
    "/territoires/region/32",
    "/experimentations?theme=energie",
    "/experimentations/tzcld",
    "/recherche?q=eau",
    "/donnees",
    "/methode",
    "/mentions-legales",
    "/accessibilite",
    "/nulle-part",
]


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/?theme=energie", *DOCUMENTS])
def test_pages_without_scripts(plain: Page, path: str) -> None:
    plain.goto(path)
    expect(plain.get_by_role("heading", level=1)).to_be_visible()
    expect(plain.get_by_role("navigation", name="Rubriques")).to_be_visible()
    expect(plain.get_by_role("searchbox").first).to_be_visible()
    scripted = "[data-partager], [data-imprimer], [data-vers], #bouton-theme"
    expect(plain.locator(f":is({scripted}):visible")).to_have_count(0)


def test_search_and_filters_without_scripts(plain: Page) -> None:
    plain.set_viewport_size({"width": 360, "height": 780})
    plain.goto("/")
    plain.get_by_role("searchbox").first.fill("douai")
    plain.get_by_role("searchbox").first.press("Enter")
    plain.get_by_role("link", name="Douai", exact=True).first.click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Douai")
    plain.goto("/experimentations")
    plain.get_by_role("link", name="Filtrer").click()
    plain.get_by_role("checkbox", name=re.compile("Énergie")).check()
    plain.get_by_role("button", name="Appliquer").click()
    expect(plain).to_have_url(re.compile("theme=energie"))
    expect(plain.get_by_role("heading", level=2).first).to_be_attached()
    expect(plain.locator("#compte")).to_contain_text("36")


def test_a_map_that_cannot_load_says_so(page: Page, site: str) -> None:
    blocked = [True]

    def answer(route: Route) -> None:
        if blocked[0]:
            route.abort()
        else:
            route.continue_()

    page.route(DASH, answer)
    page.goto(f"{site}/?theme=energie")
    note = page.locator("#carte-panne")
    expect(note).to_be_visible()
    expect(note).to_have_attribute("role", "alert")
    expect(note).to_contain_text("La carte n’a pas pu être chargée. Vos filtres sont gardés.")
    page.get_by_role("checkbox", name=re.compile("Emploi")).click()
    expect(page).to_have_url(re.compile("theme=emploi,energie"))
    expect(page.locator("#liste .bilan__titre")).to_contain_text("sur 179")
    expect(note).to_be_visible()
    blocked[0] = False
    note.get_by_role("button", name="Réessayer").click()
    page.wait_for_selector("#avant", state="detached")
    assert "theme=emploi,energie" in page.url
    expect(page.locator("#carte-panne:visible")).to_have_count(0)


@pytest.mark.parametrize("status", [0, 503])
def test_an_update_that_does_not_come_is_told(page: Page, site: str, status: int) -> None:
    page.goto(site)
    page.wait_for_selector("#avant", state="detached")
    page.wait_for_load_state("networkidle")

    def refuse(route: Route) -> None:
        route.fulfill(status=status, body="{}") if status else route.abort()

    page.route(UPDATE, refuse)
    page.get_by_role("checkbox", name=re.compile("Énergie")).click()
    note = page.locator("#panne")
    expect(note).to_contain_text("La sélection n’a pas pu être mise à jour.")
    expect(page).to_have_url(re.compile("theme=energie"))
    page.unroute(UPDATE)
    note.get_by_role("button", name="Réessayer").click()
    page.wait_for_selector("#avant", state="detached")
    expect(page.locator("#liste .bilan__titre")).to_contain_text("sur 179")
    expect(note).to_have_count(0)


def test_an_answer_that_comes_late_does_not_hide_the_failure(page: Page, site: str) -> None:
    page.goto(site)
    page.wait_for_selector("#avant", state="detached")
    page.wait_for_load_state("networkidle")
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    page.route(UPDATE, hold)
    page.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(page).to_have_url(re.compile("theme=energie"))
    page.wait_for_timeout(200)
    assert late, "the first choice is asked"
    page.route(UPDATE, lambda route: route.fulfill(status=503, body="{}"))
    page.get_by_role("checkbox", name=re.compile("Santé")).click()
    note = page.locator("#panne")
    expect(note).to_be_visible()
    with page.expect_response(UPDATE):
        late[-1].continue_()
    page.wait_for_timeout(200)
    expect(note).to_be_visible()


def test_the_content_comes_before_the_map(page: Page, site: str) -> None:
    waiting: list[Route] = []

    def never(route: Route) -> None:  # a network so slow that nothing more comes
        waiting.append(route)

    page.route(DASH, never)
    with page.expect_request(DASH):  # it is asked, and never comes
        page.goto(f"{site}/?theme=energie", wait_until="commit")
    expect(page.locator("#liste .bilan__titre")).to_contain_text(
        "36 expérimentations".replace(" ", "\u00a0")
    )
    expect(page.locator(".fichette").first).to_be_visible()
    page.locator(".fichette a").first.click()
    expect(page).to_have_url(re.compile("/experimentations/"))
    assert waiting
    for route in waiting:
        route.abort()


@pytest.mark.parametrize("path", ["/", *DOCUMENTS[:5]])
def test_a_dark_page_is_printed_in_light(page: Page, site: str, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    page.emulate_media(media="print")
    seen = page.evaluate(
        "(() => { const s = getComputedStyle(document.querySelector('h1'));"
        " return [getComputedStyle(document.body).backgroundColor, s.color]; })()"
    )
    assert seen == ["rgb(255, 255, 255)", "rgb(20, 37, 44)"]
    expect(page.locator(".tete:visible, .actions:visible, .pied nav:visible")).to_have_count(0)


def test_forced_colours_keep_what_is_chosen(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{site}/?theme=energie&niveau=region")
    page.wait_for_selector("#avant", state="detached")

    def look(selector: str, style: str) -> str:
        return str(page.eval_on_selector(selector, "(e, s) => getComputedStyle(e)[s]", arg=style))

    checked, unchecked = ('.barre[aria-checked="true"] .case', '.barre[aria-checked="false"] .case')
    assert look(checked, "backgroundColor") != look(unchecked, "backgroundColor")
    current, other = (".tete nav a[aria-current]", ".tete nav a:not([aria-current])")
    assert look(current, "borderBottomColor") != look(other, "borderBottomColor")
    classes = page.eval_on_selector_all(
        ".classe__ech:not(.nd, .masque)", "es => es.map(e => getComputedStyle(e).backgroundColor)"
    )
    assert len(set(classes)) == len(classes) > 1


def test_nothing_moves_for_who_asks_for_calm(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{site}/experimentations?theme=energie")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        " return parseFloat(s.transitionDuration) > 0 || s.animationName !== 'none'; }).length"
    )
    assert moving == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_what_machines_read_breaks_no_policy(page: Page, site: str, troubles: list[str]) -> None:
    for path in ("/territoires/commune/59178", "/experimentations/tzcld", "/donnees"):
        page.goto(site + path)
        text = page.locator('script[type="application/ld+json"]').text_content() or ""
        assert json.loads(text)["@context"] == "https://schema.org"
    assert troubles == []


REFUSED = ["/nulle-part", "/experimentations?theme=magie", "/territoires/commune/99999", "/?z=99"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("path", REFUSED)
def test_a_refusal_is_accessible(page: Page, site: str, path: str, theme: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(site + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_failure_and_an_open_menu_are_accessible(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    page.route(DASH, lambda route: route.abort())
    page.goto(site)
    expect(page.locator("#carte-panne")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


SEA = """() => {
  const canvas = document.querySelector(".couche__image");
  return Math.max(...canvas.getContext("2d").getImageData(1, 1, 1, 1).data.slice(0, 3));
}"""


@pytest.mark.parametrize("way", ["media", "event"])
def test_a_dark_map_is_painted_light_to_be_printed_then_dark_again(
    page: Page, site: str, way: str
) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}/?theme=energie")
    page.wait_for_selector("#avant", state="detached")
    swatches = (
        "[...document.querySelectorAll('.classe__ech')].map(e => getComputedStyle(e).background)"
    )
    dark = page.evaluate(swatches)
    assert page.evaluate(SEA) < 60
    if way == "media":
        page.emulate_media(media="print")
    else:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_function(f"() => ({SEA})() > 200")
    assert page.evaluate(swatches) != dark
    if way == "media":
        page.emulate_media(media="screen")
    else:
        page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"() => ({SEA})() < 60")
    assert page.evaluate(swatches) == dark
