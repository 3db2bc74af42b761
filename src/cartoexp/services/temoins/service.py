"""Matched controls: who is admitted, who is chosen, how alike both groups are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import comparables as distances
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.lieux import lieu
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.raisons import reasons_of_pairs
from cartoexp.domain.temoins import apparier, decelable, equilibrer, peser
from cartoexp.domain.temoins.appariement import viviers
from cartoexp.domain.voisinage import distance_km
from cartoexp.services.profils import PROFILED, NoProfileError
from cartoexp.services.temoins.reglages import MOST_ESSAIS, MOST_PAR, MOST_TEMOINS
from cartoexp.services.temoins.regles import Cadre, Regle, regles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.raisons import Raisons
    from cartoexp.domain.temoins import Equilibre
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import ComparableService
    from cartoexp.services.experiments import ExperimentService
    from cartoexp.services.indicateurs import IndicateurService
    from cartoexp.services.profils import Niveaux
    from cartoexp.services.temoins.reglages import Reglages

REGARDES = (
    *("population", "evolution_population", "superficie", "densite", "part_epci"),
    *("population_15km", "distance_20000", "distance_100000", "epci_population", "nb_communes"),
    *("littoral", "part_elus_cadres", "part_elus_agriculteurs", "part_elus_ouvriers_employes"),
    *("age_moyen_elus", "valeur_locative", "taux_taxe_habitation", "tension_logement"),
)
"""Indicators whose balance is weighed, whether or not the distance of the level uses them."""


@dataclass(frozen=True, slots=True)
class Temoin:
    """A control: share (0 to 1) of the pairs of the level that are further apart; d²; km.

    ``raisons``: what brings it near to the one that tries, what sets it apart.
    """

    territoire: Territoire
    score: float
    ecart: float
    distance_km: float | None
    raisons: Raisons


@dataclass(frozen=True, slots=True)
class Paire:
    """A territory that tries and its controls, none when none is admitted."""

    essai: Territoire
    temoins: Sequence[Temoin]


@dataclass(frozen=True, slots=True)
class Ecart:
    """What a rule leaves out: in words, how many more, and how many are left after it."""

    dit: str
    ecartes: int
    restants: int


@dataclass(frozen=True, slots=True)
class Piste:
    """What to loosen, and how many territories would then be admitted."""

    faire: str
    admis: int


@dataclass(frozen=True, slots=True)
class Appariement:
    """The answer. ``effectif``: territories of the level; ``admis``: those that may be controls.

    ``pistes``: what would admit more, the most useful first. ``perdus``: codes kept from before
    that are no longer a territory of the level.
    """

    paires: Sequence[Paire]
    ecarts: Sequence[Ecart]
    pistes: Sequence[Piste]
    equilibre: Equilibre
    effectif: int
    admis: int
    perdus: Sequence[str] = ()

    @property
    def temoins(self) -> list[Territoire]:
        """All controls."""
        return [t.territoire for p in self.paires for t in p.temoins]

    @property
    def seuls(self) -> list[Territoire]:
        """Those that try and have no control."""
        return [p.essai for p in self.paires if not p.temoins]

    @property
    def decelable(self) -> float | None:
        """The smallest effect that is likely to be seen, in standard deviations."""
        return decelable(sum(bool(p.temoins) for p in self.paires), len(self.temoins))


@dataclass(frozen=True, repr=False)
class TemoinService:
    """Proposes controls, and weighs those that were kept."""

    comparables: ComparableService
    experiments: ExperimentService
    indicateurs: IndicateurService

    def proposer(self, essais: Sequence[Territoire], asked: Reglages) -> Appariement:
        """Match controls to territories of one level.

        Raises:
            InvalidParametersError: none or too many territories, or of several levels.
            NoProfileError: one of them cannot be compared.
            ExperimentNotFoundError: the experiment that is named is unknown.
        """
        _check(essais, asked)
        scene = self._scene(essais, asked)
        pools = viviers(scene.cadre.carres, scene.admis)
        nearest = apparier(scene.cadre.carres, pools, asked.par)
        chosen = equilibrer(scene.scores, scene.cadre.essais, nearest, pools)
        return self._told(scene, chosen)

    def relire(
        self, essais: Sequence[Territoire], asked: Reglages, gardes: Mapping[str, Sequence[str]]
    ) -> Appariement:
        """Weigh controls that were chosen before: codes by code of who tries.

        Raises:
            InvalidParametersError, NoProfileError, ExperimentNotFoundError: as :meth:`proposer`.
        """
        _check(essais, asked)
        scene = self._scene(essais, asked)
        known = scene.cadre.level.profils.rows
        codes = [list(gardes.get(t.code, ())) for t in essais]
        rows = [np.array([known[c] for c in held if c in known], dtype=np.intp) for held in codes]
        lost = tuple(c for held in codes for c in held if c not in known)
        return self._told(scene, rows, lost)

    def _scene(self, essais: Sequence[Territoire], asked: Reglages) -> _Scene:
        profils = self.comparables.profils
        rows = np.array([profils.row(t) for t in essais], dtype=np.intp)
        niveau = essais[0].niveau
        level = profils.level(niveau)
        weights = self.comparables.weights(niveau)
        pairs = [distances.distances(level.profils, int(row), weights) for row in rows]
        run, themed = self._runners(asked)
        cadre = Cadre(
            level,
            rows,
            np.array([found for found, _ in pairs]),
            np.array([known for _, known in pairs]),
            profils.reglage(niveau).seuil,
            run,
            themed,
        )
        names = [n for n in REGARDES if n in level.profils.columns]
        scores = level.profils.z[[level.profils.columns[n] for n in names]].astype(np.float64)
        return _Scene(cadre, tuple(regles(cadre, asked)), names, scores)

    def _runners(self, asked: Reglages) -> tuple[list[Territoire], list[Territoire]]:
        """Return who runs the experiment, and who runs any of its themes."""
        if not asked.experimentation:
            return [], []
        record = self.experiments.get(asked.experimentation)
        run = [t for _, t in record.implantations]
        if not asked.theme:
            return run, []
        snapshot = self.experiments.snapshot()
        themes = set(record.experiment.themes)
        own = [i for i, x in enumerate(snapshot.experiments) if not themes.isdisjoint(x.themes)]
        columns = snapshot.columns
        places = columns.place[np.isin(columns.experiment, own)]
        return run, [snapshot.places[p] for p in np.unique(places).tolist()]

    def _told(
        self, scene: _Scene, chosen: Sequence[Rows], perdus: Sequence[str] = ()
    ) -> Appariement:
        cadre, level = scene.cadre, scene.cadre.level
        scale = self.comparables.scale(level.niveau, self.comparables.weights(level.niveau))
        paires = []
        for t, rows in enumerate(chosen):
            order = rows[np.argsort(cadre.carres[t, rows], kind="stable")]
            squares = cadre.carres[t, order]
            here = level.territoires[int(cadre.essais[t])]
            scores = scale.score(squares).tolist()
            there = [level.territoires[row] for row in order.tolist()]
            words = self._words(level, int(cadre.essais[t]), order)
            told = zip(there, scores, squares.tolist(), words, strict=True)
            held = [Temoin(x, s, d, distance_km(here, x), w) for x, s, d, w in told]
            paires.append(Paire(here, held))
        return Appariement(
            paires,
            scene.ecarts(),
            scene.pistes(),
            peser(scene.noms, scene.scores, self._values(scene), cadre.essais, list(chosen)),
            len(level.territoires),
            int(scene.admis.any(axis=0).sum()),
            perdus,
        )

    def _words(self, level: Niveaux, row: int, others: Rows) -> list[Raisons]:
        profils = level.profils
        parts = self.comparables.weights(level.niveau).parts
        differences = profils.z[:, others].astype(np.float64).T - profils.z[:, row]
        labels = self.comparables.profils.labels
        return reasons_of_pairs(profils.traits, parts, differences, labels)

    def _values(self, scene: _Scene) -> Numbers:
        """Return the indicators that are weighed in their own units (v x n)."""
        level = scene.cadre.level
        known = {i.id: column for column, i in enumerate(self.indicateurs.metadata)}
        rows = self.indicateurs.rows(level.niveau, level.profils.codes)
        columns = np.array([known[n] for n in scene.noms], dtype=np.intp)
        found: Numbers = self.indicateurs.matrix(level.niveau)[rows][:, columns].T.astype(
            np.float64
        )
        return found


@dataclass(frozen=True, slots=True)
class _Scene:
    """Those that try, the rules that apply, the indicators that are weighed (v x n)."""

    cadre: Cadre
    regles: tuple[Regle, ...]
    noms: Sequence[str]
    scores: Numbers

    @property
    def admis(self) -> NDArray[np.bool_]:
        """Who may be a control of whom (t x n)."""
        return self._but("")

    def _but(self, regle: str) -> NDArray[np.bool_]:
        kept = np.ones(self.cadre.carres.shape, dtype=np.bool_)
        for rule in self.regles:
            if rule.id != regle:
                kept &= rule.admis
        return kept

    def ecarts(self) -> list[Ecart]:
        """Tell what each rule leaves out, one after the other."""
        kept = np.ones(self.cadre.carres.shape, dtype=np.bool_)
        before = self.cadre.carres.shape[1]
        found = []
        for rule in self.regles:
            kept &= rule.admis
            after = int(kept.any(axis=0).sum())
            found.append(Ecart(rule.dit, before - after, after))
            before = after
        return found

    def pistes(self) -> list[Piste]:
        """Tell what each rule that can be loosened would bring, alone; the most useful first."""
        now = int(self.admis.any(axis=0).sum())
        found = [
            Piste(rule.assouplir, int(self._but(rule.id).any(axis=0).sum()))
            for rule in self.regles
            if rule.assouplir
        ]
        return sorted((p for p in found if p.admis > now), key=lambda p: -p.admis)


def _check(essais: Sequence[Territoire], asked: Reglages) -> None:
    problems = []
    if not essais or len(essais) > MOST_ESSAIS:
        told = f"Donnez de 1 à {MOST_ESSAIS} territoires qui essaient."
        problems.append(ParameterProblem("territoires", told))
    if len({t.niveau for t in essais}) > 1:
        told = (
            "Les territoires qui essaient doivent être du même niveau\u00a0: des communes avec des "
            "communes, des intercommunalités avec des intercommunalités."
        )
        problems.append(ParameterProblem("territoires", told))
    if not 1 <= asked.par <= MOST_PAR:
        told = f"Demandez de 1 à {MOST_PAR} témoins par territoire."
        problems.append(ParameterProblem("par", told))
    elif essais and len(essais) * asked.par > MOST_TEMOINS:
        told = (
            f"Le document nomme {MOST_TEMOINS} témoins au plus{NBSP}: pour {len(essais)} "
            f"territoires, demandez-en {MOST_TEMOINS // len(essais)} pour chacun."
        )
        problems.append(ParameterProblem("par", told))
    if problems:
        raise InvalidParametersError(problems)
    for t in essais:
        if t.niveau not in PROFILED:
            place = lieu(t)
            raise NoProfileError(
                f"{place.sujet} ne peut pas être comparé\u00a0: ce niveau n’a pas d’indicateurs."
            )
