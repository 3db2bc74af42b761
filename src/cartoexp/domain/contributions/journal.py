"""What the journal keeps of an act, and the versions that acts leave of a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.contributions.differences import Changement
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.domain.contributions.etats import Acte, Role

LIVREE = "catalogue"
"""What makes a version that no act did: the catalogue that was loaded."""


@dataclass(frozen=True, slots=True)
class Entree:
    """One act. ``compte`` is for operators: pages show the role and never a person.

    ``version`` is the version of the record that it made, if it made one.
    """

    instant: str
    role: Role
    acte: Acte
    compte: str = field(default="", repr=False)
    contribution: str = ""
    experimentation: str = ""
    version: int | None = None
    note: str = ""
    changements: Sequence[Changement] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A record as an act left it, or as a catalogue was loaded before an act."""

    numero: int
    instant: str
    acte: str
    dossier: Dossier
