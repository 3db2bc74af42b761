"""What these pages have in common: their frame, their fields, what is wrong, the link to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.champs import aide, dites
from cartoexp.web.communs import copie
from cartoexp.web.components import aria, breadcrumb, icon, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel.adresses import PATH
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.referentiel import Faute
    from cartoexp.domain.referentiel.champs import Champ
    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node

NUMERO = "numero"
"""The hidden field that says how many times a part was saved when its form was opened."""
MONTRE = 20_000
"""Characters shown again of a text that is far too long."""
CHEMIN = ((PATH, "Référentiel"),)


def page(
    titre: str,
    description: str,
    contenu: Sequence[Node],
    *,
    fil: Sequence[tuple[str, str]] = CHEMIN,
    canonical: str = "",
    status: int = 200,
    css: str = "",
    sur_titre: str = "",
) -> Page:
    """Return a page; one without its own address in the index is a team's, and is not indexed."""
    main = html.Main(
        [
            breadcrumb(fil, titre) if fil else None,
            html.P(sur_titre, className="sur-titre") if sur_titre else None,
            html.H1(titre),
            *contenu,
        ],
        className=f"page referentiel {css}".strip(),
        id="contenu",
    )
    return Page(
        titre,
        description,
        main,
        PATH,
        canonical=canonical,
        scripts=("site.js", copie.SCRIPT),
        status=status,
        robots="" if canonical and status == 200 else "noindex",  # noqa: PLR2004  the page itself
    )


def etapes(pas: Sequence[tuple[str, str, str]], ici: str, label: str) -> Element:
    """Return the way through parts: (path, name, what is said after it), and where one is."""
    items = [
        html.Li(
            [
                html.A(nom, href=chemin, **(aria(current="step") if chemin == ici else {})),
                html.Span(dit, className="discret") if dit else None,
            ]
        )
        for chemin, nom, dit in pas
    ]
    return html.Nav(html.Ol(items, className="referentiel__pas"), **aria(label=label))


def champ(asked: Champ, dit: Mapping[str, str], fautes: Sequence[Faute], nom: str = "") -> Element:
    """Return a field under its label, with its help and what is wrong in it."""
    name = nom or asked.nom
    wrong = [f.message for f in fautes if f.champ == name]
    parts = (("aide", asked.aide), ("compte", asked.lignes > 1), ("dit", wrong))
    said = " ".join(f"{name}-{part}" for part, there in parts if there)
    told = aria(describedby=said) if said else {}
    if wrong:
        told |= aria(invalid="true")
    return html.Div(
        [
            html.Label(asked.libelle, htmlFor=name, className="etiquette"),
            aide(asked.aide, name),
            _saisie(asked, name, dit.get(name, ""), told),
            _compte(asked, name),
            dites(wrong, name),
        ],
        className="saisie",
    )


def _saisie(asked: Champ, name: str, dit: str, told: Mapping[str, str]) -> Element:
    if asked.lignes == 1:
        return Element(
            "input",
            id=name,
            name=name,
            type="text",
            className="champ",
            value=dit[:MONTRE],
            autoComplete="off",
            **told,
        )
    # A line break that begins a textarea is not read: one is written for it to go.
    return html.Textarea(
        f"\n{dit[:MONTRE]}",
        id=name,
        name=name,
        rows=str(asked.lignes),
        className="champ",
        **told,
        **{"data-plus": str(asked.most)},
    )


def _compte(asked: Champ, name: str) -> Node:
    if asked.lignes == 1:
        return None
    told = f"{number(asked.most)}{NBSP}caractères au plus."
    return html.P(told, id=f"{name}-compte", className="petit discret saisie__compte")


def fautes(found: Sequence[Faute]) -> Node:
    """Return what is to be corrected, each with the way to its field."""
    if not found:
        return None
    items = [html.Li(html.A(f.message, href=f"#{f.champ}")) for f in found]
    told = f"{count(len(found), 'point')} à corriger. Rien n’est perdu."
    return html.Div(
        note([html.P(html.Strong(told)), html.Ul(items)], "erreur", "alerte"), role="alert"
    )


def refus(message: str) -> Node:
    """Return why nothing was saved."""
    return html.Div(note(html.P(message), "alerte", "alerte"), role="alert") if message else None


def numero(dossier: Dossier, partie: str) -> Element:
    """Return the hidden field of how many times a part was saved."""
    return Element("input", type="hidden", name=NUMERO, value=str(dossier.partie(partie).numero))


def lu(form: Mapping[str, str]) -> int:
    """Return how many times a part had been saved when its form was opened; -1 when not said."""
    told = form.get(NUMERO, "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1  # noqa: PLR2004


def garder(adresse: str, dossier: Dossier) -> Element:
    """Return the link to keep, how long it is kept, and who can read it."""
    told = (
        f"Cette adresse est la seule façon de revenir ici{NBSP}: elle ne figure nulle part "
        "ailleurs et nous ne pourrons pas vous la redonner. Qui la connaît peut lire et modifier."
    )
    until = f"Gardé jusqu’au {day(dossier.jusqu_au)}, puis effacé, sauf si quelqu’un l’ouvre avant."
    return html.Section(
        [
            html.H2("Gardez cette adresse", id="garder"),
            html.P(told, className="petit"),
            copie.champ("lien", "Adresse de cette page", adresse),
            html.P(until, className="petit discret"),
            copie.dit(),
        ],
        className="bloc pas-imprimer",
        **aria(labelledby="garder"),
    )


def bouton(texte: str, *, fort: bool = False, **plus: str) -> Element:
    """Return a button that sends the form."""
    css = "bouton bouton--fort" if fort else "bouton"
    return html.Button(texte, className=css, type="submit", **plus)


def imprimer() -> Element:
    """Return the button that prints, where there is JavaScript."""
    return html.Button(
        [icon("imprime"), "Imprimer"], className="bouton", type="button", **{"data-imprimer": ""}
    )


def origine(web: Web) -> str:
    """Return the site's own address, or the one that was asked: no such page is ever kept."""
    return web.shell.origin() or request.host_url.rstrip("/")
