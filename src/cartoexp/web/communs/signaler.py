"""The way from a figure to the form that says what is wrong in it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlencode

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.champs import champ as question
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.web.html import Element

PATH, EXACTE = "/contribuer/signaler", "/contribuer/toujours-exact"
CRITERES, PROPOSER = "/contribuer/criteres", "/contribuer/experimentation"
LONGEST = 800
"""Characters of an address beyond which only its path is told."""
FICHE, CHAMP, CHIFFRE, PAGE = "fiche", "champ", "chiffre", "page"
"""Parameters of the form: a record, a part of it, a figure, the page where it was seen."""
CHAMPS: Mapping[str, str] = {
    "presentation": "Présentation",
    "probleme": "Problème visé",
    "ou": "Où",
    "chronologie": "Chronologie",
    "evaluation": "Évaluation",
    "evaluations": "Ce que disent les évaluations",
    "essaimer": "Où pourrait-elle essaimer",
    "fondement": "Fondement juridique",
    "acteurs": "Qui, pour qui, avec quels moyens",
    "lecons": "Enseignements",
    "sources": "Sources",
}
"""Parts of a record, by the ids of its blocks."""
CHIFFRES: Mapping[str, str] = {
    "autour": "Expérimentations d’ici et d’autour",
    "candidats": "Classement des candidats à l’essaimage",
    "carte": "Carte et légende",
    "catalogue": "Chiffres du catalogue",
    "chiffres": "Chiffres clés",
    "comparables": "Territoires comparables",
    "comparaison": "Comparaison de territoires",
    "composition": "Composition du territoire",
    "contact": "Coordonnées de la mairie",
    "derogations": "Registre des dérogations",
    "donnees": "Chiffres de la page Données",
    "echeances": "Registre des échéances",
    "histoire": "Histoire du territoire",
    "identite": "Identité du territoire",
    "liste": "Liste des expérimentations",
    "methode": "Chiffres de la page Méthode",
    "plan": "Plan du territoire",
    "tableau": "Tableau par territoire",
}
"""Figures, by name; those of the indicators are known by their own."""


def partie(champ: str) -> str:
    """Return the name of a part of a record, a block or a column; empty when there is none such."""
    known = question("experiments", champ)
    return CHAMPS.get(champ) or (known.label if known else "")


def lisible(page: str) -> str:
    """Return an address as people read it, unless what it hides could mislead them."""
    plain = unquote(page)
    return plain if plain.isprintable() else page


def adresse(fiche: str = "", champ: str = "", chiffre: str = "", page: str = "") -> str:
    """Return the address of the form for what is wrong."""
    seen = page if len(page) <= LONGEST else page.partition("?")[0]
    said = {FICHE: fiche, CHAMP: champ, CHIFFRE: chiffre, PAGE: seen}
    kept = {name: text for name, text in said.items() if text}
    return f"{PATH}?{urlencode(kept)}" if kept else PATH


def lien(
    quoi: str, *, fiche: str = "", champ: str = "", chiffre: str = "", page: str = ""
) -> Element:
    """Return « Signaler », which says aloud what it is about; never printed.

    ``quoi`` continues « Signaler une erreur dans… ».
    """
    return html.A(
        ["Signaler", html.Span(f" une erreur{NBSP}: {quoi}", className="sr")],
        className="signaler pas-imprimer",
        href=adresse(fiche, champ, chiffre, page),
        rel="nofollow",
    )


def du_bloc(fiche: str, champ: str, page: str = "") -> Element:
    """Return « Signaler » for a block of a record, shown on a page of its own or on another."""
    return html.P(
        lien(CHAMPS[champ], fiche=fiche, champ=champ, page=page),
        className="signaler__pied pas-imprimer",
    )


def lien_chiffre(chiffre: str, page: str) -> Element:
    """Return « Signaler » beside the sources of a figure of a page."""
    return lien(CHIFFRES[chiffre], chiffre=chiffre, page=page)


def du_chiffre(chiffre: str, page: str) -> Element:
    """Return « Signaler » at the foot of a figure of a page."""
    return html.P(lien_chiffre(chiffre, page), className="signaler__pied pas-imprimer")


def contribuer(fiche: str, genre: str) -> str:
    """Return the address of the form that amends a record or adds to it."""
    return f"{PROPOSER}?{urlencode({FICHE: fiche, 'genre': genre})}"


def proposer() -> Element:
    """Return the way to propose what is not found."""
    return html.A("Proposer une expérimentation", className="bouton", href=PROPOSER)
