"""Command line: ``cartoexp --help``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp import ROOT, serving
from cartoexp.commandes import (
    contributions,
    couches,
    imports,
    indicateurs,
    millesimes,
    rattachements,
    referentiel,
    users,
)
from cartoexp.commandes.commun import CACHE, REFERENCE, console, errors, read_settings, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.figees import FigeeService

app = typer.Typer(no_args_is_help=True, help="Carte des expérimentations territoriales.")
reference_app = typer.Typer(no_args_is_help=True, help="Données de référence (data/communes/).")
app.add_typer(reference_app, name="reference")
figes_app = typer.Typer(
    no_args_is_help=True, help="Vues figées : les lister, les sauver, en retirer."
)
app.add_typer(figes_app, name="figes")
app.add_typer(imports.lots_app, name="imports")
app.add_typer(contributions.app, name="contributions")
app.add_typer(couches.app, name="couches")
app.add_typer(referentiel.app, name="referentiel")
app.add_typer(users.app, name="users")
app.registered_commands += rattachements.app.registered_commands
app.registered_commands += imports.app.registered_commands
reference_app.registered_commands += millesimes.app.registered_commands
reference_app.registered_commands += indicateurs.app.registered_commands
app.add_typer(indicateurs.fetch_app, name="fetch")
ReferenceDir = Annotated[Path, typer.Argument(help="Dossier des données de référence.")]
# Heavy modules are imported by the command that needs them: `serve` must start the server at once.


@app.command()
def load(
    dossier: Annotated[
        Path | None, typer.Argument(help="Catalogue à charger ; celui du produit par défaut.")
    ] = None,
) -> None:
    """Créer, migrer et remplir la base : tout ou rien ; ne fait rien si elle est à jour."""
    from cartoexp.services import loading  # noqa: PLC0415  heavy

    settings = read_settings()
    with told():
        report = loading.load(
            settings.database_url, settings.reference_dir, dossier or settings.catalogue_dir
        )
    for problem in report.warnings:
        errors.print(str(problem), markup=False)
    if not report.changed:
        console.print("La base est à jour.")
        return
    counts = ", ".join(f"{n} {name}" for name, n in report.counts.items())
    console.print(f"Chargé : {counts}.")


@app.command()
def donnees() -> None:
    """Préparer les fichiers complets de la page Données ; ceux qui sont à jour sont gardés."""
    from cartoexp.services.depots import DepotService  # noqa: PLC0415  heavy
    from cartoexp.services.registry import Services  # noqa: PLC0415  heavy

    settings, today = read_settings(), datetime.now(tz=UTC).date()
    with told():
        services = Services.connect(
            settings.database_url, settings.reference_dir, settings.indicateurs_dir
        )
        service = DepotService(services, settings.depots_dir)
        for depot in service.every(today):
            made = service.made(depot)
            console.print(f"{depot.nom} : {made.octets} octets, sha256 {made.sha256}")


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port d’écoute.")] = 8000,
    host: Annotated[str, typer.Option(help="Adresse d’écoute.")] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option(min=1, max=64, envvar="WEB_CONCURRENCY", help="Nombre de processus.")
    ] = 2,
) -> None:
    """Préparer la base puis servir le site ; l’adresse s’affiche quand il répond."""
    if serving.is_taken(host, port):
        errors.print(f"Le port {port} est déjà pris : choisissez-en un autre, PORT={port + 1}.")
        raise typer.Exit(serving.UNUSABLE)
    sys.exit(serving.run(ROOT, host, port, workers, console.print))


@reference_app.command("build")
def reference_build(
    sortie: Annotated[
        Path | None,
        typer.Option(
            help="Dossier à écrire ; data/communes par défaut, data/communes-ANNÉE avec --cog."
        ),
    ] = None,
    cache: Annotated[Path, typer.Option(help="Dossier des paquets téléchargés.")] = CACHE,
    *,
    cog: Annotated[
        str | None, typer.Option(help="Autre version de @etalab/decoupage-administratif.")
    ] = None,
    sha256: Annotated[
        str, typer.Option(help="Empreinte attendue de cette version ; sinon elle est constatée.")
    ] = "",
    millesime: Annotated[
        int | None, typer.Option(help="Année du COG, si le paquet ne la dit pas.")
    ] = None,
) -> None:
    """Construire la référence depuis les paquets épinglés, ou avec un autre millésime du COG."""
    from cartoexp.commandes.construire import construire  # noqa: PLC0415  geopandas is slow

    with told():
        construire(sortie, cache, cog, sha256, millesime)


@reference_app.command("grille")
def reference_grille(
    dossier: ReferenceDir = REFERENCE,
) -> None:
    """Construire la grille des cartes depuis les contours de communes.parquet."""
    from cartoexp.reference.grille.build import build_grille  # noqa: PLC0415  heavy

    with told():
        manifest = build_grille(dossier)
    for file in manifest["fichiers"]:
        console.print(f"{file['fichier']} : {file['octets']} octets")


@reference_app.command("classes")
def reference_classes(
    dossier: ReferenceDir = REFERENCE,
) -> None:
    """Couper les classes de la carte pour chaque indicateur et chaque niveau."""
    from cartoexp.reference.classes import write_classes  # noqa: PLC0415  heavy

    with told():
        write_classes(dossier)
    console.print(f"Écrit : {dossier / 'classes.json'}")


@reference_app.command("check")
def reference_check(
    dossier: ReferenceDir = REFERENCE,
) -> None:
    """Vérifier les fichiers construits contre leur manifeste."""
    from cartoexp.reference.check import check  # noqa: PLC0415  geopandas is slow to import
    from cartoexp.reference.grille import manifest as grille  # noqa: PLC0415  heavy

    with told():
        problems = check(dossier) + grille.check(dossier)
    for problem in problems:
        errors.print(problem, markup=False)
    if problems:
        raise typer.Exit(1)
    console.print("La référence est conforme à son manifeste.")


@contextmanager
def _figees() -> Iterator[FigeeService]:
    """Give the service of frozen views over a database that has the newest schema."""
    from cartoexp.services.figees import opened  # noqa: PLC0415  heavy

    with told(), opened(read_settings().database_url) as service:
        yield service


Fichier = Annotated[Path, typer.Argument(help="Fichier des vues figées (JSON, une par ligne).")]


@figes_app.command("lister")
def figes_lister() -> None:
    """Lister les vues figées : empreinte, jour, taille, titre."""
    with _figees() as service:
        found = service.listing()
    for vue in found:
        state = " (retirée)" if vue.retiree_le else ""
        console.print(f"{vue.empreinte}  {vue.figee_le}  {vue.titre}{state}", markup=False)
    console.print(f"Vues figées : {len(found)}.")


@figes_app.command("export")
def figes_export(fichier: Fichier) -> None:
    """Écrire toutes les vues figées dans un fichier."""
    from cartoexp.services import archives_figees  # noqa: PLC0415  heavy

    with _figees() as service:
        written = archives_figees.export(service, fichier)
    console.print(f"Vues figées écrites dans {fichier} : {written}.")


@figes_app.command("import")
def figes_import(fichier: Fichier) -> None:
    """Reprendre les vues figées d’un fichier : tout ou rien, sans changer celles qui sont là."""
    from cartoexp.services import archives_figees  # noqa: PLC0415  heavy

    with _figees() as service:
        new, held = archives_figees.restore(service, fichier)
    console.print(f"Vues figées reprises : {new} ; déjà là : {held}.")


@figes_app.command("retirer")
def figes_retirer(
    empreinte: Annotated[str, typer.Argument(help="Empreinte, comme dans l’adresse de la vue.")],
    motif: Annotated[str, typer.Option(help="Pourquoi : ce que dira l’adresse.")],
) -> None:
    """Retirer une vue figée : son contenu est effacé, son adresse dit quand et pourquoi."""
    with _figees() as service:
        left = service.withdraw(empreinte, datetime.now(tz=UTC).date(), motif)
    console.print(left.retrait)


@app.command()
def doctor() -> None:
    """Dire ce qui est prêt et ce qui ne l’est pas."""
    from cartoexp.services import loading  # noqa: PLC0415  heavy

    settings = read_settings()
    with told():
        for name, state in loading.diagnose(
            settings.database_url,
            settings.reference_dir,
            settings.catalogue_dir,
            settings.indicateurs_dir,
        ):
            console.print(f"{name} : {state}")


@app.command()
def methode(
    sortie: Annotated[Path, typer.Option("--sortie", "-o", help="Fichier à écrire.")] = ROOT
    / "docs"
    / "method.md",
    jour: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Jour du décompte ; aujourd’hui par défaut."),
    ] = None,
) -> None:
    """Écrire la méthode en Markdown, avec les chiffres comptés dans ce qui est chargé."""
    from cartoexp.services.methode import read_figures  # noqa: PLC0415  heavy
    from cartoexp.services.registry import Services  # noqa: PLC0415  heavy
    from cartoexp.web.pages.methode import to_markdown  # noqa: PLC0415  Dash is slow to import

    settings = read_settings()
    day = (jour or datetime.now(tz=UTC)).date()
    with told():
        services = Services.connect(settings.database_url, settings.reference_dir)
        text = to_markdown(read_figures(services, day))
    sortie.write_text(text, encoding="utf-8")
    console.print(f"Écrit : {sortie}")


if __name__ == "__main__":
    app()
