"""What an import did, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.phrases.nombres import count, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.lots import Genre, Lot

_PLURALS = {
    Issue.ACCEPTE: ("acceptée", "acceptées"),
    Issue.REPARE: ("acceptée après réparation", "acceptées après réparation"),
    Issue.DEJA_PRESENT: ("déjà présente", "déjà présentes"),
    Issue.AMBIGU: ("ambiguë", "ambiguës"),
    Issue.REFUSE: ("refusée", "refusées"),
}
_WRITTEN = {
    "implantation": ("implantation", "implantations"),
    "experimentation": ("expérimentation", "expérimentations"),
    "source": ("source", "sources"),
}


@dataclass(frozen=True, slots=True)
class Bilan:
    """Rows by outcome (their sum is the rows read), records accepted by kind, what was written.

    ``manques`` is what a trial did without and an import needs.
    ``lot`` is the import that was written; ``deja`` the one that had done the same before.
    """

    comptes: Mapping[Issue, int]
    apports: Mapping[Genre, int]
    secondes: float
    origine: str
    remarques: tuple[str, ...] = ()
    essai: bool = False
    lot: Lot | None = None
    deja: Lot | None = None
    empeche: bool = False
    manques: tuple[str, ...] = ()

    @property
    def lues(self) -> int:
        """Rows read."""
        return sum(self.comptes.values())

    @property
    def laissees(self) -> int:
        """Rows left: ambiguous or refused."""
        return sum(n for issue, n in self.comptes.items() if issue.laissee)

    @property
    def decompte(self) -> str:
        """« 3 lignes lues : 2 acceptées, 1 refusée. »."""
        parts = [count(self.comptes[i], *names) for i, names in _PLURALS.items()]
        told = ", ".join(p for p, i in zip(parts, _PLURALS, strict=True) if self.comptes[i])
        rows = count(self.lues, "ligne lue", "lignes lues")
        return f"{rows} : {told}." if told else f"{rows}."

    @property
    def conclusion(self) -> str:
        """What was written, or why nothing was."""
        if self.deja:
            return (
                f"Ce fichier a déjà été importé avec la même correspondance le {self.deja.jour} "
                f"(import {self.deja.id}) : rien n’a été changé."
            )
        told = ", ".join(count(n, *_WRITTEN[genre.value]) for genre, n in self.apports.items() if n)
        if self.essai:
            would = f" Un import écrirait : {told}." if told else ""
            if self.manques:
                would = " Il reste à dire ce qui manque pour importer les lignes acceptées."
            return f"Essai, comparé {self.origine} : rien n’a été écrit.{would}"
        if self.empeche:
            return (
                f"Rien n’a été écrit (--strict) : {number(self.laissees)} ligne(s) sont à corriger."
            )
        if self.lot is None:
            return "Rien n’était à écrire."
        return (
            f"Écrit : {told}. Import {self.lot.id} ; pour l’annuler : "
            f"« cartoexp imports annuler {self.lot.id} »."
        )
