"""What the sentences read of a value, of the extremes and of a summary: any object that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cartoexp.domain.phrases.dit import source
from cartoexp.domain.phrases.lieux import avec_article
from cartoexp.domain.phrases.nombres import count, quantity

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Niveau, Territoire


class Mesure(Protocol):
    """The words of what is measured at a level: title, unit, decimals worth showing, source."""

    @property
    def niveau(self) -> Niveau: ...  # noqa: D102
    @property
    def titre(self) -> str: ...  # noqa: D102
    @property
    def unite(self) -> str: ...  # noqa: D102
    @property
    def decimales(self) -> int: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102
    @property
    def millesime(self) -> str: ...  # noqa: D102


class Extreme(Protocol):
    """The lowest or the highest value, the first territory that has it, how many do."""

    @property
    def valeur(self) -> float: ...  # noqa: D102
    @property
    def territoire(self) -> Territoire: ...  # noqa: D102
    @property
    def nombre(self) -> int: ...  # noqa: D102


class Resume(Protocol):
    """Of the known values: median and extremes."""

    @property
    def mediane(self) -> float: ...  # noqa: D102
    @property
    def bas(self) -> Extreme: ...  # noqa: D102
    @property
    def haut(self) -> Extreme: ...  # noqa: D102


def value(mesure: Mesure, amount: float | None, *, unit: bool = True) -> str:
    """Return a value as it is read, with its unit; « — » when unknown."""
    return quantity(amount, mesure.unite if unit else "", mesure.decimales)


def named(extreme: Extreme) -> str:
    """Return « l’Ain », « l’Ain et 1 autre »: the one that comes first, and how many tie."""
    others = extreme.nombre - 1
    told = avec_article(extreme.territoire)
    return f"{told} et {count(others, 'autre')}" if others else told


def sourced(mesure: Mesure) -> str:
    """Return « Source : INSEE, 2023. »."""
    return source(mesure.source, mesure.millesime)
