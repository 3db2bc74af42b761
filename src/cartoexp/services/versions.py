"""Names under which the database says what it holds."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

REFERENCE = "reference_version"
CATALOGUE = "catalogue_version"
FICHIERS = "catalogue_fichiers"
MILLESIME = "millesime"


def catalogue_version(fichiers: str, lots: Iterable[str]) -> str:
    """Return the version of a catalogue: the hash of its files, and of the imports in force.

    Whatever is kept by version is thus renewed by an import as by a new catalogue.
    """
    told = [fichiers, *lots]
    return fichiers if len(told) == 1 else sha256("\n".join(told).encode()).hexdigest()
