"""A whole row of a table as fields: what is always asked, then the rest under « Préciser »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.champs.champ import champs
from cartoexp.web.champs.rendu import nommer, rendre
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.html import Element, Node


def rendre_ligne(
    table: str,
    rang: int,
    cellules: Mapping[str, str],
    erreurs: Mapping[str, Sequence[str]],
    *,
    choix: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    moderation: bool = False,
) -> list[Node]:
    """Return the fields of a row.

    Args:
        table: name of the table.
        rang: rank of the row in the form.
        cellules: what is written, by column.
        erreurs: what is wrong, by column.
        choix: by column, what a reference may be: a column that has none there is not asked.
        moderation: also ask what only who moderates answers, territory codes included.
    """
    first: list[Node] = []
    more: list[Node] = []
    filled = 0
    wrong = False
    offered = choix or {}
    for asked in champs(table, moderation=moderation):
        options = offered.get(asked.nom, ())
        if (asked.lieu and not moderation) or (asked.nom == "source" and not options):
            continue
        told = erreurs.get(asked.nom, ())
        cell = cellules.get(asked.nom, "")
        shown = rendre(asked, nommer(table, rang, asked.nom), cell, told, options)
        if asked.plus:
            more.append(shown)
            filled += bool(cell)
            wrong = wrong or bool(told)
        else:
            first.append(shown)
    return [*first, preciser(more, filled, ouvert=wrong)]


def preciser(fields: Sequence[Node], remplis: int, *, ouvert: bool = False) -> Element | None:
    """Return fields to unfold, with how many they are and how many are filled in."""
    if not fields:
        return None
    told = count(len(fields), "question facultative", "questions facultatives")
    if remplis:
        told += f", {count(remplis, 'remplie', 'remplies')}"
    return html.Details(
        [
            html.Summary(["Préciser", html.Span(f"{NBSP}: {told}", className="discret")]),
            html.Div(list(fields), className="saisie__plus"),
        ],
        className="saisie__preciser",
        open=ouvert,
    )
