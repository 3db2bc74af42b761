"""Use case: territories and the catalogue as collections of features, for GIS programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.entites import catalogue, derogations, territoires

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cartoexp.services.derogations import DerogationService
    from cartoexp.services.entites.couche import Couche
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.services.territoires import TerritoireService

    Build = Callable[[Snapshot, date], Couche]

LEVELS = (Niveau.COMMUNE, Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION)


@dataclass(repr=False)
class EntiteService:
    """Gives the current version of each collection; only the catalogue asks the database."""

    territoires: TerritoireService
    experiments: ExperimentService
    registre: DerogationService
    _levels: dict[Niveau, Couche] = field(default_factory=dict, init=False)
    _held: dict[Build, tuple[Snapshot, date, Couche]] = field(default_factory=dict, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def warm(self) -> None:
        """Make the memory in which the workers will share what they write of the communes."""
        self.level(Niveau.COMMUNE)

    def level(self, niveau: Niveau) -> Couche:
        """Return the territories of a level that have an outline."""
        found = self._levels.get(niveau)
        if found is None:
            with self._lock:
                found = self._levels.get(niveau)
                if found is None:
                    found = self._levels[niveau] = territoires.build(self.territoires, niveau)
        return found

    def implantations(self, today: date) -> Couche:
        """Return the implantations of the loaded catalogue."""
        return self._current(catalogue.implantations, today)

    def experimentations(self, today: date) -> Couche:
        """Return the experiments of the loaded catalogue."""
        return self._current(catalogue.experimentations, today)

    def derogations(self, today: date) -> Couche:
        """Return the registry of derogations."""
        return self._current(self._registre, today)

    def _registre(self, snapshot: Snapshot, today: date) -> Couche:
        rows = self.registre.registre().inscriptions
        return derogations.derogations(rows, catalogue.version(snapshot, today), today)

    def _current(self, build: Build, today: date) -> Couche:
        snapshot = self.experiments.snapshot()
        held = self._held.get(build)
        if held is not None and held[0] is snapshot and held[1] == today:
            return held[2]
        with self._lock:
            held = self._held.get(build)
            if held is None or held[0] is not snapshot or held[1] != today:
                held = self._held[build] = (snapshot, today, build(snapshot, today))
        return held[2]
