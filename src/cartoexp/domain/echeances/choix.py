"""What is asked of the register: the filters of the catalogue, and criteria of its own.

Page, calendar, feed, file, embed and API read and write the same query.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.catalogue.cells import ID_PATTERN
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.echeances.intervalle import Intervalle, plus_mois
from cartoexp.domain.echeances.vocabulaire import Constat, Nature
from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.filters import Filters
from cartoexp.domain.query import Reader
from cartoexp.domain.vocabulaires import Suite

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

FILTRES = ("niveau", "theme", "statut", "base", "dimension", "region", "departement", "epci", "q")
"""Filters of the catalogue that the register takes: those of years are its own."""
PROPRES = ("nature", "suite", "evaluation", "de", "a", "mois", "experimentation")
PARAMETRES = (*FILTRES, *PROPRES)
LONGEST = 120
"""Months ahead that may be asked for."""
_ID = re.compile(ID_PATTERN, re.ASCII)
_CONSTATS = tuple(c for c in Constat if c is not Constat.SANS_OBJET)


@dataclass(frozen=True, slots=True)
class Periode:
    """Days that are asked for: from and to, both included, or so many months from today."""

    de: PartialDate | None = None
    a: PartialDate | None = None
    mois: int = 0

    def jours(self, today: date) -> Intervalle | None:
        """Return the days, ``None`` when every date is wanted."""
        if self.mois:
            return Intervalle(today, plus_mois(today, self.mois))
        if self == Periode():
            return None
        first = Intervalle.of(self.de).premier if self.de else type(today).min
        return Intervalle(first, Intervalle.of(self.a).dernier if self.a else type(today).max)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that are set."""
        told = {"de": self.de or "", "a": self.a or "", "mois": self.mois or ""}
        return [(name, str(value)) for name, value in told.items() if value]


@dataclass(frozen=True, slots=True)
class Criteres:
    """Criteria of the register; empty means no criterion.

    ``experimentation`` is an id: services tell whether it exists.
    """

    nature: tuple[Nature, ...] = ()
    suite: tuple[Suite, ...] = ()
    evaluation: tuple[Constat, ...] = ()
    periode: Periode = field(default_factory=Periode)
    experimentation: str = ""

    @classmethod
    def read(cls, reader: Reader) -> Criteres:
        """Read the criteria; problems stay with the reader."""
        told = reader.values("evaluation", [c.value for c in _CONSTATS])
        return cls(
            reader.choices("nature", Nature),
            reader.choices("suite", Suite),
            tuple(Constat(value) for value in told),
            _periode(reader),
            _experimentation(reader),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the criteria that are set, in a fixed order."""
        lists = {"nature": self.nature, "suite": self.suite, "evaluation": self.evaluation}
        found = [(name, ",".join(values)) for name, values in lists.items() if values]
        only = [("experimentation", self.experimentation)] if self.experimentation else []
        return [*found, *self.periode.pairs(), *only]


@dataclass(frozen=True, slots=True)
class Choix:
    """All that is asked for."""

    filters: Filters = Filters()  # noqa: RUF009  frozen
    criteres: Criteres = field(default_factory=Criteres)

    @classmethod
    def parse(cls, query: Mapping[str, Sequence[str]], also: Iterable[str] = ()) -> Choix:
        """Read a query; ``also`` names the parameters that others read.

        Raises:
            InvalidParametersError: with every problem found.
            ContradictionError: for a period that ends before it begins.
        """
        reader = Reader(query)
        reader.refuse_unknown({*PARAMETRES, *also})
        criteres = Criteres.read(reader)
        reader.raise_problems()
        check(criteres.periode)
        return cls(Filters.parse({k: v for k, v in query.items() if k in FILTRES}), criteres)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of all that is set, in a fixed order."""
        return [*self.filters.pairs(), *self.criteres.pairs()]

    def query(self) -> str:
        """Return the query string, without « ? »; :meth:`parse` reads it back."""
        return urlencode(self.pairs(), safe=",")

    def without(self, name: str, value: str = "") -> Choix:
        """Return this less one criterion, or less one of its values."""
        if name in FILTRES:
            return replace(self, filters=self.filters.without(name, value))
        if name in {"de", "a", "mois"}:
            return self.avec(periode=Periode())
        if name == "experimentation":
            return self.avec(experimentation="")
        left = tuple(v for v in getattr(self.criteres, name) if value and v != value)
        return self.avec(**{name: left})

    def avec(self, **criteria: object) -> Choix:
        """Return this with other criteria of the register."""
        return replace(self, criteres=replace(self.criteres, **criteria))  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Choix()


def check(periode: Periode) -> None:
    """Refuse days that end before they begin, and days told in two ways.

    Raises:
        ContradictionError: when they do.
    """
    if periode.mois and (periode.de or periode.a):
        told = "« mois » part d’aujourd’hui\u00a0: donnez-le seul, ou bien « de » et « a »."
        raise ContradictionError([ParameterProblem("mois", told)])
    if periode.de and periode.a:
        ends = Intervalle.of(periode.de), Intervalle.of(periode.a)
        if ends[0].premier > ends[1].dernier:
            told = "La période finit avant de commencer\u00a0: inversez « de » et « a »."
            raise ContradictionError([ParameterProblem("a", told)])


def _periode(reader: Reader) -> Periode:
    return Periode(_date(reader, "de"), _date(reader, "a"), reader.integer("mois", 0, 1, LONGEST))


def _date(reader: Reader, name: str) -> PartialDate | None:
    value = reader.single(name)
    if value is None:
        return None
    try:
        return PartialDate.parse(value)
    except ValueError as error:
        reader.problem(name, f"« {name} »\u00a0: {error}.")
        return None


def _experimentation(reader: Reader) -> str:
    value = reader.single("experimentation") or ""
    if value and not _ID.fullmatch(value):
        told = "« experimentation » attend l’identifiant d’une fiche, comme tzcld."
        reader.problem("experimentation", told)
        return ""
    return value
