"""What became of the rows of a file, kept beside it as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from cartoexp.domain.constats import Issue

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.domain.constats import Constat
    from cartoexp.services.envois.sas import Envoi
    from cartoexp.services.rapports import Releve
    from cartoexp.services.rattachements import Bilan

SHOWN = 50
"""Rows left that a page shows."""
FOLDER, BILAN, CHOIX = "jointure", "bilan.json", "correspondance.toml"
_LEFT = frozenset(issue.value for issue in Issue if issue.laissee)


@dataclass(frozen=True, slots=True)
class Reste:
    """A row that was left: its line, what was read, what to do, who it may be.

    ``correction`` is the code that somebody gave and that did not do.
    """

    ligne: int
    issue: Issue
    champ: str
    valeur: str
    message: str
    candidats: tuple[str, ...]
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Resultat:
    """What became of the rows of a file; ``comptes`` by outcome, their sum is ``lus``."""

    lus: int
    comptes: dict[str, int]
    feuille: str
    colonnes: tuple[str, ...]
    remarques: tuple[str, ...]
    corrections: int
    restes: tuple[Reste, ...]

    @property
    def laissees(self) -> int:
        """Rows that have no territory yet."""
        return sum(n for issue, n in self.comptes.items() if issue in _LEFT)


def resultat(
    bilan: Bilan, releve: Releve, feuille: str, corrections: Mapping[int, str]
) -> Resultat:
    """Return what is to be kept of a join."""
    left = islice(releve.constats(Issue.AMBIGU, Issue.REFUSE), SHOWN)
    return Resultat(
        bilan.lus,
        {issue.value: n for issue, n in releve.comptes.items() if issue is not Issue.DEJA_PRESENT},
        feuille,
        bilan.colonnes,
        bilan.remarques,
        len(corrections),
        tuple(_reste(one, corrections) for one in left),
    )


def _reste(found: Constat, corrections: Mapping[int, str]) -> Reste:
    told = found.remarque
    given = corrections.get(found.ligne, "")
    return Reste(
        found.ligne, found.issue, told.champ, told.valeur, told.message, told.candidats, given
    )


def ecrire(found: Resultat, path: Path) -> None:
    """Write it."""
    path.write_text(json.dumps(asdict(found)), encoding="utf-8")


def resultat_de(envoi: Envoi) -> Resultat | None:
    """Return what a file became, once it was joined."""
    try:
        told: dict[str, Any] = json.loads((envoi.dossier / FOLDER / BILAN).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    left = tuple(
        Reste(**{**one, "issue": Issue(one["issue"]), "candidats": tuple(one["candidats"])})
        for one in told.pop("restes")
    )
    for name in ("colonnes", "remarques"):
        told[name] = tuple(told[name])
    return Resultat(**told, restes=left)
