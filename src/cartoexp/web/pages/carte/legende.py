"""Legend of the map, and its sentence, written from the data; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.formats import count, number
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.state import State


def legend(state: State) -> list[Element]:
    """Return the classes, zero aside, and what the signs mean."""
    noun = state.vue.niveau.niveau.label.lower()
    labels = [("zero", "0"), *((f"k{i}", t) for i, t in enumerate(state.classes.labels, 1))]
    return [
        html.Div(
            [
                html.H2(f"Nombre d’expérimentations par {noun}"),
                html.P(
                    [
                        html.Span(
                            [html.I("9", className="ech ech--grappe"), "implantations groupées"]
                        ),
                        html.Span([html.I(className="ech ech--point"), "une implantation"]),
                    ],
                    className="cle",
                ),
            ],
            className="bande__tete",
        ),
        html.Ul([html.Li(text, className=css) for css, text in labels], className="rampe"),
        html.P(sentence(state), className="phrase"),
    ]


def sentence(state: State) -> str:
    """Return what the map shows, in words, from its data."""
    counts, niveau = state.counts, state.vue.niveau.niveau
    noun, plural = niveau.label.lower(), niveau.label_pluriel.lower()
    shown = state.listing.experimentations - counts.au_dessus
    told = (
        f"{count(shown, 'expérimentation recensée', 'expérimentations recensées')} dans "
        f"{count(len(counts.experimentations) - state.undrawn, noun, plural)} "
        f"sur {number(state.drawn)}."
    )
    if state.undrawn:
        what = count(state.undrawn, "collectivité ultramarine", "collectivités ultramarines")
        verb = "S’y ajoute" if state.undrawn == 1 else "S’y ajoutent"
        told += f" {verb} {what} sans contour dans nos sources."
    if counts.au_dessus == 1:
        told += " 1 autre, menée à une échelle plus vaste, est dans la liste seulement."
    elif counts.au_dessus:
        told += (
            f" {number(counts.au_dessus)} autres, menées à une échelle plus vaste, "
            "sont dans la liste seulement."
        )
    return told
