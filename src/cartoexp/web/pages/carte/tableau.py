"""« Voir en tableau »: the values of the map as a page and as files, without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.bornes import MASQUE
from cartoexp.domain.phrases import mesures
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness
from cartoexp.services.resume import rank
from cartoexp.services.tableaux import provenance, territoires
from cartoexp.web import criteria
from cartoexp.web.communs import signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import breadcrumb, cell
from cartoexp.web.context import query
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.carte import phrases
from cartoexp.web.pages.carte.vue import Vue
from cartoexp.web.shell import Page
from cartoexp.web.sorties import marked, notice, offer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from flask import Flask, Response

    from cartoexp.services.coloration import Coloration
    from cartoexp.services.resume import Rang
    from cartoexp.services.sorties import Table as Sortie
    from cartoexp.web.context import Web
    from cartoexp.web.html import Node
    from cartoexp.web.pages.carte.state import State

SHOWN = 120
VALUES = "/carte/valeurs"


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
            html.Div(
                [
                    html.A("Revenir à la carte", className="bouton", href=state.vue.href()),
                    menu([file(state)]),
                ],
                className="actions",
            ),
            html.Div(_table(table), className="defile"),
            signaler.du_chiffre("tableau", state.vue.table),
        ],
        className="page page--texte tableau",
        id="contenu",
    )
    description = f"{title}{NBSP}: les valeurs de la carte, en tableau."
    shown = state.vue.embed
    return Page(f"{title}, en tableau", description, body, robots="noindex, follow", vue=shown)


def file(state: State) -> Fichier:
    """Return the files of every line; counts have their own, with more columns."""
    vue, niveau = state.vue, state.vue.niveau.niveau
    lines = count(len(state.coloration.codes), "ligne")
    if vue.couleur == NOMBRE:
        pairs = [("niveau", niveau.value), *vue.filters.pairs()]
        return Fichier(f"Nombre par {niveau.label.lower()}", "/territoires", pairs)
    return Fichier(f"Valeurs par {niveau.label.lower()}", VALUES, vue.pairs(), lines)


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
            html.Th(html.A(nom(t), href=t.chemin), scope="row"),
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


def values(web: Web, asked: Mapping[str, Sequence[str]]) -> Sortie:
    """Return the values of every territory, for the files.

    Raises:
        InvalidParametersError: for what the map refuses too.
    """
    vue = Vue.parse(asked)
    services = web.services
    coloration = services.colorations.of(vue.filters, vue.niveau.niveau, vue.couleur)
    told = [f"{coloration.source}, {coloration.millesime}".removesuffix(", ")]
    if vue.couleur in {NOMBRE, TAUX}:
        filters = criteria.told(services.territoires, vue.filters)
        told.insert(0, provenance.of_catalogue(services.experiments.snapshot().meta))
    else:  # an indicator is what it is, whatever experiments are looked for
        filters = []
    shapes = f"Contours\u00a0: {provenance.of_reference(services.reference.manifest)}"
    likeness = is_likeness(coloration.couleur)
    unit = territoires.PERCENTILE if likeness else coloration.unite.replace(THIN, " ")
    known = notice(web, vue.href(), filters, [*told, shapes], [provenance.UNKNOWN])
    marks = [vue.niveau.value, vue.couleur, *(value for _, value in vue.filters.pairs())]
    return marked(territoires.coloured(services, coloration, unit, known), marks)


def register(server: Flask, web: Web, read_state: Callable[[Web, Vue], State]) -> None:
    """Attach the page and the files to ``server``."""
    offer(server, web, VALUES, "valeurs", lambda d: values(web, d.query))

    @server.get("/carte/tableau")
    def table() -> Response:
        vue = Vue.parse(query())
        state = read_state(web, vue)
        found = rank(state.coloration, web.services.territoires, SHOWN)
        told = [c.text for c in criteria.active(vue.filters, state.lieux)]
        return web.answer(layout(Table(state, found, told)))
