"""One value object for every filter: page, API, embed and export read and write the same query.

An experiment matches when at least one of its implantations meets all criteria. Values of one
criterion add up (« énergie » or « emploi »); criteria restrict each other. Nothing unknown is
dropped: it is refused with the allowed values.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut, Theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

PREUVES = tuple("012345")


class SansDate(StrEnum):
    """What becomes of implantations whose first year is unknown, once years are asked for."""

    EXCLURE = "exclure"
    INCLURE = "inclure"
    SEULES = "seules"


@dataclass(frozen=True, slots=True)
class Annees:
    """Years, bounds included; an implantation matches when its period overlaps them."""

    debut: int | None = None
    fin: int | None = None

    def check(self) -> None:
        """Refuse an interval that ends before it begins.

        Raises:
            ContradictionError: when it does.
        """
        if self.debut is not None and self.fin is not None and self.debut > self.fin:
            told = "La première année suit la seconde\u00a0: inversez-les."
            raise ContradictionError([ParameterProblem("annee", told)])

    def __str__(self) -> str:
        """Write as in the query: ``2016-2024``, ``2016-``, ``-2010`` or ``2016``."""
        if self.debut == self.fin:
            return str(self.debut)
        return f"{'' if self.debut is None else self.debut}-{'' if self.fin is None else self.fin}"


@dataclass(frozen=True, slots=True)
class Filters:
    """Criteria on implantations and their experiment; empty means no criterion.

    ``niveau`` is the level of the implantation itself; ``region``, ``departement`` and ``epci``
    are codes of the territory that holds it; ``preuve`` and ``effet`` must be met by one and the
    same evaluation of the experiment.
    """

    niveau: tuple[Niveau, ...] = ()
    theme: tuple[Theme, ...] = ()
    statut: tuple[Statut, ...] = ()
    base: tuple[BaseLegale, ...] = ()
    dimension: tuple[Dimension, ...] = ()
    preuve: tuple[str, ...] = ()
    effet: tuple[Effet, ...] = ()
    annee: Annees | None = None
    sans_date: SansDate = SansDate.EXCLURE
    region: str | None = None
    departement: str | None = None
    epci: str | None = None
    q: str = ""

    @classmethod
    def parse(cls, query: Mapping[str, Sequence[str]], also: Iterable[str] = ()) -> Filters:
        """Read a query (name → values); ``also`` names the parameters that others read.

        Raises:
            InvalidParametersError: with every problem found.
            ContradictionError: for years in the wrong order.
        """
        reader = Reader(query)
        reader.refuse_unknown({*PARAMETERS, *also})
        filters = cls(
            niveau=reader.choices("niveau", Niveau),
            theme=reader.choices("theme", Theme),
            statut=reader.choices("statut", Statut),
            base=reader.choices("base", BaseLegale),
            dimension=reader.choices("dimension", Dimension),
            preuve=reader.values("preuve", PREUVES),
            effet=reader.choices("effet", Effet),
            annee=Annees(*years) if (years := reader.years("annee")) else None,
            sans_date=reader.choice("sans_date", SansDate, SansDate.EXCLURE),
            region=reader.code("region", Niveau.REGION),
            departement=reader.code("departement", Niveau.DEPARTEMENT),
            epci=reader.code("epci", Niveau.EPCI),
            q=reader.text("q"),
        )
        reader.raise_problems()
        if filters.annee is not None:
            filters.annee.check()
        elif filters.sans_date is SansDate.INCLURE:
            # Nothing is left out as long as no year is asked for.
            return replace(filters, sans_date=SansDate.EXCLURE)
        return filters

    def pairs(self) -> list[tuple[str, str]]:
        """Return the (name, value) pairs of the criteria that are set, in a fixed order."""
        pairs = []
        for field in fields(self):
            value = getattr(self, field.name)
            if value and value != field.default:
                pairs.append(
                    (field.name, ",".join(value) if isinstance(value, tuple) else f"{value}")
                )
        return pairs

    def query(self) -> str:
        """Return the query string, without « ? »; ``Filters.parse`` reads it back."""
        return urlencode(self.pairs(), safe=",")

    def without(self, name: str, value: str | None = None) -> Filters:
        """Return these filters less one criterion, or less one of its values."""
        left: Any = getattr(Filters(), name)
        current = getattr(self, name)
        if value and isinstance(current, tuple):
            left = tuple(v for v in current if v != value)
        changed = replace(self, **{name: left})
        return replace(changed, sans_date=SansDate.EXCLURE) if name == "annee" else changed

    def __bool__(self) -> bool:
        """Whether any criterion is set."""
        return self != Filters()


PARAMETERS = tuple(field.name for field in fields(Filters))
"""Names of the parameters, in the order in which they are written."""


def read_query(query: Mapping[str, str] | Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return any mapping of a query as name → list of values."""
    return {k: [v] if isinstance(v, str) else list(v) for k, v in query.items()}
