"""The catalogue held in memory as columns, renewed when what is loaded changes.

The database is the truth; one query a call asks it for its version, so that every worker sees a
publication at once and a lost database is noticed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.errors import DatabaseNotReadyError
from cartoexp.domain.selection import (
    UNKNOWN_YEAR,
    Columns,
    last_year,
    position,
    theme_bits,
)
from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut
from cartoexp.services.abords import Abords
from cartoexp.services.choropleth import find_holders
from cartoexp.services.facets import Whole, count_whole
from cartoexp.services.versions import CATALOGUE
from cartoexp.store import experiments as store
from cartoexp.store.engine import Sessions, told_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from sqlalchemy.orm import Session

    from cartoexp.domain.experiments import Evaluation, Experiment
    from cartoexp.services.choropleth import Holders
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.store.experiments import ImplantationKey


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """One version of the catalogue.

    ``keys`` are aligned with the n rows of ``columns``, ``experiments`` with its m experiments,
    ``places`` with its p places. ``titles`` (m) is the place of each experiment in the order of
    titles; ``facets`` is the whole catalogue by filter; ``holders`` tell by level
    which territory holds each place, ``abords`` which places may have to do with a territory.
    """

    meta: dict[str, str]
    columns: Columns
    keys: Sequence[ImplantationKey]
    experiments: Sequence[Experiment]
    places: Sequence[Territoire]
    positions: dict[str, int]
    titles: NDArray[np.integer]
    facets: dict[str, Whole]
    holders: dict[Niveau, Holders]
    abords: Abords


@dataclass(repr=False)
class SnapshotHolder:
    """Gives the current snapshot."""

    sessions: Sessions
    territoires: TerritoireService
    _current: Snapshot | None = field(default=None, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def current(self) -> Snapshot:
        """Return the snapshot of what is loaded now; one query when nothing changed.

        Raises:
            DatabaseUnavailableError: when the database does not answer.
            DatabaseNotReadyError: when nothing is loaded.
        """
        with told_errors(), self.sessions() as session:
            meta = store.read_meta(session)
            if CATALOGUE not in meta:
                raise DatabaseNotReadyError(
                    "Aucun catalogue n’est chargé : lancez « cartoexp load »."
                )
            held = self._current
            if held is not None and held.meta == meta:
                return held
            with self._lock:
                held = self._current
                if held is None or held.meta != meta:
                    held = self._current = self._read(session, meta)
        return held

    def _read(self, session: Session, meta: dict[str, str]) -> Snapshot:
        keys = store.list_keys(session)
        experiments = store.list_experiments(session)
        evaluations = store.list_evaluations(session)
        places = list(dict.fromkeys((k.niveau, k.code) for k in keys))
        known = [self.territoires.get(niveau, code) for niveau, code in places]
        positions = {x.id: i for i, x in enumerate(experiments)}
        columns = build_columns(keys, experiments, evaluations, known)
        titles = sorted(range(len(experiments)), key=lambda i: _by_title(experiments[i]))
        return Snapshot(
            meta,
            columns,
            keys,
            experiments,
            known,
            positions,
            np.argsort(titles),
            count_whole(columns),
            find_holders(columns, known),
            Abords.of(known),
        )


def _by_title(experiment: Experiment) -> tuple[str, str]:
    return fold(experiment.titre), experiment.id


def build_columns(
    keys: Sequence[ImplantationKey],
    experiments: Sequence[Experiment],
    evaluations: Sequence[Evaluation],
    places: Sequence[Territoire],
) -> Columns:
    """Turn records into aligned arrays."""
    of_experiment = {x.id: i for i, x in enumerate(experiments)}
    of_place = {t.cle: i for i, t in enumerate(places)}
    statuts = {s: position(Statut, s) for s in Statut}
    local = enumerate(k.titre_local for k in keys)
    return Columns(
        experiment=np.array([of_experiment[k.experimentation] for k in keys], dtype=np.int32),
        place=np.array([of_place[k.niveau, k.code] for k in keys], dtype=np.int32),
        statut=np.array([statuts[k.statut] for k in keys], dtype=np.int8),
        debut=np.array([k.debut or UNKNOWN_YEAR for k in keys], dtype=np.int16),
        fin=np.array([_last_year(k) for k in keys], dtype=np.int16),
        fin_dite=np.array([k.fin or UNKNOWN_YEAR for k in keys], dtype=np.int16),
        attestation=np.array([date_number(k.statut_date) for k in keys], dtype=np.int32),
        themes=np.array([theme_bits(x.themes) for x in experiments], dtype=np.int32),
        base=np.array([position(BaseLegale, x.base_legale) for x in experiments], dtype=np.int8),
        dimension=np.array([position(Dimension, x.dimension) for x in experiments], dtype=np.int8),
        experiment_text=[fold(f"{x.titre} {x.resume}") for x in experiments],
        niveau=np.array([t.niveau.value for t in places], dtype=np.str_),
        region=np.array([_code_at(t, Niveau.REGION) for t in places], dtype=np.str_),
        departement=np.array([_code_at(t, Niveau.DEPARTEMENT) for t in places], dtype=np.str_),
        epci=np.array([_code_at(t, Niveau.EPCI) for t in places], dtype=np.str_),
        place_text=[fold(t.nom) for t in places],
        local_text={i: fold(title) for i, title in local if title},
        evaluated=np.array([of_experiment[e.experimentation] for e in evaluations], dtype=np.int32),
        preuve=np.array([int(e.echelle_preuve) for e in evaluations], dtype=np.int8),
        effet=np.array([position(Effet, e.effet) for e in evaluations], dtype=np.int8),
    )


def _last_year(key: ImplantationKey) -> int:
    attested = key.statut_date.annee if key.statut_date else None
    return last_year(key.statut, key.fin, attested)


def date_number(date: PartialDate | None) -> int:
    """Return a date as year × 10000 + month × 100 + day, 0 when unknown."""
    return date.annee * 10_000 + date.mois * 100 + date.jour if date else 0


def number_date(number: int) -> PartialDate | None:
    """Return the date of a number, or ``None``."""
    return PartialDate(number // 10_000, number // 100 % 100, number % 100) if number else None


def _code_at(territoire: Territoire, niveau: Niveau) -> str:
    """Return the code of the territory of a level that holds this one, itself included."""
    if territoire.niveau is niveau:
        return territoire.code
    codes = {
        Niveau.REGION: territoire.code_region,
        Niveau.DEPARTEMENT: territoire.code_departement,
        Niveau.EPCI: territoire.code_epci,
    }
    return codes[niveau] or ""
