"""The page of a layer; pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.genres import Presentation
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.components import aria, block, icon, note
from cartoexp.web.couches import filtres, phrases
from cartoexp.web.couches.adresses import a_copier
from cartoexp.web.couches.commun import TITRE, chemin
from cartoexp.web.couches.contenu import AVERTISSEMENT
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from cartoexp.domain.couches import Couche
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.services.couches import Coloriage
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Contenu
    from cartoexp.web.html import Element, Node

SCRIPTS = ("site.js", "embed.js", "copier.js")
FRAMED = Presentation(titre=False, tableau=False)
"""In the page itself, the title and the table are the page's own."""


def layout(web: Web, vue: VueCouche, found: Coloriage, content: Contenu) -> Page:
    """Return the page."""
    shown = replace(vue, presentation=FRAMED)
    map_ = html.Iframe(
        src=shown.adresse(),
        title=f"{content.titre}, carte",
        height=str(content.hauteur - 60),
        className="couche__carte",
    )
    body = html.Main(
        [
            html.P(TITRE, className="sur-titre"),
            html.H1(content.titre),
            html.P(content.phrase, className="chapo"),
            notice(found.couche),
            html.Div(
                [
                    filtres.form(web, vue, found),
                    html.Div([_applied(vue, content), map_], className="couche__vue"),
                ],
                className="couche",
            ),
            _table(content),
            _read(found),
            _files(vue),
            a_copier(web, replace(vue, presentation=Presentation()), content),
            _end(vue),
        ],
        className="page",
        id="contenu",
    )
    return Page(
        f"{content.titre} · {TITRE}",
        f"{content.phrase} {AVERTISSEMENT}",
        body,
        scripts=SCRIPTS,
        robots="noindex",
    )


def notice(couche: Couche) -> Element:
    """Return where the data come from, and until when they are kept."""
    told: list[Node] = [html.Strong(AVERTISSEMENT)]
    if couche.origine:
        told.append(f" Origine déclarée{NBSP}: {typeset(couche.origine).rstrip('.')}.")
    told.append(f" Cette carte est gardée jusqu’au {couche.jusqu_au}, puis effacée.")
    return note(html.P(told), "alerte", "alerte")


def _applied(vue: VueCouche, content: Contenu) -> Element | None:
    if not content.sous_titre:
        return None
    clear = html.A("Retirer les filtres", href=chemin(vue.jeton))
    return html.P([content.sous_titre, ". ", clear], className="petit couche__filtres")


def _table(content: Contenu) -> Element:
    table = content.tableau
    heads = [
        html.Th(name, scope="col", className="num" if i in table.nombres else None)
        for i, name in enumerate(table.colonnes)
    ]
    rows = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(
                    html.Td(cell, className="num" if i in table.nombres else None)
                    for i, cell in enumerate(row[1:], 1)
                ),
            ]
        )
        for row in table.lignes
    ]
    shown = html.Table(
        [html.Caption(table.titre), html.Thead(html.Tr(heads)), html.Tbody(rows)],
        className="couche__tableau",
    )
    total = count(len(content.fichier.lignes), "territoire")
    region = html.Div(
        shown,
        className="defile couche__defile",
        role="region",
        tabIndex="0",
        **aria(label="Valeurs par territoire"),
    )
    return block("tableau", "En tableau", region, f"{total}.")


def _read(found: Coloriage) -> Element:
    lines = [html.Li(text) for text in phrases.lecture(found)]
    return block(
        "lecture", "Comment le fichier a été lu", html.Ul(lines, className="importer__remarques")
    )


def _files(vue: VueCouche) -> Element:
    rows = [
        html.A(
            [icon("charge"), label],
            className="bouton",
            href=f"{chemin(vue.jeton)}/fichier.{kind}",
        )
        for kind, label in (
            ("csv", "Lignes rattachées (CSV)"),
            ("xlsx", "Lignes rattachées (XLSX)"),
        )
    ]
    view = [
        html.A([icon("charge"), label], className="bouton", href=vue.adresse(kind))
        for kind, label in (
            ("csv", "Cette vue (CSV)"),
            ("png", "Image (PNG)"),
            ("svg", "Image (SVG)"),
        )
    ]
    told = (
        "Niveau, code et nom du territoire, et la colonne choisie\u00a0: rien d’autre n’est gardé."
    )
    return block("telecharger", "Télécharger", html.P([*rows, *view], className="actions"), told)


def _end(vue: VueCouche) -> Element:
    return html.P(
        [
            html.A("Supprimer cette carte", href=chemin(vue.jeton, "supprimer")),
            " (il y faut le lien donné à sa création). ",
            html.A("Faire une autre carte", href=PATH),
        ],
        className="petit",
    )
