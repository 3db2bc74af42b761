"""Ends of one version of the catalogue: implantations that end alike make one deadline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cartoexp.domain.echeances.regles import annee, contradiction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.vocabulaires import Statut
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.store.experiments import ImplantationKey


class Groupe(NamedTuple):
    """What implantations of one experiment have in common; ``fin`` is a year, 0 when unknown."""

    experimentation: str
    statut: Statut
    fin: int
    contradiction: str

    @property
    def cle(self) -> str:
        """Lasting id: it does not depend on which territories are asked for."""
        told = "-contradictoire" if self.contradiction else ""
        return f"fin-{self.experimentation}-{self.statut}-{self.fin or 'inconnue'}{told}"


@dataclass(frozen=True, slots=True)
class Groupes:
    """Groups, and the group of each of the n implantations."""

    liste: Sequence[Groupe]
    de: NDArray[np.int32]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Groupes:
        """Group the implantations of a catalogue."""
        found: dict[Groupe, int] = {}
        members = [found.setdefault(_group(key), len(found)) for key in snapshot.keys]
        return cls([*found], np.array(members, dtype=np.int32))

    def kept(self, rows: NDArray[np.intp]) -> Iterator[tuple[Groupe, NDArray[np.intp]]]:
        """Yield each group that has some of these implantations, with those."""
        order = np.argsort(self.de[rows], kind="stable")
        ordered = rows[order]
        numbers, starts = np.unique(self.de[ordered], return_index=True)
        parts = np.split(ordered, starts[1:]) if len(starts) else []
        for number, part in zip(numbers.tolist(), parts, strict=True):
            yield self.liste[number], part


def _group(key: ImplantationKey) -> Groupe:
    told = contradiction(key.statut, key.statut_date, annee(key.debut), annee(key.fin))
    return Groupe(key.experimentation, key.statut, key.fin or 0, told)
