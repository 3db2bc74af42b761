"""The implantations that match, one a row, with the title and the themes of their experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.tables import IMPLANTATIONS
from cartoexp.domain.catalogue.writing import write_cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.domain.experiments import Implantation
    from cartoexp.services.experiments import Place

OWN = tuple(c.name for c in IMPLANTATIONS.columns)
BORROWED = ("titre", "themes")
"""Columns of ``experiments.csv``, set after the name of the experiment."""

_AFTER = OWN.index("experimentation") + 1
COLUMNS = (*OWN[:_AFTER], *BORROWED, *OWN[_AFTER:])


def rows(places: Sequence[Place], known: Mapping[str, Implantation]) -> Iterator[list[str]]:
    """Yield the rows, in the order of ``places``; ``known`` holds whole implantations by id."""
    for place in places:
        implantation = known[place.key.id]
        own = [write_cell(getattr(implantation, name)) for name in OWN]
        borrowed = [write_cell(getattr(place.experiment, name)) for name in BORROWED]
        yield [*own[:_AFTER], *borrowed, *own[_AFTER:]]
