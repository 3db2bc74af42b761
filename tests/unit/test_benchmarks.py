"""The generator of synthetic catalogues: repeatable, valid, and plainly made up."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from benchmarks import points, synthetic
from cartoexp.domain.catalogue import Catalogue, parse_rows, validate_catalogue, write_catalogue
from cartoexp.domain.resolution import Resolver
from cartoexp.domain.territoires import Niveau
from cartoexp.store.catalogue_files import read_catalogue_files
from tests import loaded

IMPLANTATIONS, EXPERIMENTS = 2_000, 270


@cache
def resolver() -> Resolver:
    return Resolver.build(loaded.reference().territoires, loaded.reference().passages)


@cache
def model() -> Catalogue:
    catalogue, _ = validate_catalogue(read_catalogue_files(loaded.CATALOGUE)[0], resolver())
    assert catalogue is not None
    return catalogue


def made(seed: int = synthetic.SEED) -> Catalogue:
    territoires = loaded.reference().territoires
    return synthetic.make_catalogue(model(), territoires, IMPLANTATIONS, EXPERIMENTS, seed)


def test_the_same_seed_makes_the_same_catalogue() -> None:
    assert made() == made()
    assert made() != made(seed=1)


def test_its_files_are_a_catalogue_without_any_problem() -> None:
    texts = write_catalogue(made())
    tables = {n: parse_rows(f"{n}.csv", t.splitlines(keepends=True)) for n, t in texts.items()}
    catalogue, problems = validate_catalogue(tables, resolver())
    assert problems == []
    assert catalogue == made()


def test_it_has_the_asked_size() -> None:
    catalogue = made()
    assert len(catalogue.implantations) == IMPLANTATIONS
    assert len(catalogue.experiments) == EXPERIMENTS
    assert {i.experimentation for i in catalogue.implantations} == {
        x.id for x in catalogue.experiments
    }


def test_everything_says_that_it_is_synthetic() -> None:
    catalogue = made()
    assert all(x.titre.startswith("Synthétique") for x in catalogue.experiments)
    parts = (catalogue.experiments, catalogue.implantations, catalogue.evaluations)
    assert all("synthetique" in record.id for part in parts for record in part)
    real = {x.resume for x in model().experiments}
    assert not real & {x.resume for x in catalogue.experiments}


def test_levels_and_sizes_are_spread_like_the_real_ones() -> None:
    real, drawn = (
        Counter(i.niveau for i in catalogue.implantations) for catalogue in (model(), made())
    )
    for niveau in Niveau:
        share = real[niveau] / real.total()
        assert drawn[niveau] / drawn.total() == pytest.approx(share, abs=0.04)
    sizes = Counter(i.experimentation for i in made().implantations).values()
    assert max(sizes) > 5 * IMPLANTATIONS / EXPERIMENTS


def test_more_experiments_than_implantations_are_refused() -> None:
    with pytest.raises(ValueError, match="au moins une implantation"):
        synthetic.make_catalogue(model(), loaded.reference().territoires, 3, 4)


def test_points_are_drawn_in_the_boxes_of_france() -> None:
    drawn = points.draw(500)
    assert drawn == points.draw(500)
    for lon, lat in drawn:
        boxes = [box for _, _, box in points.BOXES]
        assert any(w <= lon <= e and s <= lat <= n for w, s, e, n in boxes)
