"""The vintage of the code that a built reference holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import CartoexpError, DatabaseNotReadyError
from cartoexp.domain.millesimes import Groupement, Millesime
from cartoexp.domain.territoires import Niveau
from cartoexp.services.versions import MILLESIME, REFERENCE
from cartoexp.store import loading
from cartoexp.store.engine import build_engine, build_sessions, told_errors
from cartoexp.store.reference import Reference, read_reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Territoire


class MillesimeError(CartoexpError):
    """The database and the vintages at hand do not go together; nothing was changed."""


def tenu(database_url: str) -> tuple[int, str]:
    """Return the year and the version of the reference that the database holds.

    Raises:
        DatabaseNotReadyError: nothing is loaded.
        DatabaseUnavailableError: the database does not answer.
    """
    engine = build_engine(database_url)
    try:
        with told_errors(), build_sessions(engine)() as session:
            held = loading.read_held(session)
    finally:
        engine.dispose()
    if not {MILLESIME, REFERENCE} <= held.keys():
        raise DatabaseNotReadyError("Rien n’est chargé : lancez « cartoexp load ».")
    return int(held[MILLESIME]), held[REFERENCE]


def verifier(held: Mapping[str, str], reference: Reference) -> None:
    """Refuse to load a reference of another vintage than the one that the database holds.

    Raises:
        MillesimeError: going from one to the other is the business of a migration.
    """
    year, wanted = int(held.get(MILLESIME, reference.millesime)), int(reference.millesime)
    if wanted > year:
        raise MillesimeError(
            f"La base tient le COG {year}, la référence est au COG {wanted} : lancez d’abord "
            "« cartoexp reference migrate » (docs/millesimes.md). Rien n’a été changé."
        )
    if wanted < year:
        raise MillesimeError(
            f"La base tient le COG {year}, la référence est au COG {wanted}, plus ancien : donnez "
            "dans CARTOEXP_REFERENCE_DIR le dossier vers lequel la base a migré. Rien n’a été "
            "changé."
        )


def read_folder(folder: Path) -> Millesime:
    """Read a vintage from a built reference.

    Raises:
        DataFileError: a file is missing, broken or inconsistent.
    """
    return of_reference(read_reference(folder))


def of_reference(reference: Reference) -> Millesime:
    """Return the vintage that a built reference holds."""
    levels: dict[Niveau, list[Territoire]] = {niveau: [] for niveau in Niveau}
    for territoire in reference.territoires:
        levels[territoire.niveau].append(territoire)
    return Millesime(
        f"COG {reference.millesime} (référence {reference.version[:12]})",
        int(reference.millesime),
        {t.code: t.nom for t in levels[Niveau.COMMUNE]},
        _groups(levels[Niveau.EPCI]),
        _groups(levels[Niveau.EPT]),
        {t.code: t.code_epci for t in levels[Niveau.COMMUNE] if t.code_epci},
        {p.code_ancien: p.code for p in reference.passages},
        {n: {t.code: t.nom for t in levels[n]} for n in (Niveau.DEPARTEMENT, Niveau.REGION)},
    )


def _groups(territoires: Iterable[Territoire]) -> dict[str, Groupement]:
    return {t.code: Groupement(t.code, t.nom, t.type_epci) for t in territoires}
