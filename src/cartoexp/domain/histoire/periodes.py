"""What a code of commune meant, period after period, and what is known of the days between."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Evenement(StrEnum):
    """What began a period."""

    FUSION = "fusion"
    SEPARATION = "separation"
    NOM = "nom"
    CODE = "code"
    CREATION = "creation"
    AUTRE = "autre"


@dataclass(frozen=True, slots=True)
class Borne:
    """When something happened: on ``jour`` when ``apres`` is ``None``.

    Else some day after ``apres`` and on ``jour`` at the latest: both are the days of two editions
    of the code, which differ.
    """

    jour: date
    apres: date | None = None


@dataclass(frozen=True, slots=True)
class Periode:
    """A commune under one code, one name and one extent.

    ``debut`` is ``None`` for what was so when the register begins (1943), ``fin`` for what is so
    today. ``raison`` is why it began, in INSEE's words, where they are known. ``origines`` and
    ``suites`` are the codes of the communes of which it was made and which it became.
    """

    code: str
    nom: str
    debut: Borne | None = None
    fin: Borne | None = None
    evenement: Evenement | None = None
    raison: str | None = None
    origines: tuple[str, ...] = ()
    suites: tuple[str, ...] = ()

    def certaine(self, jour: date) -> bool:
        """Whether it surely was so on a day."""
        begun = self.debut is None or self.debut.jour <= jour
        return begun and (self.fin is None or jour < _earliest(self.fin))

    def possible(self, jour: date) -> bool:
        """Whether it may have been so on a day."""
        begun = self.debut is None or _earliest(self.debut) <= jour
        return begun and (self.fin is None or jour < self.fin.jour)


def _earliest(borne: Borne) -> date:
    """Return the first day on which it may have happened."""
    if borne.apres is None:
        return borne.jour
    return borne.apres.fromordinal(borne.apres.toordinal() + 1)
