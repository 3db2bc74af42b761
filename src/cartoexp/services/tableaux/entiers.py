"""The complete files: the whole catalogue, every territory and every indicator of each level.

Files of the catalogue exist as CSV already, and the outlines as GeoParquet: those are the source,
these the formats that are missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services.profils import PROFILED
from cartoexp.services.sorties import Format, Notice
from cartoexp.services.tableaux import (
    catalogue,
    implantations,
    indicateurs,
    provenance,
    territoires,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cartoexp.domain.catalogue.tables import Table as Described
    from cartoexp.services.registry import Services
    from cartoexp.services.sorties import Table

LAYERS = (Format.CSV, Format.GEOJSON, Format.GPKG)
PLURAL = {
    Niveau.REGION: "regions",
    Niveau.DEPARTEMENT: "departements",
    Niveau.EPCI: "epci",
    Niveau.EPT: "ept",
    Niveau.COMMUNE: "communes",
}


@dataclass(frozen=True, slots=True)
class Entier:
    """A complete file in several formats; ``du_catalogue`` when a publication changes it."""

    nom: str
    titre: str
    formats: tuple[Format, ...]
    table: Callable[[Services, Notice], Table]
    du_catalogue: bool = False


def _places(services: Services, notice: Notice) -> Table:
    every = implantations.matching(services.experiments, Filters())
    return implantations.table(services.experiments, every, notice)


def _catalogue(described: Described, services: Services, notice: Notice) -> Table:
    return catalogue.table(services.experiments, described, notice)


def _level(niveau: Niveau, services: Services, notice: Notice) -> Table:
    return territoires.level(services, niveau, notice)


def _indicators(niveau: Niveau, services: Services, notice: Notice) -> Table:
    kept = services.territoires.level(niveau)
    nom = f"indicateurs_{PLURAL[niveau]}"
    titre = f"Indicateurs des {niveau.label_pluriel.lower()}"
    return indicateurs.wide(services, kept, notice, nom, titre, shaped=False)


ENTIERS = (
    Entier(
        "implantations",
        "Implantations, en points",
        (Format.XLSX, Format.GEOJSON, Format.GPKG, Format.PARQUET),
        _places,
        du_catalogue=True,
    ),
    *(
        Entier(
            described.name,
            described.title,
            (Format.XLSX, Format.PARQUET),
            partial(_catalogue, described),
            du_catalogue=True,
        )
        for described in catalogue.TABLES
    ),
    *(
        Entier(
            nom, f"{niveau.label_pluriel} et leurs contours exacts", LAYERS, partial(_level, niveau)
        )
        for niveau, nom in PLURAL.items()
    ),
    *(
        Entier(
            f"indicateurs-{PLURAL[niveau]}",
            f"Indicateurs des {niveau.label_pluriel.lower()}",
            (Format.CSV, Format.PARQUET),
            partial(_indicators, niveau),
        )
        for niveau in PROFILED
    ),
)
"""Every complete file, in the order in which they are listed."""


def notice(services: Services, entier: Entier, today: date) -> Notice:
    """Return what a complete file tells of itself."""
    sources = [provenance.of_reference(services.reference.manifest)]
    told = [provenance.UNKNOWN]
    if entier.du_catalogue:
        sources.insert(0, provenance.of_catalogue(services.experiments.snapshot().meta))
        told = [provenance.INCOMPLETE, provenance.DATED, *told]
    if entier.nom.startswith("indicateurs"):
        sources = provenance.of_indicators(services.indicateurs.metadata)
    return Notice(today, "/donnees", (), sources, told)
