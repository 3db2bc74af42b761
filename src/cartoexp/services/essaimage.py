"""Use case: the territories to which an experiment could go next."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain import essaimage, rechantillonnage, tirages
from cartoexp.domain.comparables import distances
from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.epreuve import put_to_test
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.essaimage import FEWEST, Modele
from cartoexp.domain.ponderation import theme_weights
from cartoexp.domain.territoires import Niveau
from cartoexp.services.appris import Memoire
from cartoexp.services.conditions import Conditions
from cartoexp.services.terrains import Semblables, Terrain
from cartoexp.services.voisines import THEME, add_neighbourhood

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.epreuve import Epreuve
    from cartoexp.domain.essaimage import Drapeau
    from cartoexp.domain.ponderation import Poids
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.comparables import ComparableService
    from cartoexp.services.depart import Depart
    from cartoexp.services.profils import Niveaux, ProfilService

REACH = 1_500
"""Best candidates among which ranks are drawn again."""
KEPT_SCORES = 12
"""Models whose contributions by theme are kept in memory: 1.5 MB each for the communes."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to rank.

    ``poids``: weight of each theme, 1 unless given. ``voisine``: let the closeness of an
    implantation count. ``un_par_epci``: the best candidate of each EPCI only.
    ``avec_implantations``: also rank the territories where it runs already.
    ``conditions_remplies``: only those that meet the conditions of transfer that can be checked.
    ``details``: reasons and intervals.
    """

    poids: Mapping[str, float] = field(default_factory=dict)
    contraintes: Contraintes = field(default_factory=Contraintes)
    voisine: bool = False
    un_par_epci: bool = False
    avec_implantations: bool = False
    conditions_remplies: bool = False
    details: bool = True


@dataclass(frozen=True, slots=True)
class Essaimage:
    """The answer: ``candidats`` are some of ``effectif`` ranked ones.

    ``conditions``: those of the record that can be checked.
    ``comparables_seulement``: fewer than three implantations, so that nothing was learnt and
    candidates are those most like them. ``themes``: those that can be weighted. ``drapeaux`` counts
    all the ranked ones by flag.
    """

    depart: Depart
    options: Options
    candidats: Sequence[Candidat]
    effectif: int
    themes: tuple[str, ...]
    conditions: Conditions
    comparables_seulement: bool = False
    drapeaux: Mapping[Drapeau, int] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class EssaimageService:
    """Candidates of an experiment."""

    profils: ProfilService
    comparables: ComparableService
    memoire: Memoire = field(default_factory=Memoire)
    _models: OrderedDict[bytes, Modele] = field(default_factory=OrderedDict)
    _tests: OrderedDict[tuple[object, ...], Epreuve | None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def rank(self, depart: Depart, options: Options, limit: int = 100, start: int = 0) -> Essaimage:
        """Rank all other territories of the level; ``limit`` of them are told after ``start``.

        Raises:
            InvalidParametersError: for weights or constraints that mean nothing, or when it runs
                everywhere already.
            NoProfileError: for a level without indicators.
        """
        options.contraintes.check()
        level = self.profils.level(depart.niveau)
        rows = self._rows(level, depart)
        if len(rows) < FEWEST:
            return self._alike(depart, options, slice(start, start + limit), level, rows)
        conditions = self._conditions(depart, level, options)
        modele = self.model(depart, voisine=options.voisine)
        themes = modele.profils.themes
        weights = theme_weights(options.poids, themes)
        score = modele.score(weights)
        kept = self._kept(level, depart, rows, options, conditions)
        order = essaimage.ranking(score, kept)
        if options.un_par_epci:
            order = _one_by_epci(order, level.territoires)
        ends = None
        if options.details:
            drawn = rechantillonnage.scores_drawn(modele, order[:REACH], weights)
            shown = min(start + limit, len(order), REACH)
            ends = tirages.rank_intervals(-np.round(drawn, 9), shown)[start:]
        terrain = Terrain(self.comparables, level, modele, weights, score, rows)
        asked = order[start : start + limit]
        found = terrain.candidates(asked, ends, details=options.details, start=start)
        told = conditions.told(found, asked)
        flags = essaimage.count_flags(score, rows, order)
        return Essaimage(depart, options, told, len(order), themes, conditions, drapeaux=flags)

    def percentiles(self, depart: Depart, options: Options) -> tuple[Niveaux, Numbers, Rows]:
        """Return the percentile (0 to 1) of every territory of a level, for a map.

        The rows of the implantations come with it.

        Raises:
            InvalidParametersError: as :meth:`rank`.
        """
        level = self.profils.level(depart.niveau)
        rows = self._rows(level, depart)
        if len(rows) < FEWEST:
            nearest = self._nearness(level, rows, options)
            return level, essaimage.percentiles(-nearest, rows), rows
        modele = self.model(depart, voisine=options.voisine)
        score = modele.score(theme_weights(options.poids, modele.profils.themes))
        return level, essaimage.percentiles(score, rows), rows

    def model(self, depart: Depart, *, voisine: bool = False) -> Modele:
        """Return the model learnt from where an experiment runs; the last ones are kept."""
        level = self.profils.level(depart.niveau)
        rows = self._rows(level, depart)
        key = f"{depart.niveau} {voisine} ".encode() + rows.tobytes()
        with self._lock:
            if key in self._models:
                self._models.move_to_end(key)
                return self._models[key]
        profils, expansion = level.profils, level.expansion
        if voisine:
            profils = add_neighbourhood(level, rows)
            expansion = expansion.adding(profils)
        learn = partial(Modele.learn, profils, rows, expansion)
        appris = self.memoire.get(key, lambda: learn().appris)
        made = Modele(profils, expansion, rows, appris)
        assert made.by_theme  # noqa: S101  reading the attribute is what makes it
        with self._lock:
            self._models[key] = made
            while len(self._models) > KEPT_SCORES:
                self._models.popitem(last=False)
        return made

    def test(self, depart: Depart) -> Epreuve | None:
        """Return how well hidden implantations are found again; ``None`` with too few."""
        level = self.profils.level(depart.niveau)
        rows = self._rows(level, depart)
        key = (depart.niveau, rows.tobytes())
        if key not in self._tests:
            made = put_to_test(level.profils, rows, level.expansion)
            with self._lock:
                self._tests[key] = made
                while len(self._tests) > 200:  # noqa: PLR2004  a few numbers each
                    self._tests.popitem(last=False)
        return self._tests[key]

    def _rows(self, level: Niveaux, depart: Depart) -> Rows:
        known = level.profils.rows
        rows = {known[t.code] for t in depart.territoires if t.code in known}
        if not rows:
            told = "Aucun de ces territoires n’a d’indicateurs à ce niveau."
            raise InvalidParametersError([ParameterProblem("territoires", told)])
        if len(rows) == len(known):
            told = (
                "Elle a déjà lieu dans tous les territoires de ce niveau : aucun n’est à classer."
            )
            raise InvalidParametersError([ParameterProblem("territoires", told)])
        return np.array(sorted(rows), dtype=np.intp)

    def _conditions(self, depart: Depart, level: Niveaux, options: Options) -> Conditions:
        found = Conditions.read(depart, level, self.profils.indicateurs)
        if options.conditions_remplies and not found.propres:
            told = (
                "Aucune condition de transfert n’est vérifiable ici avec nos indicateurs\u00a0: "
                "retirez ce choix et lisez les conditions de la notice."
            )
            raise InvalidParametersError([ParameterProblem("conditionsRemplies", told)])
        return found

    def _kept(
        self,
        level: Niveaux,
        depart: Depart,
        rows: Rows,
        options: Options,
        conditions: Conditions,
    ) -> NDArray[np.bool_]:
        kept = np.ones(len(level.territoires), dtype=np.bool_)
        if options.conditions_remplies:
            kept &= conditions.mask
        if not options.contraintes.empty:
            kept &= options.contraintes.mask(level.situations)
        if not options.avec_implantations:
            kept[rows] = False
            if level.niveau is Niveau.COMMUNE:
                for epci in depart.epcis & level.membres.keys():
                    kept[level.membres[epci]] = False
        return kept

    def _poids(self, level: Niveaux, options: Options) -> Poids:
        """Return the weights of a distance; a theme that has none of ours counts for nothing."""
        themes = (*level.profils.themes, *((THEME,) if options.voisine else ()))
        asked = theme_weights(options.poids, themes)
        ours = self.comparables.weights(level.niveau).themes
        return self.comparables.weights(level.niveau, {t: asked[t] for t in ours})

    def _nearness(self, level: Niveaux, rows: Rows, options: Options) -> Numbers:
        weights = self._poids(level, options)
        found = [distances(level.profils, int(row), weights)[0] for row in rows]
        nearest: Numbers = np.min(found, axis=0)
        return nearest

    def _alike(
        self, depart: Depart, options: Options, asked: slice, level: Niveaux, rows: Rows
    ) -> Essaimage:
        conditions = self._conditions(depart, level, options)
        weights = self._poids(level, options)
        nearest = self._nearness(level, rows, options)
        kept = self._kept(level, depart, rows, options, conditions) & np.isfinite(nearest)
        order = essaimage.ranking(-nearest, kept)
        if options.un_par_epci:
            order = _one_by_epci(order, level.territoires)
        terrain = Semblables(self.comparables, level, weights, -nearest, rows)
        found = terrain.candidates(order[asked], details=options.details, start=asked.start)
        return Essaimage(
            depart,
            options,
            conditions.told(found, order[asked]),
            len(order),
            tuple(weights.themes),
            conditions,
            comparables_seulement=True,
            drapeaux=essaimage.count_flags(-nearest, rows, order),
        )


def _one_by_epci(order: Rows, territoires: Sequence[Territoire]) -> Rows:
    seen: set[str] = set()
    kept = []
    for row in order.tolist():
        epci = territoires[row].code_epci
        if epci is None or epci not in seen:
            kept.append(row)
            seen.add(epci or "")
    return np.array(kept, dtype=np.intp)
