"""Use case: one value and one class for each territory of a level, whatever is coloured."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import vues
from cartoexp.domain.bornes import (
    MASQUE,
    classify_values,
    intervalles,
    quantiles,
    readable,
)
from cartoexp.domain.classes import cut
from cartoexp.domain.errors import (
    ContradictionError,
    InvalidParametersError,
    ParameterProblem,
)
from cartoexp.domain.lecture import Portee, Sorte, sorte
from cartoexp.domain.territoires import Niveau
from cartoexp.services.coloration import Coloration, Drawn, Mots, Rangees, assemble
from cartoexp.services.ressemblance import is_likeness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cartoexp.domain.filters import Filters
    from cartoexp.services.classement import ClassementService
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.indicateurs import Indicateur, IndicateurService
    from cartoexp.services.ressemblance import RessemblanceService
    from cartoexp.services.territoires import TerritoireService

NOMBRE, TAUX = vues.NOMBRE, vues.TAUX
"""Colours that come from the catalogue; any other is the identifier of an indicator."""

MIN_POPULATION = 20_000
"""Below this number of inhabitants one experiment makes a large rate: it is not told."""

NO_VALUE = "Cet indicateur n’a pas de valeur à ce niveau : choisissez un autre niveau."
NOT_DRAWN = "Cet indicateur décrit les environs : il se télécharge, la carte ne le montre pas."

PER = 100_000
CATALOGUE = "catalogue Cartoexp"
RATE = "Expérimentations pour 100\u202f000\u00a0habitants"
RATE_UNIT = "pour 100\u202f000\u00a0habitants"
RATE_DECIMALS = 2
UNITS = {
    Sorte.PART: "% de la population",
    Sorte.EFFECTIF: "communes",
    Sorte.OUI_OU_NON: "",
    Sorte.CODE: "",
}


@dataclass(frozen=True)
class ColorationService:
    """Colours the levels of the map; what never changes is kept by level."""

    territoires: TerritoireService
    experiments: ExperimentService
    indicateurs: IndicateurService
    classement: ClassementService
    ressemblance: RessemblanceService

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, Indicateur]]:
        return {known.id: (n, known) for n, known in enumerate(self.indicateurs.metadata)}

    @cached_property
    def _drawn(self) -> dict[Niveau, Drawn]:
        return {}

    @cached_property
    def _rows(self) -> dict[Niveau, NDArray[np.intp]]:
        return {}

    def warm(self) -> None:
        """Read what never changes now, before the workers are forked."""
        for niveau in self.classement.niveaux:
            self._row(Niveau(niveau))

    def drawn(self, niveau: Niveau) -> Drawn:
        """Return the territories of a level that are drawn."""
        found = self._drawn.get(niveau)
        if found is None:
            level = self.territoires.level(niveau, com=False)
            codes = tuple(t.code for t in level)
            population = np.array([t.population or np.nan for t in level], dtype=np.float32)
            found = self._drawn[niveau] = Drawn(codes, np.array(codes), population)
        return found

    def choices(self, niveau: Niveau) -> list[str]:
        """Return the colours of a level: number, rate, then the indicators that it has."""
        rate = [] if niveau is Niveau.COMMUNE else [TAUX]
        return [NOMBRE, *rate, *self.classement.level(niveau)]

    def has(self, niveau: Niveau, couleur: str) -> bool:
        """Tell whether a level has a colour."""
        try:
            self.check(niveau, couleur)
        except InvalidParametersError:
            return False
        return True

    def indicators(self, niveau: Niveau) -> list[Indicateur]:
        """Return the indicators that can colour a level."""
        return [self._by_id[identifier][1] for identifier in self.classement.level(niveau)]

    def check(self, niveau: Niveau, couleur: str) -> None:
        """Refuse a colour that does not exist, or that the level has not.

        Raises:
            InvalidParametersError: for an unknown colour.
            ContradictionError: for one that this level has not, or that no map shows.
        """
        if is_likeness(couleur):
            self.ressemblance.check(niveau, couleur)
            return
        allowed = tuple(self.choices(niveau))
        if couleur in allowed:
            return
        if couleur == TAUX:
            told = (
                "Le nombre pour 100 000 habitants n’est pas calculé par commune : choisissez un "
                "autre niveau."
            )
            raise ContradictionError([ParameterProblem("couleur", told, allowed)])
        known = self._by_id.get(couleur)
        if known:
            told = NOT_DRAWN if known[1].portee is Portee.ENVIRONS else NO_VALUE
            raise ContradictionError([ParameterProblem("couleur", told, allowed)])
        unknown = ParameterProblem("couleur", "Valeur inconnue pour « couleur ».", allowed)
        raise InvalidParametersError([unknown])

    def of(self, filters: Filters, niveau: Niveau, couleur: str = NOMBRE) -> Coloration:
        """Return the colouring of a level.

        Raises:
            InvalidParametersError: for a colour or filters that are refused.
        """
        self.check(niveau, couleur)
        if couleur == NOMBRE:
            return self._number(filters, niveau)
        if couleur == TAUX:
            return self._rate(filters, niveau)
        if is_likeness(couleur):
            return self.ressemblance.of(niveau, couleur)
        return self._indicator(niveau, couleur)

    def _counts(self, filters: Filters, niveau: Niveau) -> NDArray[np.float32]:
        """Return the distinct experiments (t) of each drawn territory."""
        drawn = self.drawn(niveau)
        counts = self.experiments.counts(filters, niveau).experimentations
        values = np.zeros(len(drawn.codes), dtype=np.float32)
        places, known = drawn.find(counts)
        values[places[known]] = np.array([*counts.values()], dtype=np.float32)[known]
        return values

    def _number(self, filters: Filters, niveau: Niveau) -> Coloration:
        counts = self._counts(filters, niveau)
        found = cut(counts[counts > 0].astype(np.int64).tolist())
        classes = classify_values(counts, found.bornes[1:], zero=True)
        words = Mots("Nombre d’expérimentations", "expérimentations", CATALOGUE)
        return self._told(niveau, NOMBRE, words, Rangees(counts, classes, found.labels))

    def _rate(self, filters: Filters, niveau: Niveau) -> Coloration:
        population = self.drawn(niveau).population
        small = population < MIN_POPULATION
        values = (self._counts(filters, niveau) * np.float32(PER) / population).astype(np.float32)
        values[small] = np.nan
        above = values[values > 0]
        bounds = readable(quantiles(above), above, RATE_DECIMALS)
        classes = classify_values(values, bounds, zero=True)
        classes[small] = MASQUE
        known = self._by_id["population"][1]
        source = f"{CATALOGUE} et {known.producteur}"
        words = Mots(RATE, RATE_UNIT, source, known.millesime, RATE_DECIMALS)
        return self._told(niveau, TAUX, words, Rangees(values, classes, intervalles(bounds)))

    def _indicator(self, niveau: Niveau, couleur: str) -> Coloration:
        column, known = self._by_id[couleur]
        kind, bounds = sorte(known, niveau), self.classement.level(niveau)[couleur]
        values = self.indicateurs.matrix(niveau)[self._row(niveau), column]
        if kind is Sorte.PART:
            values = values * np.float32(100)
        if kind is Sorte.CODE:
            values = np.round(values)
        decimals = 1 if kind is Sorte.PART else known.decimales
        unit = UNITS.get(kind, known.unite)
        words = Mots(known.libelle, unit, known.producteur, known.millesime, decimals)
        classes = classify_values(values, bounds.bornes, zero=bounds.zero)
        labels = bounds.libelles(couleur, kind), bounds.libelle_zero(couleur, kind)
        return self._told(niveau, couleur, words, Rangees(values, classes, *labels))

    def _row(self, niveau: Niveau) -> NDArray[np.intp]:
        found = self._rows.get(niveau)
        if found is None:
            found = self._rows[niveau] = self.indicateurs.rows(niveau, self.drawn(niveau).codes)
        return found

    def _told(self, niveau: Niveau, couleur: str, words: Mots, found: Rangees) -> Coloration:
        return assemble(niveau, couleur, self.drawn(niveau).codes, words, found)
