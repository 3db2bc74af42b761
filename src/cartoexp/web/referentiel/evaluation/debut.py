"""The form that begins an assessment; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.referentiel.evaluation import MOMENT, QUI, TITRE
from cartoexp.web.champs import cacher, dites
from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel import cadre
from cartoexp.web.referentiel.adresses import EVALUATION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.referentiel import Faute, Referentiel
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

NOM = "Évaluer une expérimentation"
CHAPO = (
    "Vingt-quatre questions, quatre par étape. Répondez à plusieurs, autour d’une table\u00a0: "
    "comptez trois quarts d’heure. On peut s’arrêter et reprendre."
)
FACTS = (
    "Choisissez le niveau dont vous avez la preuve, pas celui que vous visez.",
    "Une question peut rester sans réponse, ou être dite sans objet.",
    (
        "Rien n’est publié ni transmis. Ce que vous écrivez est gardé derrière une adresse que "
        "vous seuls connaissez, un an après sa dernière ouverture."
    ),
    "Nommez des fonctions et des services, jamais des personnes.",
)


def layout(
    r: Referentiel,
    porte: Sequence[Element],
    dit: Mapping[str, str],
    fautes: Sequence[Faute] = (),
    fiche: str = "",
) -> Page:
    """Return the page; ``fiche`` is the experiment of the catalogue that is assessed, if any."""
    form = html.Form(
        [
            *porte,
            cacher("fiche", fiche) if fiche else None,
            *questions(r, dit, fautes),
            html.P(cadre.bouton("Commencer", fort=True), className="actions"),
        ],
        method="post",
        action=EVALUATION,
        className="referentiel__formulaire",
    )
    told = html.Section(
        [
            html.H2("À savoir", id="savoir"),
            html.Ul([html.Li(f) for f in FACTS], className="puces-texte"),
        ],
        **aria(labelledby="savoir"),
    )
    return cadre.page(
        NOM,
        CHAPO,
        [
            html.P(CHAPO, className="chapo"),
            cadre.fautes(fautes),
            html.Div([form, told], className="referentiel__deux"),
        ],
        canonical="" if fautes or fiche else EVALUATION,
        status=422 if fautes else 200,
    )


def questions(r: Referentiel, dit: Mapping[str, str], fautes: Sequence[Faute]) -> list[Node]:
    """Return the fields that say what is assessed."""
    return [
        cadre.champ(TITRE, dit, fautes),
        _moment(r, dit.get(MOMENT, ""), [f.message for f in fautes if f.champ == MOMENT]),
        cadre.champ(QUI, dit, fautes),
    ]


def _moment(r: Referentiel, chosen: str, wrong: Sequence[str]) -> Element:
    choices = [
        html.Label(
            [
                Element(
                    "input",
                    type="radio",
                    id=f"{MOMENT}-{m.id}",
                    name=MOMENT,
                    value=m.id,
                    checked=m.id == chosen,
                ),
                html.Span([html.Strong(m.nom), f"{NBSP}: {m.aide[0].lower()}{m.aide[1:]}"]),
            ],
            className="coche",
            htmlFor=f"{MOMENT}-{m.id}",
        )
        for m in r.moments
    ]
    return html.Fieldset(
        [
            html.Legend("Où en est-elle\u00a0?", className="etiquette"),
            *choices,
            dites(wrong, MOMENT),
        ],
        id=MOMENT,
        className="saisie",
        **(aria(describedby=f"{MOMENT}-dit") if wrong else {}),
    )
