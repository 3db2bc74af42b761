"""The map in a browser: filters by mouse and keyboard, the address, the journey of an official."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

PAINTED = "() => performance.getEntriesByName('carte-peinte').length > 0"
COLOURS = """() => {
  const canvas = document.querySelector(".couche__image") ?? document.querySelector("#premiere");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const found = {};
  for (let i = 0; i < data.length; i += 4) {
    const key = [...data.slice(i, i + 3)].map((n) => n.toString(16).padStart(2, "0")).join("");
    found[`#${key}`] = (found[`#${key}`] ?? 0) + 1;
  }
  return found;
}"""
CLASSES = """() => ["0", "1", "2", "3", "4", "5"].map((k) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--seq-${k}`).trim())"""
TILES = re.compile(r"/tuiles/grille/\w+/(z6|\d+/)")
CEVENNES = "lat=44.35&lon=3.45&z=8"


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("#avant", state="detached")
    page.wait_for_function(PAINTED)


@pytest.fixture
def carte(page: Page, site: str, troubles: list[str]) -> Page:
    open_map(page, site)
    assert troubles == []
    return page


def areas(page: Page) -> dict[str, int]:
    """Pixels of the map in the colour of each class."""
    found = page.evaluate(COLOURS)
    return {colour: found.get(colour, 0) for colour in page.evaluate(CLASSES)}


def centre(page: Page) -> tuple[float, float]:
    box = page.locator(".leaflet").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def heading(page: Page) -> str:
    return page.locator("#liste .bilan__titre").inner_text().replace("\u00a0", " ")


def test_territories_and_points_are_drawn(carte: Page) -> None:
    expect(carte.locator(".grappe").first).to_be_visible()
    assert sum(n > 500 for n in areas(carte).values()) >= 4


def test_the_map_is_painted_before_dash_is_there(page: Page, site: str) -> None:
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.goto(site)
    page.wait_for_function(PAINTED)
    assert page.locator("#avant").count() == 1
    assert sum(n > 500 for n in areas(page).values()) >= 4


def test_dash_takes_the_first_painting_over_in_place(page: Page, site: str) -> None:
    page.route("**/_dash-component-suites/**", lambda route: route.abort())
    page.goto(f"{site}/?{CEVENNES}")
    page.wait_for_function(PAINTED)
    before = areas(page)
    page.unroute("**/_dash-component-suites/**")
    open_map(page, f"{site}/?{CEVENNES}")
    page.wait_for_timeout(300)
    # The canvas of Leaflet's layer is larger by its margin: what is compared is the share.
    after = areas(page)
    for colour, pixels in before.items():
        share = pixels / sum(before.values()), after[colour] / sum(after.values())
        assert abs(share[0] - share[1]) < 0.1


def test_a_filter_changes_address_list_and_map(carte: Page) -> None:
    carte.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(carte.locator("#liste .bilan__titre")).to_contain_text("sur 179")
    assert heading(carte).startswith("36 expérimentations")
    assert carte.url.endswith("/?theme=energie")
    expect(carte.get_by_role("checkbox", name=re.compile("Énergie"))).to_be_focused()
    expect(carte.locator(".puce")).to_have_count(1)

    carte.go_back()
    expect(carte.locator("#liste .bilan__titre")).not_to_contain_text("sur")
    carte.go_forward()
    expect(carte.locator("#liste .bilan__titre")).to_contain_text("36")

    carte.reload()
    carte.wait_for_selector("#avant", state="detached")
    expect(carte.locator("#liste .bilan__titre")).to_contain_text("36")
    carte.locator(".puce").click()
    expect(carte.locator("#liste .bilan__titre")).not_to_contain_text("sur")


def test_a_filter_is_chosen_with_the_keyboard(carte: Page) -> None:
    carte.get_by_role("checkbox", name=re.compile("Santé")).focus()
    carte.keyboard.press("Space")
    expect(carte.locator("#liste .bilan__titre")).to_contain_text("16")
    assert "theme=sante" in carte.url


@pytest.mark.parametrize(("label", "told"), [("Région", "région"), ("Commune", "commune")])
def test_a_level_is_a_recolouring_without_a_tile(carte: Page, label: str, told: str) -> None:
    asked: list[str] = []
    carte.on("request", lambda request: asked.append(request.url))
    before = areas(carte)
    carte.get_by_role("link", name=label, exact=True).click()
    expect(carte.locator("#legende h2")).to_contain_text(told)
    carte.wait_for_function("() => performance.getEntriesByName('recoloriage').length > 0")
    assert f"niveau={told.replace('é', 'e')}" in carte.url
    assert areas(carte) != before
    assert not [url for url in asked if TILES.search(url)]


def test_the_position_is_in_the_address(carte: Page) -> None:
    carte.get_by_role("button", name="La Réunion").click()
    expect(carte).to_have_url(re.compile("lat=-21"))
    carte.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(carte).to_have_url(re.compile("theme=energie.*lat=-21|lat=-21.*theme=energie"))
    carte.reload()
    carte.wait_for_selector("#avant", state="detached")
    assert "lat=-21" in carte.url


def test_the_jump_to_the_hexagone_shows_all_of_it_on_a_phone(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    open_map(page, site)
    first = areas(page)
    page.get_by_role("button", name="Guyane").click()
    page.get_by_role("button", name="Hexagone").click()
    expect(page).to_have_url(re.compile("z=4"))
    page.wait_for_timeout(300)
    assert areas(page) == first


def test_a_click_opens_the_territory(page: Page, site: str, troubles: list[str]) -> None:
    open_map(page, f"{site}/?theme=alimentation&{CEVENNES}")
    page.mouse.click(*centre(page))
    expect(page).to_have_url(re.compile("/territoires/departement/48$"))
    assert troubles == []


def test_the_keyboard_opens_the_territory_at_the_centre(page: Page, site: str) -> None:
    open_map(page, f"{site}/?niveau=commune&theme=alimentation&{CEVENNES}")
    page.keyboard.press("Tab")
    page.locator(".leaflet").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(800)  # the map glides before it tells where it stands
    told = page.locator(".leaflet [role=status]")
    expect(told).to_contain_text(re.compile(r"Au centre : .+, commune 48\d{3}, "))
    code = re.search(r"commune (\d{5})", told.inner_text())
    assert code
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/territoires/commune/{code[1]}$"))


def test_names_under_the_pointer_ask_nothing(page: Page, site: str) -> None:
    open_map(page, f"{site}/?theme=alimentation&{CEVENNES}")
    x, y = centre(page)
    page.mouse.move(x - 60, y)  # the first move asks for the names, once
    expect(page.locator(".infobulle")).to_contain_text("expérimentation")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)  # what the page does by itself is over
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.mouse.move(x, y)
    expect(page.locator(".infobulle")).to_contain_text("Lozère")
    expect(page.locator(".infobulle")).to_contain_text("expérimentation")
    assert asked == []


def test_a_change_of_theme_recolours(carte: Page) -> None:
    before = carte.evaluate(COLOURS)
    carte.get_by_role("button", name="Passer au thème sombre").click()
    carte.wait_for_timeout(300)
    assert sum(n > 500 for n in areas(carte).values()) >= 4
    assert carte.evaluate(COLOURS).keys() != before.keys()


def test_a_map_that_cannot_load_says_so(page: Page, site: str) -> None:
    page.route("**/tuiles/grille/**", lambda route: route.abort())
    page.goto(site)
    expect(page.get_by_text("La carte n’a pas pu être chargée.")).to_be_visible()
    page.unroute("**/tuiles/grille/**")
    page.get_by_role("button", name="Réessayer").click()
    page.wait_for_function(PAINTED)
    expect(page.get_by_text("La carte n’a pas pu être chargée.")).to_be_hidden()


def test_the_journey_of_an_official(page: Page, site: str, troubles: list[str]) -> None:
    page.goto(site)
    page.wait_for_load_state("networkidle")
    page.get_by_role("combobox", name=re.compile("Rechercher")).fill("douai")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Douai")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Douai")
    page.get_by_role("link", name=re.compile("Cœur de ville")).first.click()
    expect(page).to_have_url(re.compile("/experimentations/"))
    assert troubles == []


def test_without_javascript(browser: BrowserContext, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(site)
    picture = re.search(r'src="(/embed/carte.svg[^"]*)"', page.locator("noscript").inner_html())
    assert picture
    assert page.request.get(f"{site}{picture[1]}").ok
    page.get_by_role("checkbox", name=re.compile("Énergie")).click()
    expect(page.locator("#liste .bilan__titre")).to_contain_text("36")
    page.locator(".fichette a").first.click()
    expect(page).to_have_url(re.compile("/experimentations/"))
    context.close()


def test_no_cookie_is_set(carte: Page) -> None:
    assert carte.context.cookies() == []


@pytest.mark.parametrize("spared", ["", "yes"])
def test_names_of_communes_come_with_the_mouse_unless_data_are_spared(
    page: Page, site: str, spared: str
) -> None:
    told = json.dumps({"saveData": bool(spared)})
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {{ value: {told} }})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_map(page, f"{site}/?niveau=commune")
    page.wait_for_timeout(500)
    assert not [url for url in asked if "/noms/commune" in url]
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    assert bool([url for url in asked if "/noms/commune" in url]) is not bool(spared)
