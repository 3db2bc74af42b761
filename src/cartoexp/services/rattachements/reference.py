"""What joins rows, built once from the reference."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cartoexp import ROOT
from cartoexp.domain.colonnes.connus import Connus
from cartoexp.domain.rattachement import Rattacheur
from cartoexp.services.outlines import Outlines
from cartoexp.store.reference import collector_paused, read_manifest, read_noms, read_reference

if TYPE_CHECKING:
    from pathlib import Path

REFERENCE = ROOT / "data" / "communes"


def rattacheur_de(reference_dir: Path | None = None) -> Rattacheur:
    """Return what joins rows to the territories of a built reference, the product's by default.

    Raises:
        DataFileError: when the reference is missing or broken.
    """
    folder = (reference_dir or REFERENCE).resolve()
    return _built(folder, read_manifest(folder)["version"])


@lru_cache(maxsize=2)
def _built(folder: Path, version: str) -> Rattacheur:  # noqa: ARG001  the key
    reference = read_reference(folder)
    outlines = Outlines(reference, folder)
    with collector_paused():
        return Rattacheur.build(
            reference.territoires, reference.passages, outlines.locate, read_noms(folder)
        )


def connus_de(rattacheur: Rattacheur) -> Connus:
    """Return the tests by which columns are recognised."""
    r = rattacheur
    return Connus(
        code=lambda text: bool(r.codes.lire(text)),
        siren=r.connait_siren,
        nom=r.connait_nom,
        departement=lambda text: r.zones.departement(text) is not None,
        region=lambda text: r.zones.region(text) is not None,
        code_postal=r.connait_code_postal,
        accord=r.accorde,
        accord_postal=r.accorde_postal,
        accord_niveau=r.accorde_niveau,
        accord_departement=r.accorde_departement,
        point=r.situe,
    )
