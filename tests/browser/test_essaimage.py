"""« Essaimage » in a browser: choose, weigh, constrain, open, share; without scripts; modes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

TZCLD = "/essaimage?experimentation=tzcld"
PAINTED = "() => performance.getEntriesByName('essaimage-peinte').length > 0"


def ready(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function(PAINTED)
    expect(page.locator("#epreuve")).not_to_be_empty()


def first(page: Page) -> str:
    return page.locator("#rangs h3 a").first.inner_text()


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False, base_url=site)
    yield context.new_page()
    context.close()


def test_from_a_choice_to_a_shared_link(
    page: Page, site: str, troubles: list[str], browser: Browser
) -> None:
    page.goto(f"{site}/essaimage")
    page.get_by_label("Point de départ").focus()
    page.get_by_label("Point de départ").select_option("tzcld")
    expect(page).to_have_url(re.compile("experimentation=tzcld"))
    expect(page.get_by_label("Point de départ")).to_be_focused()
    expect(page.locator("#classement-titre")).to_have_text("20 premières candidates")
    before = first(page)

    slider = page.get_by_role("slider", name="Conseil municipal")
    slider.focus()
    for _ in range(4):
        slider.press("ArrowRight")
    expect(page).to_have_url(re.compile("poids=elus:3"))
    expect(page.locator("#annonce")).to_contain_text("En tête")
    expect(slider).to_be_focused()
    expect(page.locator("output[for=p-elus]")).to_have_text("3")

    page.get_by_label("Maximum").fill("20 000")
    page.get_by_label("Maximum").press("Enter")
    page.get_by_label("Région ou département").select_option("region-32")
    expect(page).to_have_url(re.compile("population_max=20000&region=32"))
    expect(page.locator("#legende-essaimage")).to_contain_text("Hors contraintes")
    expect(page.locator("#rangs .rang").first).to_contain_text(
        re.compile("Nord|Pas-de-Calais|Somme|Oise|Aisne")
    )
    assert first(page) != before

    card = page.locator("#rangs .rang").nth(2)
    name = card.locator("h3 a").inner_text()
    card.locator("summary").press("Enter")
    expect(card).to_contain_text("Implantation au profil le plus proche")
    expect(page).to_have_url(re.compile("candidat="))
    shared = page.url

    other = browser.new_context().new_page()
    other.goto(shared)
    expect(other.locator(".rang__detail[open]")).to_have_count(1)
    opened = other.locator(".rang:has(.rang__detail[open])")
    expect(opened.locator("h3 a")).to_have_text(name)
    expect(other.get_by_role("slider", name="Conseil municipal")).to_have_value("3")
    expect(other.get_by_label("Maximum")).to_have_value("20\u202f000")
    assert first(other) == first(page)
    other.context.close()
    assert troubles == []


def test_back_and_forward(page: Page, site: str, troubles: list[str]) -> None:
    ready(page, site + TZCLD)
    page.get_by_label("Compter la proximité").check()
    expect(page).to_have_url(re.compile("voisine=oui"))
    page.get_by_label("Niveau", exact=True).select_option("epci")
    expect(page.locator("#examinees")).to_contain_text("intercommunalités")
    page.go_back()
    expect(page.locator("#examinees")).to_contain_text("communes")
    expect(page.get_by_label("Compter la proximité")).to_be_checked()
    page.go_back()
    expect(page.get_by_label("Compter la proximité")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_label("Compter la proximité")).to_be_checked()
    assert troubles == []


def test_a_slider_never_empties_the_list(page: Page, site: str) -> None:
    """How soon it is followed is measured by ``benchmarks/curseur.py``."""
    ready(page, site + TZCLD)
    page.evaluate(
        "window.fewest = 99; new MutationObserver(() => { window.fewest = Math.min(window.fewest,"
        " document.querySelectorAll('#rangs .rang').length); })"
        ".observe(document.querySelector('#classement'), { childList: true, subtree: true })"
    )
    for n, value in enumerate(("0.5", "2", "3"), 1):
        page.evaluate(
            "v => { const s = document.getElementById('p-demographie'); s.value = v;"
            " s.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )
        page.wait_for_function(f"() => performance.getEntriesByName('reclassement').length >= {n}")
    assert page.evaluate("window.fewest") == 20


def test_the_last_question_wins(page: Page, site: str) -> None:
    ready(page, site + TZCLD)
    for value in ("0", "0.5", "2", "3"):
        page.evaluate(
            "v => { const s = document.getElementById('p-forme'); s.value = v;"
            " s.dispatchEvent(new Event('input', { bubbles: true })); }",
            value,
        )
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")
    expected = page.request.get(f"{site}{TZCLD}&niveau=commune&poids=forme:3").text()
    assert f">{first(page)}</a>" in expected.partition('class="rang"')[2][:600]


def test_learnt_weights_come_back(page: Page, site: str) -> None:
    ready(page, f"{site}{TZCLD}&poids=forme:3,elus:0")
    page.get_by_role("link", name="Revenir aux poids appris").click()
    expect(page).to_have_url(re.compile(r"tzcld&niveau=commune$"))
    expect(page.get_by_role("slider", name="Superficie et densité")).to_have_value("1")


def test_a_number_of_the_map_opens_its_card(page: Page, site: str) -> None:
    ready(page, site + TZCLD)
    numbers = page.locator("#reperes .numero:visible")
    assert numbers.count() >= 5
    numbers.first.click()
    expect(page.locator(".rang__detail[open]")).to_have_count(1)
    expect(page.locator(".rang__detail[open] > summary")).to_be_focused()


def test_only_the_panels_scroll(page: Page, site: str) -> None:
    ready(page, f"{site}{TZCLD}&niveau=departement&candidat=59")
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    files = page.locator(".telecharger")
    files.locator("summary").click()
    expect(files.get_by_role("link", name="GeoJSON")).to_be_visible()
    page.keyboard.press("Escape")
    expect(files.get_by_role("link", name="GeoJSON")).to_be_hidden()
    expect(files.locator("summary")).to_be_focused()


def test_the_map_is_walked_with_the_keyboard(page: Page, site: str) -> None:
    ready(page, site + TZCLD)
    place = "document.querySelector('#reperes .numero').style.transform"
    before = page.evaluate(place)
    page.locator("#essaimage-cadre").press("ArrowRight")
    page.wait_for_function(f"() => {place} !== {before!r}")
    page.get_by_role("button", name="Hexagone").click()
    page.wait_for_function(f"() => {place} === {before!r}")
    page.get_by_role("button", name="Zoomer", exact=True).click()
    page.wait_for_function(f"() => {place} !== {before!r}")


def test_pages_of_the_list(page: Page, site: str) -> None:
    ready(page, site + TZCLD)
    page.get_by_role("link", name="Suivants").click()
    expect(page.locator("#classement-titre")).to_have_text("Candidates 21 à 40")
    expect(page.locator("#classement-titre")).to_be_focused()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("#reperes .numero").first).to_have_text("21")


def test_a_refusal_in_its_place(page: Page, site: str) -> None:
    ready(page, site + TZCLD)
    page.get_by_label("Minimum").fill("50000")
    page.get_by_label("Maximum").fill("20")
    page.get_by_label("Maximum").press("Enter")
    expect(page.locator("#classement")).to_contain_text("dépasse la plus grande")
    expect(page.get_by_label("Minimum")).to_have_value("50000")
    page.get_by_label("Maximum").fill("")
    page.get_by_label("Maximum").press("Enter")
    expect(page.locator("#rangs .rang").first).to_be_visible()


def test_a_failure_is_told_and_tried_again(page: Page, site: str) -> None:
    ready(page, site + TZCLD)

    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route(re.compile("/essaimage/classement"), refuse)
    page.get_by_label("Compter la proximité").check()
    note = page.locator("#essaimage-panne")
    expect(note).to_contain_text("Vos réglages sont gardés")
    expect(page.locator("#rangs .rang").first).to_be_visible()
    page.unroute(re.compile("/essaimage/classement"))
    note.get_by_role("button", name="Réessayer").click()
    expect(note).to_have_count(0)
    expect(page.get_by_label("Compter la proximité")).to_be_checked()


def test_without_scripts(plain: Page) -> None:
    plain.goto("/essaimage")
    plain.get_by_label("Point de départ").select_option("tzcld")
    plain.get_by_role("button", name="Voir le classement").click()
    expect(plain).to_have_url(re.compile(r"/essaimage\?experimentation=tzcld$"))
    expect(plain.locator("#rangs .rang")).to_have_count(20)
    expect(plain.locator("img.carte__image")).to_be_visible()
    plain.get_by_label("Minimum").fill("2000")
    plain.get_by_label("Région ou département").select_option("departement-59")
    plain.get_by_role("slider", name="Logement et fiscalité").fill("2.5")
    plain.get_by_role("button", name="Voir le classement").click()
    expect(plain).to_have_url(re.compile("poids=logement:2.5&population_min=2000&departement=59$"))
    expect(plain.get_by_role("slider", name="Logement et fiscalité")).to_have_value("2.5")
    plain.get_by_text("Ou coller une liste de codes").click()
    plain.get_by_label(re.compile("Codes, séparés")).fill("59178\n59350\n59512")
    plain.get_by_role("button", name="Partir de ces codes").click()
    expect(plain).to_have_url(re.compile(r"codes=59178,59350,59512&niveau=commune$"))
    expect(plain.locator("h1")).to_have_text("Quels territoires leur ressemblent\u202f?")


STATES = {
    "vide": "/essaimage",
    "classement": f"{TZCLD}&poids=forme:2&population_min=2000",
    "ouvert": f"{TZCLD}&niveau=departement&candidat=59",
    "alerte": "/essaimage?experimentation=route_solaire",
    "refus": "/essaimage?codes=59178,99999&niveau=commune",
    "tableau": "/essaimage/tableau?experimentation=tzcld",
    "modele": "/essaimage/modele?experimentation=tzcld&niveau=departement",
}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(
    page: Page, site: str, state: str, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(site + STATES[state])
    page.wait_for_load_state("networkidle")
    page.evaluate("[...document.querySelectorAll('details')].slice(0, 8).map(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_forced_colours_keep_bars_and_classes(page: Page, site: str) -> None:
    page.emulate_media(forced_colors="active")
    ready(page, site + TZCLD)
    for selector in (".rampe li:not(.nd)", ".poids .ech"):
        seen = page.eval_on_selector_all(
            selector,
            "es => es.map(e => getComputedStyle(e.matches('li') ? e : e,"
            " e.matches('li') ? '::before' : null).backgroundColor)",
        )
        assert len(set(seen)) == len(seen) > 3


def test_a_sheet_of_paper(page: Page, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    ready(page, site + TZCLD)
    page.emulate_media(media="print")
    expect(page.locator(".volet--reglages:visible, .zooms:visible, .tete:visible")).to_have_count(0)
    expect(page.locator("#rangs .rang").last).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
