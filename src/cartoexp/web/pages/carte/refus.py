"""A refused address: the page opens, says why, shows what was right, and applies nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.reprise import salvage
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.colorations import NOMBRE
from cartoexp.web import criteria
from cartoexp.web.components import note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte.state import FOLLOWED
from cartoexp.web.pages.carte.vue import Vue, filters_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.errors import ParameterProblem
    from cartoexp.web.context import Web
    from cartoexp.web.html import Element

TITLE = "Adresse refusée"


@dataclass(frozen=True, slots=True)
class Refus:
    """Why an address was refused, what of it was right, and whether that would be accepted."""

    problems: Sequence[ParameterProblem]
    vue: Vue
    lieux: Mapping[str, str]
    applicable: bool


def accepted(web: Web, vue: Vue) -> bool:
    """Tell whether what is left of a refused query says something and would be taken."""
    try:
        web.services.experiments.check(vue.filters)
    except InvalidParametersError:
        return False
    return vue != Vue()


def keep(web: Web, asked: Mapping[str, Sequence[str]]) -> Vue:
    """Return the part of a query that can be read."""
    level = "".join(asked.get("niveau", ()))
    niveau = NiveauCarte(level) if level in set(NiveauCarte) else NiveauCarte.DEPARTEMENT
    colour = "".join(asked.get("couleur", ()))
    known = web.services.colorations.has(niveau.niveau, colour)
    return Vue(salvage(filters_of(asked)), niveau, couleur=colour if known else NOMBRE)


def contents(refus: Refus) -> dict[str, list[Element]]:
    """Return what is in each panel; pure."""
    nothing = "Rien n’est coloré et aucun filtre n’est appliqué tant que l’adresse est refusée."
    return {
        "filtres": [
            html.Div(html.H2("Filtrer"), className="volet__tete"),
            html.P(nothing, className="refus__rien"),
        ],
        "barre": [html.P(nothing, className="discret")],
        "legende": [html.P(f"Pas de légende{NBSP}: rien n’est coloré.")],
        "liste": [_message(refus)],
    }


def _message(refus: Refus) -> Element:
    told = [html.Li(_problem(p)) for p in refus.problems]
    actions = [html.A("Tout effacer", className="bouton", href="/", **FOLLOWED)]
    if refus.applicable:
        apply = html.A(
            "Appliquer ce qui est valide",
            className="bouton bouton--fort",
            href=refus.vue.href(),
            **FOLLOWED,
        )
        actions.insert(0, apply)
    return html.Div(
        [
            html.H2(TITLE, className="bilan__titre"),
            note([html.Ul(told)], "erreur", "alerte"),
            *_kept(refus),
            html.P(actions, className="actions"),
        ],
        className="bilan refus",
    )


def _problem(problem: ParameterProblem) -> list[Element | str]:
    message = typeset(problem.message)
    if not problem.valeurs_admises:
        return [message]
    allowed = ", ".join(problem.valeurs_admises)
    return [message, html.Small(f"Valeurs admises{NBSP}: {allowed}.", className="refus__admises")]


def _kept(refus: Refus) -> list[Element]:
    active = criteria.active(refus.vue.filters, refus.lieux)
    if not active:
        return []
    chips = [html.Li(c.text, className="puce puce--inerte") for c in active]
    return [
        html.H2("Filtres valides, non appliqués"),
        html.Ul(chips, className="puces"),
    ]
