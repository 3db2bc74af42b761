"""What goes with the complete files: their hashes, and the Data Package of the CSV ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.services.sorties import Format
from cartoexp.services.sorties.schema import table_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.depots import Depot

NAME, SUMS = "datapackage.json", "SHA256SUMS"


def describe(depots: Sequence[Depot]) -> dict[str, Any]:
    """Return the package; a file that is not made yet has neither size nor hash."""
    return {
        "profile": "data-package",
        "name": "cartoexp-fichiers-complets",
        "title": "Territoires et indicateurs de Cartoexp",
        "licenses": [
            {
                "name": "etalab-2.0",
                "title": "Licence Ouverte 2.0",
                "path": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            }
        ],
        "resources": [_resource(d) for d in depots if d.format is Format.CSV],
    }


def sums(depots: Sequence[Depot]) -> str:
    """Return the hashes of the files that are made, as « sha256sum » writes them."""
    return "".join(f"{d.fichier.sha256}  {d.nom}\n" for d in depots if d.fichier)


def _resource(depot: Depot) -> dict[str, Any]:
    made = depot.fichier
    told = {"bytes": made.octets, "hash": f"sha256:{made.sha256}"} if made else {}
    return {
        "name": depot.entier.nom,
        "type": "table",
        "path": depot.nom,
        "title": depot.entier.titre,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **told,
        "schema": table_schema(depot.table),
    }
