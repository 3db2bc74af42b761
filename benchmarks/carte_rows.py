"""Rows and tables of the map, from what visits gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks import carte_tables
from benchmarks.carte_tables import kilobytes, mebibytes
from benchmarks.contestants import ALONE, PAGE
from benchmarks.results import NBSP, Row, Section, milliseconds, number, times
from benchmarks.timing import median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.contestants import Figures
    from benchmarks.peers.serving import Peers
    from benchmarks.usage import FirstUse, Usage

    Visits = Mapping[str, Sequence[Figures]]

TITRE = "Carte"
MAPLIBRE, LEAFLET = "MapLibre", "dash-leaflet"
DESKTOP, EPCI, PHONE = "communes, bureau", "EPCI, bureau", "communes, téléphone"


class Told(NamedTuple):
    """Everything that was measured."""

    scenes: Mapping[str, Visits]
    usage: Usage
    telephone: Sequence[FirstUse]
    pairs: Peers
    chromium: str
    tours: int


def section(told: Told) -> Section:
    """Return the rows against their bounds, the method, the figures in full."""
    rows = [*_ratios(told), *_own(told)]
    details = [carte_tables.figures(name, visits) for name, visits in told.scenes.items()]
    method = carte_tables.method(told.pairs, told.chromium, told.tours)
    return Section(TITRE, rows, method, [*details, carte_tables.changes(told.usage)])


def unmeasured(reason: str) -> Section:
    """Return a section of a machine without browser."""
    return Section(TITRE, [Row.skipped("Carte dans un navigateur", "voir l’issue A2", reason)], "")


class Kind(NamedTuple):
    """What is compared: how it is read on our side, on the peer's, and how it is written."""

    nous: Callable[[Figures], float]
    eux: Callable[[Figures], float]
    dire: Callable[[float], str]


class Ratio(NamedTuple):
    """A figure of a peer over ours, and the least it must be; ``None``: it is only told."""

    nom: str
    scene: str
    notre: str
    kind: Kind
    pair: str
    cible: float | None


def _painted(seen: Figures) -> float:
    return seen.peinte_ms


def _ready(seen: Figures) -> float:
    return seen.pret_ms


def _recolour(seen: Figures) -> float:
    return median(seen.recoloriages_ms)


def _octets(seen: Figures) -> float:
    return seen.octets


def _heap(seen: Figures) -> float:
    return seen.tas_mio


PAINTED = Kind(_painted, _painted, milliseconds)
READY = Kind(_ready, _painted, milliseconds)
RECOLOURED = Kind(_recolour, _recolour, milliseconds)
OCTETS = Kind(_octets, _octets, kilobytes)
HEAP = Kind(_heap, _heap, mebibytes)
RATIOS = (
    Ratio("Communes, carte seule, peinte", DESKTOP, ALONE, PAINTED, MAPLIBRE, 5),
    Ratio("Communes, carte seule, recoloriage", DESKTOP, ALONE, RECOLOURED, MAPLIBRE, 15),
    Ratio("Communes, carte seule, octets", DESKTOP, ALONE, OCTETS, MAPLIBRE, 10),
    Ratio("Communes, carte seule, mémoire", DESKTOP, ALONE, HEAP, MAPLIBRE, 6),
    Ratio("Communes, page `/`, carte peinte", DESKTOP, PAGE, PAINTED, MAPLIBRE, None),
    Ratio("Communes, page `/`, Dash chargé", DESKTOP, PAGE, READY, MAPLIBRE, 2),
    Ratio("Communes, page `/`, recoloriage", DESKTOP, PAGE, RECOLOURED, MAPLIBRE, None),
    Ratio("Communes, page `/`, octets, Dash compris", DESKTOP, PAGE, OCTETS, MAPLIBRE, 3),
    Ratio("Communes, page `/`, mémoire, Dash compris", DESKTOP, PAGE, HEAP, MAPLIBRE, None),
    Ratio("Téléphone, communes, carte seule, peinte", PHONE, ALONE, PAINTED, MAPLIBRE, 6),
    Ratio("Téléphone, communes, page `/`, carte peinte", PHONE, PAGE, PAINTED, MAPLIBRE, 6),
    Ratio("EPCI, carte seule, peinte", EPCI, ALONE, PAINTED, LEAFLET, 3),
    Ratio("EPCI, carte seule, recoloriage", EPCI, ALONE, RECOLOURED, LEAFLET, 4),
    Ratio("EPCI, page `/`, carte peinte", EPCI, PAGE, PAINTED, LEAFLET, None),
    Ratio("EPCI, page `/`, recoloriage", EPCI, PAGE, RECOLOURED, LEAFLET, None),
)
"""The peers are alone in their pages: the targets of painting compare them with our map alone."""


def _ratios(told: Told) -> list[Row]:
    return [_ratio(told, one) for one in RATIOS]


def _ratio(told: Told, one: Ratio) -> Row:
    visits = told.scenes[one.scene]
    bound = f"à côté de {one.pair}"
    if one.cible is not None:
        bound = f"≥ {number(one.cible)} × {one.pair}"
    if one.pair not in visits:
        return Row.skipped(one.nom, bound, told.pairs.sans_maplibre)
    own = median([one.kind.nous(seen) for seen in visits[one.notre]])
    peer = median([one.kind.eux(seen) for seen in visits[one.pair]])
    written = f"{times(peer / own)} ({one.kind.dire(own)} contre {one.kind.dire(peer)})"
    if one.cible is None:
        return Row.without_bound(one.nom, written, bound)
    return Row(one.nom, written, bound, peer / own >= one.cible)


def _own(told: Told) -> list[Row]:
    used, phone, tiles = told.usage, told.telephone, len(told.usage.tuiles)
    spent = [value for _, value in used.changements]
    p95 = quantile(spent, 0.95)
    painted = median([seen.peinte_ms for seen in phone])
    usable = median([seen.cliquable_ms for seen in phone])
    answered = median([seen.repondu_ms for seen in phone])
    shift = max(used.decalage, *(seen.decalage for seen in phone))
    return [
        Row(
            "Téléphone, `/` peinte",
            milliseconds(painted),
            f"≤ 2,5{NBSP}s",
            painted <= 2_500,
        ),
        Row(
            "Téléphone, filtres utilisables",
            f"{milliseconds(usable)} (réponse affichée à {milliseconds(answered)})",
            f"≤ 6{NBSP}s",
            usable <= 6_000,
        ),
        Row(
            f"Changement de filtre, de niveau ou de couleur, p95 de {len(spent)}",
            f"{milliseconds(p95)} (médiane {milliseconds(median(spent))})",
            f"≤ 200{NBSP}ms",
            p95 <= 200,
        ),
        Row("Décalage de la page au chargement", number(shift, 3), "≤ 0,05", shift <= 0.05),
        Row(
            "Tâche la plus longue après le chargement",
            milliseconds(used.tache_ms),
            f"≤ 300{NBSP}ms",
            used.tache_ms <= 300,
        ),
        Row("Poids de `/`", kilobytes(used.octets), f"≤ 700{NBSP}ko", used.octets <= 700_000),
        Row("Tuiles demandées par ces changements", str(tiles), "aucune", tiles == 0),
    ]
