"""Any file: what it is, its reader, and refusals in words for whatever goes wrong."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from cartoexp.domain.errors import FichierRefuseError
from cartoexp.domain.phrases.nombres import number
from cartoexp.store.lecture import classeurs, copie, texte
from cartoexp.store.lecture.archives import ouvrir_archive
from cartoexp.store.lecture.casse import BROKEN, refuse
from cartoexp.store.lecture.feuilles import listed, quoted
from cartoexp.store.lecture.nature import Nature, nature
from cartoexp.store.lecture.tableau import MAX_OCTETS, MIO, NBSP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from zipfile import ZipInfo

    from cartoexp.store.lecture.tableau import Ligne, Tableau

LEAST_UNFOLDED, MAX_UNFOLDED = 256 * MIO, 20
"""Characters of all the cells: at least so many, and so many for each byte of the file."""
_BREAKS = (
    BadZipFile,
    EOFError,
    ExpatError,
    NotImplementedError,
    OSError,
    UnicodeError,
    zlib.error,
)
"""What libraries raise on a file that is cut or broken."""


@contextmanager
def ouvrir(chemin: Path, feuille: str | None = None, *, fidele: bool = False) -> Iterator[Tableau]:
    """Open a file as a table, whatever its format; ``feuille`` is a sheet or a layer.

    ``fidele`` keeps what is usually left out: blank rows between others and, in a text, blanks
    around cells.

    Raises:
        FichierRefuseError: it cannot be read, now or (from the rows) where it is cut.
    """
    with ouvrir_octets(chemin, chemin.name, feuille, fidele=fidele) as table:
        yield table


@contextmanager
def ouvrir_octets(
    chemin: Path, nom: str, feuille: str | None = None, *, fidele: bool = False
) -> Iterator[Tableau]:
    """Open an upload held in a temporary file; ``nom`` is the name that its sender gave it.

    Raises:
        FichierRefuseError: as ``ouvrir``.
    """
    size = _weighed(chemin, nom)
    with ExitStack() as stack:
        told: tuple[str, ...] = ()
        with refuse(*_BREAKS):
            kind = nature(chemin)
            if kind is Nature.ARCHIVE:
                folder = tempfile.TemporaryDirectory(prefix="cartoexp-lecture-")
                chemin, told = _extract(chemin, Path(stack.enter_context(folder)))
                kind = nature(chemin)
            table = stack.enter_context(_reader(kind, chemin, feuille, fidele=fidele))
        rows = table.lignes if kind is Nature.TEXTE else _bounded(table.lignes, size)
        yield replace(table, lignes=_guarded(rows), remarques=(*told, *table.remarques))


def _weighed(chemin: Path, nom: str) -> int:
    """Return the bytes of a file that can be read."""
    told = quoted(nom)
    if chemin.is_dir():
        raise FichierRefuseError(f"{told} est un dossier{NBSP}: indiquez un fichier.")
    try:
        known = chemin.stat()
        if not stat.S_ISREG(known.st_mode):
            raise FichierRefuseError(
                f"{told} n’est pas un fichier ordinaire{NBSP}: enregistrez d’abord ce qu’il donne."
            )
        size = known.st_size
        chemin.open("rb").close()
    except FileNotFoundError as error:
        raise FichierRefuseError(
            f"Le fichier {told} n’existe pas{NBSP}: vérifiez son nom et son dossier."
        ) from error
    except OSError as error:
        raise FichierRefuseError(
            f"Le fichier {told} ne peut pas être lu{NBSP}: vérifiez les droits d’accès."
        ) from error
    if size > MAX_OCTETS:
        most, real = number(MAX_OCTETS / MIO), number(size / MIO)
        raise FichierRefuseError(
            f"Ce fichier pèse {real} Mo, plus que les {most} Mo admis. "
            "Partagez-le en plusieurs, ou enregistrez-le en Parquet."
        )
    return size


def _reader(
    kind: Nature, chemin: Path, feuille: str | None, *, fidele: bool
) -> AbstractContextManager[Tableau]:
    if kind is Nature.ARCHIVE:
        raise FichierRefuseError(
            "Cette archive en contient une autre. Extrayez-en le fichier, puis recommencez."
        )
    if kind is Nature.CLASSEUR:
        return classeurs.ouvrir(chemin, feuille, fidele=fidele)
    if feuille is not None and kind is not Nature.GEOPACKAGE:
        raise FichierRefuseError(f"Ce fichier n’a pas de feuilles{NBSP}: n’en demandez aucune.")
    if kind is Nature.TEXTE:
        return texte.ouvrir(chemin, fidele=fidele)
    if kind is Nature.COPIE:
        return copie.ouvrir(chemin)
    return _of_columns(kind, chemin, feuille)


def _of_columns(kind: Nature, chemin: Path, feuille: str | None) -> AbstractContextManager[Tableau]:
    """GDAL and Arrow's reader are heavy, and seldom asked for."""
    if kind is Nature.PARQUET:
        from cartoexp.store.lecture import parquet  # noqa: PLC0415

        return parquet.ouvrir(chemin)
    from cartoexp.store.lecture import geo  # noqa: PLC0415

    if kind is Nature.GEOPACKAGE:
        return geo.ouvrir_geopackage(chemin, feuille)
    return geo.ouvrir_geojson(chemin)


def _bounded(rows: Iterator[Ligne], size: int) -> Iterator[Ligne]:
    """Yield rows as long as they do not unfold far beyond the size of their file."""
    left = max(LEAST_UNFOLDED, MAX_UNFOLDED * size)
    for row in rows:
        left -= sum(map(len, row.cellules))
        if left < 0:
            raise FichierRefuseError(
                "Ce fichier se déplie démesurément\u00a0: les mêmes textes y sont répétés sans "
                "fin. Enregistrez-le en CSV."
            )
        yield row


def _guarded(rows: Iterator[Ligne]) -> Iterator[Ligne]:
    """Yield rows; a break in the file is a refusal that tells where."""
    last = 0
    try:
        for row in rows:
            last = row.numero
            yield row
    except _BREAKS as error:
        after = f" Dernière ligne lue{NBSP}: {number(last)}." if last else ""
        raise FichierRefuseError(BROKEN + after) from error


def _extract(chemin: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the only file of data of an archive, unpacked into a folder."""
    with ouvrir_archive(chemin) as archive:
        parts = [part for part in archive.infolist() if _is_data(part)]
        if any(part.filename.lower().endswith(".shp") for part in parts):
            raise FichierRefuseError(
                "Cette archive contient un Shapefile. Ouvrez-le dans un SIG et enregistrez-le en "
                "GeoPackage."
            )
        if len(parts) != 1:
            names = listed([part.filename for part in parts])
            told = f"{NBSP}: {names}" if parts else ""
            raise FichierRefuseError(
                f"Cette archive contient {number(len(parts))} fichiers de données{told}. "
                "Extrayez celui qu’il faut lire, puis recommencez."
            )
        part = parts[0]
        if part.file_size > MAX_OCTETS:
            raise FichierRefuseError(
                f"Le fichier de cette archive pèse {number(part.file_size / MIO)} Mo, plus que "
                f"les {number(MAX_OCTETS / MIO)} Mo admis."
            )
        target = folder / "contenu"
        with archive.open(part) as source, target.open("wb") as out:
            shutil.copyfileobj(source, out, MIO)
    return target, (f"Lu dans l’archive{NBSP}: {quoted(part.filename)}.",)


def _is_data(part: ZipInfo) -> bool:
    path = PurePosixPath(part.filename)
    hidden = path.name.startswith((".", "__")) or "__MACOSX" in path.parts
    notice = path.name.lower().startswith(("meta_", "metadonnees", "lisezmoi", "readme", "licence"))
    return not (part.is_dir() or hidden or notice)
