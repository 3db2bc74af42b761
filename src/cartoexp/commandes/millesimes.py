"""``cartoexp reference diff`` and what follows it: vintages of the code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from cartoexp import serving
from cartoexp.commandes.commun import CACHE, REFERENCE, console, errors, read_settings, told
from cartoexp.reference.millesimes.formats import Format

app = typer.Typer()
TO_DECIDE = 1
"""Exit status when something is left for a person to decide."""

Cache = Annotated[Path, typer.Option(help="Dossier des paquets téléchargés.")]
_VINTAGE = "Dossier construit, archive .tgz ou version du paquet, comme 5.3.0."


@app.command("diff")
def diff(
    ancien: Annotated[str, typer.Argument(help=_VINTAGE)],
    nouveau: Annotated[str, typer.Argument(help=_VINTAGE)],
    *,
    format_: Annotated[Format, typer.Option("--format", help="Forme du résultat.")] = Format.TEXTE,
    sortie: Annotated[
        Path | None, typer.Option("--sortie", "-o", help="Fichier à écrire ; l’écran par défaut.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="Catalogue à examiner ; celui du produit par défaut.")
    ] = None,
    cache: Cache = CACHE,
) -> None:
    """Comparer deux millésimes, et dire ce que devient chaque implantation du catalogue.

    Rend 0 si tout suit, 1 s’il reste des implantations à trancher, 2 si une source manque.
    """
    # Heavy, and `serve` must start at once.
    from cartoexp.domain.millesimes import comparer  # noqa: PLC0415
    from cartoexp.reference.millesimes.catalogue import read_places  # noqa: PLC0415
    from cartoexp.reference.millesimes.formats import render  # noqa: PLC0415
    from cartoexp.reference.millesimes.lignes import lignes  # noqa: PLC0415
    from cartoexp.reference.millesimes.obtenir import read_vintage  # noqa: PLC0415

    with told():
        places = read_places(catalogue or read_settings().catalogue_dir)
        found = comparer(read_vintage(ancien, cache), read_vintage(nouveau, cache))
    rows = lignes(found, places)
    text = render(found, rows, format_)
    if sortie is None:
        console.out(text, end="")
    else:
        sortie.write_text(text, encoding="utf-8")
        console.print(f"Écrit : {sortie}", markup=False)
    if any(row.quoi == "implantations_a_trancher" for row in rows):
        raise typer.Exit(TO_DECIDE)


@app.command("migrate")
def migrate(
    vers: Annotated[
        Path | None, typer.Option(help="Dossier construit où aller ; celui du réglage par défaut.")
    ] = None,
    depuis: Annotated[
        str | None,
        typer.Option(help=f"Millésime de la base, si rien d’autre ne le dit. {_VINTAGE}"),
    ] = None,
    cache: Cache = CACHE,
) -> None:
    """Passer la base à un autre millésime : tout ou rien ; ne fait rien si elle y est.

    Rend 0 si tout suit, 1 s’il reste des implantations à trancher, 2 si rien n’a pu être fait.
    """
    from cartoexp.reference.millesimes.obtenir import (  # noqa: PLC0415  heavy
        read_held,
        read_vintage,
    )
    from cartoexp.services.millesimes.attente import lister  # noqa: PLC0415  heavy
    from cartoexp.services.millesimes.migration import Bilan, migrer  # noqa: PLC0415  heavy
    from cartoexp.services.millesimes.vintage import tenu  # noqa: PLC0415  heavy
    from cartoexp.store.reference import read_manifest  # noqa: PLC0415  heavy

    settings = read_settings()
    folder = vers or settings.reference_dir
    with told():
        year, version = tenu(settings.database_url)
        if read_manifest(folder)["version"] == version:  # no need to obtain what it came from
            waiting = len(lister(settings.database_url))
            bilan = Bilan(change=False, millesime=str(year), attente=waiting)
        else:
            ancien = (
                read_vintage(depuis, cache)
                if depuis
                else read_held(year, version, settings.reference_dir, cache)
            )
            bilan = migrer(settings.database_url, ancien, folder, datetime.now(tz=UTC))
    if bilan.change:
        console.print(
            f"La base est passée au COG {bilan.millesime}. Implantations gardées : "
            f"{bilan.gardees}, déplacées : {bilan.deplacees}."
        )
        if folder.resolve() != settings.reference_dir.resolve():
            console.print(
                f"Donnez maintenant CARTOEXP_REFERENCE_DIR={folder} au serveur, et relancez-le.",
                markup=False,
            )
    else:
        console.print(f"La base est déjà à cette référence (COG {bilan.millesime}).")
    if bilan.attente:
        console.print(f"À trancher : {bilan.attente}. « cartoexp reference file » les liste.")
        raise typer.Exit(TO_DECIDE)


@app.command("file")
def file() -> None:
    """Lister les implantations qui attendent une décision depuis un changement de millésime.

    Rend 0 s’il n’y en a pas, 1 s’il y en a.
    """
    from cartoexp.services.millesimes.attente import lister  # noqa: PLC0415  heavy

    with told():
        waiting = lister(read_settings().database_url)
    for recodage in waiting:
        given = f"{recodage.nom_avant} ({recodage.code_avant}, COG {recodage.millesime_avant})"
        console.print(f"{recodage.implantation} : {given}", markup=False)
        console.print(f"  {recodage.motif}", markup=False)
        choices = " ; ".join(map(str, recodage.candidats)) or "aucun candidat connu"
        console.print(f"  Candidats : {choices}", markup=False)
    console.print(f"À trancher : {len(waiting)}.")
    if waiting:
        raise typer.Exit(TO_DECIDE)


@app.command("trancher")
def trancher(
    implantation: Annotated[str, typer.Argument(help="Identifiant, comme dans « file ».")],
    code: Annotated[str, typer.Argument(help="Code du territoire choisi.")],
) -> None:
    """Rattacher une implantation qui attend ; une décision se change de même."""
    from cartoexp.services.millesimes import attente  # noqa: PLC0415  heavy

    with told():
        place = attente.trancher(
            read_settings().database_url, implantation, code, datetime.now(tz=UTC)
        )
    console.print(f"{implantation} est rattachée à {place}.", markup=False)


@app.command("histoire")
def histoire(
    dossier: Annotated[Path, typer.Argument(help="Dossier des données de référence.")] = REFERENCE,
    cache: Cache = CACHE,
) -> None:
    """Écrire ce que furent les communes depuis 1943, sans rien reconstruire d’autre."""
    from cartoexp.reference.histoire.construire import (  # noqa: PLC0415  heavy
        obtain_editions,
        write_histoire,
    )

    with told():
        rows = write_histoire(dossier, obtain_editions(dossier, cache))
    console.print(f"Écrit : {dossier / 'histoire.parquet'}, {rows} lignes.", markup=False)


@app.command("resoudre")
def resoudre(
    code: Annotated[str, typer.Argument(help="Code de commune, actuel ou ancien.")],
    jour: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="Jour ; aujourd’hui par défaut."),
    ] = None,
    dossier: Annotated[
        Path | None, typer.Option(help="Référence à lire ; celle du réglage par défaut.")
    ] = None,
) -> None:
    """Dire ce qu’un code de commune désignait un jour donné, et ce que c’est aujourd’hui.

    Rend 0 si la réponse est sûre, 1 si les sources ne permettent pas de trancher, 2 si le code est
    inconnu.
    """
    from cartoexp.domain.resolution import Resolver  # noqa: PLC0415  heavy
    from cartoexp.services.histoire import HistoireService  # noqa: PLC0415  heavy
    from cartoexp.store.histoire import read_histoire  # noqa: PLC0415  heavy
    from cartoexp.store.reference import read_reference  # noqa: PLC0415  heavy

    with told():
        folder = dossier or read_settings().reference_dir
        reference = read_reference(folder)
        resolver = Resolver.build(reference.territoires, reference.passages)
        found = HistoireService(resolver, read_histoire(folder)).datee(
            code, (jour or datetime.now(tz=UTC)).date()
        )
    if found is None:
        errors.print(
            f"Aucune commune n’a porté le code {code}, à notre connaissance.", markup=False
        )
        raise typer.Exit(serving.UNUSABLE)
    console.print(found[1], markup=False)
    if not found[0].certain or not found[0].periodes:
        raise typer.Exit(TO_DECIDE)
