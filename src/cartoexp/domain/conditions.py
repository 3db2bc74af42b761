"""Conditions of transfer that can be checked: who may carry it, size, kind of EPCI, coast.

They are read in the words of the record, quoted, and never beyond; all the others are told as they
are. ``conditions.toml`` holds the reading.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.territoires import Territoire

LITTORAL = "littoral"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition, quoted. ``littoral``: at least some of its people live in a coastal commune."""

    extrait: str
    niveaux: frozenset[Niveau] = frozenset()
    au_moins: int | None = None
    au_plus: int | None = None
    types: frozenset[str] = frozenset()
    littoral: bool = False

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """Read a row of ``conditions.toml``."""
        low, high = (*row.get("population", ()), None, None)[:2]
        return cls(
            row["extrait"],
            frozenset(Niveau(n) for n in row.get("niveaux", ())),
            low,
            high,
            frozenset(row.get("types", ())),
            bool(row.get("littoral")),
        )

    @property
    def propre(self) -> bool:
        """Whether it tells territories of one level apart."""
        return self.littoral or bool(self.types) or self.au_moins is not None

    def admits(self, niveau: Niveau) -> bool:
        """Tell whether territories of a level may carry it."""
        return not self.niveaux or niveau in self.niveaux

    def met(self, territoire: Territoire, littoral: float | None) -> bool | None:
        """Tell whether a territory meets it; ``None`` where a figure is missing.

        ``littoral``: share (0 to 1) of its people who live in a coastal commune.
        """
        found = [self.admits(territoire.niveau)]
        if self.types:
            found.append(territoire.type_epci in self.types)
        if self.au_moins is not None:
            if territoire.population is None:
                return None
            most = self.au_plus if self.au_plus is not None else territoire.population
            found.append(self.au_moins <= territoire.population <= most)
        if self.littoral:
            if littoral is None:
                return None
            found.append(littoral > 0)
        return all(found)


def checkable(identifiant: str, texte: str | None) -> tuple[Condition, ...]:
    """Return the conditions of a record that can be checked; none that it no longer states."""
    told = _plain(texte or "")
    return tuple(c for c in _reading().get(identifiant, ()) if _plain(c.extrait) in told)


def non_transferable(texte: str | None) -> bool:
    """Tell whether a record says that it cannot be carried elsewhere as it is."""
    return _plain(texte or "").startswith("non transférable")


def _plain(text: str) -> str:
    spaced = " ".join(text.replace("’", "'").split())
    return spaced.casefold()


@cache
def _reading() -> Mapping[str, tuple[Condition, ...]]:
    text = files("cartoexp.domain").joinpath("conditions.toml").read_text(encoding="utf-8")
    found: dict[str, tuple[Condition, ...]] = {}
    for row in tomllib.loads(text)["condition"]:
        name = row["experimentation"]
        found[name] = (*found.get(name, ()), Condition.read(row))
    return found
