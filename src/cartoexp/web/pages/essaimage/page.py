"""The whole page as a tree, and the parts of it that follow the settings; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web import linked
from cartoexp.web.components import aria
from cartoexp.web.html import Element, render
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import accueil, formulaire, liste, refus, scene
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.shell import Page, foot_links

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.errors import CartoexpError
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.adresse import Adresse
    from cartoexp.web.pages.essaimage.etat import Choix, Etat

TITLE = "Essaimage"
QUESTION = "Où pourrait-elle essaimer\u202f?"
DESCRIPTION = (
    "Trouver les communes, intercommunalités, départements et régions qui ressemblent le plus à "
    "ceux qui mènent une expérimentation, avec les raisons et la fiabilité du classement."
)
SCRIPTS = ("essaimage.js", "site.js")


def first(adresse: Adresse, choix: Choix, today: date, millesime: str, start: Node) -> Page:
    """Return the page before anything is chosen."""
    settings = formulaire.panel(adresse, choix, today)
    parts = [*accueil.panel(choix), _foot()]
    body = _layout(QUESTION, settings, _blank(millesime), parts)
    return Page(
        TITLE,
        DESCRIPTION,
        [body, start],
        section=PATH,
        canonical=PATH,
        scripts=SCRIPTS,
        footer=False,
        things=[_thing(), linked.breadcrumb([("/", "Carte"), (PATH, TITLE)])],
    )


def ranked(etat: Etat, settings: Sequence[Node], millesime: str, start: Node) -> Page:
    """Return a ranking. Only those of the catalogue, without a setting, are for search engines."""
    record = etat.depart.record
    name = typeset(record.experiment.titre) if record else "Essaimage d’une liste de codes"
    body = _layout(
        QUESTION if record else "Quels territoires leur ressemblent\u202f?",
        settings,
        (scene.stage(millesime, etat), scene.legend(etat), scene.bar(etat)),
        liste.panel(etat),
    )
    plain = record is not None and etat.adresse == etat.adresse.start
    told = f"{scene.picture_words(etat)} {DESCRIPTION}" if record else DESCRIPTION
    return Page(
        f"{TITLE}\u00a0: {name}" if record else f"{TITLE} d’une liste de codes",
        told[:380],
        [body, start],
        section=PATH,
        canonical=etat.adresse.href(page=1, candidat=""),
        robots="" if plain else "noindex, follow",
        vue=etat.adresse.vue,
        scripts=SCRIPTS,
        footer=False,
        things=[_thing(), linked.breadcrumb([("/", "Carte"), (PATH, TITLE)])],
    )


def refused(
    error: CartoexpError,
    adresse: Adresse,
    choix: Choix,
    settings: Sequence[Node],
    around: tuple[str, Node, int],
) -> Page:
    """Return the page with why nothing is ranked; ``around``: millésime, data, status."""
    millesime, start, status = around
    parts = [*refus.panel(error, adresse, choix), _foot()]
    body = _layout(QUESTION, settings, _blank(millesime), parts)
    return Page(
        "Essaimage, demande refusée",
        DESCRIPTION,
        [body, start],
        section=PATH,
        robots="noindex",
        scripts=SCRIPTS,
        footer=False,
        status=status,
    )


def parts(etat: Etat) -> str:
    """Return as HTML the parts that follow the settings, each with its id."""
    return render([scene.bar(etat), scene.legend(etat), liste.summary(etat), liste.ranking(etat)])


def parts_refused(error: CartoexpError, adresse: Adresse, choix: Choix) -> str:
    """Return as HTML why nothing is ranked."""
    return render([scene.nothing(), *refus.panel(error, adresse, choix)])


def _layout(
    title: str, settings: Sequence[Node], drawn: tuple[Node, Node, Node], listed: Sequence[Node]
) -> Element:
    """Return the page; ``drawn``: the map, its legend, how many territories were ranked."""
    stage, legend, told = drawn
    return html.Main(
        [
            html.Div(
                [html.H1(title), told or html.P(id="examinees", className="petit discret")],
                className="scene__barre",
            ),
            html.Div(settings, className="volet volet--reglages"),
            stage,
            legend,
            html.Section(
                listed,
                id="classement",
                className="volet volet--liste",
                **aria(labelledby="classement-titre"),
            ),
            html.P(id="annonce", className="sr", role="status"),
        ],
        id="contenu",
        className="atelier",
    )


def _blank(millesime: str) -> tuple[Node, Node, Node]:
    return scene.stage(millesime, None), scene.nothing(), None


def _foot() -> Element:
    return html.Div(foot_links(), className="volet__pied")


def _thing() -> linked.Thing:
    return {
        "@type": "WebApplication",
        "@id": f"{PATH}#outil",
        "url": PATH,
        "name": "Essaimage des expérimentations",
        "description": DESCRIPTION,
        "applicationCategory": "ReferenceApplication",
        "inLanguage": "fr",
        "isAccessibleForFree": True,
    }
