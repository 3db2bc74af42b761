"""``cartoexp import`` and ``cartoexp imports``: files of others into the catalogue, and back."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp.commandes.commun import console, errors, read_settings, told

if TYPE_CHECKING:
    from cartoexp.domain.imports import Choix
    from cartoexp.services.imports import Bilan

app = typer.Typer()
lots_app = typer.Typer(no_args_is_help=True, help="Imports du catalogue : les lister, en annuler.")
ROWS_LEFT = 1
"""Exit status when rows wait for somebody."""

Repetees = list[str]


@app.command("import")
def importer(
    fichier: Annotated[
        Path, typer.Argument(help="CSV, XLSX, ODS, Parquet, GeoJSON ou GeoPackage.")
    ],
    *,
    feuille: Annotated[str | None, typer.Option(help="Feuille du classeur, ou couche.")] = None,
    experimentation: Annotated[
        str | None, typer.Option(help="Identifiant de l’expérimentation de toutes les lignes.")
    ] = None,
    source_titre: Annotated[str | None, typer.Option(help="Titre de la source.")] = None,
    source_url: Annotated[str | None, typer.Option(help="Adresse de la source.")] = None,
    statut: Annotated[str | None, typer.Option(help="Statut de toutes les lignes.")] = None,
    statut_date: Annotated[
        str | None, typer.Option(help="Date à laquelle ce statut est attesté : AAAA-MM-JJ.")
    ] = None,
    millesime: Annotated[
        str | None, typer.Option(help="Millésime des codes du fichier, pour mémoire.")
    ] = None,
    colonne: Annotated[
        Repetees | None, typer.Option(help="Colonne d’un champ : champ=En-tête. Se répète.")
    ] = None,
    valeur: Annotated[
        Repetees | None, typer.Option(help="Valeur d’un champ : champ=valeur. Se répète.")
    ] = None,
    traduire: Annotated[
        Repetees | None,
        typer.Option(help="Ce que vaut un mot du fichier : champ:mot=valeur. Se répète."),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", "--correspondance", help="Correspondance à employer (TOML)."),
    ] = None,
    save_mapping: Annotated[
        Path | None, typer.Option(help="Fichier TOML où garder la correspondance.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tout examiner, ne rien écrire.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Ne rien écrire s’il reste une ligne à corriger.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", "--rapport", help="Rapport : .csv ou .html.")
    ] = None,
    restes: Annotated[
        Path | None,
        typer.Option(help="Lignes laissées, à corriger puis à importer seules : .csv ou .xlsx."),
    ] = None,
    auteur: Annotated[
        str, typer.Option(help="Qui importe : une fonction, non le nom d’une personne.")
    ] = "",
    oui: Annotated[bool, typer.Option("--oui", help="Ne pas demander de confirmation.")] = False,
) -> None:
    """Importer un fichier dans le catalogue : tout ou rien, avec un rapport ligne par ligne.

    Rend 0 si aucune ligne n’est laissée, 1 s’il en reste à corriger, 2 si rien n’a pu être lu.
    """
    # Heavy, and `serve` must start at once.
    from cartoexp.commandes.affichage import Avancement, confirmer  # noqa: PLC0415
    from cartoexp.services.imports import Demande, Fichier, Lieux  # noqa: PLC0415
    from cartoexp.services.imports import importer as run  # noqa: PLC0415

    settings = read_settings()
    lieux = Lieux(settings.database_url, settings.reference_dir, settings.catalogue_dir)
    options = {
        "experimentation": experimentation,
        "source_titre": source_titre,
        "source_url": source_url,
        "statut": statut,
        "statut_date": statut_date,
        "millesime": millesime,
    }
    asked = sys.stdin.isatty() and sys.stdout.isatty() and not (oui or dry_run)
    with told():
        demande = Demande(
            Fichier.of(fichier, feuille=feuille),
            datetime.now(tz=UTC),
            _choix(mapping, options, colonne or [], valeur or [], traduire or []),
            auteur,
            essai=dry_run,
            strict=strict,
            rapport=report,
            restes=restes,
            correspondance=save_mapping,
        )
        with Avancement(errors) as avancement:
            bilan = run(
                demande,
                lieux,
                confirmer=(lambda a: confirmer(console, a)) if asked else _accept,
                progres=avancement.dire,
            )
    if bilan is None:
        console.print("Rien n’a été écrit.")
        raise typer.Exit(ROWS_LEFT)
    _dire(bilan, report, restes)
    if bilan.laissees:
        raise typer.Exit(ROWS_LEFT)


def _accept(_apercu: object) -> bool:
    return True


def _choix(
    mapping: Path | None,
    options: dict[str, str | None],
    colonnes: list[str],
    valeurs: list[str],
    traductions: list[str],
) -> Choix:
    """Return what was chosen: the mapping file, then the options over it."""
    from cartoexp.domain.imports import Choix, ChoixError  # noqa: PLC0415  heavy
    from cartoexp.domain.imports.choix import des_options, lire  # noqa: PLC0415  heavy

    found = Choix()
    if mapping:
        try:
            found = lire(mapping.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise ChoixError(f"{mapping} : correspondance absente ou illisible.") from error
    given = Choix(valeurs={nom: text for nom, text in options.items() if text is not None})
    return found.puis(des_options(colonnes, valeurs, traductions)).puis(given)


def _dire(bilan: Bilan, report: Path | None, restes: Path | None) -> None:
    for remark in bilan.remarques:
        errors.print(remark, markup=False)
    console.print(bilan.decompte, markup=False, soft_wrap=True)
    console.print(bilan.conclusion, markup=False, soft_wrap=True)
    for missing in bilan.manques:
        errors.print(f"Pour importer : {missing}", markup=False)
    if bilan.secondes and not bilan.deja:
        console.print(f"{bilan.lues / bilan.secondes:.0f} lignes par seconde.")
    for path in (report, restes):
        if path and not bilan.deja:
            console.print(f"Écrit : {path}", markup=False)


@lots_app.command("lister")
def lister() -> None:
    """Lister les imports : identifiant, jour, fichier, qui, ce qui s’applique."""
    from cartoexp.services.imports import lister as read  # noqa: PLC0415  heavy
    from cartoexp.services.imports import sessions_pretes  # noqa: PLC0415  heavy

    with told(), sessions_pretes(read_settings().database_url) as sessions:
        found = read(sessions)
    for tenu in found:
        console.print(tenu.phrase, markup=False, soft_wrap=True)
        for raison, number in tenu.ecartees.items():
            console.print(f"    gardées, non appliquées : {number}. {raison}", markup=False)
    console.print(f"Imports : {len(found)}.")


@lots_app.command("annuler")
def annuler(
    lot: Annotated[str, typer.Argument(help="Identifiant, comme le donne « imports lister ».")],
) -> None:
    """Annuler un import : tout ce qu’il a apporté est retiré, d’un coup."""
    from cartoexp.services.imports import annuler as undo  # noqa: PLC0415  heavy
    from cartoexp.services.imports import sessions_pretes  # noqa: PLC0415  heavy

    now = datetime.now(tz=UTC).isoformat(timespec="seconds")
    with told(), sessions_pretes(read_settings().database_url) as sessions:
        done = undo(sessions, lot, now)
    console.print(f"Annulé : import {done.id} de {done.fichier}.", markup=False)
