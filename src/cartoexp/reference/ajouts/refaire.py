"""Make every set again from its kept source: after the territories, or the product, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.reference.ajouts import fichier, insee
from cartoexp.reference.ajouts.depot import Ajout, Depot
from cartoexp.reference.ajouts.description import check_description
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.fetch import sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.reference.ajouts.ensemble import Ensemble
    from cartoexp.reference.ajouts.terrain import Terrain


def rebuild(depot: Depot, terrain: Terrain) -> list[Ensemble]:
    """Make the sets of a folder again, all of them or none; return them.

    Raises:
        AjoutRefuseError: when a source is lost, or no longer fits.
    """
    made = [_again(depot.folder, one, terrain) for one in depot.sets()]
    depot.put_all(made)
    return [one.ensemble for one in made]


def _again(folder: Path, one: Mapping[str, Any], terrain: Terrain) -> Ajout:
    origin = one["origine"]
    source = folder / origin["fichier"]
    if not source.is_file() or sha256_of(source) != origin["sha256"]:
        raise AjoutRefuseError(
            f"{source} : source absente ou abîmée. Retirez « {one['nom']} » "
            f"(« cartoexp reference retirer {one['nom']} »), puis ajoutez-le de nouveau."
        )
    told, left = origin["description"], origin["laisser_les_inconnus"]
    if told is None:
        return Ajout(insee.read(source, terrain), source, origin["adresse"])
    found = check_description(told, one["nom"], ())
    ensemble = fichier.read(source, found, terrain, leave_unknown=left)
    return Ajout(ensemble, source, origin["adresse"], told, left)
