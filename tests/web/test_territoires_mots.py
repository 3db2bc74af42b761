"""Words of the fiches: hours, levels, amounts."""

from __future__ import annotations

import pytest

from cartoexp.domain.lecture import CODES, Sorte, sorte
from cartoexp.domain.phrases import grandeurs, niveaux
from cartoexp.domain.phrases.nombres import cut_percent, ordinal
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.indicateurs import Indicateur, IndicateurService
from cartoexp.web.communs.valeurs import figure
from cartoexp.web.pages.territoires.horaires import DAYS, days, horaires
from tests import loaded
from tests.factories import make_territoire

WEEK = list(DAYS[:5])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (WEEK, "du lundi au vendredi"),
        (["lundi"], "lundi"),
        (["lundi", "mardi"], "lundi et mardi"),
        (["lundi", "mercredi", "jeudi"], "lundi, mercredi et jeudi"),
        (["mardi", "mercredi", "jeudi"], "du mardi au jeudi"),
    ],
)
def test_days_in_words(names: list[str], told: str) -> None:
    assert days(names) == told


def test_hours_of_one_day_are_put_together() -> None:
    periods = [
        {"jours": WEEK, "plages": ["08:30-12:00"]},
        {"jours": ["mardi"], "plages": ["13:30-17:00"]},
    ]
    assert horaires(periods) == [
        ("lundi, mercredi, jeudi et vendredi", f"8{NBSP}h{NBSP}30–12{NBSP}h"),
        ("mardi", f"8{NBSP}h{NBSP}30–12{NBSP}h, 13{NBSP}h{NBSP}30–17{NBSP}h"),
    ]


def test_no_hours_say_nothing() -> None:
    assert horaires([]) == []


def test_kinds_are_as_precise_as_the_source() -> None:
    assert niveaux.nature(make_territoire(niveau=Niveau.EPCI, type_epci="CC")) == (
        "Communauté de communes"
    )
    assert niveaux.nature(make_territoire(niveau=Niveau.EPCI, type_epci="?")) == "Intercommunalité"
    com = make_territoire(niveau=Niveau.DEPARTEMENT, code="987", zone=Zone.COM)
    assert niveaux.nature(com) == "Collectivité ultramarine"
    assert niveaux.this(com) == "cette collectivité"


def test_every_kind_of_the_reference_has_its_words() -> None:
    kinds = {t.type_epci for t in loaded.reference().territoires if t.niveau is Niveau.EPCI}
    assert kinds <= set(niveaux.EPCI)


def test_shares_are_never_rounded_up() -> None:
    assert cut_percent(0.9999) == f"99{THIN}%"
    assert cut_percent(0.5) == f"50{THIN}%"


def test_ordinals_agree() -> None:
    assert ordinal(1, feminine=True) == "1re"
    assert ordinal(1, feminine=False) == "1er"
    assert ordinal(12, feminine=True) == "12e"


def test_amounts() -> None:
    assert grandeurs.area(16.84) == f"16,8{NBSP}km²"
    assert grandeurs.area(5743.2) == f"5{THIN}743{NBSP}km²"
    assert grandeurs.area(None) == "—"
    assert grandeurs.inhabitants(None) == "population inconnue"
    assert grandeurs.inhabitants(40250) == f"40{THIN}250{NBSP}habitants"
    assert grandeurs.distance(0.4) == f"moins de 1{NBSP}km"
    assert grandeurs.distance(11.4) == f"11{NBSP}km"


def known(identifier: str, unite: str, decimales: int = 1) -> Indicateur:
    return Indicateur(identifier, "L", unite, "t", "s", "p", "2026", decimales, "d")


@pytest.mark.parametrize(
    ("indicator", "niveau", "value", "told"),
    [
        (known("densite", "hab./km²"), Niveau.COMMUNE, 12.34, ("12,3", f"{NBSP}hab./km²")),
        (known("densite", "hab./km²"), Niveau.COMMUNE, 2394.4, (f"2{THIN}394", f"{NBSP}hab./km²")),
        (known("part", "%"), Niveau.COMMUNE, 27.0, ("27,0", f"{THIN}%")),
        (known("rang_epci", "rang", 0), Niveau.COMMUNE, 1.0, ("1re", "")),
        (known("littoral", "oui ou non", 2), Niveau.COMMUNE, 0.0, ("non", "")),
        (
            known("littoral", "oui ou non", 2),
            Niveau.EPCI,
            0.25,
            ("25,0", f"{THIN}% de la population"),
        ),
        (known("bureau", "oui ou non", 0), Niveau.REGION, 3.0, (f"3{NBSP}communes", "")),
        (known("epci_type", "échelon", 0), Niveau.COMMUNE, 2.0, ("communauté d’agglomération", "")),
        (known("densite", "hab./km²"), Niveau.COMMUNE, None, ("—", "")),
    ],
)
def test_each_kind_of_indicator_reads_as_words(
    indicator: Indicateur, niveau: Niveau, value: float | None, told: tuple[str, str]
) -> None:
    assert figure(indicator, sorte(indicator, niveau), value) == told


def test_a_mean_of_codes_is_not_shown() -> None:
    zone = known("tension_logement", "zone")
    assert sorte(zone, Niveau.COMMUNE) is Sorte.CODE
    assert sorte(zone, Niveau.REGION) is Sorte.ILLISIBLE


def test_every_code_of_the_reference_has_its_words() -> None:
    service = IndicateurService(loaded.REFERENCE)
    matrix = service.matrix(Niveau.COMMUNE)
    for column, indicator in enumerate(service.metadata):
        if indicator.id in CODES:
            values = {v for v in matrix[:, column].tolist() if v == v}  # noqa: PLR0124  not NaN
            assert {int(v) for v in values} <= set(CODES[indicator.id]), indicator.id
        elif indicator.unite in {"zone", "échelon"}:
            pytest.fail(f"{indicator.id} is a code without words")
