"""The bounds of the map's classes for indicators, read from ``classes.json``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cartoexp.domain.bornes import borne, intervalles
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.lecture import CODES, Sorte
from cartoexp.store.ajouts import Ajouts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Niveau

CURE = "Lancez « cartoexp reference classes »."


@dataclass(frozen=True, slots=True)
class Bornes:
    """Classes of an indicator at a level.

    ``bornes`` are inner bounds; ``valeurs`` are the values themselves where each is a class, empty
    elsewhere; ``zero`` tells whether zero is apart.
    """

    bornes: tuple[float, ...]
    valeurs: tuple[float, ...]
    zero: bool

    def libelles(self, identifier: str, kind: Sorte) -> list[str]:
        """Return one label a class, zero aside."""
        if not self.valeurs:
            return intervalles(self.bornes)
        return [_told(identifier, kind, value) for value in self.valeurs]

    def libelle_zero(self, identifier: str, kind: Sorte) -> str | None:
        """Return the label of zero, ``None`` where it is not apart."""
        return _told(identifier, kind, 0) if self.zero else None


@dataclass(frozen=True)
class ClassementService:
    """Bounds by level and indicator; read-only."""

    folder: Path
    ajouts: Ajouts = field(default_factory=Ajouts)

    @cached_property
    def niveaux(self) -> Mapping[str, Mapping[str, Bornes]]:
        """Return the bounds by level, then by indicator, in the order of the indicators.

        Raises:
            DataFileError: when the file is missing or unreadable.
        """
        path = self.folder / "classes.json"
        try:
            levels = json.loads(path.read_text(encoding="utf-8"))["niveaux"]
            more = self.ajouts.classes
            return {
                niveau: {n: _read(r) for n, r in (found | dict(more.get(niveau, {}))).items()}
                for niveau, found in levels.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DataFileError(path, "fichier absent ou illisible", CURE) from error

    def level(self, niveau: Niveau) -> Mapping[str, Bornes]:
        """Return the bounds of the indicators that can be read at a level."""
        return self.niveaux.get(niveau.value, {})


def _read(record: Mapping[str, object]) -> Bornes:
    bounds = tuple(float(b) for b in record["bornes"])  # type: ignore[attr-defined]  # checked by the caller
    if record["methode"] == "valeurs":
        return Bornes(bounds[1:], bounds, bool(record["zero"]))
    return Bornes(bounds, (), bool(record["zero"]))


def _told(identifier: str, kind: Sorte, value: float) -> str:
    if kind is Sorte.CODE:
        told = CODES[identifier].get(round(value), borne(value))
        return f"{told[0].upper()}{told[1:]}"
    if kind is Sorte.OUI_OU_NON:
        return "Oui" if value else "Non"
    return borne(value)
