"""« Voir en tableau »: the values of the map as a page and as a file, without JavaScript."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response

from cartoexp.domain.bornes import MASQUE
from cartoexp.domain.phrases import mesures
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, typeset
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness
from cartoexp.services.resume import rank
from cartoexp.web import criteria
from cartoexp.web.components import breadcrumb, cell, icon
from cartoexp.web.context import cached, query
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte import phrases
from cartoexp.web.pages.carte.vue import Vue
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask

    from cartoexp.services.coloration import Coloration
    from cartoexp.services.resume import Rang
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node
    from cartoexp.web.pages.carte.state import State

SHOWN = 120
PERCENTILE = "centile de ressemblance"
COLUMNS = ("niveau", "code", "nom", "indicateur", "valeur", "unite", "source", "millesime")


@dataclass(frozen=True, slots=True)
class Table:
    """A view as a table: its first rows, and the criteria that restrict it."""

    state: State
    rangs: Sequence[Rang]
    criteria: Sequence[str]


def layout(table: Table) -> Page:
    """Return the page; pure."""
    state, coloration = table.state, table.state.coloration
    title = f"{coloration.titre} par {coloration.niveau.label.lower()}"
    body = html.Main(
        [
            breadcrumb([(state.vue.href(), "Carte")], "Tableau"),
            html.H1(title),
            html.P(phrases.sentence(state), className="chapo"),
            _criteria(table),
            html.P(
                [
                    html.A("Revenir à la carte", className="bouton", href=state.vue.href()),
                    html.A(
                        [icon("charge"), "Télécharger toutes les lignes (CSV)"],
                        className="bouton",
                        href=_file(state),
                    ),
                ],
                className="actions",
            ),
            html.Div(_table(table), className="defile"),
        ],
        className="page page--texte tableau",
        id="contenu",
    )
    description = f"{title}{NBSP}: les valeurs de la carte, en tableau."
    shown = state.vue.embed
    return Page(f"{title}, en tableau", description, body, robots="noindex, follow", vue=shown)


def _file(state: State) -> str:
    """Return the address of every line; counts have a file of their own, with more columns."""
    if state.vue.couleur == NOMBRE:
        pairs = [("niveau", state.vue.niveau.value), *state.vue.filters.pairs()]
        return f"/territoires.csv?{urlencode(pairs, safe=',')}"
    return f"/carte/valeurs.csv?{urlencode(state.vue.pairs(), safe=',')}"


def _criteria(table: Table) -> Node:
    if not table.criteria or table.state.vue.couleur not in {NOMBRE, TAUX}:
        return None  # an indicator is what it is, whatever experiments are looked for
    told = f"{THIN}; ".join(table.criteria)
    return html.P(f"Filtres{NBSP}: {told}.", className="discret")


def _table(table: Table) -> Element:
    coloration = table.state.coloration
    head = html.Tr(
        [
            html.Th(coloration.niveau.label, scope="col"),
            html.Th("Population", scope="col", className="num"),
            html.Th(_column(coloration), scope="col", className="num"),
        ]
    )
    return html.Table(
        [
            html.Caption(_caption(table)),
            html.Thead(head),
            html.Tbody([_row(coloration, rang) for rang in table.rangs]),
        ],
        className="pile",
    )


def _column(coloration: Coloration) -> str:
    unit = coloration.unite or coloration.titre
    return f"{unit[0].upper()}{unit[1:]}"


def _caption(table: Table) -> str:
    coloration, n = table.state.coloration, len(table.rangs)
    told = f"De la plus haute valeur à la plus basse. {mesures.sourced(coloration)}"
    if n < len(coloration.codes):
        told = f"Les {n} premières lignes sur {number(len(coloration.codes))}. {told}"
    return told


def _row(coloration: Coloration, rang: Rang) -> Element:
    t = rang.territoire
    told: Node = MISSING
    if rang.classe == MASQUE:
        told = html.Span("masqué", className="discret")
    elif rang.valeur is not None:
        told = _value(coloration, rang)
    return html.Tr(
        [
            html.Th(html.A(typeset(t.nom), href=t.chemin), scope="row"),
            cell("Population", number(t.population), "num"),
            cell(_column(coloration), told, "num"),
        ]
    )


def _value(coloration: Coloration, rang: Rang) -> str:
    """Return the amount, or the word that it stands for."""
    assert rang.valeur is not None  # noqa: S101  the caller has looked
    if coloration.unite and not is_likeness(coloration.couleur):
        return mesures.value(coloration, rang.valeur, unit=False)
    words = {0: coloration.zero or "0"} | dict(enumerate(coloration.libelles, 1))
    return words[rang.classe]


def write(coloration: Coloration, rangs: Sequence[Rang]) -> str:
    """Return the text of the file (RFC 4180); unknown and masked values are empty."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    unit = PERCENTILE if is_likeness(coloration.couleur) else coloration.unite.replace(THIN, " ")
    told = coloration.niveau.value, coloration.couleur, unit
    for rang in rangs:
        value = "" if rang.valeur is None else f"{rang.valeur:.{coloration.decimales}f}"
        t = rang.territoire
        source = coloration.source, coloration.millesime
        writer.writerow([told[0], t.code, t.nom, told[1], value, told[2], *source])
    return text.getvalue()


def register(server: Flask, web: Web, read_state: Callable[[Web, Vue], State]) -> None:
    """Attach the page and the file to ``server``."""

    @server.get("/carte/tableau")
    def table() -> Response:
        vue = Vue.parse(query())
        state = read_state(web, vue)
        found = rank(state.coloration, web.services.territoires, SHOWN)
        told = [c.text for c in criteria.active(vue.filters, state.lieux)]
        return web.answer(layout(Table(state, found, told)))

    @server.get("/carte/valeurs.csv")
    def values() -> Response:
        vue = Vue.parse(query())
        coloration = web.services.colorations.of(vue.filters, vue.niveau.niveau, vue.couleur)
        text = write(coloration, rank(coloration, web.services.territoires))
        response = Response(text.encode(), content_type="text/csv; charset=utf-8; header=present")
        name = f"cartoexp-{vue.niveau}-{vue.couleur.replace(':', '-')}-{web.today()}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        response.headers["X-Robots-Tag"] = "noindex"
        return cached(response, "no-cache")
