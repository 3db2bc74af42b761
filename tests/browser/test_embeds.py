"""Each kind of embed in a plain page of another site: two widths, scripts or not, light, dark."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page, expect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EMBEDS = {
    "carte": "/embed/carte?theme=energie",
    "experimentation": "/embed/experimentation/tzcld",
    "territoire": "/embed/territoire/commune/59178",
    "palmares": "/embed/palmares?couleur=densite",
    "chiffre": "/embed/chiffre?region=53",
    "comparables": "/embed/comparables/commune/59178",
    "essaimage": "/embed/essaimage/tzcld?niveau=departement",
}
WIDTHS = (360, 1280)
OTHER = "/embed/carte?niveau=ept"
"""Refused: it tells its height too."""


class Quiet(SimpleHTTPRequestHandler):
    """Files, without a line in the log for each."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its own name
        """Say nothing."""


@pytest.fixture(scope="session")
def host(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of another site, whose pages frame ours."""
    folder: Path = tmp_path_factory.mktemp("hote")
    for name, path in {**EMBEDS, "refus": OTHER}.items():
        frame = f'<iframe src="{site}{path}" title="{name}" width="100%" height="300"></iframe>'
        script = f'<script src="{site}/embed.js"></script>'
        head = '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Un journal</title>'
        text = f"{head}<body style='margin:0'><h1>Un article</h1>{frame}{script}</body></html>"
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def framed(page: Page) -> Frame:
    frame = page.locator("iframe").element_handle().content_frame()
    assert frame is not None
    return frame


@pytest.mark.parametrize("kind", EMBEDS)
def test_in_a_page_of_another_site(browser: Browser, site: str, host: str, kind: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.goto(f"{host}/{kind}.html")
    frame = framed(page)
    expect(frame.get_by_role("heading", level=1)).to_be_visible()
    fits = "() => Math.abs(innerHeight - document.documentElement.offsetHeight) < 2"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        frame.wait_for_function(f"() => innerWidth === {width}")
        frame.wait_for_function(fits)
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert frame.locator("h1").evaluate("e => e.getBoundingClientRect().right <= innerWidth")
    frame.locator("summary").click()
    expect(frame.get_by_role("table")).to_be_visible()
    frame.wait_for_function(fits)
    assert {u for u in asked if not u.startswith((site, host, "data:"))} == set()
    assert errors == []
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("kind", EMBEDS)
def test_without_scripts(browser: Browser, host: str, kind: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}/{kind}.html")
    frame = page.frame_locator("iframe")
    frame.locator("summary").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        expect(frame.get_by_role("heading", level=1)).to_be_visible()
        expect(frame.get_by_text("Ouvrir dans Cartoexp")).to_be_attached()
        expect(frame.get_by_role("table")).to_be_visible()
    context.close()


@pytest.mark.parametrize("kind", ["carte", "territoire", "palmares", "chiffre", "comparables"])
def test_everyone_can_read_it(page: Page, site: str, kind: str) -> None:
    page.set_viewport_size({"width": 600, "height": 700})
    page.goto(site + EMBEDS[kind])
    page.locator("summary").click()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], scheme


def test_values_under_the_pointer_and_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 700, "height": 800})
    page.goto(f"{site}/embed/carte?couleur=densite")
    read = page.locator(".lu")
    expect(read).to_contain_text("Survolez la carte")
    page.locator("[data-t^='Creuse']").first.hover()
    expect(read).to_contain_text("Creuse\u00a0: ")
    page.locator(".corps > svg").focus()
    page.keyboard.press("Home")
    expect(read).to_contain_text("Ain\u00a0: ")
    page.keyboard.press("ArrowRight")
    expect(read).to_contain_text("Aisne\u00a0: ")
    page.keyboard.press("Escape")
    expect(read).to_contain_text("Survolez la carte")


def test_a_refusal_is_as_high_as_it_is(page: Page, host: str) -> None:
    page.goto(f"{host}/refus.html")
    frame = framed(page)
    expect(frame.get_by_role("heading", level=1)).to_have_text(
        "Cette vue ne peut pas être affichée"
    )
    frame.wait_for_function("() => innerHeight < 290")


def test_only_our_frames_are_sized(page: Page, host: str) -> None:
    page.goto(f"{host}/chiffre.html")
    framed(page).wait_for_function("() => innerHeight < 290")
    before = page.locator("iframe").bounding_box()
    page.evaluate("postMessage({cartoexp: {hauteur: 4000}}, '*')")
    page.wait_for_timeout(100)
    assert page.locator("iframe").bounding_box() == before


def test_nobody_frames_the_rest(page: Page, site: str, host: str) -> None:
    page.goto(f"{host}/chiffre.html")
    move = "address => { document.querySelector('iframe').src = address }"
    with page.expect_console_message(lambda m: "frame" in m.text.lower()) as told:
        page.evaluate(move, f"{site}/methode")
    assert told.value.type == "error"
