"""Tables of the files: in batches, of one version of the catalogue, with their own shapes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely

from cartoexp.domain.errors import CatalogueReplacedError
from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.sorties import Notice
from cartoexp.services.tableaux import implantations, indicateurs, territoires
from cartoexp.services.tableaux.entiers import ENTIERS, notice
from cartoexp.store import experiments as store

if TYPE_CHECKING:
    from cartoexp.services.registry import Services
    from cartoexp.services.tableaux.entiers import Entier

NOTICE = Notice(date(2026, 11, 24))


def test_rows_come_in_the_order_of_the_list_whatever_the_batches(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = services.experiments
    monkeypatch.setattr(implantations, "BATCH", 7)
    filters = Filters.parse({"theme": ["energie"]})
    kept = implantations.matching(service, filters)
    table = implantations.table(service, kept, NOTICE)
    assert table.formes
    rows, shapes = list(table.lignes()), list(table.formes.wkb())
    places = service.places(filters)
    assert [r[0] for r in rows] == [p.key.id for p in places]
    assert len(rows) == len(shapes) == len(places) > 7
    for place, wkb in zip(places, shapes, strict=True):
        if place.territoire.niveau in {Niveau.DEPARTEMENT, Niveau.REGION}:
            assert wkb is None
        elif place.territoire.centre:
            point = shapely.from_wkb(wkb)
            assert (point.x, point.y) == place.territoire.centre


def test_two_versions_are_never_mixed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    service = services.experiments
    monkeypatch.setattr(implantations, "BATCH", 10)
    rows = iter(
        implantations.table(service, implantations.matching(service, Filters()), NOTICE).lignes()
    )
    first = [next(rows) for _ in range(10)]
    assert len(first) == 10
    monkeypatch.setattr(store, "read_meta", lambda _: {"catalogue_version": "autre"})
    with pytest.raises(CatalogueReplacedError, match="redemandez"):
        next(rows)


def test_no_connection_is_held_between_batches(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = services.experiments
    monkeypatch.setattr(implantations, "BATCH", 5)
    kept = implantations.matching(service, Filters())
    rows = iter(implantations.table(service, kept, NOTICE).lignes())
    next(rows)
    pool = services.engine.pool
    assert pool.checkedout() == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("niveau", [Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPT])
def test_shapes_are_those_of_their_rows(services: Services, niveau: Niveau) -> None:
    table = territoires.level(services, niveau, NOTICE)
    assert table.formes
    every = services.territoires.level(niveau)
    for t, row, wkb in zip(every, table.lignes(), table.formes.wkb(), strict=True):
        assert row[1] == t.code
        assert (wkb is None) == (t.zone is Zone.COM)
        if wkb is not None and t.centre is not None:
            assert shapely.from_wkb(wkb).buffer(1e-6).intersects(shapely.Point(t.centre))


def test_indicators_of_a_level_are_those_of_its_fiches(services: Services) -> None:
    here = services.territoires.get(Niveau.DEPARTEMENT, "59")
    table = indicateurs.wide(services, [here], NOTICE, "x", "X", shaped=False)
    (row,) = table.lignes()
    told = dict(zip(table.noms, row, strict=True))
    for value in services.indicateurs.values(here):
        held = told[value.indicateur.id]
        if value.valeur is None:
            assert held is None
        else:
            assert held == pytest.approx(value.valeur, rel=1e-5, abs=0.01)


@pytest.mark.parametrize("entier", ENTIERS, ids=lambda e: e.nom)
def test_every_complete_file_has_as_many_cells_as_columns(
    services: Services, entier: Entier
) -> None:
    table = entier.table(services, notice(services, entier, date(2026, 11, 24)))
    first = next(iter(table.lignes()))
    assert len(first) == len(table.colonnes)
    assert table.notice.sources
    assert not table.cle or table.cle in table.noms
    assert all(c.description.endswith((".", "»")) for c in table.colonnes)
