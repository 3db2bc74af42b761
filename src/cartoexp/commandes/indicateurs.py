"""``cartoexp fetch …``, ``cartoexp reference add`` and what goes with them: indicators added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cartoexp.commandes.commun import console, errors, read_settings, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.reference.ajouts.depot import Depot
    from cartoexp.reference.ajouts.ensemble import Ensemble
    from cartoexp.reference.ajouts.terrain import Terrain
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.settings import Settings

app = typer.Typer()
fetch_app = typer.Typer(
    no_args_is_help=True, help="Ajouter des données publiques téléchargées sur cette machine."
)
LEVELS = {
    "commune": "communes",
    "epci": "interco.",
    "departement": "départements",
    "region": "régions",
}
RESTART = "Redémarrez le service pour qu’il en tienne compte."
# Heavy modules are imported by the command that needs them: `serve` must start at once.


@fetch_app.callback()
def fetch() -> None:
    """Ajouter des données publiques téléchargées sur cette machine."""


@fetch_app.command("insee-comparateur")
def fetch_comparateur(
    source: Annotated[
        str, typer.Option(help="Adresse ou chemin de l’archive ; par défaut, celle du réglage.")
    ] = "",
) -> None:
    """Ajouter les indicateurs de la base du comparateur de territoires de l’INSEE."""
    from cartoexp.reference.ajouts import insee  # noqa: PLC0415
    from cartoexp.reference.ajouts.depot import Ajout  # noqa: PLC0415
    from cartoexp.reference.ajouts.telecharger import obtain  # noqa: PLC0415

    settings = read_settings()
    asked = source or settings.comparateur_source
    with told(), obtain(asked, settings.comparateur_empreinte) as found:
        depot, terrain = _opened(settings)
        made = insee.read(found.chemin, terrain)
        depot.put(Ajout(made, found.chemin, found.adresse))
    _show([made])
    _line(f"Source : {found.adresse}, sha256 {found.sha256}")
    _line(f"{len(made.indicateurs)} indicateurs ajoutés. {RESTART}")


@app.command("add")
def add(
    fichier: Annotated[Path, typer.Argument(help="Tableau d’une ligne par commune.")],
    description: Annotated[Path, typer.Option(help="Ce qu’il contient, en TOML.")],
    *,
    remplacer: Annotated[
        bool, typer.Option("--remplacer", help="Remplacer l’ajout du même nom.")
    ] = False,
    laisser_les_inconnus: Annotated[
        bool,
        typer.Option(
            "--laisser-les-inconnus",
            help="Faire sans les lignes dont le code ne mène à aucune commune.",
        ),
    ] = False,
) -> None:
    """Faire d’un fichier communal un indicateur : carte, fiches, comparaison, API."""
    from cartoexp.reference.ajouts import fichier as reader  # noqa: PLC0415
    from cartoexp.reference.ajouts.depot import Ajout  # noqa: PLC0415
    from cartoexp.reference.ajouts.description import (  # noqa: PLC0415
        check_description,
        read_toml,
    )
    from cartoexp.reference.ajouts.noms import taken  # noqa: PLC0415

    settings = read_settings()
    with told():
        depot, terrain = _opened(settings)
        read = read_toml(description)
        known = taken(depot, replaced=str(read.get("id")) if remplacer else "")
        found = check_description(read, description.name, known)
        made = reader.read(fichier, found, terrain, leave_unknown=laisser_les_inconnus)
        depot.put(Ajout(made, fichier, fichier.name, read, laisser_les_inconnus))
    _show([made])
    _line(f"Indicateur ajouté : {made.nom}. {RESTART}")


@app.command("retirer")
def retirer(
    nom: Annotated[str, typer.Argument(help="Identifiant d’un ajout, ou insee-comparateur.")],
) -> None:
    """Retirer un indicateur ajouté, ou un ensemble comme insee-comparateur."""
    with told():
        depot, _ = _opened(read_settings())
        depot.remove(nom)
    _line(f"Retiré : {nom}. {RESTART}")


@app.command("refaire")
def refaire() -> None:
    """Refaire tous les ajouts depuis leurs sources gardées : la référence a changé."""
    from cartoexp.reference.ajouts.refaire import rebuild  # noqa: PLC0415

    with told():
        depot, terrain = _opened(read_settings())
        made = rebuild(depot, terrain)
    _show(made)
    _line(f"Ajouts refaits : {len(made)}. {RESTART}")


@app.command("indicateurs")
def indicateurs() -> None:
    """Lister les indicateurs, livrés et ajoutés, avec la part des territoires sans valeur."""
    from cartoexp.services.registry import Services  # noqa: PLC0415

    settings = read_settings()
    with told():
        services = Services.connect("sqlite://", settings.reference_dir, settings.indicateurs_dir)
        known = services.indicateurs.metadata
    _list(known)
    added = {i.ensemble for i in known if i.ensemble}
    console.print(f"Livrés : {sum(not i.ensemble for i in known)}.")
    console.print(f"Ajoutés : {', '.join(sorted(added)) or 'aucun'}.", markup=False)
    if services.ajouts.remarque:
        errors.print(services.ajouts.remarque, markup=False)


def _opened(settings: Settings) -> tuple[Depot, Terrain]:
    from cartoexp.reference.ajouts.depot import Depot  # noqa: PLC0415
    from cartoexp.reference.ajouts.terrain import Terrain  # noqa: PLC0415

    terrain = Terrain.read(settings.reference_dir)
    version = terrain.reference.version
    return Depot(settings.indicateurs_dir, settings.reference_dir, version), terrain


def _show(made: Sequence[Ensemble]) -> None:
    """Print the indicators of sets, then what was done to make them."""
    from cartoexp.services.indicateurs import Indicateur  # noqa: PLC0415

    _list([Indicateur.read(record) for one in made for record in one.indicateurs])
    for remark in (remark for one in made for remark in one.remarques):
        errors.print(remark, markup=False)


def _list(known: Sequence[Indicateur]) -> None:
    """Print indicators with their vintage and the share of unknown values by level."""
    width = max((len(i.id) for i in known), default=0)
    _line(f"{'sans valeur :':<{width}}  millésime  {'  '.join(LEVELS.values())}")
    for i in known:
        shares = ((i.manquants.get(niveau), len(v)) for niveau, v in LEVELS.items())
        cells = "  ".join(f"{_percent(share):>{size}}" for share, size in shares)
        _line(f"{i.id:<{width}}  {i.millesime:<9}  {cells}")


def _line(text: str) -> None:
    console.print(text, markup=False, soft_wrap=True)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}\u202f%".replace(".", ",")
