"""Use case: what a territory can learn from those like it: what they try, whom to call, a warning.

Everything is asked once: one ranking, one reading of the catalogue, one query for the contacts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.territoires import Niveau
from cartoexp.services.contre_exemples import ArretService, choose
from cartoexp.services.experiences import at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import Comparable, Comparables, ComparableService
    from cartoexp.services.contre_exemples import ContreExemple
    from cartoexp.services.experiences import Experience
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.indicateurs import IndicateurService
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.services.territoires import TerritoireService

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Demande:
    """What the reader asks: weights by theme (1 unless given) and constraints."""

    poids: Mapping[str, float]
    contraintes: Contraintes = field(default_factory=Contraintes)


@dataclass(frozen=True, slots=True)
class Pair:
    """A comparable, what it experiments at its own level, its public contact."""

    comparable: Comparable
    experiences: Sequence[Experience] = ()
    contact: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Semblables:
    """The first five (``comparables.liste``) in full; ``comparables.suivants`` come after them.

    ``reperes`` holds the values of these five by indicator, ``NaN`` where unknown; ``lieux`` the
    département, or else the région, of every territory that is told.
    """

    comparables: Comparables
    pairs: Sequence[Pair]
    reperes: Mapping[str, NDArray[np.float64]]
    lieux: Mapping[str, str]
    jumeau: Pair | None = None
    contre_exemple: ContreExemple | None = None


@dataclass(frozen=True, repr=False)
class SemblableService:
    """Territories like one, with what they bring."""

    comparables: ComparableService
    experiments: ExperimentService
    territoires: TerritoireService
    indicateurs: IndicateurService
    arrets: ArretService

    def around(
        self, here: Territoire, demande: Demande, snapshot: Snapshot | None = None
    ) -> Semblables:
        """Return the comparables of a territory and what is known of them.

        Raises:
            NoProfileError: when it cannot be compared.
            InvalidParametersError: for weights or constraints that mean nothing.
        """
        snapshot = snapshot or self.experiments.snapshot()
        stops = self.arrets.all(snapshot)
        codes = [a.territoire.code for a in stops if a.territoire.niveau is here.niveau]
        found = self.comparables.around(here, SHOWN, demande.poids, demande.contraintes, codes)
        first = found.liste
        told = [*first, found.jumeau] if found.jumeau else list(first)
        known = at(snapshot, [here, *(c.territoire for c in told)])
        contacts = self._contacts(here, [c.territoire for c in told])
        own = known.get(here.cle, ())
        pairs = [
            Pair(c, known.get(c.territoire.cle, ()), contacts.get(c.territoire.code)) for c in told
        ]
        return Semblables(
            found,
            pairs[: len(first)],
            self._values(here.niveau, [c.territoire.code for c in first]),
            {
                t.code: self._holder(t)
                for t in (*(c.territoire for c in (*told, *found.parmi)), *found.suivants)
            },
            pairs[len(first)] if found.jumeau else None,
            choose(
                found.parmi,
                stops,
                {theme for e in own for theme in e.experiment.themes},
                {e.experiment.id for e in own},
            ),
        )

    def _contacts(
        self, here: Territoire, others: Sequence[Territoire]
    ) -> Mapping[str, Mapping[str, Any]]:
        return self.territoires.mairies(others) if here.niveau is Niveau.COMMUNE else {}

    def _holder(self, t: Territoire) -> str:
        found = self.territoires.find(Niveau.DEPARTEMENT, t.code_departement)
        if found is None or t.niveau is Niveau.DEPARTEMENT:
            found = self.territoires.find(Niveau.REGION, t.code_region)
        return "" if found is None or found.cle == t.cle else found.nom

    def _values(self, niveau: Niveau, codes: Sequence[str]) -> dict[str, NDArray[np.float64]]:
        rows = self.indicateurs.rows(niveau, codes)
        values = self.indicateurs.matrix(niveau)[rows].astype(np.float64)
        ids = [i.id for i in self.indicateurs.metadata]
        return dict(zip(ids, values.T, strict=True))
