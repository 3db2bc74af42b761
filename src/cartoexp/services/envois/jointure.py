"""Joins a file that was sent: the joined file, its report, the rows left, kept beside it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.errors import FichierRefuseError, NotFoundError
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.services import rapports
from cartoexp.services.envois import resultats
from cartoexp.services.envois.copies import MAX_LIGNES, lisible
from cartoexp.services.envois.resultats import BILAN, CHOIX, FOLDER, resultat_de
from cartoexp.services.rattachements import Demande, joindre
from cartoexp.services.rattachements.resultats import COLONNES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cartoexp.domain.colonnes import Correspondance
    from cartoexp.domain.rattachement import Rattacheur
    from cartoexp.services.envois.apercu import Apercu
    from cartoexp.services.envois.sas import Envoi
    from cartoexp.services.rattachements import Bilan

RESULTAT, CLASSEUR, RESTES = "resultat.csv", "resultat.xlsx", "restes.csv"
RAPPORTS = ("rapport.csv", "rapport.html")
CORRECTIONS = "corrections.json"
_LEFT = frozenset(issue.value for issue in Issue if issue.laissee)
_CODE = re.compile(r".*\(([0-9AB]{2,9})\)\s*", re.IGNORECASE | re.DOTALL)
_MAX_CODE = 40


def joindre_envoi(
    envoi: Envoi, rattacheur: Rattacheur, jour: date, apercu: Apercu, choix: Correspondance
) -> None:
    """Join a file by the columns that are chosen, with the corrections that it was given.

    Raises:
        FichierRefuseError: it cannot be read to its end, or has more than ``MAX_LIGNES`` rows.
    """
    sheet = apercu.feuille if apercu.feuilles else ""
    _joindre(envoi, rattacheur, jour, sheet, choix.ecrire(apercu.entetes))


def corriger(envoi: Envoi, donnees: Mapping[int, str], rattacheur: Rattacheur, jour: date) -> None:
    """Join again with the codes that somebody gives to rows, by line; empty ones are taken back.

    Raises:
        NotFoundError: the file was not joined yet.
    """
    kept = _corrections(envoi)
    for line, text in donnees.items():
        found = _CODE.fullmatch(text)
        code = (found[1] if found else text).strip()[:_MAX_CODE]
        if code:
            kept[line] = code
        else:
            kept.pop(line, None)
    (envoi.dossier / CORRECTIONS).write_text(json.dumps(kept), encoding="utf-8")
    sheet, mapping = _last(envoi)
    _joindre(envoi, rattacheur, jour, sheet, mapping)


def fichier_de(envoi: Envoi, nom: str, rattacheur: Rattacheur) -> Path:
    """Return a file of the result; the workbook is made when it is first asked for.

    Raises:
        NotFoundError: the file was not joined yet.
    """
    path = envoi.dossier / FOLDER / nom
    if nom == CLASSEUR and not path.exists():
        sheet, mapping = _last(envoi)
        source, inside = lisible(envoi, sheet or None)
        asked = Demande(inside, mapping, corrections=_corrections(envoi))
        joindre(source, path, demande=asked, rattacheur=rattacheur)
    if not path.exists():
        raise _never()
    return path


def _joindre(
    envoi: Envoi, rattacheur: Rattacheur, jour: date, feuille: str, correspondance: str
) -> None:
    corrections = _corrections(envoi)
    source, inside = lisible(envoi, feuille or None)
    asked = Demande(inside, correspondance, corrections=corrections)
    draft = Path(tempfile.mkdtemp(dir=envoi.dossier))
    try:
        with rapports.Releve() as releve:
            bilan = joindre(
                source,
                draft / RESULTAT,
                demande=asked,
                rattacheur=rattacheur,
                releve=releve,
                progres=_bounded,
            )
            for report in RAPPORTS:
                rapports.ecrire(releve, _head(envoi, bilan, jour), draft / report)
            found = resultats.resultat(bilan, releve, feuille, corrections)
        (draft / CHOIX).write_text(correspondance, encoding="utf-8")
        _write_left(draft / RESULTAT, draft / RESTES)
        resultats.ecrire(found, draft / BILAN)
        shutil.rmtree(envoi.dossier / FOLDER, ignore_errors=True)
        draft.rename(envoi.dossier / FOLDER)
    finally:
        rattacheur.oublier()
        shutil.rmtree(draft, ignore_errors=True)


def _last(envoi: Envoi) -> tuple[str, str]:
    """Return the sheet and the mapping of the last join."""
    found = resultat_de(envoi)
    if found is None:
        raise _never()
    return found.feuille, (envoi.dossier / FOLDER / CHOIX).read_text(encoding="utf-8")


def _never() -> NotFoundError:
    return NotFoundError("Ce fichier n’a pas encore été rattaché\u00a0: vérifiez ses colonnes.")


def _corrections(envoi: Envoi) -> dict[int, str]:
    try:
        told = json.loads((envoi.dossier / CORRECTIONS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {int(line): code for line, code in told.items()}


def _bounded(_read: int, _size: int, rows: int) -> None:
    if rows > MAX_LIGNES:
        raise FichierRefuseError(
            f"Ce fichier a plus de {number(MAX_LIGNES)} lignes, le plus qui soit rattaché ici. "
            "Partagez-le, ou employez la commande «\u00a0cartoexp join\u00a0», qui n’a pas cette "
            "limite."
        )


def _head(envoi: Envoi, bilan: Bilan, jour: date) -> rapports.Entete:
    left = f"{count(bilan.laisses, 'ligne')} à reprendre"
    return rapports.Entete(
        titre="Rattachement aux territoires",
        phrase=f"{count(bilan.lus, 'ligne lue', 'lignes lues')}, {left}.",
        fichier=envoi.nom,
        sha256=envoi.sha256,
        jour=jour,
        precisions=[("Colonnes", "\u00a0; ".join(bilan.colonnes))],
    )


def _write_left(joined: Path, left: Path) -> None:
    """Write the rows that have no territory, as they came, with the reason: to be sent again."""
    with (
        joined.open(encoding="utf-8-sig", newline="") as source,
        left.open("w", encoding="utf-8", newline="") as out,
    ):
        rows, writer = csv.reader(source), csv.writer(out)
        header = next(rows)
        own = [rank for rank, name in enumerate(header) if name not in COLONNES]
        statut, motif = header.index(COLONNES[0]), header.index(COLONNES[-1])
        writer.writerow([*(header[rank] for rank in own), header[motif]])
        for row in rows:
            if row[statut] in _LEFT:
                writer.writerow([*(row[rank] for rank in own), row[motif]])
