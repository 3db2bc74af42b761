"""A question as HTML: label, help, widget, what is wrong beside it; pure.

What was written is shown again whatever it is, and nothing cuts it while it is typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.web.champs.champ import Saisie
from cartoexp.web.components import aria, icon
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.champs.champ import Champ
    from cartoexp.web.html import Node

MONTRE = 20_000
"""Characters shown again of a text that is far too long."""
_ROWS = {True: 6, False: 3}
_LONG = 1_000


def nommer(table: str, rang: int, colonne: str) -> str:
    """Return the name, which is also the id, of the field of a column in the row of a table."""
    return f"{table}-{rang}-{colonne}"


def rendre(
    champ: Champ,
    nom: str,
    valeur: str = "",
    erreurs: Sequence[str] = (),
    choix: Sequence[tuple[str, str]] = (),
) -> Element:
    """Return a field and all that is told of it.

    Args:
        champ: the question.
        nom: name and id of the field.
        valeur: what is written there.
        erreurs: what is wrong in it, in sentences.
        choix: (value, words) pairs, for a reference to a row of another table.
    """
    if champ.saisie is Saisie.COCHES:
        return _coches(champ, nom, valeur, erreurs)
    said = " ".join(
        f"{nom}-{part}"
        for part, there in (("aide", champ.aide), ("compte", _compte(champ)), ("dit", erreurs))
        if there
    )
    told = aria(describedby=said) if said else {}
    if erreurs:
        told |= aria(invalid="true")
    return html.Div(
        [
            html.Label(_titre(champ), htmlFor=nom, className="etiquette"),
            aide(champ.aide, nom),
            _widget(champ, nom, valeur, choix, told),
            _combien(champ, nom),
            dites(erreurs, nom),
        ],
        className="saisie",
    )


def dites(erreurs: Sequence[str], nom: str) -> Node:
    """Return what is wrong in the field of this name."""
    if not erreurs:
        return None
    return html.Div(
        [html.P([icon("alerte"), " ", text]) for text in erreurs],
        id=f"{nom}-dit",
        className="saisie__dit",
    )


def aide(texte: str, nom: str) -> Node:
    """Return the help of the field of this name."""
    return html.P(texte, id=f"{nom}-aide", className="petit discret") if texte else None


def cacher(nom: str, valeur: str) -> Element:
    """Return a hidden field."""
    return Element("input", type="hidden", name=nom, value=valeur)


def _titre(champ: Champ) -> Node:
    if not champ.obligatoire:
        return champ.label
    return [champ.label, html.Span(f"{NBSP}(obligatoire)", className="saisie__requis")]


def _widget(
    champ: Champ,
    nom: str,
    valeur: str,
    choix: Sequence[tuple[str, str]],
    told: Mapping[str, str],
) -> Element:
    options = choix or champ.valeurs
    if options:
        return _select(nom, valeur, options, told)
    shown = valeur[:MONTRE]
    more = {"data-plus": str(champ.limite)} if champ.limite else {}
    if champ.saisie is Saisie.TEXTE:
        # A line break that begins a textarea is not read: one is written for it to go.
        return html.Textarea(
            f"\n{shown}",
            id=nom,
            name=nom,
            rows=str(_ROWS[champ.limite > _LONG]),
            className="champ",
            **more,
            **told,
        )
    kind = "url" if champ.saisie is Saisie.ADRESSE else "text"
    if champ.saisie is Saisie.ANNEE:
        more["inputMode"] = "numeric"
    return Element(
        "input",
        id=nom,
        name=nom,
        type=kind,
        value=shown,
        className="champ",
        autoComplete="off",
        **more,
        **told,
        **({"data-forme": champ.saisie.value} if champ.saisie in _FORMES else {}),
    )


_FORMES = {Saisie.DATE, Saisie.ANNEE, Saisie.ADRESSE}
"""Widgets whose form the page's script also knows."""


def _select(
    nom: str, valeur: str, options: Sequence[tuple[str, str]], told: Mapping[str, str]
) -> Element:
    known = {value for value, _ in options}
    rows = [html.Option("Choisir…", value="", selected=not valeur)]
    if valeur and valeur not in known:
        rows.append(
            html.Option(f"{quote(valeur[:80])} (non admis)", value=valeur[:200], selected=True)
        )
    rows += [html.Option(text, value=value, selected=value == valeur) for value, text in options]
    return html.Select(rows, id=nom, name=nom, className="champ", **told)


def _coches(champ: Champ, nom: str, valeur: str, erreurs: Sequence[str]) -> Element:
    """Return a group of boxes; the group is what errors lead to."""
    chosen = [v for v in valeur[:MONTRE].split(LIST_SEPARATOR) if v]
    strange = [v for v in dict.fromkeys(chosen) if v not in dict(champ.valeurs)]
    options = [*champ.valeurs, *((v, f"{quote(v[:80])} (non admis)") for v in strange[:5])]
    boxes = [
        html.Label(
            [
                Element(
                    "input",
                    type="checkbox",
                    id=f"{nom}-{rank}",
                    name=nom,
                    value=value,
                    checked=value in chosen,
                ),
                f" {text}",
            ],
            className="coche",
        )
        for rank, (value, text) in enumerate(options)
    ]
    said = " ".join(
        f"{nom}-{part}" for part, there in (("aide", champ.aide), ("dit", erreurs)) if there
    )
    return html.Fieldset(
        [
            html.Legend(_titre(champ), className="etiquette"),
            aide(champ.aide, nom),
            html.Div(boxes, className="saisie__coches"),
            dites(erreurs, nom),
        ],
        id=nom,
        className="saisie",
        **(aria(describedby=said) if said else {}),
    )


def _compte(champ: Champ) -> bool:
    return champ.saisie is Saisie.TEXTE


def _combien(champ: Champ, nom: str) -> Node:
    if not _compte(champ):
        return None
    told = f"{number(champ.limite)}{NBSP}caractères au plus."
    return html.P(told, id=f"{nom}-compte", className="petit discret saisie__compte")
