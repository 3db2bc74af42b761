"""Reading and judging of a whole file; nothing is written but the report's own lines."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import reconnaitre
from cartoexp.domain.imports import Choix, Juge, Lue
from cartoexp.domain.imports.preparation import preparer
from cartoexp.services.imports import restes
from cartoexp.services.rattachements import connus_de, rattacheur_de
from cartoexp.store.lecture import ouvrir_octets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from cartoexp.domain.colonnes import Reconnue
    from cartoexp.domain.imports import Plan, Verdict
    from cartoexp.domain.imports.preparation import Prepare
    from cartoexp.domain.rattachement import Rattacheur
    from cartoexp.services.imports.brouillon import Brouillon
    from cartoexp.services.imports.etat import Etat
    from cartoexp.services.rapports import Releve
    from cartoexp.store.lecture import Ligne, Tableau

    Progres = Callable[[int, int, int], None]

SAMPLE = 500
"""Rows that are looked at to recognise the columns."""
BATCH = 1_000
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fichier:
    """A file to be imported: its path, the name its sender gave it, its sheet, its sha256."""

    chemin: Path
    nom: str
    feuille: str | None
    sha256: str

    @classmethod
    def of(cls, chemin: Path, nom: str = "", feuille: str | None = None) -> Fichier:
        """Read the hash of a file; what cannot be read is told when it is opened."""
        digest = sha256()
        # The system may give names that are no text.
        nom = (nom or chemin.name).encode("utf-8", "replace").decode("utf-8")
        try:
            with chemin.open("rb") as file:
                while chunk := file.read(CHUNK):
                    digest.update(chunk)
        except OSError:
            return cls(chemin, nom, feuille, "")
        return cls(chemin, nom, feuille, digest.hexdigest())


@dataclass(frozen=True, slots=True)
class Sorties:
    """Where what is found goes: report, draft, rows left, progress.

    ``progres`` is told (bytes read, bytes in all, rows) now and then.
    """

    releve: Releve
    brouillon: Brouillon
    restes: Path | None = None
    progres: Progres | None = None


@dataclass(frozen=True, slots=True)
class Apercu:
    """What a file looks like: its first rows, what was recognised, the plan that comes of it."""

    entetes: tuple[str, ...]
    lignes: tuple[Ligne, ...]
    reconnues: tuple[Reconnue, ...]
    prepare: Prepare
    remarques: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.prepare.plan


def apercevoir(fichier: Fichier, choix: Choix, reference_dir: Path) -> Apercu:
    """Look at the first rows of a file and make a plan; the plan may be incomplete.

    Raises:
        FichierRefuseError: when the file cannot be read.
        ChoixError: when a chosen column is not in the file.
        DataFileError: when the reference is missing or broken.
    """
    rattacheur = rattacheur_de(reference_dir)
    with ouvrir_octets(fichier.chemin, fichier.nom, fichier.feuille) as table:
        head = tuple(islice(table.lignes, SAMPLE))
        rows = [row.cellules for row in head]
        found = reconnaitre(table.entetes, rows, connus_de(rattacheur))
        made = preparer(table.entetes, found, choix, rows)
        told = (*table.remarques, *made.remarques)
        return Apercu(table.entetes, head, found, made, told)


def examiner(
    fichier: Fichier,
    plan: Plan,
    etat: Etat,
    reference_dir: Path,
    sorties: Sorties,
) -> None:
    """Judge every row: noted once, kept when it is accepted, written aside when it is left.

    Raises:
        FichierRefuseError: when the file cannot be read to its end.
        PlanIncompletError: when the catalogue would refuse what the options say.
        DataFileError: when the rows left cannot be written.
    """
    plan.verifier_valeurs(etat.connu)
    juge = Juge(plan, etat.connu, etat.millesime)
    rattacheur = rattacheur_de(reference_dir)
    with (
        ouvrir_octets(fichier.chemin, fichier.nom, fichier.feuille) as table,
        restes.ouvrir(sorties.restes, table.entetes) as laisser,
    ):
        for rows in _batches(table):
            lues = [_joindre(row, plan, rattacheur) for row in rows]
            for lue, verdict in zip(lues, juge.juger(lues), strict=True):
                sorties.releve.noter(verdict.ligne, verdict.issue, *verdict.remarques)
                sorties.brouillon.ajouter(verdict)
                if verdict.issue.laissee:
                    laisser(lue.numero, lue.cellules, _motif(verdict))
            if sorties.progres:
                sorties.progres(table.octets_lus(), table.octets, sorties.releve.lues)


def _motif(verdict: Verdict) -> str:
    """Return why a row was left, with the territories to choose from."""
    told = [remark.message for remark in verdict.remarques]
    told += [f"Possibles : {', '.join(r.candidats)}." for r in verdict.remarques if r.candidats]
    return " ".join(told)


def _batches(table: Tableau) -> Iterator[Sequence[Ligne]]:
    while batch := list(islice(table.lignes, BATCH)):
        yield batch


def _joindre(row: Ligne, plan: Plan, rattacheur: Rattacheur) -> Lue:
    indices = plan.indices(row.cellules)
    found = rattacheur.rattacher(indices)
    return Lue(row.numero, row.cellules, indices, found, row.remarque)
