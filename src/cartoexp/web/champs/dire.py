"""What the check of the catalogue says of a cell, in the words of a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.web.champs.champ import Saisie, champ

if TYPE_CHECKING:
    from cartoexp.domain.catalogue import Problem
    from cartoexp.web.champs.champ import Champ

VIDE = "À remplir."
HORS_LISTE = "Choisissez dans la liste."
PROVENANCE = "Dites si une source citée le dit, ou si c’est une appréciation."
NON_LU = (
    "Vous dites n’avoir pas lu le document : laissez « Inconnu », ou corrigez « Ce que vous avez "
    "lu »."
)
ECRIRE = {
    Saisie.DATE: "Écrivez une année, un mois ou un jour : 2025, 03/2025 ou 14/03/2025.",
    Saisie.ANNEE: "Écrivez une année, comme 2025.",
    Saisie.CHOIX: HORS_LISTE,
    Saisie.COCHES: HORS_LISTE,
    Saisie.ADRESSE: "Écrivez une adresse complète, qui commence par https:// ou http://.",
}
"""What is said of a cell that cannot be read, by the form that it should have."""
_TABLES = {table.file: table.name for table in TABLES}


def table_de(problem: Problem) -> str:
    """Return the name of the table of which a problem speaks, empty when it is of none."""
    return _TABLES.get(problem.file, "")


def dire(problem: Problem) -> str:
    """Return what is wrong and what to do, as one sentence beside the field."""
    asked = champ(table_de(problem), problem.field)
    return typeset(_dire(problem, asked) or capital(problem.message))


def _dire(problem: Problem, asked: Champ | None) -> str:
    if asked is None:
        return ""
    if not problem.value:
        return _vide(asked)
    try:
        asked.colonne.read(problem.value)
    except ValueError:
        return ECRIRE.get(asked.saisie, "")
    return NON_LU if asked.nom == "effet" else ""


def _vide(asked: Champ) -> str:
    if asked.provenance:
        return PROVENANCE
    return (asked.manque or VIDE) if asked.colonne.required else ""
