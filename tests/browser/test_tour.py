"""A tour of all pages: nothing fails, nothing is foreign, nothing overflows, axe is satisfied."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = [
    "/",
    "/?niveau=epci&theme=energie,emploi&statut=en_cours",
    "/?niveau=region&theme=alimentation",
    "/experimentations",
    "/experimentations?theme=energie&annee=2016-2020",
    "/experimentations?theme=alimentation&statut=abandonnee&effet=nul",
    "/experimentations/tzcld",
    "/experimentations/budget_participatif",
    "/territoires",
    "/territoires?q=saint-denis",
    "/territoires/commune/59178",
    "/territoires/commune/98818",
    "/territoires/epci/200044618",
    "/territoires/ept/200057867",
    "/territoires/departement/59",
    "/territoires/departement/975",
    "/territoires/region/32",
    "/recherche?q=eau",
    "/recherche",
    "/donnees",
    "/methode",
    "/mentions-legales",
    "/accessibilite",
    "/api/v1/documentation",
]
WIDTHS = {"phone": (360, 780), "desktop": (1280, 860)}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page(page: Page, site: str, troubles: list[str], path: str, width: str) -> None:
    x, y = WIDTHS[width]
    page.set_viewport_size({"width": x, "height": y})
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    if path.split("?", maxsplit=1)[0] == "/":
        page.wait_for_selector("#avant", state="detached")
    assert troubles == []
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{overflow} px too wide"
    assert page.locator("h1").count() == 1
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["/", "/experimentations/tzcld", "/territoires/commune/59178"])
def test_dark(page: Page, site: str, troubles: list[str], path: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site + path)
    page.wait_for_load_state("networkidle")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert troubles == []
