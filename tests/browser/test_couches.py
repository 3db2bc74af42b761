"""A layer of one's own, in Chromium: drop a dirty file, map a column, embed it, erase it."""

from __future__ import annotations

from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.test_embeds import Quiet
from tests.browser.test_importer import DROP, sound

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

DIRTY = (
    "Liste des lauréats;;;\n\n"
    "Commune;Dép.;Code;Montant\n"
    "Ambérieu-en-Bugey;01;1004;12 000,50\n"
    "Bourg-en-Bresse;01;01053;0\n"
    "Belley;01;01034;s\n"
    "Saint-Denis;;;5\n"
)


def test_a_layer(
    browser: Browser, page: Page, site: str, troubles: list[str], tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site}/ma-carte")
    sound(page)
    page.evaluate(DROP, [DIRTY])
    page.get_by_role("button", name="Lire ce fichier").click()
    expect(page.get_by_label("Colonne à cartographier")).to_have_value("Montant")
    expect(page.locator(".couche__compris")).to_contain_text("Code")
    sound(page)
    page.get_by_label("Origine des données").fill("Ministère, 2025")
    page.get_by_role("button", name="Faire la carte").click()
    public = page.get_by_label("Adresse de la carte, à partager", exact=True).input_value()
    erase = page.get_by_label("Lien de suppression, à garder pour vous", exact=True).input_value()
    sound(page)
    page.get_by_role("link", name="Voir la carte").click()
    expect(page).to_have_url(public)
    map_ = page.frame_locator("iframe").locator(".corps > svg")
    expect(map_).to_be_visible()
    expect(map_.locator(".k0 path")).to_have_count(1)
    page.set_viewport_size({"width": 360, "height": 800})
    page.emulate_media(color_scheme="dark")
    page.reload()
    expect(map_).to_be_visible()
    sound(page)
    page.get_by_label("Au moins").fill("1")
    page.get_by_role("button", name="Appliquer").click()
    expect(page.locator("#contenu tbody tr")).to_have_count(1)
    code = page.get_by_label("Cadre à coller dans votre page", exact=True).input_value()
    _embed(browser, tmp_path, code)
    page.goto(erase)
    sound(page)
    page.get_by_role("button", name="Supprimer pour de bon").click()
    expect(page.locator("h1")).to_have_text("Carte supprimée")
    assert page.request.get(public).status == 410
    assert page.request.get(public.replace("/ma-carte/", "/embed/ma-carte/")).status == 410
    assert troubles == []


def _embed(browser: Browser, folder: Path, code: str) -> None:
    """Show the frame in a page of another site."""
    text = f'<!doctype html><html lang="fr"><meta charset="utf-8"><title>Hôte</title>{code}'
    (folder / "hote.html").write_text(text, encoding="utf-8")
    (folder / "favicon.ico").write_bytes(b"")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        host = browser.new_page()
        host.goto(f"http://127.0.0.1:{server.server_port}/hote.html")
        foot = host.frame_locator("iframe").locator(".pied")
        expect(foot).to_contain_text(
            "Données apportées par un utilisateur, non vérifiées par Cartoexp. "
            "Origine\u00a0: Ministère, 2025."
        )
        host.close()
        server.shutdown()
