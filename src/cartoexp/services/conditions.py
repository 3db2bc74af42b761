"""Use case: the conditions of transfer of an experiment, as candidates meet them or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.conditions import LITTORAL, Condition, checkable, non_transferable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Rows
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.depart import Depart
    from cartoexp.services.indicateurs import IndicateurService
    from cartoexp.services.profils import Niveaux


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the record of an experiment asks for, that can be checked at one level.

    ``autre_niveau``: those that this level as a whole does not meet. ``propres``: those that tell
    its territories apart; ``remplies`` (conditions x n, by row of the level) holds 1 where met, 0
    where not, -1 where a figure is missing. ``non_transferable``: it says so itself.
    """

    autre_niveau: tuple[Condition, ...]
    propres: tuple[Condition, ...]
    remplies: NDArray[np.int8]
    non_transferable: bool = False

    @classmethod
    def read(cls, depart: Depart, level: Niveaux, indicateurs: IndicateurService) -> Conditions:
        """Read them from the record of a departure; none without a record."""
        experiment = depart.record.experiment if depart.record else None
        told = experiment.conditions_transfert if experiment else None
        found = checkable(experiment.id, told) if experiment else ()
        own = tuple(c for c in found if c.propre and c.admits(depart.niveau))
        met = np.ones((len(own), len(level.territoires)), dtype=np.int8)
        for line, condition in zip(met, own, strict=True):
            line[:] = _met(condition, level, indicateurs)
        other = tuple(c for c in found if not c.admits(depart.niveau))
        return cls(other, own, met, non_transferable(told))

    @property
    def mask(self) -> NDArray[np.bool_]:
        """Which territories meet them all (n); one whose figure is missing does not."""
        found: NDArray[np.bool_] = (self.remplies == 1).all(axis=0)
        return found

    def told(self, candidats: Sequence[Candidat], rows: Rows) -> Sequence[Candidat]:
        """Return candidates, which stand in some rows, with what they meet."""
        if not self.propres:
            return candidats
        pairs = zip(candidats, rows.tolist(), strict=True)
        return [replace(candidat, conditions=self.of(row)) for candidat, row in pairs]

    def of(self, row: int) -> tuple[tuple[Condition, bool | None], ...]:
        """Return each condition with whether a territory meets it."""
        codes = self.remplies[:, row].tolist()
        return tuple(
            (c, None if code < 0 else bool(code))
            for c, code in zip(self.propres, codes, strict=True)
        )


def _met(
    condition: Condition, level: Niveaux, indicateurs: IndicateurService
) -> NDArray[np.integer]:
    """Return by row 1, 0, or -1 where a figure is missing: ``Condition.met`` for a whole level."""
    found = np.ones(len(level.territoires), dtype=np.bool_)
    known = found.copy()
    if condition.types:
        found &= [t.type_epci in condition.types for t in level.territoires]
    if condition.au_moins is not None:
        people = level.situations.populations
        known &= ~np.isnan(people)
        most = np.inf if condition.au_plus is None else condition.au_plus
        found &= (people >= condition.au_moins) & (people <= most)
    if condition.littoral:
        coast = _coast(level, indicateurs)
        known &= ~np.isnan(coast)
        found &= coast > 0
    return np.where(known, found, -1)


def _coast(level: Niveaux, indicateurs: IndicateurService) -> NDArray[np.float32]:
    column = [i.id for i in indicateurs.metadata].index(LITTORAL)
    rows = indicateurs.rows(level.niveau, level.profils.codes)
    values: NDArray[np.float32] = indicateurs.matrix(level.niveau)[rows, column]
    return values
