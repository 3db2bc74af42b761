"""The settings, at the left: one GET form, that works without a line of JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.reglages import YES
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import depart, mots
from cartoexp.web.pages.essaimage.adresse import LEARNT, MOST_WEIGHT, PATH, STEP
from cartoexp.web.pages.essaimage.candidat import swatch

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.adresse import Adresse
    from cartoexp.web.pages.essaimage.etat import Choix


def panel(adresse: Adresse, choix: Choix, today: date, refused: Collection[str] = ()) -> list[Node]:
    """Return the three steps; ``refused`` names the parameters that were."""
    started, odd = not adresse.vide, not {"codes", "territoires"}.isdisjoint(refused)
    return [
        html.Form(
            [
                _step(1, "Expérimentation", depart.fields(adresse, choix, today, odd=odd)),
                _step(2, "Poids des thèmes", _weights(adresse, choix)) if started else None,
                _step(3, "Contraintes", _constraints(adresse, choix, refused)) if started else None,
                html.Div(
                    html.Button(
                        "Voir le classement", className="bouton bouton--fort", type="submit"
                    ),
                    className="valider-reglages",
                ),
            ],
            id="reglages",
            action=PATH,
            method="get",
            **aria(label="Réglages"),
        ),
        depart.sender(),
    ]


def _step(rank: int, title: str, children: Sequence[Node]) -> Element:
    head = html.H2([html.Span(str(rank)), title])
    if rank == 1:
        return html.Section([head, *children], className="etape", **aria(label=title))
    return html.Details(
        [html.Summary(head), html.Div(children)], className="etape etape--reglage", open=True
    )


def _weights(adresse: Adresse, choix: Choix) -> list[Node]:
    given = dict(adresse.poids)
    sliders = [
        html.Div(
            [
                html.Label([swatch(t), mots.theme(t)], htmlFor=f"p-{t}"),
                Element("output", mots.weight(given.get(t, LEARNT)), htmlFor=f"p-{t}"),
                Element(
                    "input",
                    id=f"p-{t}",
                    name=f"poids_{t}",
                    type="range",
                    min=0,
                    max=f"{MOST_WEIGHT:g}",
                    step=STEP,
                    value=f"{given.get(t, LEARNT):g}",
                    **{"data-poids": t},
                ),
            ],
            className="poids",
        )
        for t in choix.themes
    ]
    learnt = "1\u00a0: comme appris. 0\u00a0: sans ce thème. 3\u00a0: trois fois plus."
    return [
        html.P(learnt, className="petit discret"),
        *sliders,
        html.P(
            html.A(
                "Revenir aux poids appris",
                className="bouton",
                id="poids-appris",
                href=adresse.href(poids=(), page=1, candidat=""),
            ),
            className="actions",
        ),
    ]


def _constraints(adresse: Adresse, choix: Choix, refused: Collection[str]) -> list[Node]:
    niveau = choix.depart.niveau if choix.depart else adresse.niveau or NiveauCarte.COMMUNE
    return [
        _population(adresse, refused),
        _where(adresse, choix, Niveau(niveau)),
        _box("un_par_epci", "Une seule par intercommunalité (EPCI)", on=adresse.un_par_epci)
        if niveau == Niveau.COMMUNE
        else None,
        _box("voisine", "Compter la proximité d’une implantation", on=adresse.voisine),
        _box("conditions", "Conditions vérifiables de la notice remplies", on=adresse.conditions)
        if choix.verifiables or adresse.conditions
        else None,
        _box("deja", "Classer aussi celles qui la mènent déjà", on=adresse.deja),
    ]


def _population(adresse: Adresse, refused: Collection[str]) -> Element:
    def bound(name: str, label: str, value: int | None) -> list[Node]:
        return [
            html.Label(label, className="sr", htmlFor=f"c-{name}"),
            Element(
                "input",
                className="champ",
                id=f"c-{name}",
                name=name,
                inputMode="numeric",
                autoComplete="off",
                maxLength=14,
                value="" if value is None else number(value),
                **(aria(invalid="true") if name in refused else {}),
            ),
        ]

    return Element(
        "fieldset",
        [
            html.Legend("Population", className="etiquette"),
            html.Div(
                [
                    *bound("population_min", "Minimum", adresse.population_min),
                    html.Span("à"),
                    *bound("population_max", "Maximum", adresse.population_max),
                    html.Span("hab."),
                ],
                className="bornes",
            ),
        ],
    )


def _where(adresse: Adresse, choix: Choix, niveau: Niveau) -> Node:
    groups = [("Régions", choix.regions, adresse.region)]
    if niveau is not Niveau.DEPARTEMENT:
        groups.append(("Départements", choix.departements, adresse.departement))
    if niveau is Niveau.REGION:
        return None
    options = [
        Element("optgroup", [_option(t, chosen) for t in places], label=label)
        for label, places, chosen in groups
    ]
    return [
        html.Label("Région ou département", className="etiquette", htmlFor="c-lieu"),
        Element(
            "select",
            [Element("option", "Toute la France", value=""), *options],
            className="champ",
            id="c-lieu",
            name="lieu",
        ),
    ]


def _option(t: Territoire, chosen: str | None) -> Element:
    value = f"{t.niveau}-{t.code}"
    return Element("option", f"{nom(t)} ({t.code})", value=value, selected=t.code == chosen)


def _box(name: str, label: str, *, on: bool) -> Element:
    box = Element("input", type="checkbox", name=name, value=YES, checked=on)
    return html.Label([box, label], className="coche")
