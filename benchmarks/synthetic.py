"""A made-up catalogue as large as one wishes, over real territories: for measures only.

Everything in it says that it is synthetic. Levels, statuses, years and numbers of implantations
are drawn from the shipped catalogue, so that filters and counts have as much to do as with it;
territories are drawn from the reference, the populous ones more often.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.experiments import Source
from cartoexp.domain.vocabulaires import TypeSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.experiments import Evaluation, Experiment, Implantation
    from cartoexp.domain.territoires import Niveau, Territoire

SEED = 100_000
SOURCE = "source-synthetique"
FILLER = "Donnée synthétique, faite pour mesurer et non pour informer. "


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Territories of a level and their running total of weights."""

    territoires: Sequence[Territoire]
    weights: Sequence[float]

    @classmethod
    def of(cls, territoires: Sequence[Territoire]) -> _Drawn:
        """Weigh by the root of the population: large ones more often, small ones still."""
        roots = ((t.population or 1) ** 0.5 for t in territoires)
        return cls(territoires, list(itertools.accumulate(roots)))

    def sample(self, chance: random.Random, n: int) -> list[Territoire]:
        """Return ``n`` distinct territories, or all when there are fewer."""
        if n >= len(self.territoires):
            return list(self.territoires)
        found: dict[str, Territoire] = {}
        while len(found) < n:
            drawn = chance.choices(self.territoires, cum_weights=self.weights, k=n - len(found))
            found.update((t.code, t) for t in drawn)
        return list(found.values())


def make_catalogue(
    model: Catalogue,
    territoires: Sequence[Territoire],
    implantations: int,
    experiments: int,
    seed: int = SEED,
) -> Catalogue:
    """Return a synthetic catalogue of so many experiments, and so many implantations.

    Raises:
        ValueError: when there are more experiments than implantations.
    """
    if experiments > implantations:
        raise ValueError("chaque expérimentation a au moins une implantation")
    chance = random.Random(seed)
    made = list(_experiments(model.experiments, experiments, chance))
    sizes = _sizes(model, implantations, experiments, chance)
    placed = _implantations(model, territoires, made, sizes, chance)
    evaluated = _evaluations(model, made, chance)
    source = Source(
        id=SOURCE, titre="Source synthétique", url=None, date=None, type=TypeSource.INCONNU
    )
    return Catalogue(tuple(made), tuple(placed), tuple(evaluated), (source,))


def _experiments(
    models: Sequence[Experiment], n: int, chance: random.Random
) -> Iterator[Experiment]:
    for number in range(1, n + 1):
        like = chance.choice(models)
        yield replace(
            like,
            id=f"synthetique-{number:05d}",
            titre=f"Synthétique {number:04d}",
            resume=_text(like.resume),
            probleme=_text(like.probleme) if like.probleme else None,
            reference_legale=None,
            porteurs=None,
            partenaires=None,
            public_vise=None,
            financement=None,
            conditions_transfert=None,
            conditions_transfert_provenance=None,
            enseignements=None,
            page_officielle_url=None,
            notes_provenance=None,
            sources=(SOURCE,),
        )


def _text(like: str) -> str:
    """Return words that mean nothing, as long as a real text."""
    return (FILLER * (len(like) // len(FILLER) + 1))[: max(len(like), len(FILLER))].strip()


def _sizes(
    model: Catalogue, implantations: int, experiments: int, chance: random.Random
) -> list[int]:
    """Return how many implantations each experiment has: as uneven as the real ones."""
    real = list(Counter(i.experimentation for i in model.implantations).values())
    weights = [chance.choice(real) for _ in range(experiments)]
    left = implantations - experiments
    drawn = Counter(chance.choices(range(experiments), weights, k=left))
    return [1 + drawn[i] for i in range(experiments)]


def _implantations(
    model: Catalogue,
    territoires: Sequence[Territoire],
    experiments: Sequence[Experiment],
    sizes: Sequence[int],
    chance: random.Random,
) -> Iterator[Implantation]:
    by_level: dict[Niveau, list[Territoire]] = defaultdict(list)
    for territoire in territoires:
        by_level[territoire.niveau].append(territoire)
    levels = {niveau: _Drawn.of(found) for niveau, found in by_level.items()}
    numbers = itertools.count(1)
    for experiment, size in zip(experiments, sizes, strict=True):
        likes = chance.choices(model.implantations, k=size)
        wanted = Counter(like.niveau for like in likes)
        places = {n: levels[n].sample(chance, k) for n, k in wanted.items()}
        used: Counter[Niveau] = Counter()
        for like in likes:
            found = places[like.niveau]
            # A level with few territories is taken again: one may hold several implantations.
            place = found[used[like.niveau] % len(found)]
            used[like.niveau] += 1
            yield _implantation(like, experiment.id, place, next(numbers))


def _implantation(
    like: Implantation, experiment: str, place: Territoire, number: int
) -> Implantation:
    return replace(
        like,
        id=f"synthetique-implantation-{number:06d}",
        experimentation=experiment,
        code=place.code,
        nom=place.nom,
        citee_essai=False,
        source=SOURCE,
        titre_local=f"Synthétique, variante {number}" if like.titre_local else None,
        resume_local=_text(like.resume_local) if like.resume_local else None,
        reference_legale=None,
        note=None,
        perimetre=None,
        vague=None,
    )


def _evaluations(
    model: Catalogue, experiments: Sequence[Experiment], chance: random.Random
) -> Iterator[Evaluation]:
    """Yield as many evaluations an experiment as the shipped catalogue has."""
    n = round(len(model.evaluations) * len(experiments) / len(model.experiments))
    for number in range(1, n + 1):
        like = chance.choice(model.evaluations)
        yield replace(
            like,
            id=f"synthetique-evaluation-{number:05d}",
            experimentation=chance.choice(experiments).id,
            titre=f"Évaluation synthétique {number}",
            evaluateur="Évaluateur synthétique",
            methode=_text(like.methode),
            resultats=_text(like.resultats),
            source=SOURCE,
        )
