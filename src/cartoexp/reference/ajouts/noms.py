"""Which identifiers an added indicator may no longer take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.reference.ajouts.insee import description
from cartoexp.services.indicateurs import IndicateurService

if TYPE_CHECKING:
    from cartoexp.reference.ajouts.depot import Depot


def taken(depot: Depot, replaced: str = "") -> frozenset[str]:
    """Return the identifiers of the shipped indicators, of INSEE's, and of those added.

    The set named ``replaced`` leaves its own free.
    """
    shipped = {i.id for i in IndicateurService(depot.reference_dir).metadata}
    insee = {row["id"] for row in description()["indicateur"]}
    added = {i["id"] for one in depot.sets() if one["nom"] != replaced for i in one["indicateurs"]}
    return frozenset(shipped | insee | added)
