"""Fiches in a browser: one A4 page on paper, nothing lost at 320 px, axe satisfied."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TERRITOIRES = [
    "commune/59178",
    "commune/75056",
    "commune/69123",
    "commune/01001",
    "commune/14581",
    "commune/97302",
    "commune/98818",
    "epci/200044618",
    "epci/200054781",
    "ept/200057867",
    "departement/59",
    "departement/976",
    "departement/975",
    "region/84",
]
"""Towns and villages, a commune nouvelle of many, overseas, each level."""

EXPERIMENTATIONS = ["tzcld", "budget_participatif"]
FICHES = [f"/territoires/{t}" for t in TERRITOIRES]
FICHES += [f"/experimentations/{e}" for e in EXPERIMENTATIONS]
UNFOLD = "document.querySelectorAll('main details').forEach((node) => { node.open = true; })"
_PAGE = re.compile(rb"/Type\s*/Page(?!s)")


@pytest.mark.parametrize("path", TERRITOIRES)
def test_a_territory_is_one_a4_page(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}/territoires/{path}")
    assert len(_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True))) == 1


def test_what_was_unfolded_is_printed(page: Page, site: str) -> None:
    page.goto(f"{site}/territoires/commune/59178")
    page.locator(".chiffres ~ details > summary").click()
    assert len(_PAGE.findall(page.pdf(format="A4", prefer_css_page_size=True))) > 1


@pytest.mark.parametrize("path", TERRITOIRES)
def test_no_entry_is_cut_on_paper(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": 703, "height": 1000})  # 186 mm: A4 without its margins
    page.emulate_media(media="print")
    page.goto(f"{site}/territoires/{path}")
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".groupe")].filter((group) => {
          const frame = group.getBoundingClientRect();
          return [...group.querySelectorAll(".voisin")].some((entry) => {
            const box = entry.getBoundingClientRect();
            const seen = box.left < frame.right && box.top < frame.bottom;
            return seen && box.bottom > frame.bottom + 1;
          });
        }).length"""
    )
    assert cut == 0


@pytest.mark.parametrize("path", FICHES)
@pytest.mark.parametrize("width", [320, 640])
def test_nothing_is_lost_when_it_is_narrow(page: Page, site: str, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(site + path)
    page.evaluate(UNFOLD)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((node) =>
          node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0
          && !["visible", "auto"].includes(getComputedStyle(node).overflowX)
          && !node.matches(".sr, .sr *, .pile thead, svg, svg *")).map((node) => node.className)"""
    )
    assert cut == []


@pytest.mark.parametrize("path", ["/territoires/commune/59178", "/experimentations/tzcld"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(
    page: Page, site: str, troubles: list[str], path: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    page.evaluate(UNFOLD)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert troubles == []
