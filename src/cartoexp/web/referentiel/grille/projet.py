"""First part: problem, hypothesis, action; it also begins a grid; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.referentiel.grille import DU_PROJET, PROJET
from cartoexp.web.champs import cacher
from cartoexp.web.components import aria
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import GRILLE
from cartoexp.web.referentiel.grille.vu import NOM, formulaire, page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.referentiel import Faute
    from cartoexp.web.html import Element
    from cartoexp.web.referentiel.grille.vu import Vu
    from cartoexp.web.shell import Page

CHAPO = (
    "À remplir à trois, en une heure, avant que l’essai commence\u00a0: le problème, l’hypothèse, "
    "ce qui sera mesuré, et les territoires auxquels comparer."
)
SUITE = (
    "Le projet, puis la mesure, puis les territoires. On peut s’arrêter, reprendre, revenir.",
    "Le site propose des territoires témoins, et dit honnêtement s’ils ressemblent aux vôtres.",
    "Il compose deux pages (PDF) à joindre à la délibération.",
    (
        "Rien n’est publié ni transmis. Tout est gardé derrière une adresse que vous seuls "
        "connaissez, un an après sa dernière ouverture."
    ),
)


def commencer(
    porte: Sequence[Element],
    dit: Mapping[str, str],
    fautes: Sequence[Faute] = (),
    fiche: str = "",
) -> Page:
    """Return the page that begins a grid; ``fiche`` is the experiment that is tried again."""
    form = html.Form(
        [
            *porte,
            cacher("fiche", fiche) if fiche else None,
            *[cadre.champ(c, dit, fautes) for c in DU_PROJET],
            html.P(
                cadre.bouton("Enregistrer et passer à la mesure", fort=True), className="actions"
            ),
        ],
        method="post",
        action=GRILLE,
        className="referentiel__formulaire",
    )
    told = html.Section(
        [
            html.H2("Comment cela se passe", id="suite"),
            html.Ol([html.Li(s) for s in SUITE], className="puces-texte"),
        ],
        **aria(labelledby="suite"),
    )
    return cadre.page(
        NOM,
        CHAPO,
        [
            html.P(CHAPO, className="chapo"),
            cadre.fautes(fautes),
            html.Div([form, told], className="referentiel__deux"),
        ],
        canonical="" if fautes or fiche else GRILLE,
        status=422 if fautes else 200,
    )


def layout(vu: Vu, porte: Sequence[Element]) -> Page:
    """Return the part of a grid that exists."""
    fields = [cadre.champ(c, vu.dit, vu.fautes) for c in DU_PROJET]
    form = formulaire(vu, PROJET, porte, fields, "Enregistrer et continuer")
    return page(vu, "Le projet", "Le problème d’abord, la solution ensuite.", PROJET, [form])
