"""What no date of a proposal may say: what is still to come, or a status older than the start.

Only the rows of the proposal are judged: an amendment is not refused for what it leaves alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Problem
from cartoexp.domain.contributions.reperes import FIRST_LINE
from cartoexp.domain.dates import PartialDate
from cartoexp.domain.vocabulaires import Statut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.contributions.contribution import Ligne
    from cartoexp.domain.contributions.proposition import Proposition

DATES = {
    "implantations": ("statut_date",),
    "sources": ("date",),
    "evaluations": ("annee",),
    "derogations": ("demande_le", "decision_le", "issue_le"),
}
FUTURE = "cette date est encore à venir. Écrivez celle à laquelle c’était vrai."
FIN = "la fin ({fin}) précède le début ({debut}). Corrigez l’une des deux années."
"""As the catalogue says it, but also beside other faults of the row."""
TROP_TOT = (
    "ce statut est daté de {date}, avant le début ({debut}). Corrigez l’une des deux dates, ou "
    "choisissez « En projet »."
)
APRES = (
    "elle est dite « {statut} » en {date}, après cette fin ({fin}). Corrigez l’année de fin, la "
    "date ou le statut."
)
PAS_COMMENCE = (
    "le début ({debut}) est encore à venir. Corrigez l’année, ou choisissez « En projet »."
)
_OUVERTS = {Statut.PROJET.value, Statut.EN_COURS.value}
_YEAR = 4


def invraisemblances(made: Proposition, jour: str) -> list[Problem]:
    """Return what is wrong in the dates of the rows proposed; lines are those of the dossier."""
    found = []
    for table, dates in DATES.items():
        lines = {key: n for n, key in enumerate(made.propose[table], FIRST_LINE)}
        for key in dict.fromkeys(made.cles.get(table, ())):
            row = made.propose[table].get(key)
            if row is None or row == made.base[table].get(key):
                continue
            told = [(date, FUTURE) for date in dates if _a_venir(row.get(date, ""), jour)]
            told += _statut(row, jour) if table == "implantations" else []
            found += [
                Problem(f"{table}.csv", lines[key], name, row.get(name, ""), text)
                for name, text in told
            ]
    return found


def _a_venir(date: str, jour: str) -> bool:
    """Tell whether a date is after a day, as far as it is known."""
    return _lisible(date) and date > jour[: len(date)]


def _statut(row: Ligne, jour: str) -> Iterator[tuple[str, str]]:
    debut, statut, date = row.get("debut", ""), row.get("statut", ""), row.get("statut_date", "")
    fin = row.get("fin", "")
    if _annee(debut) and _annee(fin) and fin < debut:
        yield "fin", FIN.format(fin=fin, debut=debut)
    if _annee(fin) and _lisible(date) and date[:_YEAR] > fin and statut in _OUVERTS:
        label = Statut(statut).label
        yield "fin", APRES.format(statut=label, date=date[:_YEAR], fin=fin)
    if not _annee(debut) or statut in {"", Statut.PROJET.value}:
        return
    if _lisible(date) and date[:_YEAR] < debut:
        yield "statut_date", TROP_TOT.format(date=date[:_YEAR], debut=debut)
    elif debut > jour[:_YEAR]:
        yield "debut", PAS_COMMENCE.format(debut=debut)


def _annee(text: str) -> bool:
    return len(text) == _YEAR and text.isascii() and text.isdigit()


def _lisible(date: str) -> bool:
    try:
        PartialDate.parse(date)
    except ValueError:
        return False
    return True
