"""Key figures side by side: a column for each territory, and their marks on the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES, Sorte, sorte
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP
from cartoexp.web.communs import indicateurs, ressemblance, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.communs.valeurs import figure
from cartoexp.web.components import block, cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.comparer.adresse import NAME, PATH
from cartoexp.web.pages.comparer.choisir import LETTERS, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.web.html import Markup, Node
    from cartoexp.web.pages.comparer.modele import Comparaison, Ligne

CLOSE = 4.5
"""Marks nearer than this, in percent of the strip, are put one above the other."""
TITLE = "Chiffres clés"


def bloc(found: Comparaison) -> Element:
    """Return the block, with the same table as files."""
    lines = [x for x in found.lignes if sorte(x.indicateur, found.niveau) is not Sorte.ILLISIBLE]
    if not lines:
        told = "Nos indicateurs ne sont calculés pour aucun de ces territoires."
        return block("chiffres", TITLE, html.P(told, className="discret"))
    known = {x.indicateur.id: x for x in lines}
    first = [known[i] for i in indicateurs.KEY if i in known]
    rest = [x for x in lines if x.indicateur.id not in indicateurs.KEY]
    asked = ",".join(f"{t.niveau}:{t.code}" for t in found.territoires)
    download = menu([Fichier("Chiffres comparés", PATH, [(NAME, asked)])])
    level = niveaux.peers(found.niveau)
    read = (
        f"Une valeur inconnue s’affiche «{NBSP}{MISSING}{NBSP}», jamais 0. Sur chaque bande, le "
        f"trait est la médiane des {level}."
    )
    return block(
        "chiffres",
        TITLE,
        [
            _scrolled(_table(found, first, TITLE), TITLE),
            html.P(read, className="petit discret chiffres__lire"),
            _folded(found, rest),
            html.Div(download, className="actions"),
        ],
        pied=signaler.du_chiffre("chiffres", ressemblance.address(found.territoires)),
    )


def _folded(found: Comparaison, lines: Sequence[Ligne]) -> Node:
    if not lines:
        return None
    by_theme: dict[str, list[Ligne]] = {}
    for line in lines:
        by_theme.setdefault(line.indicateur.theme, []).append(line)
    tables = [
        _scrolled(_table(found, rows, THEMES.get(t, t)), THEMES.get(t, t))
        for t, rows in by_theme.items()
    ]
    return html.Details(
        [html.Summary(f"Voir les {number(len(lines))} autres indicateurs"), *tables],
        className="replie",
    )


def _scrolled(table: Element, title: str) -> Element:
    """Return a table that may be wider than the screen: the keyboard scrolls it too."""
    label = {"aria-label": f"Tableau{NBSP}: {title}"}
    return html.Div(table, className="defile", role="group", tabIndex="0", **label)


def _table(found: Comparaison, lines: Sequence[Ligne], title: str) -> Element:
    heads = [
        html.Th([mark(i), " ", lieux.nom(t)], scope="col", className="num")
        for i, t in enumerate(found.territoires)
    ]
    head = [
        html.Th("Indicateur et source", scope="col"),
        *heads,
        html.Th(f"Parmi les {niveaux.peers(found.niveau)}", scope="col"),
    ]
    return html.Table(
        [
            html.Caption(title, className="sr" if title == TITLE else None),
            html.Thead(html.Tr(head)),
            html.Tbody([_row(found, line) for line in lines]),
        ],
        className="chiffres chiffres--cote pile",
    )


def _row(found: Comparaison, line: Ligne) -> Element:
    kind = sorte(line.indicateur, found.niveau)
    cells = [_value(line, kind, i, t) for i, t in enumerate(found.territoires)]
    drawn = _strip(line) if kind.comparable else None
    value = line.valeurs[0]
    told: list[Node] = [drawn]
    if kind.comparable and value.mediane is not None:
        median, unit = figure(line.indicateur, kind, value.mediane)
        told.append(html.P(f"Médiane{NBSP}: {median}{unit}"))
    return html.Tr(
        [
            indicateurs.name(line.indicateur),
            *cells,
            html.Td(told, className="chiffres__rang"),
        ]
    )


def _value(line: Ligne, kind: Sorte, i: int, t: Territoire) -> Element:
    told, unit = figure(line.indicateur, kind, line.valeurs[i].valeur)
    shown = [told, html.Small(unit) if unit else None]
    return cell(f"{LETTERS[i]}, {lieux.nom(t)}", shown, "num chiffres__ici")


def _strip(line: Ligne) -> Markup | None:
    spread = line.valeurs[0].distribution
    if spread is None:
        return None
    places = [
        (i, spread.place(v.valeur)) for i, v in enumerate(line.valeurs) if v.valeur is not None
    ]
    lanes = stack([x for _, x in places])
    marks = "".join(
        f'<i class="marque-t marque-t--{LETTERS[i].lower()}" style="--x:{x:.1f};--etage:{lane}">'
        f"{LETTERS[i]}</i>"
        for (i, x), lane in zip(places, lanes, strict=True)
    )
    return indicateurs.strip(line.valeurs[0], marks, f" bandelette--{max(lanes, default=0) + 1}")


def stack(places: Sequence[float]) -> list[int]:
    """Return the lane of each place so that no two of a lane are close; the first is the lowest."""
    lanes: list[list[float]] = []
    found = []
    for x in places:
        free = (n for n, lane in enumerate(lanes) if all(abs(x - y) >= CLOSE for y in lane))
        lane = next(free, len(lanes))
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append(x)
        found.append(lane)
    return found
