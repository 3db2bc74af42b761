"""« Couleur des territoires »: number, rate, or one of the indicators by theme; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte.formulaire import apply, form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.web.html import Element
    from cartoexp.web.pages.carte.state import State

ID = "choix-couleur"


def chooser(state: State) -> Element:
    """Return the list of colours of the level; our script follows it at once."""
    groups: dict[str, list[Indicateur]] = {theme: [] for theme in THEMES}
    for known in state.indicateurs:
        groups.setdefault(known.theme, []).append(known)
    own = [(NOMBRE, "Nombre d’expérimentations"), (TAUX, "Nombre pour 100\u202f000 habitants")]
    if TAUX not in state.couleurs:
        own = own[:1]
    lists = [_group(state, "Expérimentations", own)]
    if is_likeness(state.vue.couleur):
        lists.insert(0, _group(state, "Ressemblance", [_own(state)]))
    lists += [
        _group(state, THEMES.get(theme, theme), [(i.id, i.libelle) for i in found])
        for theme, found in groups.items()
        if found
    ]
    return form(
        state.vue,
        {"couleur"},
        [
            html.Label("Couleur des territoires", htmlFor=ID, className="etiquette"),
            html.Select(
                lists,
                id=ID,
                name="couleur",
                className="champ",
                **{"data-vue-couleur": "1", "aria-label": "Couleur des territoires"},
            ),
            apply(),
        ],
        "scene__couleur",
    )


def _own(state: State) -> tuple[str, str]:
    return state.vue.couleur, state.coloration.titre


def _group(state: State, label: str, choices: Sequence[tuple[str, str]]) -> Element:
    options = [
        html.Option(
            told,
            value=value,
            selected=value == state.vue.couleur,
            **{"data-href": state.vue.href(couleur=value)},
        )
        for value, told in choices
    ]
    return html.Optgroup(options, label=label)
