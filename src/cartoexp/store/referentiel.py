"""Rows of what teams fill in; they outlive every load of the catalogue."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, func, insert, select, text, update

from cartoexp.domain.referentiel.dossier import Dossier, Partie, Sorte
from cartoexp.store.tables_referentiel import DossierRow

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlalchemy.orm import Session

_D = cast("Table", DossierRow.__table__)
_KEPT = _D.c.efface_le == ""


def inserer(session: Session, dossier: Dossier, empreinte: str) -> None:
    """Insert what is begun; ``empreinte`` is the hash of its link."""
    row = _row(dossier) | {"empreinte": empreinte, "numero": 1, "efface_le": "", "motif": ""}
    session.execute(insert(_D).values(**row))


def lire(session: Session, empreinte: str) -> tuple[Dossier, int] | None:
    """Return what is behind a link and how many times it was written, unless it was erased."""
    query = select(_D).where(_D.c.empreinte == empreinte, _KEPT)
    row = session.execute(query).mappings().first()
    return None if row is None else (_dossier(row), row["numero"])


def fin(session: Session, empreinte: str) -> tuple[Sorte, date, str] | None:
    """Return the kind of what was behind a link, when it was erased and why."""
    query = select(_D).where(_D.c.empreinte == empreinte, ~_KEPT)
    row = session.execute(query).mappings().first()
    if row is None:
        return None
    return Sorte(row["sorte"]), date.fromisoformat(row["efface_le"]), row["motif"]


def remplacer(session: Session, empreinte: str, dossier: Dossier, numero: int) -> bool:
    """Write over what had been written ``numero`` times; tell whether nobody did before."""
    same = (_D.c.empreinte == empreinte, _D.c.numero == numero, _KEPT)
    changed: Any = session.execute(
        update(_D).where(*same).values(**_row(dossier), numero=numero + 1)
    )
    return bool(changed.rowcount)


def ouvrir(session: Session, empreinte: str, jour: date) -> None:
    """Note that it was opened on a day."""
    session.execute(
        update(_D).where(_D.c.empreinte == empreinte).values(ouvert_le=jour.isoformat())
    )


def gardes(session: Session) -> int:
    """Return how many are kept."""
    return session.execute(select(func.count()).select_from(_D).where(_KEPT)).scalar_one()


def effacer(session: Session, empreinte: str, jour: date, motif: str) -> None:
    """Erase one, all of it but the fact that it was."""
    _effacer(session, [_D.c.empreinte == empreinte], jour, motif)


def effacer_laisses(session: Session, avant: date, jour: date, motif: str) -> int:
    """Erase those that nobody has opened since before a day; return how many."""
    return _effacer(session, [_D.c.ouvert_le < avant.isoformat(), _KEPT], jour, motif)


def oublier(session: Session, avant: date) -> None:
    """Forget those that were erased before a day."""
    session.execute(delete(_D).where(~_KEPT, _D.c.efface_le < avant.isoformat()))


def _effacer(session: Session, which: list[Any], jour: date, motif: str) -> int:
    if session.get_bind().dialect.name == "sqlite":
        # Otherwise what is erased stays in the file until something is written over it.
        session.execute(text("PRAGMA secure_delete = ON"))
    emptied = {"parties": "{}", "experimentation": "", "version": ""}
    changed: Any = session.execute(
        update(_D).where(*which).values(**emptied, efface_le=jour.isoformat(), motif=motif)
    )
    return int(changed.rowcount)


def _row(dossier: Dossier) -> dict[str, str]:
    parts = {name: {"n": p.numero, "v": p.valeurs} for name, p in dossier.parties.items()}
    return {
        "sorte": dossier.sorte.value,
        "version": dossier.version,
        "experimentation": dossier.experimentation,
        "parties": json.dumps(parts, ensure_ascii=False),
        "cree_le": dossier.cree_le.isoformat(),
        "modifie_le": dossier.modifie_le.isoformat(),
        "ouvert_le": dossier.ouvert_le.isoformat(),
    }


def _dossier(row: Any) -> Dossier:  # noqa: ANN401  a row by name
    parts = json.loads(row["parties"])
    return Dossier(
        Sorte(row["sorte"]),
        row["version"],
        row["experimentation"],
        {name: Partie(p["n"], p["v"]) for name, p in parts.items()},
        *(date.fromisoformat(row[name]) for name in ("cree_le", "modifie_le", "ouvert_le")),
    )
