"""The gates in small: one drawing of each programme, fifteen hundred communes."""

import numpy as np
import pytest

from cartoexp.domain import comparables
from cartoexp.domain.ponderation import Poids
from cartoexp.domain.territoires import Niveau
from cartoexp.services.profils import Niveaux, ProfilService
from gates import base, essaimage, mesures, niveau, poids, references, sources
from gates.voisins import Nuage

pytestmark = pytest.mark.skipif(
    not sources.present(), reason="../shared/data est absent : rien à mesurer ici"
)


@pytest.fixture(scope="module")
def profils() -> ProfilService:
    return niveau.open_profils()


@pytest.fixture(scope="module")
def level(profils: ProfilService) -> Niveaux:
    return profils.level(Niveau.COMMUNE)


def test_hidden_implantations_are_found_again(level: Niveaux) -> None:
    results = essaimage.backtest(level, seeds=[0])
    assert len(results) == 8
    recall = np.mean([r.rappel for r in results])
    assert recall >= 0.28
    assert recall >= 5 * np.mean([r.rappel_reference for r in results])
    assert np.mean([r.auc for r in results]) >= 0.92
    assert np.mean([r.rappel_cinq for r in results]) >= 0.22
    assert np.mean([r.drapeaux["comparable"] > r.drapeaux["a_adapter"] for r in results]) == 1


def test_neighbours_are_of_the_same_kind(level: Niveaux, profils: ProfilService) -> None:
    found = level.profils
    ours = profils.reglage(Niveau.COMMUNE).poids
    weights = np.array([ours.get(t.id, 0.0) for t in found.traits])
    rows = np.sort(np.random.default_rng(0).choice(len(found.codes), 1_500, replace=False))
    near = Nuage.of(found.z).nearest(weights / weights.sum(), rows)
    classes = base.densite(found)
    assert mesures.purity(near, rows, classes) >= 0.42
    for name, lists in references.neighbour_rules(level, rows).items():
        assert mesures.purity(lists, rows, classes) < 0.42, name


def test_neighbours_of_the_gates_are_those_of_the_product(level: Niveaux) -> None:
    found = level.profils
    weights = Poids.compose(found.traits, dict.fromkeys(base.PROTOTYPE, 1.0))
    row = found.rows["59178"]
    distance, known = comparables.distances(found, row, weights)
    kept = known > 0
    kept[row] = False
    ours = comparables.nearest(distance, kept, 20)
    theirs = Nuage.of(found.z).nearest(weights.parts, np.array([row]))[0]
    assert set(ours.tolist()) == set(theirs.tolist())


def test_weights_stay_within_their_bounds() -> None:
    found = poids.bounded(np.array([50.0, 20.0, 20.0, 9.0, 0.001, *[5.0] * 10]), 0.16)
    assert found.sum() == pytest.approx(1)
    assert found.max() <= 0.17
    assert found[4] == 0


def test_what_most_territories_share_weighs_little() -> None:
    values = np.array([[0, 0, 0, 1], [1, 2, 3, 4], [0, 1, 0, 1]], dtype=np.float32)
    rares = poids.rare(Nuage(values, np.ones_like(values)))
    assert rares.tolist() == [True, False, False]
    nuage = Nuage(values, np.ones_like(values))
    typed, untyped = (
        poids.Recherche(
            [poids.Echantillon(nuage, np.full(4, kind), [], [], 0)], np.arange(3), rares, 0
        ).limits(poids.Juge(0, 0, 0.6))
        for kind in (1, -1)
    )
    assert untyped.tolist() == [poids.RARE, poids.UNTYPED, poids.UNTYPED]
    limits = typed
    assert limits.tolist() == [poids.RARE, 0.6, 0.6]
    found = poids.bounded(np.array([0.5, 0.3, 0.2]), limits)
    assert found.sum() == pytest.approx(1)
    assert found[0] <= poids.RARE + 0.01
