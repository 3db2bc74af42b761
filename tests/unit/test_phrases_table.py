"""The table of sentences checked by hand: ``phrases.csv``, one line a case.

« ~ » stands there for a no-break space and « ^ » for a narrow one; the data are parted by « | ».
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases import (
    accords,
    carte,
    chiffre,
    dates,
    elision,
    essaimage,
    grandeurs,
    lieux,
    listes,
    niveaux,
    nombres,
    palmares,
    ressemblance,
    territoire,
    typographie,
)
from cartoexp.domain.territoires import Niveau, Territoire, Zone

TABLE = Path(__file__).with_name("phrases.csv")


def place(niveau: str, code: str, nom: str) -> Territoire:
    return Territoire(Niveau(niveau), code, nom, Zone.METRO)


def batched(values: Sequence[str], n: int) -> Iterator[Sequence[str]]:
    return (values[i : i + n] for i in range(0, len(values), n))


def whole(text: str) -> int | None:
    return int(text) if text else None


def real(text: str) -> float | None:
    return float(text) if text else None


def count_on_a_map(niveau: str, *told: str) -> str:
    *numbers, lieu = told
    return carte.counts(Niveau(niveau), carte.Comptage(*map(int, numbers)), lieu)


def agree(niveau: str, participle: str, n: str) -> str:
    return niveaux.NOMS[Niveau(niveau)].counted(int(n), participle)


def rank(n: str, low: str, high: str) -> str:
    return ressemblance.rank(int(n), (int(low), int(high)) if low else None)


@dataclass(frozen=True)
class Poverty:
    niveau: Niveau = Niveau.DEPARTEMENT
    titre: str = "Taux de pauvreté"
    unite: str = "%"
    decimales: int = 1
    source: str = "INSEE"
    millesime: str = "2023"


def identify(*data: str) -> str:
    here, population, above = data[:3], whole(data[3]), data[4:]
    return territoire.identity(replace(place(*here), population=population), place(*above))


def rank_of(niveau: str, *numbers: str) -> str:
    return territoire.ranked(place(niveau, "1", "Ici"), *map(int, numbers))


def departements(pairs: Sequence[str]) -> list[Territoire]:
    return [place("departement", code, nom) for code, nom in batched(pairs, 2)]


def resemble(niveau: str, code: str, nom: str, *others: str) -> str:
    return ressemblance.told(place(niveau, code, nom), departements(others), parmi=96).phrase


def look_alike(niveau: str, *names: str) -> str:
    found = [place(niveau, "75" if n == "Paris" else "0", n) for n in names]
    return ressemblance.alike(found, Niveau(niveau))


def tell_one(code: str, nom: str, value: str, middle: str) -> str:
    here = place("departement", code, nom)
    return chiffre.indicator(Poverty(), here, real(value), real(middle)).phrase


def head(*rows: str) -> str:
    first = [(place("departement", c, nom), float(v)) for c, nom, v in batched(rows, 3)]
    return palmares.told(Poverty(), first, 4.0, 2).phrase


SAYS: dict[str, Callable[..., str]] = {
    "de": lambda *t: lieux.de(place(*t)),
    "dans": lambda *t: lieux.dans(place(*t)),
    "développé": lambda *t: lieux.lieu(place(*t), developpe=True).dans,
    "a": lambda *t: lieux.lieu(place(*t)).a,
    "article": lambda *t: lieux.avec_article(place(*t)),
    "nombre": lambda value, decimals="0": nombres.number(real(value), int(decimals)),
    "compte": lambda n, noun: nombres.count(int(n), noun),
    "grandeur": lambda value, unit, decimals: nombres.quantity(real(value), unit, int(decimals)),
    "ordinal": lambda n, genre: nombres.ordinal(int(n), feminine=genre == "f"),
    "part": lambda part: nombres.cut_percent(float(part)),
    "pourcentage": lambda part: nombres.percent(float(part)),
    "rapport": lambda some, among: nombres.share_of(int(some), int(among)),
    "recensées": lambda n: accords.recensed(int(n)),
    "accord": agree,
    "liste": lambda *names: listes.listed([n for n in names if n]),
    "liste à 2": lambda *names: listes.listed(names, 2),
    "élision": elision.elided,
    "jour": lambda when: dates.day(date.fromisoformat(when)),
    "date": lambda when: dates.partial(PartialDate.parse(when)),
    "quand": lambda when: dates.at(PartialDate.parse(when)),
    "années": lambda first, last: dates.years(whole(first), whole(last)),
    "cette": lambda niveau: niveaux.NOMS[Niveau(niveau)].this,
    "entre guillemets": typographie.quote,
    "composer": typographie.typeset,
    "millésime": dates.span,
    "téléphone": typographie.telephone,
    "habitants": lambda n: grandeurs.inhabitants(whole(n)),
    "surface": lambda km2: grandeurs.area(real(km2)),
    "densité": lambda n: grandeurs.density(real(n)),
    "distance": lambda km: grandeurs.distance(float(km)),
    "carte nombre": count_on_a_map,
    "ressemble": lambda score, niveau: ressemblance.nearness(float(score), Niveau(niveau)),
    "rang": lambda n, low="", high="": rank(n, low, high),
    "identité": identify,
    "rang de": rank_of,
    "recensé ici": lambda n, *told: territoire.recorded(place(n, "1", "Ici"), *map(int, told)),
    "semblables": resemble,
    "lui ressemblent": look_alike,
    "chiffre": tell_one,
    "en tête": head,
    "centile": lambda part, niveau: essaimage.likeness(float(part), Niveau(niveau)),
}


def cases() -> list[tuple[str, str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=";", quoting=csv.QUOTE_NONE)
        assert next(rows) == ["dire", "donnees", "phrase"]
        return [(says, data, told) for says, data, told in rows]


@pytest.mark.parametrize(("says", "data", "told"), cases())
def test_the_sentence_is_the_one_checked_by_hand(says: str, data: str, told: str) -> None:
    shown = SAYS[says](*data.split("|"))
    assert shown.replace("\u00a0", "~").replace("\u202f", "^") == told


def test_the_table_is_long_enough_and_names_every_way_of_saying() -> None:
    table = cases()
    assert len(table) >= 150
    assert len({(says, data) for says, data, _ in table}) == len(table)
    assert {says for says, _, _ in table} == set(SAYS)
