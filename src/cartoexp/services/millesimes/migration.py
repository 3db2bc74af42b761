"""Use case: bring the database from one vintage of the code to the next, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import DatabaseNotReadyError
from cartoexp.domain.millesimes import Destins, Devenir, Sort, comparer
from cartoexp.domain.millesimes.recodage import Etat, Recodage
from cartoexp.domain.territoires import Lieu
from cartoexp.services.millesimes.attente import publier
from cartoexp.services.millesimes.reprise import contenu
from cartoexp.services.millesimes.vintage import MillesimeError, of_reference
from cartoexp.services.suivi import follow_some
from cartoexp.services.versions import MILLESIME, REFERENCE
from cartoexp.store import derogations, loading, lots, migrate, recodages
from cartoexp.store import experiments as queries
from cartoexp.store.engine import build_engine, build_sessions, told_errors
from cartoexp.store.reference import read_reference
from cartoexp.store.reference_writing import write_reference

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cartoexp.domain.experiments import Implantation
    from cartoexp.domain.millesimes import Millesime, Nomme
    from cartoexp.store.reference import Reference


@dataclass(frozen=True, slots=True)
class Bilan:
    """What a migration did. ``attente`` counts all that waits for a person, from before too."""

    change: bool
    millesime: str
    gardees: int = 0
    deplacees: int = 0
    attente: int = 0


def migrer(database_url: str, ancien: Millesime, dossier: Path, instant: datetime) -> Bilan:
    """Replace the reference of the database and bring each implantation to it, all or nothing.

    Args:
        database_url: the database.
        ancien: the vintage that the database holds.
        dossier: folder of the built reference to go to.
        instant: now (UTC).

    Raises:
        MillesimeError: the database does not hold ``ancien``, or ``dossier`` is older than it.
        DataFileError: a file of the folder is missing or broken.
        DatabaseNotReadyError: nothing is loaded.
        DatabaseUnavailableError: the database does not answer.
    """
    reference = read_reference(dossier)
    engine = build_engine(database_url)
    try:
        with told_errors():
            migrate.upgrade(engine)
            with build_sessions(engine).begin() as session:
                lots.verrouiller(session)
                held = queries.read_meta(session)
                if REFERENCE not in held:
                    raise DatabaseNotReadyError("Rien n’est chargé : lancez « cartoexp load ».")
                if held[REFERENCE] == reference.version:
                    return Bilan(
                        change=False, millesime=reference.millesime, attente=_waiting(session)
                    )
                _check(held, ancien, reference)
                return _apply(session, ancien, reference, dossier, instant)
    finally:
        engine.dispose()


def _check(held: dict[str, str], ancien: Millesime, reference: Reference) -> None:
    year = int(held[MILLESIME])
    if ancien.annee != year:
        raise MillesimeError(
            f"La base tient le COG {year} (référence {held[REFERENCE][:12]}), et non le "
            f"{ancien.libelle} : donnez avec --depuis le dossier dont elle a été chargée, ou la "
            "version du paquet."
        )
    if int(reference.millesime) < year:
        raise MillesimeError(
            f"La base tient le COG {year}, plus récent que le COG {reference.millesime} : une "
            "migration ne revient pas en arrière. Rétablissez une sauvegarde."
        )


def _apply(
    session: Session, ancien: Millesime, reference: Reference, dossier: Path, instant: datetime
) -> Bilan:
    year, now = int(reference.millesime), instant.isoformat(timespec="seconds")
    destins = Destins(comparer(ancien, of_reference(reference)))
    kept: list[Implantation] = []
    changes: list[Recodage] = []
    placed = queries.list_implantations(session)
    for implantation in placed:
        fate = destins.de(implantation.niveau, implantation.code)
        if fate.devenir is Devenir.GARDE:
            kept.append(implantation)
            continue
        changes.append(_recodage(implantation, fate, ancien.annee, year, now))
        if fate.territoire is not None:
            kept.append(replace(implantation, code=fate.territoire.code, millesime_cog=year))
    for earlier in recodages.lire(session):
        if earlier.code is None:
            recodages.remplacer(session, replace(earlier, candidats=_candidats(earlier, destins)))
    recodages.ajouter(session, changes)
    loading.clear_reference(session)
    write_reference(session, reference, dossier)
    centres = {t.cle: t.centre for t in reference.territoires}
    loading.write_implantations(session, ((i, centres[i.niveau, i.code]) for i in kept))
    asked = derogations.recoder(session, lambda lieu: _lieu(destins, lieu))
    follow_some(session, sorted({change.experimentation for change in changes} | set(asked)))
    publier(session, {REFERENCE: reference.version, MILLESIME: reference.millesime})
    moved = sum(change.code is not None for change in changes)
    return Bilan(
        change=True,
        millesime=reference.millesime,
        gardees=len(kept) - moved,
        deplacees=moved,
        attente=_waiting(session),
    )


def _lieu(destins: Destins, lieu: Lieu) -> Lieu:
    """Return what a territory has become; one that is parted or gone keeps its former code."""
    fate = destins.de(lieu.niveau, lieu.code)
    return Lieu(lieu.niveau, fate.territoire.code) if fate.territoire else lieu


def _recodage(
    implantation: Implantation, fate: Sort, avant: int, apres: int, instant: str
) -> Recodage:
    made = Recodage(
        implantation=implantation.id,
        experimentation=implantation.experimentation,
        millesime=apres,
        niveau=implantation.niveau,
        code_avant=implantation.code,
        nom_avant=implantation.nom,
        millesime_avant=avant,
        etat=Etat.ATTENTE if fate.territoire is None else Etat.DEPLACEE,
        code=fate.territoire.code if fate.territoire else None,
        motif=fate.motif,
        candidats=fate.candidats,
        instant=instant,
    )
    return made if fate.territoire else replace(made, contenu=contenu(implantation, made))


def _candidats(recodage: Recodage, destins: Destins) -> tuple[Nomme, ...]:
    """Return what the candidates of an earlier vintage have become."""
    found: list[Nomme] = []
    for candidate in recodage.candidats:
        fate = destins.de(recodage.niveau, candidate.code)
        found += [fate.territoire] if fate.territoire else fate.candidats
    return tuple(dict.fromkeys(found))


def _waiting(session: Session) -> int:
    return sum(recodage.code is None for recodage in recodages.lire(session))
