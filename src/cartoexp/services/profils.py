"""Use case: the profiles of a level, and the weights of their indicators."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.contraintes import Situations
from cartoexp.domain.errors import CartoexpError, DataFileError, Suggestion
from cartoexp.domain.expansion import Expansion
from cartoexp.domain.phrases.lieux import lieu
from cartoexp.domain.profils import Profils, Trait
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.store.ajouts import Ajouts
from cartoexp.store.reference import CURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import IndicateurService
    from cartoexp.services.territoires import TerritoireService

WITH_ADDED = "indicateurs ajoutés selon le poids que chacun déclare"
PROFILED = tuple(niveau.niveau for niveau in NiveauCarte)
"""Levels with indicators."""


class NoProfileError(CartoexpError):
    """This territory has too few indicators to be compared; ``proches`` is for the reader."""

    def __init__(self, message: str, proches: tuple[Suggestion, ...] = ()) -> None:
        """Keep the French message."""
        super().__init__(message)
        self.proches = proches


@dataclass(frozen=True, repr=False)
class Niveaux:
    """A level: its profiles, what the regression reads of them, its territories by row."""

    niveau: Niveau
    profils: Profils
    expansion: Expansion
    territoires: tuple[Territoire, ...]

    @cached_property
    def situations(self) -> Situations:
        """What constraints look at."""
        return Situations.of(self.territoires)

    @cached_property
    def centres(self) -> NDArray[np.float64]:
        """Longitude and latitude by row (n x 2), in degrees; ``NaN`` when unknown."""
        return np.array([t.centre or (np.nan, np.nan) for t in self.territoires])

    @cached_property
    def membres(self) -> Mapping[str, Sequence[int]]:
        """Rows of the communes of each EPCI and of each EPT, by code."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, t in enumerate(self.territoires):
            for code in {t.code_epci, t.code_ept} - {None}:
                found[str(code)].append(row)
        return dict(found)

    @cached_property
    def epci(self) -> NDArray[np.intp]:
        """Number of the EPCI by row, -1 without one."""
        numbers: dict[str, int] = {}
        codes = [t.code_epci for t in self.territoires]
        found = [numbers.setdefault(code, len(numbers)) if code else -1 for code in codes]
        return np.array(found, dtype=np.intp)

    def warm(self) -> None:
        """Make what is made on demand."""
        parts = (self.situations, self.centres, self.epci, self.membres, self.profils.complete)
        for made in parts:
            assert made is not None  # noqa: S101  reading the attribute is what makes it


@dataclass(frozen=True, slots=True)
class Reglage:
    """Our weights by indicator at a level; beyond ``seuil`` (d²) nothing is near.

    ``origine`` says how they were found.
    """

    poids: Mapping[str, float]
    seuil: float
    origine: str


@dataclass(frozen=True, repr=False)
class ProfilService:
    """Profiles by level, made once a process and shared by its threads."""

    indicateurs: IndicateurService
    territoires: TerritoireService
    folder: Path
    ajouts: Ajouts = field(default_factory=Ajouts)

    @cached_property
    def _lock(self) -> Lock:
        return Lock()

    @cached_property
    def _made(self) -> dict[Niveau, Niveaux]:
        return {}

    def warm(self) -> None:
        """Make every level now, before the workers are forked."""
        for niveau in PROFILED:
            self.level(niveau).warm()
        assert self.reglages  # noqa: S101  reading the attribute is what reads the file

    def level(self, niveau: Niveau) -> Niveaux:
        """Return the profiles of a level: every territory of it that has an outline.

        Raises:
            NoProfileError: for a level without indicators.
        """
        if niveau not in PROFILED:
            raise NoProfileError(
                f"{niveau.label_pluriel} : aucun indicateur à ce niveau, donc pas de comparaison."
            )
        with self._lock:
            if niveau not in self._made:
                self._made[niveau] = self._make(niveau)
            return self._made[niveau]

    def row(self, territoire: Territoire) -> int:
        """Return the row of a territory in the profiles of its level.

        Raises:
            NoProfileError: for a territory without outline, or of a level without indicators.
        """
        row = self.level(territoire.niveau).profils.rows.get(territoire.code)
        if row is None:
            place = lieu(territoire)
            has = place.verb("n’a", "n’ont")
            raise NoProfileError(
                f"{place.sujet} {has} pas de contour dans nos sources\u00a0: la plupart des "
                "indicateurs y sont inconnus, et rien n’y peut être comparé."
            )
        return row

    def reglage(self, niveau: Niveau) -> Reglage:
        """Return our weights at a level."""
        return self.reglages[niveau]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """French label of each indicator."""
        return {i.id: i.libelle for i in self.indicateurs.metadata}

    @cached_property
    def reglages(self) -> Mapping[Niveau, Reglage]:
        """Weights by level: those of ``poids.json``, and those of the indicators added."""
        levels = self._read("poids.json", "niveaux")
        return {
            Niveau(n): self._with_added(n, Reglage(x["poids"], x["seuil"], x["origine"]))
            for n, x in levels.items()
        }

    def _with_added(self, niveau: str, ours: Reglage) -> Reglage:
        """Share the distance with the indicators added that weigh at this level, if there are."""
        added = self.ajouts.poids.get(niveau)
        if not added:
            return ours
        every = {**ours.poids, **added}
        total = sum(every.values())
        parts = {name: weight / total for name, weight in every.items()}
        seuil = self.ajouts.seuils.get(niveau, ours.seuil)
        return Reglage(parts, seuil, f"{ours.origine}\u00a0; {WITH_ADDED}")

    @cached_property
    def epreuves(self) -> Mapping[str, Any]:
        """What the method was measured to be worth, as ``epreuves.json`` gives it."""
        return self._read("epreuves.json", None)

    def _read(self, name: str, part: str | None) -> dict[str, Any]:
        path = self.folder / name
        try:
            found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return found[part] if part else found
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DataFileError(path, "fichier absent ou illisible", CURE) from error

    def _make(self, niveau: Niveau) -> Niveaux:
        known = self.territoires.level(niveau, com=False)
        traits = [Trait(i.id, i.theme, i.transform) for i in self.indicateurs.metadata]
        codes = [t.code for t in known]
        rows = self.indicateurs.rows(niveau, codes)
        profils = Profils.build(codes, traits, self.indicateurs.matrix(niveau)[rows])
        by_code = {t.code: t for t in known}
        ordered = tuple(by_code[code] for code in profils.codes)
        return Niveaux(niveau, profils, Expansion.build(profils), ordered)
