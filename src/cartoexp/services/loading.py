"""Use case: load the reference and the catalogue into the database, all or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Catalogue, Gravite, Problem, validate_catalogue
from cartoexp.domain.contributions.etats import A_RELIRE
from cartoexp.domain.contributions.rejeu import rejouer
from cartoexp.domain.errors import InvalidCatalogueError
from cartoexp.domain.lots import Genre, appliquer
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.resolution import Resolver
from cartoexp.services.millesimes.attente import marques
from cartoexp.services.millesimes.reprise import Reprise
from cartoexp.services.millesimes.vintage import verifier
from cartoexp.services.suivi import follow
from cartoexp.services.versions import (
    CATALOGUE,
    FICHIERS,
    MILLESIME,
    REFERENCE,
    catalogue_version,
)
from cartoexp.store import contributions, journal, lots, migrate, recodages
from cartoexp.store import loading as store
from cartoexp.store.ajouts import read_ajouts
from cartoexp.store.catalogue_files import read_catalogue_files, read_publication
from cartoexp.store.engine import build_engine, build_sessions, told_errors
from cartoexp.store.histoire import read_histoire
from cartoexp.store.reference import Reference, read_manifest, read_reference
from cartoexp.store.reference_writing import write_reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from cartoexp.domain.millesimes.recodage import Recodage

KEPT = (
    "Implantations de l’import {lot} gardées sans être appliquées : {number} "
    "(« cartoexp imports lister » les compte)."
)
DECIDED = "Changements décidés gardés au journal sans être appliqués : {number}."


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
        MillesimeError: when the database holds another vintage of the code; nothing was changed.
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
            held, marks, known = _held(engine)
            ready = migrate.is_current(engine)
        if ready and held == wanted | {CATALOGUE: catalogue_version(digest, marks)}:
            return Report(changed=False)
        reference = read_reference(reference_dir)
        verifier(held, reference)
        register = read_histoire(reference_dir).registre
        reprise = Reprise.de(known, reference, register, datetime.now(tz=UTC))
        resolver = Resolver.build(reference.territoires, reference.passages)
        catalogue, problems = validate_catalogue(reprise.tables(tables), resolver)
        problems = reprise.utiles(problems)
        if catalogue is None:
            raise InvalidCatalogueError(problems)
        with told_errors():
            migrate.upgrade(engine)
            with build_sessions(engine).begin() as session:
                lots.verrouiller(session)
                same = ready and held.get(REFERENCE) == reference.version
                store.clear(session, reference=not same)
                if not same:
                    write_reference(session, reference, reference_dir)
                catalogue, told = _with_lots(session, catalogue, resolver, reference, reprise)
                catalogue, old = _with_decisions(session, catalogue, resolver, reprise)
                catalogue = _without_waiting(session, catalogue, reprise)
                _write_catalogue(session, reference, catalogue)
                follow(session, catalogue, read_publication(catalogue_dir))
                version = {CATALOGUE: catalogue_version(digest, marques(session))}
                store.write_meta(session, wanted | version)
    finally:
        engine.dispose()
    return Report(
        changed=True, counts=_counts(reference, catalogue), warnings=(*problems, *told, *old)
    )


def _held(engine: Engine) -> tuple[dict[str, str], list[str], list[Recodage]]:
    """Return what is loaded, by name, what else makes its version, and the changes of code."""
    with build_sessions(engine)() as session:
        held, known = store.read_held(session), recodages.lire(session)
        return held, marques(session) if held and migrate.is_current(engine) else [], known


def _without_waiting(session: Session, catalogue: Catalogue, reprise: Reprise) -> Catalogue:
    """Take out what waits for a person, and keep its record; forget what waits no more."""
    kept = reprise.catalogue(catalogue)
    recodages.retirer(session, reprise.perimes())
    for recodage in reprise.attente:
        recodages.remplacer(session, recodage)
    return kept


def _with_lots(
    session: Session,
    catalogue: Catalogue,
    resolver: Resolver,
    reference: Reference,
    reprise: Reprise,
) -> tuple[Catalogue, list[Problem]]:
    """Apply the imports in force to a catalogue; say what of them does not apply, and keep it."""
    brought = reprise.apports(lots.apports(session))
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


def _with_decisions(
    session: Session, catalogue: Catalogue, resolver: Resolver, reprise: Reprise
) -> tuple[Catalogue, list[Problem]]:
    """Apply what moderators decided to a catalogue; say what of it does not apply, and keep it."""
    found, aside = rejouer(catalogue, journal.decisions(session), resolver, reprise.code)
    journal.ecarter(session, aside)
    grouped = Counter((e.experimentation, e.raison) for e in aside)
    return found, [
        Problem(
            name,
            0,
            "",
            "",
            f"{raison} {DECIDED.format(number=number)}",
            Gravite.AVERTISSEMENT,
        )
        for (name, raison), number in grouped.items()
    ]


def _counts(reference: Reference, catalogue: Catalogue) -> dict[str, int]:
    return {
        "territoires": len(reference.territoires),
        "expérimentations": len(catalogue.experiments),
        "implantations": len(catalogue.implantations),
        "évaluations": len(catalogue.evaluations),
        "dérogations": len(catalogue.derogations),
        "sources": len(catalogue.sources),
    }


def diagnose(
    database_url: str,
    reference_dir: Path,
    catalogue_dir: Path,
    indicateurs_dir: Path | None = None,
) -> Iterator[tuple[str, str]]:
    """Yield (what, state) pairs in French: reference, indicators added, catalogue, database.

    Raises:
        DataFileError: when a file is missing or unreadable.
        DatabaseUnavailableError: when the database does not answer.
    """
    manifest = read_manifest(reference_dir)
    yield "Référence", f"version {manifest['version'][:12]}, millésime {manifest['millesime']}"
    added = read_ajouts(indicateurs_dir, manifest["version"])
    yield "Indicateurs ajoutés", added.remarque or str(len(added.indicateurs) or "aucun")
    tables, digest = read_catalogue_files(catalogue_dir)
    rows = sum(len(table.rows) for table in tables.values())
    yield "Catalogue", f"{len(tables)} fichiers, {rows} lignes"
    engine = build_engine(database_url)
    try:
        with told_errors():
            if not migrate.is_current(engine):
                yield "Base", "schéma absent ou ancien : lancez « cartoexp load »"
                return
            held, marks, known = _held(engine)
            with build_sessions(engine)() as session:
                active = lots.lister(session, actifs=True)
                waiting = contributions.lister(session, etats=A_RELIRE)
                aside = journal.ecarts(session)
    finally:
        engine.dispose()
    current = held.get(CATALOGUE) == catalogue_version(digest, marks)
    current = current and held.get(REFERENCE) == manifest["version"]
    yield "Base", "à jour" if current else "à recharger : lancez « cartoexp load »"

    yield "Imports", f"{len(active)} en vigueur"
    yield "Contributions", f"{len(waiting)} à relire, {count(len(aside), 'changement')} sans effet"
    if pending := sum(recodage.code is None for recodage in known):
        yield (
            "Millésime",
            f"{count(pending, 'implantation')} à trancher : « cartoexp reference file »",
        )


def _write_catalogue(session: Session, reference: Reference, catalogue: Catalogue) -> None:
    centres = {t.cle: t.centre for t in reference.territoires}
    store.write_catalogue(
        session,
        catalogue.sources,
        catalogue.experiments,
        ((i, centres[i.niveau, i.code]) for i in catalogue.implantations),
        catalogue.evaluations,
    )
    store.write_derogations(session, catalogue.derogations)
