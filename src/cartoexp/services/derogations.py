"""Use cases on the registry of derogations: list, open one, open a norm."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from cartoexp.domain.catalogue.cells import ID_PATTERN
from cartoexp.domain.errors import (
    DerogationNotFoundError,
    InvalidParametersError,
    ParameterProblem,
    Suggestion,
)
from cartoexp.domain.registre import Demande, Inscription, Rang, classer, demandes, ranger
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.store import derogations as store
from cartoexp.store import experiments as queries
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.experiments import Source
    from cartoexp.domain.registre import Criteres
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.snapshot import Snapshot

CLOSE = 3
_ID = re.compile(ID_PATTERN, re.ASCII)


@dataclass(frozen=True)
class Registre:
    """Every derogation of a version of the catalogue, by id."""

    inscriptions: Sequence[Inscription]

    @cached_property
    def par_id(self) -> Mapping[str, Inscription]:
        """Rows by id."""
        return {i.derogation.id: i for i in self.inscriptions}

    @cached_property
    def par_experimentation(self) -> Mapping[str, Sequence[Inscription]]:
        """Rows by experiment."""
        found: dict[str, list[Inscription]] = defaultdict(list)
        for i in self.inscriptions:
            found[i.derogation.experimentation].append(i)
        return found

    @cached_property
    def normes(self) -> Mapping[str, Rang]:
        """Texts and articles by key."""
        return ranger(self.inscriptions)

    @cached_property
    def rangs(self) -> Sequence[Rang]:
        """Texts, those most often set aside first."""
        return classer(self.inscriptions)

    @cached_property
    def demandes(self) -> Mapping[str, Demande]:
        """Requests by id."""
        return {d.id: d for d in demandes(self.inscriptions)}


class DerogationService:
    """The registry of the loaded catalogue, read again when it changes."""

    def __init__(self, experiments: ExperimentService) -> None:
        """Read nothing yet."""
        self._experiments = experiments
        self._held: tuple[Snapshot, Registre] | None = None
        self._lock = Lock()

    def registre(self) -> Registre:
        """Return the whole registry.

        Raises:
            DatabaseUnavailableError: when the database does not answer.
            DatabaseNotReadyError: when nothing is loaded.
        """
        snapshot = self._experiments.snapshot()
        held = self._held
        if held is not None and held[0] is snapshot:
            return held[1]
        with self._lock:
            held = self._held
            if held is None or held[0] is not snapshot:
                held = self._held = snapshot, self._read(snapshot)
        return held[1]

    def chercher(self, criteres: Criteres, today: date) -> list[Inscription]:
        """Return the derogations that meet criteria, by id.

        Raises:
            InvalidParametersError: for an unknown territory.
        """
        self._verifier(criteres)
        return criteres.retenir(self.registre().inscriptions, today)

    def lire(self, identifiant: str) -> Inscription:
        """Return a derogation.

        Raises:
            DerogationNotFoundError: with the three closest.
        """
        found = self.registre().par_id.get(identifiant) if _ID.fullmatch(identifiant) else None
        if found is None:
            told = "Aucune dérogation ne porte cet identifiant."
            raise DerogationNotFoundError(told, self._proches(identifiant))
        return found

    def norme(self, cle: str) -> Rang:
        """Return what is told of a norm: a text, or one of its articles.

        Raises:
            DerogationNotFoundError: with the three closest.
        """
        found = self.registre().normes.get(cle)
        if found is None:
            told = "Aucune dérogation à cette norme n’est au registre."
            raise DerogationNotFoundError(told, self._normes_proches(cle))
        return found

    def de_l_experimentation(self, identifiant: str) -> Sequence[Inscription]:
        """Return the derogations of an experiment, by id."""
        return self.registre().par_experimentation.get(identifiant, ())

    def _verifier(self, criteres: Criteres) -> None:
        problems = []
        for niveau in (Niveau.REGION, Niveau.DEPARTEMENT):
            code = getattr(criteres, niveau.value)
            territoires = self._experiments.territoires
            if code and territoires.find(niveau, code) is None:
                close = tuple(t.code for t in territoires.closest(niveau, code))
                told = f"« {niveau.value} » ne désigne aucun territoire connu."
                problems.append(ParameterProblem(niveau.value, told, close))
        if problems:
            raise InvalidParametersError(problems)

    def _read(self, snapshot: Snapshot) -> Registre:
        with told_errors(), self._experiments.sessions() as session:
            rows = store.lister(session)
            cited = sorted({s for d in rows for s in d.citees})
            sources = queries.get_sources(session, cited)
        titles = {x.id: x.titre for x in snapshot.experiments}
        places: dict[str, dict[tuple[Niveau, str], Territoire]] = defaultdict(dict)
        for key in snapshot.keys:
            here = self._experiments.territoires.get(key.niveau, key.code)
            places[key.experimentation][here.cle] = here
        return Registre([self._inscrire(d, titles, places, sources) for d in rows])

    def _inscrire(
        self,
        derogation: Derogation,
        titles: Mapping[str, str],
        places: Mapping[str, Mapping[tuple[Niveau, str], Territoire]],
        sources: Mapping[str, Source],
    ) -> Inscription:
        named = {
            lieu: self._experiments.territoires.find(lieu.niveau, lieu.code)
            for lieu in derogation.territoires
        }
        own = [t for t in named.values() if t is not None]
        if not named:
            own = sorted(places.get(derogation.experimentation, {}).values(), key=_par_nom)
        return Inscription(
            derogation,
            titles.get(derogation.experimentation, derogation.experimentation),
            own,
            {key: sources[key] for key in derogation.citees if key in sources},
            [lieu for lieu, t in named.items() if t is None],
        )

    def _proches(self, identifiant: str) -> list[Suggestion]:
        rows = self.registre().inscriptions
        keys = [f"{fold(i.derogation.id)} {fold(i.derogation.objet)}" for i in rows]
        return [
            Suggestion(rows[n].derogation.objet, rows[n].chemin) for n in _close(identifiant, keys)
        ]

    def _normes_proches(self, cle: str) -> list[Suggestion]:
        rangs = list(self.registre().normes.values())
        keys = [fold(r.norme.libelle) for r in rangs]
        return [Suggestion(rangs[n].norme.libelle, rangs[n].chemin) for n in _close(cle, keys)]


def _close(wanted: str, keys: Sequence[str]) -> list[int]:
    told = fold(wanted.replace("_", " ").replace("-", " ")[:80])
    found = process.extract(told, keys, scorer=fuzz.token_set_ratio, limit=CLOSE)
    return [position for _, _, position in found]


def _par_nom(territoire: Territoire) -> tuple[str, str]:
    return fold(territoire.nom), territoire.code
