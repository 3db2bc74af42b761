"""The search of the registry: plain GET, works without a line of JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.registre import Etat
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.domain.vocabulaires import Decision, Fondement, Suite
from cartoexp.web.communs.derogations import PATH
from cartoexp.web.components import aria, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.derogations.adresse import LIEU

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.domain.registre import Criteres
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vocabulaires import Vocabulaire
    from cartoexp.web.html import Node

AIDE = (
    "Comme on l’écrit : « L. 6222-1 du code du travail », « CGCT, art. R. 2224-20 », "
    "« loi n° 2016-231 », ou quelques mots de l’objet."
)
CHOIX: tuple[tuple[str, str, type[Vocabulaire]], ...] = (
    ("fondement", "Fondement", Fondement),
    ("decision", "Décision", Decision),
    ("etat", "Où elle en est", Etat),
    ("issue", "Ce qu’il en est advenu", Suite),
)


@dataclass(frozen=True, slots=True)
class Lieux:
    """Territories that the form offers."""

    regions: Sequence[Territoire]
    departements: Sequence[Territoire]


def formulaire(criteres: Criteres, lieux: Lieux) -> Element:
    """Return the form in its present state; pure."""
    text = Element(
        "input",
        className="champ",
        id="q",
        name="q",
        type="search",
        value=criteres.q or None,
        maxLength=MAX_TEXT,
        autoComplete="off",
        **aria(describedby="q-aide"),
    )
    button = html.Button(
        [icon("loupe"), "Chercher"], className="bouton bouton--fort", type="submit"
    )
    return html.Form(
        [
            html.Label("Norme ou objet", htmlFor="q", className="etiquette"),
            html.Div([text, button], className="chercher__ligne"),
            html.P(AIDE, id="q-aide", className="petit discret"),
            html.Details(
                [
                    html.Summary("Affiner\u00a0: fondement, décision, issue, territoire"),
                    html.Div(
                        [*(_choix(criteres, *one) for one in CHOIX), _lieu(criteres, lieux)],
                        className="derogations__choix",
                    ),
                ],
                open=bool(criteres.without("q")),
            ),
        ],
        className="chercher derogations__chercher",
        action=PATH,
        method="get",
        role="search",
        **aria(label="Chercher dans le registre"),
    )


def _choix(criteres: Criteres, name: str, label: str, kind: type[Vocabulaire]) -> Element:
    held = getattr(criteres, name)
    chosen = held[0].value if len(held) == 1 else ",".join(held)
    options = [("", "Tous"), *((m.value, m.label) for m in kind)]
    if len(held) > 1:
        options.insert(1, (chosen, " ou ".join(m.label for m in held)))
    return _selection(name, label, options, chosen)


def _selection(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> Element:
    return html.Div(
        [
            html.Label(label, htmlFor=f"f-{name}", className="etiquette"),
            html.Select(
                [html.Option(t, value=v, selected=v == chosen) for v, t in options],
                className="champ",
                id=f"f-{name}",
                name=name,
            ),
        ]
    )


def _lieu(criteres: Criteres, lieux: Lieux) -> Element:
    chosen = next(
        (f"{n}-{code}" for n in ("departement", "region") if (code := getattr(criteres, n))), ""
    )
    groups = (("Régions", lieux.regions), ("Départements", lieux.departements))
    options: list[Node] = [Element("option", "Toute la France", value="")]
    options += [
        Element("optgroup", [_option(t, chosen) for t in territoires], label=label)
        for label, territoires in groups
    ]
    return html.Div(
        [
            html.Label("Territoire", htmlFor="f-lieu", className="etiquette"),
            Element("select", options, className="champ", id="f-lieu", name=LIEU),
        ]
    )


def _option(territoire: Territoire, chosen: str) -> Element:
    value = f"{territoire.niveau.value}-{territoire.code}"
    text = f"{nom(territoire)} ({territoire.code})"
    return Element("option", text, value=value, selected=value == chosen)
