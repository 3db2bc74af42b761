"""What a change of vintage did to one implantation: moved, waiting for a person, or decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.millesimes.etat import Nomme
    from cartoexp.domain.territoires import Niveau


class Etat(StrEnum):
    """Where an implantation stands after a change of vintage."""

    DEPLACEE = "deplacee"
    ATTENTE = "attente"
    TRANCHEE = "tranchee"


@dataclass(frozen=True, slots=True)
class Recodage:
    """One implantation in one change of vintage; ``millesime`` is the newer one.

    ``code_avant`` and ``nom_avant`` are those that it was given, at ``millesime_avant``;
    ``code`` is where it is since, ``None`` while it waits. ``contenu`` is its record (JSON), if it
    was ever for a person to decide. ``instant`` is ISO 8601, UTC.
    """

    implantation: str
    experimentation: str
    millesime: int
    niveau: Niveau
    code_avant: str
    nom_avant: str
    millesime_avant: int
    etat: Etat
    code: str | None
    motif: str
    candidats: tuple[Nomme, ...]
    instant: str
    contenu: str = ""

    @property
    def marque(self) -> str:
        """What a version of the catalogue has to tell of it."""
        return f"{self.implantation} {self.millesime} {self.code}"


@dataclass(frozen=True, slots=True)
class Rejeu:
    """What was done before, to be done again to records that are read anew."""

    par_implantation: Mapping[str, tuple[Recodage, ...]]

    @classmethod
    def de(cls, recodages: Iterable[Recodage]) -> Self:
        """Index by implantation, the oldest vintage first."""
        found: dict[str, list[Recodage]] = defaultdict(list)
        for recodage in sorted(recodages, key=lambda r: (r.implantation, r.millesime)):
            found[recodage.implantation].append(recodage)
        return cls({identifier: tuple(rows) for identifier, rows in found.items()})

    def suivre(self, implantation: str, code: str) -> Recodage | None:
        """Return the last change that bears on an implantation whose record still says ``code``.

        A record that says another code than the one that was changed has been mended since: what
        was decided about the former code no longer concerns it.
        """
        last = None
        for recodage in self.par_implantation.get(implantation, ()):
            if recodage.code_avant == code:
                last = recodage
                if recodage.code is None:
                    break
                code = recodage.code
        return last
