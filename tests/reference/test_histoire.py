"""The committed register of communes, against the passages and known facts."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartoexp.domain.histoire import Borne, Periode, Registre
from cartoexp.reference.histoire.construire import check_histoire, write_periods
from cartoexp.store.histoire import read_histoire
from tests.reference.conftest import DATA, Committed

# Suppressed between 1949 and 1968: INSEE's history does not say what took their land.
SUPPRESSED = {"08227", "45117", "51385", "51606", "60606", "77362"}


@pytest.fixture(scope="module")
def registre() -> Registre:
    return read_histoire(DATA).registre


def test_the_register_leads_where_the_passages_lead(
    registre: Registre, committed: Committed
) -> None:
    rows = committed.table("passages").to_pylist()
    known = [row for row in rows if row["code_ancien"] in registre.periodes]
    assert len(known) > 0.98 * len(rows)
    differing = {
        row["code_ancien"]
        for row in known
        if row["code"] not in registre.actuels(registre.periodes[row["code_ancien"]][-1])
    }
    assert differing == SUPPRESSED


def test_what_is_so_today_is_current(registre: Registre, committed: Committed) -> None:
    current = set(committed.column("communes", "code"))
    open_ = [p for periodes in registre.periodes.values() for p in periodes if p.fin is None]
    assert {p.code for p in open_} <= current
    assert len(open_) == len({p.code for p in open_})
    for code in registre.periodes:
        assert (code in current) == any(p.fin is None for p in registre.periodes[code])


@pytest.mark.parametrize(
    ("code", "day", "then", "now"),
    [
        ("49104", date(2016, 12, 29), ["Concourson-sur-Layon"], ["49125"]),
        ("49104", date(2016, 12, 30), ["Doué-en-Anjou"], ["49125"]),
        ("14011", date(2010, 1, 1), ["Anctoville"], ["14581"]),
        ("15031", date(2020, 1, 1), ["Neussargues en Pinatelle"], None),
        ("15031", date(2026, 1, 1), ["Celles"], ["15031"]),
        ("20004", date(1970, 1, 1), ["Ajaccio"], ["2A004"]),
        ("93059", date(2025, 1, 1), ["Saint-Denis"], ["93066"]),
    ],
)
def test_known_facts(
    registre: Registre, code: str, day: date, then: list[str], now: list[str] | None
) -> None:
    found = registre.resolve(code, day)
    assert found is not None
    assert found.certain
    assert [p.nom for p in found.periodes] == then
    expected = now or ["15141", "15031", "15035", "15047", "15171"]
    assert sorted(found.actuels) == sorted(expected)


@pytest.mark.parametrize("year", [2019, 2021, 2022, 2023, 2024, 2025, 2026])
def test_on_the_day_of_an_edition_nothing_is_in_doubt(registre: Registre, year: int) -> None:
    day = date(year, 1, 1)
    for code in registre.periodes:
        found = registre.resolve(code, day)
        assert found is not None
        assert found.certain
        assert found.actuels or code in SUPPRESSED or not found.periodes


@settings(max_examples=300)
@given(st.data())
def test_any_code_at_any_date_has_one_answer(registre: Registre, data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(registre.periodes)))
    day = data.draw(st.dates(date(1943, 1, 1), date(2026, 12, 31)))
    found = registre.resolve(code, day)
    assert found == registre.resolve(code, day)
    assert found is not None
    assert all(periode.possible(day) for periode in found.periodes)
    assert found.certain == all(periode.certaine(day) for periode in found.periodes)
    for now in found.actuels:
        assert registre.periodes[now][-1].fin is None


def test_namesakes_are_communes_deleguees_of_communes_with_their_code() -> None:
    homonymes = read_histoire(DATA).homonymes
    assert homonymes["49125"] == ("deleguee", "Doué-la-Fontaine")
    assert len(homonymes) > 500


def test_the_check_tells_a_register_of_another_vintage(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"millesime": "2026"}', encoding="utf-8")
    assert "absent" in check_histoire(tmp_path)[0]
    assert write_periods(tmp_path, [Periode("A", "A", Borne(date(2026, 1, 1)))]) == 1
    assert check_histoire(tmp_path) == []
    (tmp_path / "manifest.json").write_text('{"millesime": "2027"}', encoding="utf-8")
    assert "millésime 2026" in check_histoire(tmp_path)[0]
