"""Use case: the complete files, made when first asked for or in advance, kept until they change.

Each is a file of the cache folder, named after what it depends on: versions of the catalogue and
of the reference, columns. A note beside it tells its size and its sha256. What it replaces is
removed.
"""

from __future__ import annotations

import fcntl
import json
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from cartoexp.domain.errors import NotFoundError, NotWritableError
from cartoexp.services.sorties import Format, ouvrir
from cartoexp.services.sorties.schema import table_schema
from cartoexp.services.tableaux.entiers import ENTIERS, Entier, notice
from cartoexp.services.versions import CATALOGUE, REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cartoexp.services.registry import Services
    from cartoexp.services.sorties import Table

CURE = "Donnez un dossier où écrire (CARTOEXP_DEPOTS_DIR)"
UNKNOWN = "Aucun fichier complet ne porte ce nom\u00a0: la liste est sur la page Données."


@dataclass(frozen=True, slots=True)
class Fichier:
    """A complete file that is made: its path, its size in bytes, its hash."""

    chemin: Path
    octets: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Depot:
    """A complete file in one format; ``fichier`` is ``None`` until it is made."""

    entier: Entier
    format: Format
    table: Table
    chemin: Path
    fichier: Fichier | None

    @property
    def nom(self) -> str:
        """Name that it is asked for by."""
        return f"{self.entier.nom}.{self.format}"


@dataclass(frozen=True, slots=True)
class DepotService:
    """Complete files of what is loaded."""

    services: Services
    folder: Path

    def every(self, today: date) -> list[Depot]:
        """Return all of them, made or not."""
        return [depot for entier in ENTIERS for depot in self._of(entier, today)]

    def find(self, nom: str, today: date) -> Depot:
        """Return one by name.

        Raises:
            NotFoundError: when there is no such file.
        """
        for entier in ENTIERS:
            if nom.startswith(f"{entier.nom}."):
                for depot in self._of(entier, today):
                    if depot.nom == nom:
                        return depot
        raise NotFoundError(UNKNOWN)

    def table(self, nom: str, today: date) -> Table:
        """Return the table of a complete file, for its schema.

        Raises:
            NotFoundError: when there is no such file.
        """
        for entier in ENTIERS:
            if entier.nom == nom:
                return entier.table(self.services, notice(self.services, entier, today))
        raise NotFoundError(UNKNOWN)

    def made(self, depot: Depot) -> Fichier:
        """Return the file, written now if it has to be.

        Raises:
            NotWritableError: when nothing can be written in the folder.
        """
        if depot.fichier is not None:
            return depot.fichier
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._locked(depot.nom):
                # Another worker may have made it while this one waited.
                return _read(depot.chemin) or self._write(depot)
        except OSError as error:
            raise NotWritableError(self.folder, "écriture impossible", CURE) from error

    def _of(self, entier: Entier, today: date) -> Iterator[Depot]:
        table = entier.table(self.services, notice(self.services, entier, today))
        held = self.services.experiments.snapshot().meta
        versions = [held[n] for n in (REFERENCE, *([CATALOGUE] if entier.du_catalogue else []))]
        if self.services.ajouts.version and entier.nom.startswith("indicateurs"):
            versions.append(self.services.ajouts.version)
        told = json.dumps([versions, table_schema(table)], ensure_ascii=False, sort_keys=True)
        version = sha256(told.encode()).hexdigest()[:12]
        for format_ in entier.formats:
            path = self.folder / f"{entier.nom}.{version}.{format_}"
            yield Depot(entier, format_, table, path, _read(path))

    @contextmanager
    def _locked(self, nom: str) -> Iterator[None]:
        with (self.folder / f".{nom}.verrou").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _write(self, depot: Depot) -> Fichier:
        digest, size = sha256(), 0
        with NamedTemporaryFile(dir=self.folder, prefix=".depot-", delete=False) as file:
            made = Path(file.name)
            try:
                for chunk in ouvrir(depot.table, depot.format).chunks():
                    size += file.write(chunk)
                    digest.update(chunk)
            except BaseException:
                made.unlink()
                raise
        made.replace(depot.chemin)
        found = Fichier(depot.chemin, size, digest.hexdigest())
        told = json.dumps({"octets": size, "sha256": found.sha256})
        _note(depot.chemin).write_text(told, encoding="utf-8")
        for path in self.folder.glob(f"{depot.entier.nom}.*.{depot.format}"):
            if path != depot.chemin:
                path.unlink()
                _note(path).unlink(missing_ok=True)
        return found


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _read(path: Path) -> Fichier | None:
    try:
        told = json.loads(_note(path).read_text(encoding="utf-8"))
        found = Fichier(path, told["octets"], told["sha256"])
        return found if path.stat().st_size == found.octets else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
