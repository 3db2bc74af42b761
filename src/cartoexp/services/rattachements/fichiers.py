"""Joining of a whole file: read row by row, written in the same order, nothing kept in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from time import perf_counter
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue, Remarque
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.rattachement import Indices, Statut
from cartoexp.services.rattachements.choix import Demande, choisir, raconter
from cartoexp.services.rattachements.ecriture import SUFFIXES, ecrivain
from cartoexp.services.rattachements.inoffensives import Inoffensives
from cartoexp.services.rattachements.reference import rattacheur_de
from cartoexp.services.rattachements.resultats import COLONNES, SAMPLE, cellules
from cartoexp.store.lecture import ouvrir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cartoexp.domain.rattachement import Rattachement, Rattacheur
    from cartoexp.services.rapports import Releve
    from cartoexp.store.lecture import Ligne, Tableau

STEP = 1_000
"""Rows between two signs of progress."""


@dataclass(slots=True)
class Bilan:
    """What became of the rows of a file; ``lus`` is the sum of the four outcomes.

    ``secondes`` counts reading, joining and writing; ``remarques`` are French sentences;
    ``correspondance`` is the mapping used, as TOML.
    """

    lus: int = 0
    acceptes: int = 0
    repares: int = 0
    ambigus: int = 0
    refuses: int = 0
    secondes: float = 0.0
    remarques: tuple[str, ...] = ()
    colonnes: tuple[str, ...] = ()
    correspondance: str = ""
    ecrit: bool = False

    @property
    def laisses(self) -> int:
        """Rows that have no territory yet."""
        return self.ambigus + self.refuses

    def compter(self, statut: Statut) -> None:
        """Count a row."""
        self.lus += 1
        match statut:
            case Statut.ACCEPTE:
                self.acceptes += 1
            case Statut.REPARE:
                self.repares += 1
            case Statut.AMBIGU:
                self.ambigus += 1
            case Statut.REFUSE:
                self.refuses += 1


def joindre(
    chemin: Path,
    sortie: Path,
    *,
    demande: Demande | None = None,
    reference_dir: Path | None = None,
    rattacheur: Rattacheur | None = None,
    releve: Releve | None = None,
    progres: Callable[[int, int, int], None] | None = None,
) -> Bilan:
    """Write a file with the five columns of its territories.

    Args:
        chemin: any file that ``store.lecture`` reads.
        sortie: ``.csv`` (UTF-8, commas), ``.xlsx`` or ``.parquet``; replaced when all is written.
        demande: how to read the file; by itself without it.
        reference_dir: built reference, the product's by default.
        rattacheur: what joins the rows, when it is built already.
        releve: where each row that is not simply accepted is noted.
        progres: called with the bytes read, the bytes of the file, the rows written.

    Raises:
        FichierRefuseError: the file cannot be read.
        CorrespondanceError: no column tells a territory, or one that is named is absent.
        DataFileError: the output cannot be written, or the reference cannot be read.
    """
    asked = demande or Demande()
    _verifier(chemin, sortie)
    rattacheur = rattacheur or rattacheur_de(reference_dir)
    start = perf_counter()
    bilan = Bilan()
    work = _Travail(rattacheur, asked, bilan, releve, progres)
    draft = sortie.with_name(f".{sortie.name}.en-cours")
    try:
        with ouvrir(chemin, asked.feuille, fidele=True) as tableau:
            work.faire(tableau, draft, sortie.suffix.lower())
        bilan.ecrit = not (asked.strict and bilan.laisses)
        if bilan.ecrit:
            draft.replace(sortie)
    except OSError as error:
        cure = "Libérez de la place ou nommez un autre fichier"
        raise DataFileError(sortie, "fichier impossible à écrire", cure) from error
    finally:
        draft.unlink(missing_ok=True)
    bilan.secondes = perf_counter() - start
    return bilan


def _verifier(chemin: Path, sortie: Path) -> None:
    if sortie.suffix.lower() not in SUFFIXES:
        cure = f"Donnez un nom qui finit par {', '.join(SUFFIXES)}"
        raise DataFileError(sortie, "format de sortie inconnu", cure)
    if not sortie.parent.is_dir():
        raise DataFileError(sortie, "dossier absent", "Créez-le, ou nommez-en un autre")
    if sortie.exists() and chemin.exists() and sortie.samefile(chemin):
        raise DataFileError(sortie, "c’est le fichier à lire", "Nommez une autre sortie")


@dataclass(frozen=True, slots=True)
class _Travail:
    """One file being joined."""

    rattacheur: Rattacheur
    demande: Demande
    bilan: Bilan
    releve: Releve | None
    progres: Callable[[int, int, int], None] | None

    def faire(self, tableau: Tableau, draft: Path, suffix: str) -> None:
        """Read, join and write every row."""
        rows, bilan, entetes = iter(tableau.lignes), self.bilan, tableau.entetes
        head = list(islice(rows, SAMPLE))
        cells = [row.cellules for row in head]
        mapping, found = choisir(entetes, cells, self.demande, self.rattacheur)
        bilan.colonnes = raconter(entetes, mapping, found)
        bilan.correspondance = mapping.ecrire(entetes)
        kept = [i for i, name in enumerate(entetes) if name not in COLONNES]
        harmless = Inoffensives()
        with ecrivain(draft, suffix, [*(entetes[i] for i in kept), *COLONNES]) as write:
            for row in chain(head, rows):
                outcome = self._rattacher(row, mapping.indices(row.cellules))
                own: Sequence[str] = [row.cellules[i] for i in kept]
                if suffix == ".csv":
                    own = harmless.cellules(own)
                write((*own, *cellules(outcome)))
                if self.progres and bilan.lus % STEP == 0:
                    self.progres(tableau.octets_lus(), tableau.octets, bilan.lus)
        if self.progres:
            self.progres(tableau.octets, tableau.octets, bilan.lus)
        bilan.remarques = (*tableau.remarques, *harmless.remarques())

    def _rattacher(self, row: Ligne, indices: Indices) -> Rattachement:
        given = self.demande.corrections.get(row.numero)
        if given:
            indices = Indices(code=given)
        outcome = self.rattacheur.rattacher(indices)
        if given and outcome.retenu:
            told = f"Code donné à la main\u00a0: {given}."
            outcome = replace(outcome, statut=Statut.REPARE, motif=told)
        self.bilan.compter(outcome.statut)
        if self.releve is not None:
            _noter(self.releve, row, indices, outcome)
        return outcome


def _noter(releve: Releve, row: Ligne, indices: Indices, outcome: Rattachement) -> None:
    issue = Issue(outcome.statut.value)
    read = [Remarque("", "", f"{row.remarque.capitalize()}.")] if row.remarque else []
    if outcome.statut is Statut.ACCEPTE:
        releve.noter(row.numero, issue, *read)
        return
    field_name, value = _clue(indices)
    told = tuple(f"{t.nom} ({t.code})" for t in outcome.candidats)
    releve.noter(row.numero, issue, Remarque(field_name, value, outcome.motif, told), *read)


def _clue(indices: Indices) -> tuple[str, str]:
    """Return the clue that says most of a row, for a report."""
    for name in ("code", "siren", "nom", "code_postal", "departement", "longitude"):
        value = getattr(indices, name)
        if value:
            return name, value
    return "", ""
