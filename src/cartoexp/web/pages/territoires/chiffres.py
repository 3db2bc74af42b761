"""Key figures of a fiche: value, source, median of the level, place among the others."""

from __future__ import annotations

from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES, Sorte, sorte
from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.web.communs import signaler
from cartoexp.web.communs.indicateurs import KEY, name
from cartoexp.web.communs.valeurs import figure
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import bandelette, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Indicateur, Valeur
    from cartoexp.web.html import Node
    from cartoexp.web.pages.territoires.bandelette import Peers

TITLE = "Chiffres clés"
ONLY_KNOWN = (
    "Les autres indicateurs demandent un contour ou une intercommunalité, que nos sources ne "
    "donnent pas ici."
)


def bloc(here: Territoire, values: Sequence[Valeur], peers: Peers) -> Element:
    """Return the block; a level or a zone without indicators says why.

    ``peers`` holds the values of the comparables by indicator.
    """
    shown = readable(here, values)
    if not any(v.valeur is not None for v in shown):
        return block("chiffres", TITLE, html.P(why_none(here), className="discret"))
    known = {v.indicateur.id: v for v in shown}
    first = [known[i] for i in KEY if i in known]
    rest = [v for v in shown if v.indicateur.id not in KEY]
    content = [
        _table(here, first, TITLE, peers),
        _reading(here, first),
        _folded(here, rest, peers),
    ]
    size = max(map(len, peers.values()), default=0)
    report = signaler.du_chiffre("chiffres", here.chemin)
    made = block("chiffres", TITLE, content, bandelette.key(here, first, size), report)
    made.attributes["data-part"] = "chiffres"
    return made


def _reading(here: Territoire, shown: Sequence[Valeur]) -> Element:
    """Return how to read the table: unknown values, scales, what lies at the ends of a strip."""
    told = [f"Une valeur inconnue s’affiche «{NBSP}{MISSING}{NBSP}», jamais 0."]
    if here.zone is Zone.COM:
        told = [ONLY_KNOWN]
    told += bandelette.scales(here, shown)
    return html.P(" ".join(told), className="petit discret chiffres__lire")


def readable(here: Territoire, values: Sequence[Valeur]) -> list[Valeur]:
    """Return the values that a reader may be shown."""
    return [v for v in values if _readable(here, v)]


def _readable(here: Territoire, value: Valeur) -> bool:
    if sorte(value.indicateur, here.niveau) is Sorte.ILLISIBLE:
        return False
    if here.zone is Zone.COM:  # most need an outline or an EPCI: rows of dashes would say less
        return value.valeur is not None
    return value.valeur is not None or value.mediane is not None


def why_none(here: Territoire) -> str:
    """Return why a territory has no figure."""
    if here.niveau is Niveau.EPT:
        return "Nos indicateurs ne sont pas calculés pour les établissements publics territoriaux."
    if here.zone is Zone.COM:
        return (
            "Sans contour ni intercommunalité dans nos sources, nos indicateurs ne sont pas "
            "calculés ici."
        )
    return "Aucun indicateur n’est connu ici."


def _folded(here: Territoire, values: Sequence[Valeur], peers: Peers) -> Element | None:
    if not values:
        return None
    by_theme: dict[str, list[Valeur]] = {}
    for value in values:
        by_theme.setdefault(value.indicateur.theme, []).append(value)
    tables = [_table(here, found, THEMES.get(t, t), peers) for t, found in by_theme.items()]
    several = f"Voir les {number(len(values))} autres indicateurs"
    label = several if len(values) > 1 else "Voir un autre indicateur"
    return html.Details([html.Summary(label), *tables], className="replie")


def _table(here: Territoire, values: Sequence[Valeur], title: str, peers: Peers) -> Element:
    level = niveaux.peers(here.niveau)
    head = html.Tr(
        [
            html.Th("Indicateur et source", scope="col"),
            html.Th(lieux.nom(here), scope="col", className="num"),
            html.Th(f"Parmi les {level}", scope="col"),
        ]
    )
    return html.Table(
        [
            html.Caption(title, className="sr" if title == TITLE else None),
            html.Thead(head),
            html.Tbody([_row(here, v, peers) for v in values]),
        ],
        className="chiffres pile",
    )


def _row(here: Territoire, value: Valeur, peers: Peers) -> Element:
    kind = sorte(value.indicateur, here.niveau)
    told, unit = figure(value.indicateur, kind, value.valeur)
    return html.Tr(
        [
            name(value.indicateur),
            html.Td([told, html.Small(unit) if unit else None], className="num chiffres__ici"),
            html.Td(_among(here, value, kind, peers), className="chiffres__rang"),
        ]
    )


def _among(here: Territoire, value: Valeur, kind: Sorte, peers: Peers) -> Node:
    """Return the strip, the median and the place; a code or an answer only has a frequency."""
    if not kind.comparable:
        return html.P(place.share_of_equals(value, here.niveau))
    alike = bandelette.known(peers, value.indicateur.id)
    read: list[Node] = [_of_peers(value.indicateur, kind, alike)] if alike else []
    read.append(_median(value.indicateur, kind, value.mediane))
    if value.valeur is not None:
        read += [html.Br(), html.Strong(place.told(value, here.niveau))]
    return html.Div([bandelette.strip(value, alike), html.P(read)], className="rangee")


def _of_peers(known: Indicateur, kind: Sorte, alike: Sequence[float]) -> str:
    """Return « Comparables : 41 908 · », their median; the unit follows the next figure."""
    told, _ = figure(known, kind, median(alike))
    return f"Comparables{NBSP}: {told} · "


@lru_cache(maxsize=1_024)
def _median(known: Indicateur, kind: Sorte, mediane: float | None) -> str:
    told, unit = figure(known, kind, mediane)
    return f"Médiane{NBSP}: {told}{unit}"
