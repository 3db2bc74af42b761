"""Legend of the map: each class is a button with the number of its territories; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.domain.vocabulaires import Statut
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.web.communs import signaler
from cartoexp.web.components import HIDDEN
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte.phrases import sentence

if TYPE_CHECKING:
    from cartoexp.services.coloration import Coloration
    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.state import State

NO_DATA = "Aucune donnée"
MASKED = "Masqué"
MASKED_WHOLE = f"Masqué (moins de 20{THIN}000{NBSP}habitants)"
BIG = 100
"""A bar is as long as its share of the largest class, in percent."""


def legend(state: State) -> list[Element]:
    """Return the title, the classes with their histogram, the sentence and the way to the table."""
    coloration = state.coloration
    return [
        html.Div([html.H2(_title(coloration)), _signs()], className="bande__tete"),
        html.Ul(
            [_class(coloration, *row) for row in _rows(coloration)],
            className="classes",
            **{"aria-label": "Classes : en choisir une la montre seule"},
        ),
        html.P(
            [
                html.Span(sentence(state), className="phrase"),
                " ",
                html.A("Voir en tableau", href=state.vue.table),
                " ",
                signaler.lien_chiffre("carte", state.vue.href()),
            ],
            className="bande__pied",
        ),
    ]


def _title(coloration: Coloration) -> str:
    noun = coloration.niveau.label.lower()
    if coloration.couleur == NOMBRE:
        return f"{coloration.titre} par {noun}"
    if coloration.couleur == TAUX or not coloration.unite:
        return f"{coloration.titre}, par {noun}"
    space = THIN if coloration.unite.startswith("%") else ""
    return f"{coloration.titre} ({space}{coloration.unite}), par {noun}".replace("(\u202f", "(")


def _signs() -> Element:
    return html.P(
        [
            html.Span([html.I("9", className="ech ech--grappe"), "implantations groupées"]),
            html.Span(
                [
                    html.I(className=f"forme statut--{Statut.EN_COURS}"),
                    "une implantation, à la forme de son statut",
                ]
            ),
        ],
        className="cle",
    )


def _rows(coloration: Coloration) -> list[tuple[int, str, str]]:
    """Return (class, label, look) in order: zero, the classes, masked, no data."""
    rows = [] if coloration.zero is None else [(0, coloration.zero, "k0")]
    rows += [(k, label, f"k{k}") for k, label in enumerate(coloration.libelles, 1)]
    if coloration.couleur == TAUX:
        rows.append((MASQUE, MASKED, "masque"))
    return [*rows, (AUCUNE, NO_DATA, "nd")]


def _class(coloration: Coloration, k: int, label: str, look: str) -> Element:
    n = coloration.effectifs[k]
    widest = max(coloration.effectifs.values()) or 1
    noun = coloration.niveau.label.lower(), coloration.niveau.label_pluriel.lower()
    whole = MASKED_WHOLE if k == MASQUE else label
    told = f"{whole}{NBSP}: {count(n, *noun)}"
    return html.Li(
        html.Button(
            [
                html.Span(className="classe__barre", **HIDDEN),
                html.Span(className=f"classe__ech {look}", **HIDDEN),
                html.Span(label, className="classe__nom"),
                html.Span(number(n), className="classe__n"),
            ],
            type="button",
            className="classe",
            title=told,
            style={"--p": f"{BIG * n / widest:.1f}"},
            **{"data-classe": str(k), "aria-pressed": "false", "aria-label": told},
        ),
        className=f"classe--{look}",
    )
