"""The map coloured by likeness: to one territory, or to where an experiment runs.

Such a colour names what it is about: ``comparabilite:59178``, ``essaimage:tzcld``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import comparables
from cartoexp.domain.bornes import AUCUNE, classify_values
from cartoexp.domain.errors import (
    CartoexpError,
    ContradictionError,
    InvalidParametersError,
    ParameterProblem,
)
from cartoexp.domain.phrases.lieux import avec_article
from cartoexp.domain.territoires import NiveauCarte, Zone
from cartoexp.services.coloration import Coloration, Mots, Rangees, assemble
from cartoexp.services.comparables import LEAST_KNOWN
from cartoexp.services.essaimage import Options

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Niveau
    from cartoexp.services.comparables import ComparableService
    from cartoexp.services.depart import DepartService
    from cartoexp.services.essaimage import EssaimageService
    from cartoexp.services.territoires import TerritoireService

COMPARABILITE, ESSAIMAGE = "comparabilite", "essaimage"
KINDS = (COMPARABILITE, ESSAIMAGE)
BOUNDS = (50.0, 80.0, 95.0, 99.0)
LABELS = ("> 50", "20 à 50", "5 à 20", "1 à 5", "≤ 1")
UNIT = "% les plus semblables"
SOURCE = "calcul de Cartoexp, d’après les indicateurs de la page Méthode"


def is_likeness(couleur: str) -> bool:
    """Tell whether a colour is one of these."""
    return couleur.partition(":")[0] in KINDS


@dataclass(frozen=True, slots=True)
class RessemblanceService:
    """Colours a level by percentile of likeness."""

    territoires: TerritoireService
    comparables: ComparableService
    essaimage: EssaimageService
    departs: DepartService

    def levels(self, couleur: str) -> list[NiveauCarte]:
        """Return the levels that such a colour has; none when it means nothing."""
        kind, _, about = couleur.partition(":")
        try:
            if kind == COMPARABILITE:
                places = ((n, self.territoires.find(n.niveau, about)) for n in NiveauCarte)
                return [n for n, t in places if t is not None and t.zone is not Zone.COM]
            record = self.departs.experiments.get(about)
        except CartoexpError:
            return []
        known = self.departs.levels(record)
        return [n for n in NiveauCarte if n.niveau in known]

    def check(self, niveau: Niveau, couleur: str) -> None:
        """Refuse a colour that does not exist, or that the level has not.

        Raises:
            InvalidParametersError: for a territory or an experiment that does not exist.
            ContradictionError: at another level than its own.
        """
        levels = self.levels(couleur)
        if not levels:
            told = (
                "« couleur » désigne un territoire ou une expérimentation qui n’existe pas, ou qui "
                "ne peut pas être comparé : repartez d’une fiche."
            )
            raise InvalidParametersError([ParameterProblem("couleur", told)])
        if niveau.value not in levels:
            allowed = tuple(n.value for n in levels)
            told = "Cette ressemblance ne se calcule pas à ce niveau : choisissez-en un autre."
            raise ContradictionError([ParameterProblem("niveau", told, allowed)])

    def of(self, niveau: Niveau, couleur: str) -> Coloration:
        """Return the colouring, percentiles from 0 to 100.

        Raises:
            InvalidParametersError: as :meth:`check`.
        """
        self.check(niveau, couleur)
        kind, _, about = couleur.partition(":")
        if kind == COMPARABILITE:
            title, values = self._alike(niveau, about)
        else:
            title, values = self._where_next(niveau, about)
        level = self.comparables.profils.level(niveau)
        classes = classify_values(values, BOUNDS, zero=False)
        classes[np.isnan(values)] = AUCUNE
        words = Mots(title, UNIT, SOURCE, decimales=2)
        found = Rangees(values, classes, LABELS, None)
        return assemble(niveau, couleur, level.profils.codes, words, found)

    def _alike(self, niveau: Niveau, code: str) -> tuple[str, NDArray[np.float32]]:
        here = self.territoires.get(niveau, code)
        service = self.comparables.profils
        row = service.row(here)
        weights = self.comparables.weights(niveau)
        found, known = comparables.distances(service.level(niveau).profils, row, weights)
        found[(known < LEAST_KNOWN) | np.isinf(found)] = np.nan
        others = np.delete(found, row)
        others = np.sort(others[np.isfinite(others)])
        further = len(others) - np.searchsorted(others, found, side="right")
        values = 100.0 * further / max(len(others) - 1, 1)
        values[np.isnan(found)] = np.nan
        return f"Ressemblance avec {avec_article(here)}", values.clip(0, 100).astype(np.float32)

    def _where_next(self, niveau: Niveau, about: str) -> tuple[str, NDArray[np.float32]]:
        depart = self.departs.of_experiment(about, niveau)
        shares = self.essaimage.percentiles(depart, Options(details=False))[1]
        record = depart.record
        name = record.experiment.titre if record else about
        return f"Essaimage possible de « {name} »", (100.0 * shares).clip(0, 100).astype(np.float32)
