"""Tables that are refused for what they hold, in words that say what to do."""

from __future__ import annotations

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import number
from cartoexp.store.lecture.tableau import MAX_CELLULE, MAX_COLONNES, MAX_LIGNES, NBSP


def empty() -> FichierRefuseError:
    """Return the refusal of a table that has no row."""
    return FichierRefuseError(
        f"Ce fichier est vide{NBSP}: il n’a aucune ligne de données. "
        "Vérifiez que vous avez enregistré le bon."
    )


def no_sheet() -> FichierRefuseError:
    """Return the refusal of a workbook without sheets of cells."""
    return FichierRefuseError(
        "Ce classeur n’a aucune feuille de cellules. "
        "Enregistrez-le de nouveau depuis votre tableur."
    )


def too_wide() -> FichierRefuseError:
    """Return the refusal of a table that has too many columns."""
    return FichierRefuseError(
        f"Ce tableau a plus de {number(MAX_COLONNES)} colonnes. "
        "Gardez celles qui désignent le territoire et celles dont vous avez besoin."
    )


def too_long() -> FichierRefuseError:
    """Return the refusal of a sheet that has more rows than a spreadsheet has."""
    return FichierRefuseError(
        f"Cette feuille a plus de {number(MAX_LIGNES)} lignes, ce qu’aucun tableur n’admet. "
        "Enregistrez-la en CSV."
    )


def cell_too_long(ligne: int | None = None) -> FichierRefuseError:
    """Return the refusal of a cell that no table has."""
    where = "Une" if ligne is None else f"Ligne{NBSP}{number(ligne)}{NBSP}: une"
    return FichierRefuseError(
        f"{where} cellule dépasse {number(MAX_CELLULE)} caractères. Videz-la ou retirez sa colonne."
    )
