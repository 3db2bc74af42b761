"""First step: choose a file; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches.couche import DUREE_J
from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.components import aria, note
from cartoexp.web.contribuer import cadre
from cartoexp.web.contribuer import depot as envoi
from cartoexp.web.couches.commun import TITRE
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from cartoexp.web.html import Element

DESCRIPTION = (
    "Mettez sur la carte une colonne de votre fichier, à côté des expérimentations recensées, "
    "sans compte."
)
PERSONNELLES = "N’apportez pas de données personnelles."
NOBODY = (
    " Ni noms, ni adresses de personnes, ni rien qui les fasse reconnaître\u00a0: la carte est "
    "visible de qui en connaît l’adresse."
)
FACTS = (
    (
        "Vous dites quelles colonnes désignent le territoire, et laquelle va sur la carte"
        f"{NBSP}: des nombres ou des catégories."
    ),
    (
        "La carte a son adresse, longue et impossible à deviner. Qui la connaît peut la voir, "
        "l’intégrer dans un site et en télécharger les données."
    ),
    (
        f"Elle est gardée {DUREE_J} jours, puis effacée. Un second lien, donné une seule fois, "
        "vous permet de l’effacer avant."
    ),
    (
        "Seuls sont gardés les codes des territoires, la colonne choisie et les mots que vous "
        "écrivez. Votre fichier est effacé dès que la carte est faite. Rien n’entre dans le "
        "catalogue de Cartoexp."
    ),
)


def layout(refus: str = "", status: int = 200) -> Page:
    """Return the page; ``refus`` is why the last file was not taken."""
    body = html.Main(
        [
            html.H1(TITRE),
            html.P(DESCRIPTION, className="chapo"),
            cadre.refused(refus) if refus else None,
            note(
                html.P(
                    [
                        html.Strong(PERSONNELLES),
                        NOBODY,
                    ]
                ),
                "alerte",
                "alerte",
            ),
            html.Div([envoi.form(action=PATH), _told()], className="importer__depot"),
        ],
        className="page importer",
        id="contenu",
    )
    return Page(
        TITRE,
        DESCRIPTION,
        body,
        canonical=PATH,
        scripts=cadre.SCRIPTS,
        status=status,
        robots="noindex",
    )


def _told() -> Element:
    return html.Section(
        [
            html.H2("Ce qui se passe ensuite", id="ensuite"),
            html.Ol([html.Li(fact) for fact in FACTS], className="importer__suite"),
        ],
        **aria(labelledby="ensuite"),
    )
