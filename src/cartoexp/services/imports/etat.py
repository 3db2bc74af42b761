"""What is already there when a file is judged: the loaded catalogue, or its files without it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url

from cartoexp.domain.catalogue import validate_catalogue
from cartoexp.domain.errors import (
    DatabaseNotReadyError,
    DatabaseUnavailableError,
    InvalidCatalogueError,
)
from cartoexp.domain.imports import Connu
from cartoexp.domain.resolution import Resolver
from cartoexp.services.versions import CATALOGUE, FICHIERS, REFERENCE
from cartoexp.store import experiments as queries
from cartoexp.store import migrate, recodages
from cartoexp.store.catalogue_files import read_catalogue_files
from cartoexp.store.engine import build_engine, build_sessions, told_errors
from cartoexp.store.reference import read_manifest, read_reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy.orm import Session

    from cartoexp.store.engine import Sessions

NOT_LOADED = "La base n’est pas prête : lancez « cartoexp load », puis recommencez."
OTHER = (
    "La base a été chargée avec une autre version des données de référence : lancez "
    "« cartoexp load », puis recommencez."
)


@dataclass(frozen=True, slots=True)
class Etat:
    """What is known, and the version it is of; ``meta`` is empty when the files alone were read."""

    connu: Connu
    millesime: int
    meta: Mapping[str, str]
    origine: str


@contextmanager
def sessions_pretes(database_url: str) -> Iterator[Sessions]:
    """Give sessions over a database that has the newest schema and a catalogue.

    Raises:
        DatabaseNotReadyError: when it has not.
        DatabaseUnavailableError: when it does not answer.
    """
    if _absent(database_url):
        raise DatabaseNotReadyError(NOT_LOADED)
    engine = build_engine(database_url)
    try:
        with told_errors():
            if not migrate.is_current(engine):
                raise DatabaseNotReadyError(NOT_LOADED)
        yield build_sessions(engine)
    finally:
        engine.dispose()


def _absent(database_url: str) -> bool:
    """Tell whether this is a SQLite file that does not exist: asking it would create it."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return False
    return not Path(url.database).exists()


def lire_base(session: Session, reference_dir: Path) -> Etat:
    """Return what the database holds.

    Raises:
        DatabaseNotReadyError: when nothing is loaded, or over another reference.
    """
    meta = queries.read_meta(session)
    if not {CATALOGUE, FICHIERS} <= set(meta):
        raise DatabaseNotReadyError(NOT_LOADED)
    manifest = read_manifest(reference_dir)
    if meta.get(REFERENCE) != manifest["version"]:
        raise DatabaseNotReadyError(OTHER)
    placed = [(k.id, k.experimentation, k.niveau, k.code) for k in queries.list_keys(session)]
    # What waits for a person since a change of vintage is there too, under the code it was given.
    placed += [
        (r.implantation, r.experimentation, r.niveau, r.code_avant)
        for r in recodages.lire(session)
        if r.code is None
    ]
    connu = Connu.of(
        queries.list_experiments(session),
        ((identifier, (x, niveau.value, code)) for identifier, x, niveau, code in placed),
        queries.list_sources(session).values(),
    )
    return Etat(connu, int(manifest["millesime"]), meta, "à la base")


def lire_fichiers(reference_dir: Path, catalogue_dir: Path) -> Etat:
    """Return what the files of the catalogue hold, without any database.

    Raises:
        DataFileError: when a file is missing or unreadable.
        InvalidCatalogueError: when a row breaks the schema.
    """
    tables, _ = read_catalogue_files(catalogue_dir)
    reference = read_reference(reference_dir)
    resolver = Resolver.build(reference.territoires, reference.passages)
    catalogue, problems = validate_catalogue(tables, resolver)
    if catalogue is None:
        raise InvalidCatalogueError(problems)
    connu = Connu.of(
        catalogue.experiments,
        ((i.id, (i.experimentation, i.niveau.value, i.code)) for i in catalogue.implantations),
        catalogue.sources,
    )
    return Etat(connu, int(reference.millesime), {}, "aux fichiers du catalogue")


def lire(database_url: str, reference_dir: Path, catalogue_dir: Path) -> Etat:
    """Return what the database holds if it is ready, else what the files do: for a dry run."""
    try:
        with sessions_pretes(database_url) as sessions, sessions() as session:
            return lire_base(session, reference_dir)
    except (DatabaseNotReadyError, DatabaseUnavailableError):
        return lire_fichiers(reference_dir, catalogue_dir)
