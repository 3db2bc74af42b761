"""First step: choose a file; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.services.envois import MAX_ENVOI, MAX_LIGNES
from cartoexp.web.components import aria, icon
from cartoexp.web.contribuer import cadre
from cartoexp.web.contribuer.adresses import CORRESPONDANCE, FICHIER, PATH, SUITE
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

MIO = 1024 * 1024
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.ods,.parquet,.geoparquet,.geojson,.json,.gpkg,.zip"


FACTS = (
    "Les colonnes utiles sont reconnues à leur titre et à leur contenu\u00a0; vous les confirmez.",
    (
        "Chaque ligne finit acceptée, réparée, ambiguë ou refusée, et le rapport dit pourquoi. "
        "Un nom que portent plusieurs communes n’est jamais choisi à votre place\u00a0: les "
        "possibilités sont listées."
    ),
    (
        "Vous téléchargez votre fichier augmenté des codes officiels, le rapport, et les lignes à "
        "reprendre."
    ),
    (
        "Rien n’entre dans le catalogue de Cartoexp. Votre fichier est gardé une heure sous une "
        "adresse que vous seul connaissez, puis effacé."
    ),
)


def layout(refus: str = "", status: int = 200) -> Page:
    """Return the page; ``refus`` is why the last file was not taken."""
    content: list[Node] = [
        html.P(cadre.DESCRIPTION, className="chapo"),
        cadre.refused(refus) if refus else None,
        html.Div([form(), _told()], className="importer__depot"),
    ]
    return cadre.page(0, content, status=status)


def form(suite: str = "", action: str = PATH) -> Element:
    """Return the form that sends a file to a page, this one unless another is named.

    ``suite`` names the file whose mapping is used again.
    """
    return html.Form(
        [
            Element("input", type="hidden", name=SUITE, value=suite) if suite else None,
            html.Div(
                [
                    icon("charge"),
                    html.Label(
                        "Choisissez un fichier" if not suite else "Choisissez le fichier corrigé",
                        htmlFor=FICHIER,
                        className="importer__titre",
                    ),
                    html.P("ou déposez-le ici.", className="importer__deposer"),
                    Element(
                        "input",
                        type="file",
                        id=FICHIER,
                        name=FICHIER,
                        required=True,
                        accept=ACCEPTED,
                        **aria(describedby=f"{FICHIER}-aide {FICHIER}-dit"),
                    ),
                    html.P(_limits(), id=f"{FICHIER}-aide", className="petit discret"),
                    html.P(id=f"{FICHIER}-dit", className="petit", role="status"),
                ],
                className="importer__zone",
            ),
            None if suite or action != PATH else _mapping(),
            html.P(
                html.Button(
                    "Lire ce fichier",
                    className="bouton" if suite else "bouton bouton--fort",
                    type="submit",
                ),
                className="actions",
            ),
        ],
        method="post",
        action=action,
        encType="multipart/form-data",
        className="importer__envoi",
        **{"data-plus-lourd": str(MAX_ENVOI)},
    )


def _limits() -> str:
    size, rows = number(MAX_ENVOI / MIO), number(MAX_LIGNES)
    return (
        f"CSV, XLSX, ODS, Parquet, GeoJSON ou GeoPackage{NBSP}; {size}{NBSP}Mo et "
        f"{rows}{NBSP}lignes au plus."
    )


def _mapping() -> Element:
    return html.Details(
        [
            html.Summary("Reprendre une correspondance enregistrée"),
            html.Label(
                "Fichier de correspondance (.toml), enregistré à la fin d’un import précédent",
                htmlFor=CORRESPONDANCE,
                className="etiquette",
            ),
            Element("input", type="file", id=CORRESPONDANCE, name=CORRESPONDANCE, accept=".toml"),
        ],
        className="importer__toml",
    )


def _told() -> Element:
    command = html.P(
        [
            f"Plus grand, ou à répéter{NBSP}? La commande ",
            html.Code("cartoexp join"),
            " fait le même travail sur votre machine.",
        ],
        className="petit",
    )
    return html.Section(
        [
            html.H2("Ce qui se passe ensuite", id="ensuite"),
            html.Ol([html.Li(fact) for fact in FACTS], className="importer__suite"),
            command,
        ],
        **aria(labelledby="ensuite"),
    )
