"""The figures of the map in full, and how they were measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.results import NBSP, THIN, milliseconds, number, table
from benchmarks.timing import median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.contestants import Figures
    from benchmarks.peers.serving import Peers
    from benchmarks.usage import Usage

    Visits = Mapping[str, Sequence[Figures]]

OWN = "Cartoexp"
HEAD = ["peinte", "Dash chargé", "recoloriage", "octets", "dont JavaScript", "tas"]


def kilobytes(octets: float) -> str:
    """Return a number of bytes."""
    return f"{number(octets / 1_000)}{NBSP}ko"


def mebibytes(value: float) -> str:
    """Return a size of memory given in MiB."""
    return f"{number(value, 1)}{NBSP}Mio"


def figures(name: str, visits: Visits) -> str:
    """Return the medians of every contestant of a scene."""
    lines = [[peer, *_cells(seen, own=peer == OWN)] for peer, seen in visits.items()]
    return table([name, *HEAD], lines)


def _cells(seen: Sequence[Figures], *, own: bool) -> list[str]:
    def middle(read: Callable[[Figures], float]) -> float:
        return median([read(one) for one in seen])

    octets = kilobytes(middle(lambda one: one.octets))
    heap = mebibytes(middle(lambda one: one.tas_mio))
    if own:
        heap += f" (sans Dash{NBSP}: {mebibytes(middle(lambda one: one.carte_tas_mio))})"
        octets += f" (carte seule{NBSP}: {kilobytes(middle(lambda one: one.carte_octets))})"
    return [
        milliseconds(middle(lambda one: one.peinte_ms)),
        milliseconds(middle(lambda one: one.pret_ms)) if own else "",
        milliseconds(middle(lambda one: median(one.recoloriages_ms))),
        octets,
        kilobytes(middle(lambda one: one.scripts)),
        heap,
    ]


def changes(used: Usage) -> str:
    """Return the times of each kind of change."""
    kinds = dict.fromkeys(kind for kind, _ in used.changements)
    lines = []
    for kind in kinds:
        spent = [value for other, value in used.changements if other == kind]
        cells = [median(spent), quantile(spent, 0.95), max(spent)]
        lines.append([f"changement de {kind}", str(len(spent)), *map(milliseconds, cells)])
    return table(["", "nombre", "médiane", "p95", "maximum"], lines)


def method(pairs: Peers, chromium: str, rounds: int) -> str:
    """Return how it was measured, in French."""
    peers = ["dash-leaflet (GeoJSON par adresse, canevas)", "Plotly (`go.Choropleth`)"]
    if pairs.maplibre:
        peers.append(f"MapLibre {pairs.maplibre} (tuiles vectorielles de GDAL)")
    return (
        f"Chromium {chromium}, 1280 × 800, sans carte graphique{THIN}; cache vide à chaque "
        f"visite, {rounds} visites de chaque carte, en alternance, médianes. Pairs{NBSP}: "
        f"{', '.join(peers)}, chacun avec une carte de la même taille que la nôtre, seul dans sa "
        "page, ses réponses comprimées une fois pour toutes en brotli, ses couleurs déjà là quand "
        "il recolorie. Une peinture ou un recoloriage compte quand deux images de plus ont été "
        "commencées. Le tas est lu après un ramassage forcé, fils auxiliaires compris. "
        f"Téléphone{NBSP}: processeur 4 × plus lent, 1,6 Mbit/s, 150 ms, 360 × 780 à 3 points par "
        f"pixel{THIN}; Chromium ne ralentit pas le calcul des fils auxiliaires, dont MapLibre se "
        "sert. "
        "Les changements sont des clics que rien n’annonce, donc sans couleurs demandées d’avance."
    )
