"""Data Package of the complete CSV files: paths, sizes, hashes, Table Schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.services.sorties import Format
from cartoexp.services.sorties.schema import table_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.depots import Depot

NAME = "datapackage.json"


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
