"""Hidden implantations of real programmes: are they found again, and how are they flagged?"""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cartoexp.domain import epreuve, essaimage
from cartoexp.domain.essaimage import Drapeau, Modele
from gates import references, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cartoexp.services.profils import Niveaux
    from gates.mesures import Numbers
    from gates.voisins import Rows

    Scorer = Callable[[Rows], Numbers]

SEEDS = range(5)
FEW = 5


@dataclass(frozen=True, slots=True)
class Resultat:
    """Means over the seeds, for one programme.

    ``drapeaux``: hidden implantations for a hundred territories that carry each flag.
    """

    programme: str
    communes: int
    rappel: float
    auc: float
    rappel_reference: float
    auc_reference: float
    rappel_cinq: float
    drapeaux: dict[str, float]

    @property
    def ordered(self) -> bool:
        """Whether the flags hold strictly fewer and fewer hidden implantations."""
        shares = [self.drapeaux[d.value] for d in Drapeau]
        return all(a > b for a, b in itertools.pairwise(shares))

    def as_record(self) -> dict[str, Any]:
        """Return the JSON record."""
        return asdict(self)


def backtest(level: Niveaux, seeds: Sequence[int] = SEEDS) -> list[Resultat]:
    """Return the results of every visible programme."""
    known = level.profils.rows
    programmes = sources.read_programmes()
    return [
        _programme(name, level, np.array([known[c] for c in codes if c in known]), seeds)
        for name, codes in programmes.items()
    ]


def _programme(name: str, level: Niveaux, rows: Rows, seeds: Sequence[int]) -> Resultat:
    reference = references.population_only(level)
    halves = [epreuve.hide_half(rows, seed) for seed in seeds]
    scores = [learn(level, shown) for shown, _ in halves]
    ours = _mean(epreuve.recall_and_auc(s, *h) for s, h in zip(scores, halves, strict=True))
    theirs = _mean(epreuve.recall_and_auc(reference(h[0]), *h) for h in halves)
    fives = [epreuve.hide_all_but(rows, FEW, seed) for seed in seeds]
    five = _mean(epreuve.recall_and_auc(learn(level, h[0]), *h) for h in fives)
    flags = [_flags(s, *h) for s, h in zip(scores, halves, strict=True)]
    shares = {d.value: float(np.mean([f[d] for f in flags])) for d in Drapeau}
    return Resultat(name, len(rows), *ours, *theirs, five[0], shares)


def learn(level: Niveaux, known: Rows) -> Numbers:
    """Return the product's score of every territory."""
    return Modele.learn(level.profils, known, level.expansion).score()


def _flags(score: Numbers, known: Rows, hidden: Rows) -> dict[Drapeau, float]:
    shares = essaimage.percentiles(score, known)
    others = np.setdiff1d(np.arange(len(score)), known)
    flags = np.array([essaimage.flag(share).value for share in shares[others]])
    found = np.isin(others, hidden)
    return {d: 100.0 * float(found[flags == d.value].mean()) for d in Drapeau}


def _mean(results: Any) -> tuple[float, float]:  # noqa: ANN401  an iterable of pairs
    recall, auc = np.mean(list(results), axis=0).tolist()
    return recall, auc
