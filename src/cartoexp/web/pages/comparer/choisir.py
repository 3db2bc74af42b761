"""Which territories are compared: their marks, ways to remove one and to add another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.communs.ressemblance import address
from cartoexp.web.components import aria, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.comparer.adresse import ADD, FEWEST, MOST, NAME, PATH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.web.html import Node

LETTERS = "ABCD"
FULL = f"Quatre territoires au plus{NBSP}: retirez-en un pour en ajouter un autre."
FIRST = ["Premier territoire", "Deuxième territoire"]


def mark(rank: int) -> Element:
    """Return the mark of a territory: a shape and a letter, the same all over the page."""
    return html.I(LETTERS[rank], className=f"marque-t marque-t--{LETTERS[rank].lower()}")


def heads(territoires: Sequence[Territoire], lieux: Mapping[str, str]) -> Element:
    """Return the territories with their marks; one may be removed while two are left."""
    removable = len(territoires) > FEWEST
    items = []
    for rank, t in enumerate(territoires):
        others = [x for x in territoires if x is not t]
        facts = " · ".join(
            filter(None, (typeset(lieux.get(t.code, "")), grandeurs.inhabitants(t.population)))
        )
        label = f"Retirer {nom(t)} de la comparaison"
        remove = html.A(
            [icon("croix"), "Retirer"],
            className="bouton bouton--nu",
            href=address(others),
            **aria(label=label),
        )
        items.append(
            html.Li(
                [
                    mark(rank),
                    html.Div([html.A(nom(t), href=t.chemin), html.P(facts)]),
                    remove if removable else None,
                ]
            )
        )
    return html.Ul(items, className="compares")


def form(territoires: Sequence[Territoire], niveau: Niveau | None) -> Node:
    """Return the field that adds one; two fields when there is none yet."""
    if len(territoires) >= MOST:
        return html.P(FULL, className="discret petit")
    labels = ["Ajouter un territoire"] if territoires else FIRST
    if niveau:
        labels = [f"Ajouter {_one(niveau)}"]
    kept = ",".join(f"{t.niveau}:{t.code}" for t in territoires)
    hidden = html.Input(type="hidden", name=NAME, value=kept) if kept else None
    fields = [
        html.Div(
            [
                html.Label(label, htmlFor=f"{ADD}-{i}", className="etiquette"),
                html.Div(
                    html.Input(
                        className="champ",
                        id=f"{ADD}-{i}",
                        name=ADD,
                        type="search",
                        maxLength=200,
                        autoComplete="off",
                        placeholder="Nom ou code",
                        **{"data-combobox": niveau.value if niveau else ""},
                    ),
                    className="recherche",
                ),
            ]
        )
        for i, label in enumerate(labels)
    ]
    label = "Ajouter" if territoires else "Comparer"
    button = html.Button(label, className="bouton bouton--fort", type="submit")
    return html.Form(
        [hidden, *fields, button],
        className="ajouter pas-imprimer",
        action=PATH,
        method="get",
        **aria(label="Choisir les territoires"),
    )


def _one(niveau: Niveau) -> str:
    return f"{'une' if niveau.feminin else 'un'} {niveau.label.lower()}"


def offered(
    found: Sequence[Territoire], kept: Sequence[Territoire], lieux: Mapping[str, str]
) -> Element:
    """Return territories to choose from, each a link that adds it."""
    items = []
    for t in found:
        facts = ", ".join(filter(None, (t.nature, typeset(lieux.get(t.code, "")), t.code)))
        items.append(html.Li([html.A(nom(t), href=address([*kept, t])), f" ({facts})"]))
    return html.Ul(items, className="liste-simple")
