"""Second part: indicators, duration, what will say that it works, who evaluates; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.referentiel.champs import Champ
from cartoexp.domain.referentiel.grille import (
    COLONNES,
    DE_LA_MESURE,
    DEBUT,
    INDICATEURS,
    MESURE,
    MOIS,
    champ,
)
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.grille.vu import formulaire, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.html import Element
    from cartoexp.web.referentiel.grille.vu import Vu
    from cartoexp.web.shell import Page

CHAPO = (
    "Relevez les valeurs de départ avant de commencer\u00a0: après, il est trop tard. Préférez des "
    "indicateurs publiés pour tous les territoires\u00a0: ils se comparent sans rien demander à "
    "personne."
)
MONTRES = 3
"""Indicators that are shown at once; the others are unfolded."""
DUREE = (
    Champ(DEBUT, "Début", "2027, 2027-03 ou 2027-03-15."),
    Champ(MOIS, "Durée, en mois", "Assez pour que l’effet ait le temps de se voir."),
)


def layout(vu: Vu, porte: Sequence[Element]) -> Page:
    """Return the page."""
    rows = [_indicateur(vu, i) for i in range(1, INDICATEURS + 1)]
    dates = html.Div(
        [cadre.champ(c, vu.dit, vu.fautes) for c in DUREE], className="referentiel__paire"
    )
    fields = [
        html.H2("Indicateurs"),
        html.P(f"De un à {INDICATEURS}. Deux ou trois suffisent.", className="petit discret"),
        *rows[:MONTRES],
        html.Details(
            [html.Summary("Deux indicateurs de plus"), *rows[MONTRES:]],
            className="referentiel__plus",
            open=_au_dela(vu),
        ),
        html.H2("Durée et règles de décision"),
        dates,
        *[cadre.champ(c, vu.dit, vu.fautes) for c in DE_LA_MESURE],
    ]
    form = formulaire(vu, MESURE, porte, fields, "Enregistrer et passer aux territoires")
    return page(vu, "La mesure", CHAPO, MESURE, [form])


def _au_dela(vu: Vu) -> bool:
    """Tell whether something is written in those that are not shown first."""
    ranks = range(MONTRES + 1, INDICATEURS + 1)
    return any(vu.dit.get(champ(c, i)) for i in ranks for c in COLONNES)


def _indicateur(vu: Vu, rang: int) -> Element:
    fields = [
        cadre.champ(Champ(c.nom, c.libelle, most=c.most), vu.dit, vu.fautes, champ(c, rang))
        for c in COLONNES
    ]
    return html.Fieldset(
        [html.Legend(f"Indicateur {rang}"), html.Div(fields, className="referentiel__indicateur")],
        className="referentiel__ligne",
    )
