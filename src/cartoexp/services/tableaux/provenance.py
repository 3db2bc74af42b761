"""Where the content of a file comes from, as its reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.services.versions import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from cartoexp.services.indicateurs import Indicateur

SHORT = 12
INCOMPLETE = "La liste n’est pas exhaustive : les chiffres décrivent le catalogue, non le pays."
DATED = "Un statut vaut à sa date d’attestation, et non aujourd’hui."
UNKNOWN = "Une cellule vide veut dire « inconnu », jamais zéro."


def of_catalogue(meta: Mapping[str, str]) -> str:
    """Return the catalogue and its version."""
    return (
        f"Cartoexp, catalogue des expérimentations territoriales, version {meta[CATALOGUE][:SHORT]}"
    )


def of_reference(manifest: Mapping[str, Any]) -> str:
    """Return the producers of the territories and their vintage."""
    return str(manifest["attribution"]).removeprefix("Sources : ").removeprefix("Sources\u00a0: ")


def of_indicators(indicateurs: Iterable[Indicateur]) -> list[str]:
    """Return producers and years of indicators, each pair once."""
    return [*dict.fromkeys(f"{i.producteur}, {i.millesime}" for i in indicateurs)]
