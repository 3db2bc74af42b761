"""The figures of the map in full, and how they were measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.contestants import PAGE
from benchmarks.results import NBSP, THIN, milliseconds, number, table
from benchmarks.timing import median, quantile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.contestants import Figures
    from benchmarks.peers.serving import Peers
    from benchmarks.usage import Usage

    Visits = Mapping[str, Sequence[Figures]]

HEAD = ["peinte", "Dash chargé", "recoloriage", "octets", "dont JavaScript", "tas"]


def kilobytes(octets: float) -> str:
    """Return a number of bytes."""
    return f"{number(octets / 1_000)}{NBSP}ko"


def mebibytes(value: float) -> str:
    """Return a size of memory given in MiB."""
    return f"{number(value, 1)}{NBSP}Mio"


def figures(name: str, visits: Visits) -> str:
    """Return the medians of every contestant of a scene."""
    lines = [[peer, *_cells(seen, dash=peer == PAGE)] for peer, seen in visits.items()]
    return table([name, *HEAD], lines)


def _cells(seen: Sequence[Figures], *, dash: bool) -> list[str]:
    def middle(read: Callable[[Figures], float]) -> float:
        return median([read(one) for one in seen])

    return [
        milliseconds(middle(lambda one: one.peinte_ms)),
        milliseconds(middle(lambda one: one.pret_ms)) if dash else "",
        milliseconds(middle(lambda one: median(one.recoloriages_ms))),
        kilobytes(middle(lambda one: one.octets)),
        kilobytes(middle(lambda one: one.scripts)),
        mebibytes(middle(lambda one: one.tas_mio)),
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
        f"il recolorie. «{NBSP}La carte seule{NBSP}» est la nôtre dans les mêmes conditions{NBSP}: "
        "notre serveur, la feuille de styles, le script, les données et les couleurs de `/`, dans "
        "un document réduit à un canevas et deux liens, sans panneaux ni Dash, donc sans le "
        f"déplacement et le zoom que les pairs offrent{THIN}; c’est elle que visent les cibles "
        f"prises pour la carte elle-même. «{NBSP}Page `/` entière{NBSP}» est ce que reçoit un "
        "visiteur, avec filtres, liste, légende et Dash, face aux mêmes pairs seuls. Une peinture "
        "ou un recoloriage compte quand deux images de plus ont été commencées, soit jusqu’à 33 ms "
        "dans chaque durée. Le tas est lu après un ramassage forcé, fils auxiliaires compris. "
        f"Téléphone{NBSP}: processeur 4 × plus lent, 1,6 Mbit/s, 150 ms, 360 × 780 à 3 points par "
        f"pixel{THIN}; Chromium ne ralentit pas le calcul des fils auxiliaires, dont MapLibre se "
        "sert. "
        "Les changements sont des clics que rien n’annonce, donc sans couleurs demandées d’avance."
    )
