"""A vintage by whatever names it: a built folder, an archive, or a version of the package."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from cartoexp.reference.errors import SourceUnavailableError
from cartoexp.reference.fetch import obtain
from cartoexp.reference.millesimes.paquet import PAQUET, read_package
from cartoexp.reference.sources import Source, read_sources, unpinned
from cartoexp.services.millesimes.vintage import read_folder
from cartoexp.store.reference import read_manifest

if TYPE_CHECKING:
    from cartoexp.domain.millesimes import Millesime

_VERSION = re.compile(r"\d+\.\d+\.\d+(?:-[\w.]+)?")


def read_vintage(name: str, cache: Path) -> Millesime:
    """Return the vintage that a folder, an archive or a version (« 5.3.0 ») holds.

    Raises:
        SourceUnavailableError: there is no such thing, or its package cannot be obtained.
        DataFileError: a file of the folder is missing or broken.
    """
    path = Path(name)
    if path.is_dir():
        return read_folder(path)
    if path.is_file():
        return read_package(path)
    if _VERSION.fullmatch(name):
        return read_package(obtain(source_of(name), cache))
    raise SourceUnavailableError(
        f"{name} n’est ni un dossier construit, ni une archive, ni une version de {PAQUET}, "
        "comme 5.3.0."
    )


def read_held(year: int, version: str, folder: Path, cache: Path) -> Millesime:
    """Return the vintage that a database holds: a built folder of that version, or else a package.

    Args:
        year: year of the code that the database holds.
        version: version of the reference that it was loaded from.
        folder: where that reference may be.
        cache: folder of the archives.

    Raises:
        SourceUnavailableError: no package is pinned for that year, or it cannot be obtained.
    """
    if folder.is_dir() and read_manifest(folder)["version"] == version:
        return read_folder(folder)
    pinned = read_sources().get(f"cog-{year}")
    if pinned is None:
        raise SourceUnavailableError(
            f"La base tient le COG {year}, dont aucun paquet n’est épinglé : donnez avec "
            "--depuis le dossier dont elle a été chargée, ou la version du paquet."
        )
    return read_package(obtain(pinned, cache))


def source_of(version: str, sha256: str = "") -> Source:
    """Return the source of a version of the code: pinned if it is, or with the hash given."""
    for source in read_sources().values():
        if (source.paquet, source.version) == (PAQUET, version):
            return source
    return unpinned(PAQUET, version, sha256)
