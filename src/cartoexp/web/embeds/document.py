"""An embed as one HTML page: no request, no cookie; its script only adds to it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.web.embeds import trace
from cartoexp.web.embeds.contenu import Barres, Carte, Faits, Frise, Nombre
from cartoexp.web.html import Element, Markup, Node, render
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.genres import Presentation
    from cartoexp.web.embeds.contenu import Contenu, Entree, Figure, Pied, Tableau

SITE = "Cartoexp"
SCRIPT = "/embed/cadre.js"
SINCE = "Ce qui a changé depuis"
SWATCH = (28 * trace.UNIT, 14 * trace.UNIT)
"""A sample of a legend, in units: its patterns are then those of the map."""


def write(
    contenu: Contenu, presentation: Presentation, style: str, pied: Pied, nuit: str = ""
) -> str:
    """Return the whole page; ``nuit`` is the filter of pictures that are painted."""
    shown = presentation.titre
    body = html.Main(
        [
            html.H1(contenu.titre, className=None if shown else "sr"),
            html.P(contenu.sous_titre, className="filtres") if contenu.sous_titre else None,
            html.P(contenu.phrase, className="sr" if _told_elsewhere(contenu) else "phrase"),
            _figures(contenu, presentation, nuit),
            _table(contenu.tableau) if presentation.tableau else None,
            _foot(contenu, pied),
        ]
    )
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{render(html.Title(f'{contenu.titre} · {SITE}'))}"
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<style>{style}</style></head><body>{render(body)}"
        f'<script src="{SCRIPT}" defer></script></body></html>\n'
    )


def _told_elsewhere(contenu: Contenu) -> bool:
    return contenu.muet or (bool(contenu.figures) and isinstance(contenu.figures[0], Nombre))


def _figures(contenu: Contenu, presentation: Presentation, nuit: str) -> Node:
    drawn = [_figure(contenu, figure, presentation, nuit) for figure in contenu.figures]
    if any(isinstance(figure, Faits) for figure in contenu.figures) and len(drawn) > 1:
        return html.Div(drawn, className="a-deux")
    return drawn


def _figure(contenu: Contenu, figure: Figure, presentation: Presentation, nuit: str) -> Node:
    match figure:
        case Carte():
            return _map(contenu, figure, nuit, legend=presentation.legende)
        case Barres():
            return _bars(figure)
        case Nombre():
            return html.P([html.B(figure.valeur), " ", html.Span(figure.unite)], className="nombre")
        case Faits():
            return _facts(figure)
        case Frise():
            return _timeline(figure)


def _timeline(frise: Frise) -> Node:
    items = [
        html.Li(
            [
                html.B(r.quand),
                html.A(r.nom, href=r.lien, target="_blank", rel="noopener"),
                html.Small(r.note) if r.note else None,
            ],
            className=r.aspect,
        )
        for r in frise.reperes
    ]
    marks = [html.Li(told, className=aspect) for aspect, told in frise.cle]
    key = html.Ul(marks, className="jalons") if marks else None
    return [key, html.Ol(items, className="frise")] if items else None


def _bars(barres: Barres) -> Node:
    items = [
        html.Li(
            [
                html.Span(b.rang, className="rg"),
                html.A(b.nom, href=b.lien, target="_blank", rel="noopener"),
                html.B(b.valeur),
                _bar(b.part),
                html.Small(b.note) if b.note else None,
            ]
        )
        for b in barres.barres
    ]
    caption = html.P(barres.nom, className="filtres") if barres.nom else None
    return [caption, html.Ol(items, className="barres")] if items else None


def _bar(part: float | None) -> Node:
    if part is None:
        return None
    return html.I(style={"--p": f"{100 * part:.1f}%"}, **{"aria-hidden": "true"})


def _facts(faits: Faits) -> Element:
    rows = [
        html.Div(
            [
                html.Dt(f.nom),
                html.Dd([html.B(f.valeur), html.Small(f.repere) if f.repere else None]),
            ]
        )
        for f in faits.faits
    ]
    return html.Dl(rows, className="faits")


def _map(contenu: Contenu, carte: Carte, nuit: str, *, legend: bool) -> Node:
    label = f"{contenu.titre}. {contenu.phrase}"
    shown = legend and carte.legende
    side = [_legend(carte.nom, carte.legende) if shown else None, _insets(carte)]
    beside = bool(shown) or len(carte.feuilles) > 1
    frame = html.Div(
        [
            _svg(carte, 0, label, _defs(contenu, carte, nuit)),
            html.Div(side, className="cote") if beside else None,
        ],
        className="corps a-carte" if beside else "corps seule",
    )
    if not beside:
        return frame
    return html.Div([frame, html.P(className="lu", **{"aria-live": "polite"})])


def _defs(contenu: Contenu, carte: Carte, nuit: str) -> str:
    own = contenu.encres.motifs(trace.UNIT) if contenu.encres else ""
    return trace.patterns() + own + (nuit if carte.peinture else "")


def _svg(carte: Carte, rank: int, label: str, defs: str = "") -> Element:
    feuille = carte.feuilles[rank]
    return Element(
        "svg",
        Markup(defs + trace.drawing(carte, rank)),
        viewBox=f"0 0 {feuille.largeur} {feuille.hauteur}",
        role="img",
        **{"aria-label": label},
    )


def _legend(title: str, entries: Sequence[Entree]) -> Element:
    items = [
        html.Li(
            [
                _swatch(e.aspect),
                html.Span(e.nom),
                None if e.nombre is None else html.Small(number(e.nombre)),
            ]
        )
        for e in entries
    ]
    return html.Div([html.B(title) if title else None, html.Ul(items)], className="legende")


def _swatch(look: str) -> Element:
    wide, high = SWATCH
    return Element(
        "svg",
        Markup(trace.swatch(look, wide, high)),
        viewBox=f"0 0 {wide:g} {high:g}",
        **{"aria-hidden": "true"},
    )


def _insets(carte: Carte) -> Node:
    if len(carte.feuilles) == 1:
        return None
    items = [
        html.Li([_svg(carte, rank, feuille.nom), Element("span", feuille.nom)])
        for rank, feuille in enumerate(carte.feuilles)
        if rank
    ]
    return html.Ul(items, className="cartouches")


def _table(tableau: Tableau) -> Element:
    head = [_th(name, i, tableau, scope="col") for i, name in enumerate(tableau.colonnes)]
    rows = [
        html.Tr(
            [
                _th(cell, i, tableau, scope="row") if i == 0 else _td(cell, i, tableau)
                for i, cell in enumerate(row)
            ]
        )
        for row in tableau.lignes
    ]
    table = html.Table([html.Caption(tableau.titre), html.Thead(html.Tr(head)), html.Tbody(rows)])
    return Element(
        "details",
        [Element("summary", "Voir les données en tableau"), html.Div(table, className="defile")],
    )


def _th(cell: str, rank: int, tableau: Tableau, scope: str) -> Element:
    return html.Th(cell, scope=scope, className=_aligned(rank, tableau))


def _td(cell: str, rank: int, tableau: Tableau) -> Element:
    return html.Td(cell, className=_aligned(rank, tableau))


def _aligned(rank: int, tableau: Tableau) -> str | None:
    return "num" if rank in tableau.nombres else None


def _link(label: str, path: str) -> Element:
    return html.A(label, href=path, target="_blank", rel="noopener")


def _foot(contenu: Contenu, pied: Pied) -> Element:
    return html.P(
        [
            html.Span(f"{contenu.sources} {pied.mention}"),
            _link(SINCE, pied.changements) if pied.changements else None,
            _link(f"Ouvrir dans {SITE}", contenu.lien),
        ],
        className="pied",
    )
