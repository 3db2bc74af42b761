"""Rows and tables of the map, from what visits gave."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from benchmarks.results import NBSP, THIN, Row, Section, milliseconds, number, table, times
from benchmarks.timing import median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.contestants import Figures
    from benchmarks.peers.serving import Peers
    from benchmarks.usage import FirstUse, Usage

TITRE = "Carte"
OWN, MAPLIBRE, LEAFLET = "Cartoexp", "MapLibre", "dash-leaflet"
DESKTOP, EPCI, PHONE = "communes, bureau", "EPCI, bureau", "communes, téléphone"
Visits = Mapping[str, Sequence["Figures"]] if TYPE_CHECKING else object


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
    details = [_figures(name, visits) for name, visits in told.scenes.items()]
    return Section(TITRE, rows, _method(told), [*details, _changes(told.usage)])


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
    return seen.tas_mio


def _kilo(octets: float) -> str:
    return f"{number(octets / 1_000)}{NBSP}ko"


def _mebi(value: float) -> str:
    return f"{number(value, 1)}{NBSP}Mio"


RATIOS = (
    Ratio("Communes, première peinture", DESKTOP, MAPLIBRE, 5, _painted, _painted, milliseconds),
    Ratio("Communes, Dash chargé", DESKTOP, MAPLIBRE, 2, _ready, _painted, milliseconds),
    Ratio("Communes, recoloriage", DESKTOP, MAPLIBRE, 15, _recolour, _recolour, milliseconds),
    Ratio("Communes, octets de la carte", DESKTOP, MAPLIBRE, 10, _map_octets, _octets, _kilo),
    Ratio("Communes, octets, Dash compris", DESKTOP, MAPLIBRE, 3, _octets, _octets, _kilo),
    Ratio("Communes, mémoire de JavaScript", DESKTOP, MAPLIBRE, 6, _heap, _heap, _mebi),
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
    used, phone = told.usage, told.telephone
    spent = [value for _, value in used.changements]
    p95 = quantile(spent, 0.95)
    painted = median([seen.peinte_ms for seen in phone])
    usable = median([seen.cliquable_ms for seen in phone])
    answered = median([seen.repondu_ms for seen in phone])
    shift = max(used.decalage, *(seen.decalage for seen in phone))
    return [
        _at_most("Téléphone, `/` peinte", painted, 2_500, milliseconds),
        _at_most(
            "Téléphone, filtres utilisables",
            usable,
            6_000,
            lambda v: f"{milliseconds(v)} (réponse affichée à {milliseconds(answered)})",
        ),
        _at_most(
            f"Changement de filtre, de niveau ou de couleur, p95 de {len(spent)}",
            p95,
            200,
            lambda v: f"{milliseconds(v)} (médiane {milliseconds(median(spent))})",
        ),
        _at_most("Décalage de la page au chargement", shift, 0.05, lambda v: number(v, 3)),
        _at_most("Tâche la plus longue après le chargement", used.tache_ms, 300, milliseconds),
        _at_most("Poids de `/`", used.octets, 700_000, _kilo),
        _at_most("Tuiles demandées par ces changements", len(used.tuiles), 0, number),
    ]


def _at_most(name: str, value: float, bound: float, tell: Callable[[float], str]) -> Row:
    units = {2_500: f"2,5{NBSP}s", 6_000: f"6{NBSP}s", 200: f"200{NBSP}ms", 300: f"300{NBSP}ms"}
    units |= {0.05: "0,05", 700_000: f"700{NBSP}ko", 0: "aucune"}
    limit = units[bound] if bound == 0 else f"≤ {units[bound]}"
    return Row(name, tell(value), limit, value <= bound)


def _figures(name: str, visits: Visits) -> str:
    head = [name, "peinte", "Dash chargé", "recoloriage", "octets", "JavaScript", "tas"]
    lines = [[peer, *_cells(seen, own=peer == OWN)] for peer, seen in visits.items()]
    return table(head, lines)


def _cells(seen: Sequence[Figures], *, own: bool) -> list[str]:
    def middle(read: Callable[[Figures], float]) -> float:
        return median([read(one) for one in seen])

    octets = _kilo(middle(_octets))
    if own:
        octets += f" (carte seule{NBSP}: {_kilo(middle(_map_octets))})"
    return [
        milliseconds(middle(_painted)),
        milliseconds(middle(_ready)) if own else "",
        milliseconds(middle(_recolour)),
        octets,
        _kilo(middle(lambda one: one.scripts)),
        _mebi(middle(_heap)),
    ]


def _changes(used: Usage) -> str:
    kinds = dict.fromkeys(kind for kind, _ in used.changements)
    lines = []
    for kind in kinds:
        spent = [value for other, value in used.changements if other == kind]
        cells = [median(spent), quantile(spent, 0.95), max(spent)]
        lines.append([f"changement de {kind}", str(len(spent)), *map(milliseconds, cells)])
    return table(["", "nombre", "médiane", "p95", "maximum"], lines)


def _method(told: Told) -> str:
    peers = ["dash-leaflet (GeoJSON par adresse, canevas)", "Plotly (`go.Choropleth`)"]
    if told.pairs.maplibre:
        peers.append(f"MapLibre {told.pairs.maplibre} (tuiles vectorielles de GDAL)")
    return (
        f"Chromium {told.chromium}, 1280 × 800, sans carte graphique{THIN}; cache vide à chaque "
        f"visite, {told.tours} visites de chaque carte, en alternance, médianes. Pairs{NBSP}: "
        f"{', '.join(peers)}, chacun avec une carte de la même taille que la nôtre, seul dans sa "
        "page, ses réponses comprimées une fois pour toutes en brotli, ses couleurs déjà là quand "
        "il recolorie. Une peinture ou un recoloriage compte quand deux images de plus ont été "
        f"commencées. Le tas est lu après un ramassage forcé, fils auxiliaires compris. Téléphone"
        f"{NBSP}: processeur 4 × plus lent, 1,6 Mbit/s, 150 ms, 360 × 780 à 3 points par pixel{THIN}"
        "; Chromium ne ralentit pas les fils auxiliaires, dont MapLibre se sert, ni leur calcul. "
        "Les changements sont des clics que rien n’annonce, donc sans couleurs demandées d’avance."
    )
