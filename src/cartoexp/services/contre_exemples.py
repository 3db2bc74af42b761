"""Use case: a territory that looks like this one and gave up what this one is trying."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.vocabulaires import Statut

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cartoexp.domain.experiments import Experiment, Implantation, Source
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.domain.vocabulaires import Theme
    from cartoexp.services.comparables import Comparable
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Arret:
    """An abandoned implantation, with what is needed to tell why."""

    experiment: Experiment
    implantation: Implantation
    territoire: Territoire
    source: Source | None

    @property
    def told(self) -> bool:
        """Whether the record says why."""
        return bool(self.implantation.note or self.experiment.enseignements)


@dataclass(frozen=True, slots=True)
class ContreExemple:
    """``theme`` is the one that the territory works on too; ``None`` when it works on none."""

    comparable: Comparable
    arret: Arret
    theme: Theme | None


def choose(
    alike: Sequence[Comparable],
    arrets: Sequence[Arret],
    themes: Collection[Theme],
    own: Collection[str] = (),
) -> ContreExemple | None:
    """Return the stop to learn from: that of the nearest territory, on a theme of this one.

    Args:
        alike: territories like this one, the nearest first.
        arrets: what was abandoned.
        themes: those this territory works on; any theme will do when there is none.
        own: ids of experiments of this territory, which teach it nothing that it does not know.
    """
    by_place: dict[tuple[Niveau, str], list[Arret]] = {}
    for stop in arrets:
        by_place.setdefault(stop.territoire.cle, []).append(stop)
    for comparable in alike:
        for stop in by_place.get(comparable.territoire.cle, ()):
            shared = [t for t in stop.experiment.themes if t in themes]
            fits = stop.told and stop.experiment.id not in own and (shared or not themes)
            if fits:
                return ContreExemple(comparable, stop, shared[0] if shared else None)
    return None


@dataclass(repr=False)
class ArretService:
    """What was abandoned, read once for each version of the catalogue."""

    experiments: ExperimentService
    _held: tuple[Snapshot, Sequence[Arret]] | None = field(default=None, init=False)

    def all(self, snapshot: Snapshot) -> Sequence[Arret]:
        """Return every abandoned implantation, the latest attestation first."""
        held = self._held
        if held is None or held[0] is not snapshot:
            held = self._held = (snapshot, self._read(snapshot))
        return held[1]

    def _read(self, snapshot: Snapshot) -> Sequence[Arret]:
        rows = [i for i, k in enumerate(snapshot.keys) if k.statut is Statut.ABANDONNEE]
        whole = self.experiments.implantations([snapshot.keys[i].id for i in rows])
        sources = self.experiments.sources([i.source for i in whole.values()])
        columns = snapshot.columns
        found = [
            Arret(
                snapshot.experiments[columns.experiment[row]],
                record,
                snapshot.places[columns.place[row]],
                sources.get(record.source),
            )
            for row in rows
            if (record := whole.get(snapshot.keys[row].id))
        ]
        found.sort(key=lambda a: (str(a.implantation.statut_date or ""), a.implantation.id))
        return found[::-1]
