"""``cartoexp reference diff`` and what follows it: vintages of the code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cartoexp.commandes.commun import CACHE, console, read_settings, told
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
