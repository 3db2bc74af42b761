"""A layer: what is kept of it, and the secrets that lead to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.phrases import dates
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from datetime import date

Cle = tuple[Niveau, str]
"""A territory: level and code."""

DUREE_J = 30
"""Days that a layer is kept."""
BYTES = 24
"""Random bytes of an address, and of the key that erases it: 192 bits."""
MAX_TITRE, MAX_ORIGINE, MAX_UNITE, MAX_COLONNE, MAX_CELLULE = 120, 200, 30, 120, 120
"""Characters that are kept of each text."""
_JETON = re.compile(r"[A-Za-z0-9_-]{32}", re.ASCII)


class Nature(StrEnum):
    """What the column that is mapped holds."""

    NOMBRE = "nombre"
    CATEGORIE = "categorie"


class Cumul(StrEnum):
    """What several rows on one territory make of their numbers."""

    SOMME = "somme"
    MOYENNE = "moyenne"
    LIGNES = "lignes"

    @property
    def label(self) -> str:
        """French, as a form shows it."""
        return _CUMULS[self]


_CUMULS = {
    Cumul.SOMME: "Somme des lignes",
    Cumul.MOYENNE: "Moyenne des lignes",
    Cumul.LIGNES: "Nombre de lignes",
}


class Dessin(StrEnum):
    """How territories are shown."""

    APLATS = "aplats"
    POINTS = "points"

    @property
    def label(self) -> str:
        """French, as a form shows it."""
        return "Territoires coloriés" if self is Dessin.APLATS else "Points"


@dataclass(frozen=True, slots=True)
class Comptes:
    """What became of the rows of the file: ``lues`` is the sum of the others."""

    lues: int = 0
    acceptees: int = 0
    reparees: int = 0
    ambigues: int = 0
    refusees: int = 0

    @property
    def rattachees(self) -> int:
        """Rows that have a territory: those that are kept."""
        return self.acceptees + self.reparees

    @property
    def laissees(self) -> int:
        """Rows that have none."""
        return self.ambigues + self.refusees


@dataclass(frozen=True, slots=True)
class Lignes:
    """The rows that are kept, in the order of the file: a territory (by rank) and a cell each."""

    territoires: tuple[Cle, ...] = ()
    rangs: tuple[int, ...] = ()
    cellules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Couche:
    """A layer.

    ``empreinte`` is the hash of its address: the address itself is kept nowhere. ``colonne`` is
    the name of the column that is mapped, empty when rows are counted.
    """

    empreinte: str
    titre: str
    origine: str
    colonne: str
    unite: str
    nature: Nature
    cumul: Cumul
    dessin: Dessin
    comptes: Comptes
    millesime: str
    creee_le: date
    expire_le: date
    lignes: Lignes = Lignes()
    octets: int = 0

    @property
    def jusqu_au(self) -> str:
        """« 29 décembre 2026 »: the last day on which it is kept."""
        return dates.day(self.expire_le)

    def est_finie(self, jour: date) -> bool:
        """Tell whether its time is over on a day."""
        return jour > self.expire_le


def echeance(jour: date) -> date:
    """Return the last day of a layer that is made on a day."""
    return jour + timedelta(days=DUREE_J)


def est_jeton(text: str) -> bool:
    """Tell whether a text has the shape of an address, or of a key."""
    return _JETON.fullmatch(text) is not None


def empreinte(secret: str) -> str:
    """Return what is kept of an address or of a key."""
    return sha256(secret.encode()).hexdigest()
