"""Rows and tables of the map, from what visits gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks import carte_tables
from benchmarks.carte_tables import OWN, kilobytes, mebibytes
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


class Ratio(NamedTuple):
    """A figure of a peer over ours, and the least it must be."""

    nom: str
    scene: str
    pair: str
    cible: float
    nous: Callable[[Figures], float]
    eux: Callable[[Figures], float]
    dire: Callable[[float], str]


def _recolour(seen: Figures) -> float:
    return median(seen.recoloriages_ms)


def _painted(seen: Figures) -> float:
    return seen.peinte_ms


def _ready(seen: Figures) -> float:
    return seen.pret_ms


def _octets(seen: Figures) -> float:
    return seen.octets


def _map_octets(seen: Figures) -> float:
    return seen.carte_octets


def _heap(seen: Figures) -> float:
    return seen.carte_tas_mio


RATIOS = (
    Ratio("Communes, première peinture", DESKTOP, MAPLIBRE, 5, _painted, _painted, milliseconds),
    Ratio("Communes, Dash chargé", DESKTOP, MAPLIBRE, 2, _ready, _painted, milliseconds),
    Ratio("Communes, recoloriage", DESKTOP, MAPLIBRE, 15, _recolour, _recolour, milliseconds),
    Ratio("Communes, octets de la carte", DESKTOP, MAPLIBRE, 10, _map_octets, _octets, kilobytes),
    Ratio("Communes, octets, Dash compris", DESKTOP, MAPLIBRE, 3, _octets, _octets, kilobytes),
    Ratio("Communes, mémoire, sans Dash", DESKTOP, MAPLIBRE, 6, _heap, _heap, mebibytes),
    Ratio("Téléphone, communes peintes", PHONE, MAPLIBRE, 6, _painted, _painted, milliseconds),
    Ratio("EPCI, première peinture", EPCI, LEAFLET, 3, _painted, _painted, milliseconds),
    Ratio("EPCI, recoloriage", EPCI, LEAFLET, 4, _recolour, _recolour, milliseconds),
)


def _ratios(told: Told) -> list[Row]:
    return [_ratio(told, one) for one in RATIOS]


def _ratio(told: Told, one: Ratio) -> Row:
    visits = told.scenes[one.scene]
    bound = f"≥ {number(one.cible)} × {one.pair}"
    if one.pair not in visits:
        return Row.skipped(one.nom, bound, told.pairs.sans_maplibre)
    own = median([one.nous(seen) for seen in visits[OWN]])
    peer = median([one.eux(seen) for seen in visits[one.pair]])
    measured = f"{times(peer / own)} ({one.dire(own)} contre {one.dire(peer)})"
    return Row(one.nom, measured, bound, peer / own >= one.cible)


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
