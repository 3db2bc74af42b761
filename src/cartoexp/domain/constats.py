"""What became of the rows of a file: one outcome a row, and what is said of it, as data."""

from __future__ import annotations

from dataclasses import dataclass

from cartoexp.domain.vocabulaires import Vocabulaire


class Issue(Vocabulaire):
    """Outcome of a row, what asks for work first; the values of joining are the same words."""

    REFUSE = "refuse", "Refusées"
    AMBIGU = "ambigu", "Ambiguës"
    REPARE = "repare", "Acceptées après réparation"
    DEJA_PRESENT = "deja_present", "Déjà présentes"
    ACCEPTE = "accepte", "Acceptées"

    @property
    def laissee(self) -> bool:
        """Whether the row was left aside and waits for somebody."""
        return self in {Issue.REFUSE, Issue.AMBIGU}

    @property
    def singulier(self) -> str:
        """What one row is: « refusée », « déjà présente »."""
        return _SINGULIERS[self]


_SINGULIERS = {
    Issue.REFUSE: "refusée",
    Issue.AMBIGU: "ambiguë",
    Issue.REPARE: "réparée",
    Issue.DEJA_PRESENT: "déjà présente",
    Issue.ACCEPTE: "acceptée",
}


@dataclass(frozen=True, slots=True)
class Remarque:
    """What is said of a row: field (empty for the whole row), value read, what was done or to do.

    ``candidats`` are the territories among which somebody has to choose, with their codes.
    """

    champ: str
    valeur: str
    message: str
    candidats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constat:
    """A line of a report: a row of the file (``ligne``, from 1), its outcome, one remark."""

    ligne: int
    issue: Issue
    remarque: Remarque
