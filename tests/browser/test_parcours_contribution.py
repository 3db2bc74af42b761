"""The whole journey: proposed from a town hall's phone, reviewed, shown, amended, restored."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from cartoexp.services.comptes import CompteService
from cartoexp.web.contribuer.porte import LEAST_S
from tests import gunicorns, hostiles
from tests.comptes import PASSWORD, pourvu
from tests.contributions import Bureau

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog, Page

COMPTE = "relecture@exemple.fr"
AVANT, APRES = "Marché couvert à énergie positive", "Marché couvert à énergie partagée"
RESUME = "La commune vend sous la halle l’électricité de son toit aux étals du marché."
DOUAI = "lat=50.37&lon=3.08&z=13"
CONTINUER = re.compile("^Enregistrer et continuer")


@dataclass(frozen=True)
class Lieu:
    """A site that contributions are sent to, and who comes there."""

    address: str
    secretaire: Page
    relecteur: Page
    hostile: str

    def lire(self, path: str) -> str:
        with urlopen(f"{self.address}{path}", timeout=10) as answer:  # noqa: S310  our own server
            return str(answer.read().decode())


@pytest.fixture(scope="module")
def base(make_loaded_database: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """A served site, and the id of a record whose every text is hostile."""
    url = make_loaded_database("sqlite")
    bureau = Bureau(url)
    pourvu(CompteService(bureau.sessions), COMPTE)
    fiche = bureau.publier(bureau.envoyer(hostiles.contenu())[1]).fiche
    bureau.close()
    with gunicorns.served(url) as (address,):
        yield address, fiche


@pytest.fixture
def lieu(base: tuple[str, str], browser: Browser) -> Iterator[Lieu]:
    """A phone without JavaScript at the town hall, a screen at the office of who reviews."""
    phone = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    office = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Lieu(base[0], phone.new_page(), office.new_page(), base[1])
    phone.close()
    office.close()


def test_hostile_text_does_not_run_on_the_map(lieu: Lieu) -> None:
    """In the list beside the map and in the box over a point."""
    page, ran = lieu.relecteur, []

    def heard(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", heard)
    page.goto(f"{lieu.address}/?theme=energie&epci=200044618&{DOUAI}")
    card = page.locator(f"[data-experimentation='{lieu.hostile}']").first
    expect(card).to_contain_text("alert(1337)")
    page.locator(".marque-point").first.hover()
    expect(page.locator(".infobulle")).to_be_visible()
    page.goto(f"{lieu.address}/experimentations/{lieu.hostile}")
    assert ran == []


def etape(page: Page, title: str) -> None:
    """Go on to a step, which has to be the one that is named; nothing sticks out of the phone."""
    page.get_by_role("button", name=CONTINUER).click()
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()
    width = page.locator("main").bounding_box()
    assert width
    assert width["width"] <= 360


def proposer(lieu: Lieu) -> str:
    """Propose as a secretary would, and return the address of the follow-up."""
    page = lieu.secretaire
    page.goto(lieu.address)
    page.get_by_role("link", name="Contribuer").first.click()
    page.get_by_role("link", name="Proposer une expérimentation").click()
    opened = time.monotonic()
    page.locator("#experiments-0-titre").fill(AVANT)
    page.locator("#experiments-0-resume").fill(RESUME)
    page.get_by_label("Énergie", exact=True).check()
    page.locator("#experiments-0-porteurs").fill("Ville de Douai")
    time.sleep(max(0.0, opened + LEAST_S - time.monotonic()))  # as long as it takes to type
    etape(page, "Le territoire")
    page.locator("#implantations-0-lieu").fill("Douai")
    page.get_by_role("button", name=CONTINUER).click()
    expect(page.get_by_text("Lequel est-ce")).to_be_visible()  # never guessed
    page.get_by_label("Douai, commune, Nord (59178)").check()
    page.locator("#implantations-0-statut").select_option("en_cours")
    page.locator("#implantations-0-statut_date").fill("10/2026")
    page.locator("#implantations-0-debut").fill("2025")
    etape(page, "Les sources")
    page.locator("#sources-0-titre").fill("Délibération du 12 mai 2025")
    page.locator("#sources-0-url").fill("https://exemple.fr/deliberation")
    etape(page, "L’évaluation")
    etape(page, "La dérogation")
    etape(page, "Relire et envoyer")
    expect(page.locator("main")).to_contain_text(AVANT)
    page.get_by_label("Votre adresse électronique").fill("mairie@exemple.fr")
    return envoyer(page)


def envoyer(page: Page) -> str:
    page.get_by_role("button", name="Envoyer à la relecture").click()
    expect(page.locator("main")).to_contain_text("Reçue.")
    return page.url


def connecter(page: Page, address: str) -> None:
    page.goto(f"{address}/moderation/contributions")
    page.get_by_label("Identifiant").fill(COMPTE)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def publier(page: Page, address: str) -> None:
    """Take what waits, read it, publish it."""
    page.goto(f"{address}/moderation/contributions")
    page.get_by_role("link", name=AVANT).click()
    page.get_by_role("button", name="Prendre en relecture").click()
    expect(page.get_by_text("est à vous")).to_be_visible()
    page.get_by_label("Votre mot à l’auteur").fill("Merci, c’est publié.")
    page.get_by_role("button", name=re.compile("^Publier")).click()
    expect(page.get_by_text("C’est publié\u00a0: les pages")).to_be_visible()


def test_from_a_phone_to_every_surface_and_back(lieu: Lieu) -> None:
    phone, office, home = lieu.secretaire, lieu.relecteur, lieu.address
    suivi = proposer(lieu)
    connecter(office, home)
    publier(office, home)
    phone.goto(suivi)
    expect(phone.locator("main")).to_contain_text("Merci, c’est publié.")
    phone.get_by_role("link", name="Voir la fiche").click()
    expect(phone.get_by_role("heading", level=1, name=AVANT)).to_be_visible()
    fiche = phone.url.rpartition("/")[2]
    montree(lieu, fiche, AVANT)

    amender(lieu, fiche)
    publier(office, home)
    montree(lieu, fiche, APRES)
    phone.goto(f"{home}/experimentations/{fiche}/historique")
    for text in (AVANT.rsplit(maxsplit=1)[-1], APRES.rsplit(maxsplit=1)[-1], "Modération"):
        expect(phone.locator("main")).to_contain_text(text)
    assert COMPTE not in phone.content()

    office.goto(f"{home}/moderation/fiches/{fiche}")
    office.get_by_role("link", name=re.compile("^Comparer et restaurer")).first.click()
    office.get_by_role("button", name=re.compile("^Restaurer")).click()
    montree(lieu, fiche, AVANT)
    phone.reload()
    expect(phone.locator("main")).to_contain_text("Modération\u00a0: version rétablie")


def amender(lieu: Lieu, fiche: str) -> None:
    """Change one word of a record, from the record itself."""
    page = lieu.secretaire
    page.goto(f"{lieu.address}/experimentations/{fiche}")
    page.get_by_role("link", name="Proposer une modification").click()
    opened = time.monotonic()
    page.locator("#experiments-0-titre").fill(APRES)
    time.sleep(max(0.0, opened + LEAST_S - time.monotonic()))
    etape(page, "Le territoire")
    page.get_by_role("button", name="Relire et envoyer").click()
    changed = page.get_by_role("row", name=re.compile("^Titre"))
    for title in (AVANT, APRES):
        expect(changed).to_contain_text(title)
    envoyer(page)


def montree(lieu: Lieu, fiche: str, titre: str) -> None:
    """The list, the map, the feed, the embed and the API tell a record, by this title only."""
    other = {AVANT: APRES, APRES: AVANT}[titre]
    for path in (
        "/experimentations?theme=energie&q=marche+couvert",
        "/tuiles/implantations.geojson?theme=energie",
        "/experimentations.atom?theme=energie",
        f"/embed/experimentation/{fiche}",
        f"/api/v1/experimentations/{fiche}",
        f"/experimentations/{fiche}",
        f"/experimentations/{fiche}.csv",
    ):
        text = lieu.lire(path)
        assert titre in text, path
        assert other not in text, path
