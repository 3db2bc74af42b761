"""Fields of the builder, by kind of embed; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.genres import PARTS, Apparence, Cible, Genre, Mesure, Symboles
from cartoexp.domain.lecture import THEMES
from cartoexp.domain.phrases.typographie import THIN
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.domain.vues import NOMBRE, ROWS, TAUX, parameters
from cartoexp.services.ressemblance import is_likeness
from cartoexp.web.communs.integrer import LEVEL, TARGET
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.integrer.etat import NARROWEST, SHORTEST, TALLEST, WIDEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.domain.experiments import Experiment
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.web.html import Node
    from cartoexp.web.integrer.etat import Etat

LOOKS = {
    Apparence.AUTO: "Celle du lecteur, claire ou sombre",
    Apparence.CLAIR: "Claire",
    Apparence.SOMBRE: "Sombre",
}
SIGNS = {
    Symboles.AUCUN: "Aucun",
    Symboles.PROPORTIONNELS: "Un disque selon le nombre",
    Symboles.THEMES: "Une forme par famille de thèmes",
}
MEASURES = {
    Mesure.EXPERIMENTATIONS: "Expérimentations",
    Mesure.IMPLANTATIONS: "Implantations",
    Mesure.TERRITOIRES: "Territoires",
}
HIDDEN_PARTS = {"titre": "Masquer le titre", "legende": "Masquer la légende",
                "tableau": "Masquer le tableau des données"}  # fmt: skip
VISIBLE = ("niveau", "couleur", "symboles", "mesure", "nombre", "apparence", *PARTS)
"""What has a field; everything else of a view is kept as it came."""


def visible(genre: Genre) -> set[str]:
    """Return the parameters of a kind that have a field."""
    ranked = genre in {Genre.CARTE, Genre.PALMARES, Genre.ESSAIMAGE}
    own = {n for n in VISIBLE if n in parameters(genre)}
    return own if ranked else own - {"niveau"}


def select(
    name: str, label: str, options: Iterable[tuple[str, str]], chosen: str, **more: str
) -> Element:
    """Return a list of choices under its label."""
    made = [Element("option", told, value=v, selected=v == chosen) for v, told in options]
    control = html.Select(made, name=name, id=f"i-{name}", className="champ")
    return field(name, label, control, **more)


def field(name: str, label: str, control: Node, **more: str) -> Element:
    """Return a control under its label."""
    head = html.Label(label, className="etiquette", htmlFor=f"i-{name}")
    return html.Div([head, control], className="integrer__champ", **more)


def target(etat: Etat, experiments: Sequence[Experiment]) -> Node:
    """Return what the view is about."""
    code = etat.vue.code if etat.vue else "".join(etat.asked.get(TARGET, ()))
    if etat.genre.cible is Cible.EXPERIMENTATION:
        known = sorted((x.titre, x.id) for x in experiments)
        first = [] if code else [("", "Choisir…")]
        choices = [*first, *((i, title) for title, i in known)]
        return select(TARGET, "Expérimentation", choices, code)
    if etat.genre.cible is Cible.TERRITOIRE:
        level = etat.vue.niveau_cible if etat.vue else "".join(etat.asked.get(LEVEL, ()))
        text = _input(TARGET, "text", code, maxLength=14, autoComplete="off")
        return [
            select(LEVEL, "Niveau", [(n.value, n.label) for n in reversed(Niveau)],
                   str(level or Niveau.COMMUNE)),
            field(TARGET, "Code du territoire (COG ou SIREN)", text),
        ]  # fmt: skip
    return None


def level(etat: Etat) -> Node:
    """Return the level that is coloured or ranked."""
    if "niveau" not in visible(etat.genre):
        return None
    chosen = (etat.vue.niveau if etat.vue else None) or ""
    usual = [("", "Celui de l’expérimentation")] if etat.genre is Genre.ESSAIMAGE else []
    levels = [(n.value, n.niveau.label_pluriel) for n in NiveauCarte]
    return select("niveau", "Niveau", [*usual, *levels], str(chosen))


def colour(etat: Etat, indicators: Sequence[Indicateur]) -> Node:
    """Return what colours the territories, or ranks them."""
    if "couleur" not in visible(etat.genre) or etat.vue is None:
        return None
    chosen = etat.vue.couleur
    own = [(NOMBRE, "Nombre d’expérimentations"), (TAUX, f"Nombre pour 100{THIN}000 habitants")]
    if etat.vue.niveau is NiveauCarte.COMMUNE:
        own = own[:1]
    if is_likeness(chosen):
        own.append((chosen, "Ressemblance, comme sur la carte"))
    groups: dict[str, list[tuple[str, str]]] = {"Expérimentations": own}
    for known in indicators:
        name = THEMES.get(known.theme, known.theme)
        groups.setdefault(name, []).append((known.id, known.libelle))
    lists = [
        Element(
            "optgroup",
            [Element("option", told, value=v, selected=v == chosen) for v, told in choices],
            label=name,
        )
        for name, choices in groups.items()
    ]
    control = html.Select(lists, name="couleur", id="i-couleur", className="champ")
    return field("couleur", "Couleur", control, **{"data-part": "couleur"})


def content(etat: Etat) -> list[Node]:
    """Return what else the kind lets one choose."""
    shown, vue = visible(etat.genre), etat.vue
    if vue is None:
        return []
    return [
        select("symboles", "Signes sur la carte", SIGNS.items(), vue.symboles)
        if "symboles" in shown
        else None,
        select("mesure", "Ce qui est compté", MEASURES.items(), vue.mesure)
        if "mesure" in shown
        else None,
        field(
            "nombre",
            f"Nombre de lignes, {ROWS[vue.genre][1]} au plus",
            _input("nombre", "number", str(vue.lignes), min=1, max=ROWS[vue.genre][1]),
        )
        if "nombre" in shown
        else None,
    ]


def look(etat: Etat) -> list[Node]:
    """Return how it is shown: light or dark, parts, size."""
    vue = etat.vue
    chosen = vue.presentation.apparence if vue else Apparence.AUTO
    boxes = [
        html.Label(
            [
                Element(
                    "input",
                    type="checkbox",
                    name=name,
                    value="non",
                    checked=vue is not None and not getattr(vue.presentation, name),
                ),
                label,
            ],
            className="coche",
        )
        for name, label in HIDDEN_PARTS.items()
        if name != "legende" or etat.genre in {Genre.CARTE, Genre.EXPERIMENTATION}
    ]
    return [
        select("apparence", "Apparence", LOOKS.items(), chosen),
        *boxes,
        html.Div(
            [
                _size("largeur", "Largeur en pixels", etat.largeur, "toute"),
                _size("hauteur", "Hauteur en pixels", etat.hauteur, "conseillée"),
            ],
            className="integrer__tailles",
        ),
    ]


def kept(etat: Etat) -> list[Node]:
    """Return what has no field and stays: filters and settings of the page one came from."""
    if etat.vue is None:
        return []
    names = visible(etat.genre)
    return [
        Element("input", type="hidden", name=name, value=value)
        for name, value in etat.vue.pairs()
        if name not in names
    ]


def _size(name: str, label: str, value: int, usual: str) -> Element:
    low, high = (NARROWEST, WIDEST) if name == "largeur" else (SHORTEST, TALLEST)
    told = str(value) if value else ""
    control = _input(name, "number", told, min=low, max=high, placeholder=usual)
    return field(name, label, control)


def _input(name: str, kind: str, value: str, **more: object) -> Element:
    return Element(
        "input", type=kind, name=name, id=f"i-{name}", className="champ", value=value, **more
    )
