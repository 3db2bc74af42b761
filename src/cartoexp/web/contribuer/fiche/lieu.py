"""The question of the territory: a name or a code, then a choice among what it may mean; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.web import champs
from cartoexp.web.champs import cacher, dites, nommer
from cartoexp.web.components import aria, icon
from cartoexp.web.contribuer.fiche import cadre
from cartoexp.web.contribuer.fiche.atelier import LIEU
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.contribuer.fiche.lieux import CHERCHE, CHOIX, POUR, situer
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.contribuer.fiche.lieux import Lieux, Offre
    from cartoexp.web.html import Node

AIDE = (
    "Commune, intercommunalité, département ou région. Son nom, son code postal ou son code INSEE."
)
TOUS = " Vide si ce sont tous ceux de la fiche."
QUESTIONS = {
    Etape.TERRITOIRES: ("Territoire", f"{NBSP}(obligatoire)", AIDE),
    Etape.DEROGATIONS: ("Territoire qui la demande", "", AIDE + TOUS),
}
"""Steps that ask for a territory: the question, whether it has to be answered, its help."""


def champ(
    etape: Etape,
    rang: int,
    cellules: Mapping[str, str],
    erreurs: Sequence[str],
    lieux: Lieux,
    *,
    offrir: bool = True,
) -> list[Node]:
    """Return the territory of a row, or what it takes to choose it.

    ``offrir``: list what its text may mean; else the button that asks for it does.
    """
    found = lieux.trouve(cellules)
    cells = situer(cellules)
    table = etape.table
    kept = [
        cacher(nommer(table, rang, name), cells[name])
        for name in ("niveau", "code", "nom")
        if cells.get("code") and cells.get(name)
    ]
    if found is None:
        text = cells.get("code") or cells.get("nom", "")
        return [
            _cherche(etape, rang, text, erreurs),
            _offres(table, rang, text, lieux) if offrir else None,
        ]
    change = html.Details(
        [
            html.Summary("Changer de territoire"),
            _cherche(etape, rang, "", ()),
        ],
        className="proposer__changer",
    )
    told = html.P(
        [
            icon("lieu"),
            " ",
            html.Strong(nom(found.territoire)),
            f", {found.precision}",
        ],
        className="proposer__lieu",
        id=nommer(table, rang, f"{LIEU}-retenu"),
    )
    return [*kept, told, dites(erreurs, nommer(table, rang, f"{LIEU}-pris")), change]


def _cherche(etape: Etape, rang: int, text: str, erreurs: Sequence[str]) -> Element:
    label, requis, told = QUESTIONS[etape]
    name = nommer(etape.table, rang, CHERCHE)
    said = f"{name}-aide{f' {name}-dit' if erreurs else ''}"
    field = Element(
        "input",
        id=name,
        name=name,
        type="text",
        className="champ",
        value=text,
        autoComplete="off",
        **{"data-combobox": "", "data-attendre": ""},
        **aria(describedby=said),
        **(aria(invalid="true") if erreurs else {}),
    )
    button = html.Button(
        "Chercher", className="bouton", **cadre.action(f"{cadre.CHERCHER}:{etape.table}-{rang}")
    )
    return html.Div(
        [
            html.Label(
                [label, html.Span(requis, className="saisie__requis") if requis else None],
                htmlFor=name,
                className="etiquette",
            ),
            champs.aide(told, name),
            html.Div(
                [html.Div(field, className="recherche"), button], className="proposer__chercher"
            ),
            dites(erreurs, name),
        ],
        className="saisie",
    )


def _offres(table: str, rang: int, text: str, lieux: Lieux) -> Node:
    """Return what a text may mean, to be chosen."""
    found = lieux.chercher(text)
    if not found.offres:
        return None
    legend = f"Lequel est-ce{NBSP}?"
    if found.proches:
        legend = f"Aucun territoire ne s’appelle {quote(text[:80])}. Est-ce l’un de ceux-ci{NBSP}?"
    more = (
        "D’autres ont ce nom dans le leur. S’il n’est pas ici, cherchez son code postal ou son "
        "code INSEE."
        if found.autres
        else "S’il n’est pas ici, cherchez un autre nom, un code postal ou un code INSEE."
    )
    name = nommer(table, rang, CHOIX)
    return html.Fieldset(
        [
            html.Legend(legend, className="etiquette"),
            cacher(nommer(table, rang, POUR), text),
            *(_offre(name, n, offer) for n, offer in enumerate(found.offres)),
            html.P(more, className="petit discret"),
        ],
        className="saisie proposer__offres",
    )


def _offre(name: str, rank: int, offer: Offre) -> Element:
    identifier = f"{name}-{rank}"
    return html.Label(
        [
            Element("input", type="radio", id=identifier, name=name, value=offer.valeur),
            html.Span([html.Strong(nom(offer.territoire)), f", {offer.precision}"]),
        ],
        htmlFor=identifier,
        className="coche",
    )
