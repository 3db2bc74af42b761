"""Kinds of embed, and the choices that an address has for how they look."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cartoexp.domain.query import Reader

_OUI, _NON = "oui", "non"


class Cible(StrEnum):
    """What the path of an embed names after its kind."""

    RIEN = "rien"
    EXPERIMENTATION = "experimentation"
    TERRITOIRE = "territoire"


class Genre(StrEnum):
    """Kinds of embed."""

    CARTE = "carte"
    EXPERIMENTATION = "experimentation"
    TERRITOIRE = "territoire"
    PALMARES = "palmares"
    CHIFFRE = "chiffre"
    COMPARABLES = "comparables"
    ESSAIMAGE = "essaimage"
    ECHEANCES = "echeances"

    @property
    def cible(self) -> Cible:
        """What its path names."""
        return _CIBLES.get(self, Cible.RIEN)


_CIBLES = {
    Genre.EXPERIMENTATION: Cible.EXPERIMENTATION,
    Genre.ESSAIMAGE: Cible.EXPERIMENTATION,
    Genre.TERRITOIRE: Cible.TERRITOIRE,
    Genre.COMPARABLES: Cible.TERRITOIRE,
}


class Apparence(StrEnum):
    """Light or dark; « theme » is the name of a filter."""

    AUTO = "auto"
    CLAIR = "clair"
    SOMBRE = "sombre"


class Symboles(StrEnum):
    """How the map marks implantations over its colours."""

    AUCUN = "aucun"
    PROPORTIONNELS = "proportionnels"
    THEMES = "themes"


class Mesure(StrEnum):
    """What the one figure counts."""

    EXPERIMENTATIONS = "experimentations"
    IMPLANTATIONS = "implantations"
    TERRITOIRES = "territoires"


PARTS = ("titre", "legende", "tableau")
"""Parts of an embed that an address can leave out."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """How an embed is shown; says nothing of the data."""

    apparence: Apparence = Apparence.AUTO
    titre: bool = True
    legende: bool = True
    tableau: bool = True

    @classmethod
    def read(cls, reader: Reader) -> Presentation:
        """Read the choices; problems stay with the reader."""
        shown = {name: reader.values(name, (_OUI, _NON)) != (_NON,) for name in PARTS}
        return cls(reader.choice("apparence", Apparence, Apparence.AUTO), **shown)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters that are not the usual ones."""
        found = [] if self.apparence is Apparence.AUTO else [("apparence", self.apparence.value)]
        return found + [(name, _NON) for name in PARTS if not getattr(self, name)]


PRESENTATION = tuple(f.name for f in fields(Presentation))
