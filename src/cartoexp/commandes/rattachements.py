"""``cartoexp join``: the territories of any file."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from cartoexp.commandes.commun import REFERENCE, console, errors, told
from cartoexp.domain.colonnes import Role
from cartoexp.domain.errors import DataFileError
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartoexp.services.rapports import Entete
    from cartoexp.services.rattachements import Bilan

app = typer.Typer()
LEFT = 1
"""Exit status when some rows have no territory."""


Column = Annotated[
    str | None,
    typer.Option(
        help="Nom de la colonne ; vide pour n’en prendre aucune.",
        rich_help_panel="Colonnes, reconnues d’elles-mêmes sinon",
    ),
]


@app.command("join")
def join(
    fichier: Annotated[Path, typer.Argument(help="Fichier à lire, de tout format.")],
    sortie: Annotated[
        Path, typer.Option("--sortie", "-o", help="Fichier à écrire : .csv, .xlsx ou .parquet.")
    ],
    *,
    feuille: Annotated[
        str | None, typer.Option(help="Feuille ou couche ; trouvée d’elle-même par défaut.")
    ] = None,
    correspondance: Annotated[
        Path | None,
        typer.Option(
            "--correspondance", "--mapping", help="Correspondance des colonnes (TOML) à employer."
        ),
    ] = None,
    enregistrer: Annotated[
        Path | None,
        typer.Option(
            "--enregistrer", "--save-mapping", help="Où écrire la correspondance employée (TOML)."
        ),
    ] = None,
    rapport: Annotated[
        Path | None,
        typer.Option("--rapport", "--report", help="Compte rendu des lignes, .csv ou .html."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="N’écrire la sortie que si aucune ligne ne reste.")
    ] = False,
    reference: Annotated[Path, typer.Option(help="Données de référence.")] = REFERENCE,
    code: Column = None,
    siren: Column = None,
    nom: Column = None,
    departement: Column = None,
    region: Column = None,
    code_postal: Column = None,
    niveau: Column = None,
    longitude: Column = None,
    latitude: Column = None,
) -> None:
    """Rattacher chaque ligne d’un fichier à son territoire, sans rien deviner.

    Rend 0 si toutes les lignes ont leur territoire, 1 s’il en reste, 2 si le fichier ne peut pas
    être lu. N’interroge jamais : les colonnes sont reconnues, ou nommées par les options.
    """
    from cartoexp.services import rapports  # noqa: PLC0415  heavy
    from cartoexp.services.rattachements import Demande, joindre  # noqa: PLC0415  heavy

    asked = {
        Role.CODE: code,
        Role.SIREN: siren,
        Role.NOM: nom,
        Role.DEPARTEMENT: departement,
        Role.REGION: region,
        Role.CODE_POSTAL: code_postal,
        Role.NIVEAU: niveau,
        Role.LONGITUDE: longitude,
        Role.LATITUDE: latitude,
    }
    columns = {role: name for role, name in asked.items() if name is not None}
    with told(), rapports.Releve(garder=rapport is not None) as releve, _progress() as progres:
        if rapport:
            rapports.verifier(rapport)
        demande = Demande(feuille, _text(correspondance), columns, strict)
        bilan = joindre(
            fichier,
            sortie,
            demande=demande,
            reference_dir=reference,
            releve=releve,
            progres=progres,
        )
        if enregistrer:
            _write(enregistrer, bilan.correspondance)
        if rapport:
            rapports.ecrire(releve, _entete(fichier, bilan), rapport)
    _tell(bilan, sortie)
    if bilan.laisses:
        raise typer.Exit(LEFT)


def _text(chemin: Path | None) -> str | None:
    if chemin is None:
        return None
    try:
        return chemin.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        cure = "Vérifiez son nom et ses droits d’accès"
        raise DataFileError(chemin, "correspondance illisible", cure) from error


def _write(chemin: Path, texte: str) -> None:
    try:
        chemin.write_text(texte, encoding="utf-8")
    except OSError as error:
        cure = "Nommez un autre fichier"
        raise DataFileError(chemin, "correspondance impossible à écrire", cure) from error


@contextmanager
def _progress() -> Iterator[Callable[[int, int, int], None] | None]:
    """Show a bar on a terminal, and nothing anywhere else."""
    if not sys.stderr.isatty():
        yield None
        return
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"))
    with Progress(*columns, TimeElapsedColumn(), console=errors, transient=True) as bar:
        task = bar.add_task("")
        start = perf_counter()

        def moved(done: int, total: int, rows: int) -> None:
            speed = rows / max(perf_counter() - start, 1e-9)
            said = f"{number(rows)} lignes, {number(speed)} par seconde"
            bar.update(task, completed=done, total=total, description=said)

        yield moved


def _entete(fichier: Path, bilan: Bilan) -> Entete:
    from cartoexp.services.rapports import Entete  # noqa: PLC0415  heavy

    with fichier.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return Entete(
        "Rattachement aux territoires",
        _phrase(bilan),
        fichier.name,
        digest,
        datetime.now(tz=UTC).date(),
        [("Colonnes", " ; ".join(bilan.colonnes)), ("Lecture", " ".join(bilan.remarques))],
    )


def _phrase(bilan: Bilan) -> str:
    return (
        f"{count(bilan.lus, 'ligne lue', 'lignes lues')}{NBSP}: "
        f"{count(bilan.acceptes, 'acceptée')}, {count(bilan.repares, 'réparée')}, "
        f"{count(bilan.ambigus, 'ambiguë')}, {count(bilan.refuses, 'refusée')}."
    )


def _tell(bilan: Bilan, sortie: Path) -> None:
    for line in (*bilan.remarques, *bilan.colonnes):
        errors.print(line, markup=False)
    console.print(_phrase(bilan), markup=False)
    speed = number(bilan.lus / max(bilan.secondes, 1e-9))
    seconds = number(bilan.secondes, 1)
    if bilan.ecrit:
        console.print(f"Écrit{NBSP}: {sortie} ({seconds}{NBSP}s, {speed} lignes par seconde).")
    else:
        errors.print("Rien n’a été écrit\u00a0: --strict veut que chaque ligne ait son territoire.")
