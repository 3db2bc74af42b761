"""Use case: load the reference and the catalogue into the database, all or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Catalogue, Gravite, Problem, validate_catalogue
from cartoexp.domain.errors import InvalidCatalogueError
from cartoexp.domain.lots import Genre, appliquer
from cartoexp.domain.resolution import Resolver
from cartoexp.domain.territoires import Niveau
from cartoexp.services.suivi import follow
from cartoexp.services.versions import (
    CATALOGUE,
    FICHIERS,
    MILLESIME,
    REFERENCE,
    catalogue_version,
)
from cartoexp.store import experiments as queries
from cartoexp.store import loading as store
from cartoexp.store import lots, migrate
from cartoexp.store.catalogue_files import read_catalogue_files, read_publication
from cartoexp.store.engine import build_engine, build_sessions, told_errors
from cartoexp.store.reference import Reference, read_manifest, read_reference, read_table, read_wkb

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

KEPT = (
    "Implantations de l’import {lot} gardées sans être appliquées : {number} "
    "(« cartoexp imports lister » les compte)."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a load did: counts by kind, warnings, and whether anything had to change."""

    changed: bool
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()


def load(database_url: str, reference_dir: Path, catalogue_dir: Path) -> Report:
    """Migrate the database, then replace its content when the files differ from it.

    Raises:
        InvalidCatalogueError: when a row breaks the schema; nothing was changed.
        DataFileError: when a file is missing or unreadable; nothing was changed.
        DatabaseUnavailableError: when the database does not answer.
    """
    tables, digest = read_catalogue_files(catalogue_dir)
    manifest = read_manifest(reference_dir)
    wanted = {
        REFERENCE: manifest["version"],
        MILLESIME: str(manifest["millesime"]),
        FICHIERS: digest,
    }
    engine = build_engine(database_url)
    try:
        with told_errors():
            held, active = _held(engine) if migrate.is_current(engine) else ({}, [])
        if held == wanted | {CATALOGUE: catalogue_version(digest, active)}:
            return Report(changed=False)
        reference = read_reference(reference_dir)
        resolver = Resolver.build(reference.territoires, reference.passages)
        catalogue, problems = validate_catalogue(tables, resolver)
        if catalogue is None:
            raise InvalidCatalogueError(problems)
        with told_errors():
            migrate.upgrade(engine)
            with build_sessions(engine).begin() as session:
                lots.verrouiller(session)
                same = held.get(REFERENCE) == reference.version
                store.clear(session, reference=not same)
                if not same:
                    _write_reference(session, reference, reference_dir)
                catalogue, told = _with_lots(session, catalogue, resolver, reference)
                _write_catalogue(session, reference, catalogue)
                follow(session, catalogue, read_publication(catalogue_dir))
                active = [lot.id for lot in lots.lister(session, actifs=True)]
                version = {CATALOGUE: catalogue_version(digest, active)}
                store.write_meta(session, wanted | version)
    finally:
        engine.dispose()
    return Report(changed=True, counts=_counts(reference, catalogue), warnings=(*problems, *told))


def _held(engine: Engine) -> tuple[dict[str, str], list[str]]:
    """Return what is loaded, by name, and the imports in force."""
    with build_sessions(engine)() as session:
        active = lots.lister(session, actifs=True)
        return queries.read_meta(session), [lot.id for lot in active]


def _with_lots(
    session: Session, catalogue: Catalogue, resolver: Resolver, reference: Reference
) -> tuple[Catalogue, list[Problem]]:
    """Apply the imports in force to a catalogue; say what of them does not apply, and keep it."""
    brought = lots.apports(session)
    applied = appliquer(catalogue, brought, resolver, int(reference.millesime))
    lots.ecarter(session, applied.ecarts)
    names = {lot.id: lot.fichier for lot in lots.lister(session, actifs=True)}
    aside = Counter(
        (ecart.cle[0], ecart.raison)
        for ecart in applied.ecarts
        if ecart.cle[1] is Genre.IMPLANTATION
    )
    return applied.catalogue, [
        Problem(
            names[lot],
            0,
            "",
            "",
            f"{raison} {KEPT.format(number=number, lot=lot)}",
            Gravite.AVERTISSEMENT,
        )
        for (lot, raison), number in aside.items()
    ]


def _counts(reference: Reference, catalogue: Catalogue) -> dict[str, int]:
    return {
        "territoires": len(reference.territoires),
        "expérimentations": len(catalogue.experiments),
        "implantations": len(catalogue.implantations),
        "évaluations": len(catalogue.evaluations),
        "sources": len(catalogue.sources),
    }


def diagnose(
    database_url: str, reference_dir: Path, catalogue_dir: Path
) -> Iterator[tuple[str, str]]:
    """Yield (what, state) pairs in French: reference, catalogue, database.

    Raises:
        DataFileError: when a file is missing or unreadable.
        DatabaseUnavailableError: when the database does not answer.
    """
    manifest = read_manifest(reference_dir)
    yield "Référence", f"version {manifest['version'][:12]}, millésime {manifest['millesime']}"
    tables, digest = read_catalogue_files(catalogue_dir)
    rows = sum(len(table.rows) for table in tables.values())
    yield "Catalogue", f"{len(tables)} fichiers, {rows} lignes"
    engine = build_engine(database_url)
    try:
        with told_errors():
            if not migrate.is_current(engine):
                yield "Base", "schéma absent ou ancien : lancez « cartoexp load »"
                return
            held, active = _held(engine)
    finally:
        engine.dispose()
    current = held.get(CATALOGUE) == catalogue_version(digest, active)
    current = current and held.get(REFERENCE) == manifest["version"]
    yield "Base", "à jour" if current else "à recharger : lancez « cartoexp load »"

    yield "Imports", f"{len(active)} en vigueur"


def _write_reference(session: Session, reference: Reference, folder: Path) -> None:
    for niveau in Niveau:
        level = [t for t in reference.territoires if t.niveau is niveau]
        pairs = zip(level, read_wkb(folder, niveau), strict=True)
        store.write_territoires(session, pairs)
    store.write_mairies(session, read_table(folder / "mairies.parquet").to_pylist())


def _write_catalogue(session: Session, reference: Reference, catalogue: Catalogue) -> None:
    centres = {t.cle: t.centre for t in reference.territoires}
    store.write_catalogue(
        session,
        catalogue.sources,
        catalogue.experiments,
        ((i, centres[i.niveau, i.code]) for i in catalogue.implantations),
        catalogue.evaluations,
    )
