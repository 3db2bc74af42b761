"""Records by their last change, and any record by its title; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.texte import fold
from cartoexp.web.components import empty
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.moderation.adresses import FICHES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions import Version
    from cartoexp.web.garde import Connecte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

MOST, LONGEST = 50, 200


def layout(
    connecte: Connecte,
    changees: Sequence[tuple[str, Version]],
    titres: Mapping[str, str],
    texte: str,
) -> Page:
    """Return the page; ``texte`` is what is sought in titles."""
    content: list[Node] = [
        html.P(
            "Chaque décision laisse une version de la fiche\u00a0: vous pouvez revenir à chacune.",
            className="chapo",
        ),
        _recherche(texte[:LONGEST]),
        _trouvees(titres, texte) if fold(texte) else _changees(changees, titres),
    ]
    return cadre.page("Fiches", content, connecte=connecte, ici=FICHES)


def _recherche(texte: str) -> Element:
    field = Element(
        "input",
        id="q",
        name="q",
        type="search",
        value=texte,
        maxLength=LONGEST,
        className="champ",
        autoComplete="off",
    )
    return html.Form(
        [
            html.Label("Titre d’une fiche", htmlFor="q", className="etiquette"),
            html.Div(
                [field, html.Button("Chercher", className="bouton", type="submit")],
                className="corrections__ajout",
            ),
        ],
        method="get",
        action=FICHES,
        role="search",
    )


def _trouvees(titres: Mapping[str, str], texte: str) -> Element:
    words = fold(texte).split()
    found = [
        (title, name)
        for name, title in titres.items()
        if all(word in fold(f"{title} {name}") for word in words)
    ]
    if not found:
        return empty("Aucune fiche trouvée", html.P("Cherchez un autre mot du titre."), level=2)
    items = [html.Li(_lien(name, title)) for title, name in sorted(found)[:MOST]]
    return cadre.partie("trouvees", "Fiches trouvées", html.Ul(items, className="liste-simple"))


def _changees(changees: Sequence[tuple[str, Version]], titres: Mapping[str, str]) -> Element:
    if not changees:
        told = html.P("Aucune décision n’a encore changé de fiche.")
        return empty("Rien n’a changé", told, level=2)
    items = [
        html.Li(
            [
                _lien(name, titres.get(name, name)),
                html.Span(
                    f" version {held.numero}, {dits.version(held)}", className="petit discret"
                ),
                None
                if name in titres
                else html.Span(" (retirée du catalogue)", className="petit discret"),
            ]
        )
        for name, held in changees
    ]
    title = "Dernières fiches changées"
    return cadre.partie("changees", title, html.Ul(items, className="liste-simple"))


def _lien(name: str, title: str) -> Element:
    return html.A(typeset(title), href=f"{FICHES}/{name}")
