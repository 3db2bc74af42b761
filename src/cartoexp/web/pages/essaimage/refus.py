"""A refused request: why, with what can be done, in the place of the ranking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError, NotFoundError
from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.web.components import note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import mots
from cartoexp.web.pages.essaimage.adresse import PATH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.errors import CartoexpError, ParameterProblem
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.adresse import Adresse
    from cartoexp.web.pages.essaimage.etat import Choix

LEVELS = {n.value: n for n in NiveauCarte}


def panel(error: CartoexpError, adresse: Adresse, choix: Choix) -> Sequence[Node]:
    """Return why the request was refused; the settings beside it keep what was right."""
    told = [html.Li(_problem(p)) for p in problems(error)]
    if not told:
        told = [html.Li(typeset(str(error)))]
    near = error.proches if isinstance(error, NotFoundError) else ()
    links = [
        html.Li(html.A(s.titre, href=f"{PATH}?experimentation={s.chemin.rpartition('/')[2]}"))
        for s in near
    ]
    return [
        html.Div(
            [
                html.H2("Demande refusée", id="classement-titre", tabIndex=-1),
                html.P("Rien n’est classé ni élargi à votre place. Vos réglages sont gardés."),
                note(html.Ul(told), "erreur", "alerte"),
                *_levels(error, adresse, choix),
                html.Ul(links, className="propositions") if links else None,
                html.P(html.A("Tout effacer", className="bouton", href=PATH), className="actions"),
            ],
            id="bilan",
            className="bilan refus",
        ),
        html.Div(id="rangs"),
    ]


def problems(error: CartoexpError) -> Sequence[ParameterProblem]:
    """Return the parameters that were refused."""
    return error.problems if isinstance(error, InvalidParametersError) else ()


def _problem(problem: ParameterProblem) -> list[Node]:
    message = typeset(problem.message)
    if not problem.valeurs_admises:
        return [message]
    allowed = ", ".join(_word(problem.parametre, v) for v in problem.valeurs_admises)
    return [message, html.Small(f"Valeurs admises{NBSP}: {allowed}.", className="refus__admises")]


def _word(parametre: str, value: str) -> str:
    if parametre == "niveau" and value in LEVELS:
        return LEVELS[value].niveau.label.lower()
    return mots.theme(value) if parametre == "poids" else value


def _levels(error: CartoexpError, adresse: Adresse, choix: Choix) -> list[Node]:
    """Return the levels at which the experiment can be taken, when that is what is wrong."""
    wrong = any(p.parametre == "niveau" for p in problems(error))
    if not wrong or not adresse.experimentation or not choix.niveaux:
        return []
    links = [
        html.Li(
            html.A(
                f"{niveau.label}{NBSP}: {niveaux.counted(n, niveau)} de départ",
                href=adresse.start.href(niveau=LEVELS[niveau.value]),
            )
        )
        for niveau, n in reversed([*choix.niveaux.items()])
    ]
    return [html.H3("Niveaux possibles"), html.Ul(links, className="propositions")]
