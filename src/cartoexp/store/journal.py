"""The journal of moderation, to which one can only add, and the versions of records."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, func, insert, inspect, select, update

from cartoexp.domain.contributions import (
    Acte,
    Changement,
    Decision,
    Entree,
    Role,
    Version,
)
from cartoexp.store.tables_contributions import FicheVersionRow, JournalEcartRow, JournalRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from cartoexp.domain.contributions import Ecart
    from cartoexp.domain.contributions.dossier import Dossier

_J, _V = cast("Table", JournalRow.__table__), cast("Table", FicheVersionRow.__table__)
_E = cast("Table", JournalEcartRow.__table__)
_CHANGE = (_J.c.partie != "",)


def noter(session: Session, entree: Entree) -> None:
    """Add an act to the journal: one row, or one for each of its changes."""
    told = {
        "instant": entree.instant,
        "compte": entree.compte,
        "role": entree.role.value,
        "acte": entree.acte.value,
        "contribution": entree.contribution,
        "experimentation": entree.experimentation,
        "version": entree.version,
        "note": entree.note or None,
    }
    empty = {"partie": "", "enregistrement": "", "champ": "", "avant": None, "apres": None}
    rows = [told | _row(change) for change in entree.changements] or [told | empty]
    session.execute(insert(_J), rows)


def lire(session: Session, *, contribution: str = "", experimentation: str = "") -> list[Entree]:
    """Return the acts on a contribution, or those that changed a record, in their order."""
    query = select(_J).order_by(_J.c.id)
    if contribution:
        query = query.where(_J.c.contribution == contribution)
    if experimentation:
        query = query.where(_J.c.experimentation == experimentation)
    rows = session.execute(query).mappings().all()
    # A decision is all the changes of one version; any other act is one row.
    key = lambda row: (row["experimentation"], row["version"] or -row["id"])  # noqa: E731
    return [_entree(list(part)) for _, part in groupby(rows, key)]


def sources_apportees(session: Session, experimentation: str) -> frozenset[str]:
    """Return the sources that decisions have added to a record."""
    whole = (_J.c.partie == "sources", _J.c.champ == "", _J.c.avant.is_(None))
    query = select(_J.c.enregistrement).where(_J.c.experimentation == experimentation, *whole)
    return frozenset(session.scalars(query))


def decisions(session: Session) -> list[Decision]:
    """Return what was decided on records, in its order; none when the table is not there yet."""
    if not inspect(session.connection()).has_table(_J.name):
        return []
    rows = session.execute(select(_J).where(*_CHANGE).order_by(_J.c.id)).mappings().all()
    found = []
    for (name, version), part in groupby(rows, lambda r: (r["experimentation"], r["version"])):
        changes = [(row["id"], _changement(row)) for row in part]
        found.append(Decision(name, version or 0, changes))
    return found


def marque(session: Session) -> list[str]:
    """Return what a version of the catalogue tells of decisions: nothing before the first."""
    query = select(func.count(), func.max(_J.c.id), func.count(_J.c.expurge_le)).where(*_CHANGE)
    count, last, redacted = session.execute(query).one()
    return [f"contributions {count} {last} {redacted}"] if count else []


def ecarter(session: Session, ecarts: Iterable[Ecart]) -> None:
    """Say which changes the catalogue does without, and why; the others are applied."""
    session.execute(delete(_E))
    if rows := [{"journal": e.journal, "raison": e.raison} for e in ecarts]:
        session.execute(insert(_E), rows)


def ecarts(session: Session) -> dict[int, str]:
    """Return why the catalogue does without changes, by their number in the journal."""
    return dict(session.execute(select(_E.c.journal, _E.c.raison)).all())


def versions(session: Session, experimentation: str) -> list[Version]:
    """Return the versions of a record, in their order."""
    query = select(_V).where(_V.c.experimentation == experimentation).order_by(_V.c.numero)
    return [_version(row) for row in session.execute(query).mappings()]


def dernieres(session: Session, most: int = 50) -> list[tuple[str, Version]]:
    """Return the records that decisions changed, each with its last version, the last first."""
    last = select(_V.c.experimentation, func.max(_V.c.numero).label("numero"))
    last_of = last.group_by(_V.c.experimentation).subquery()
    same = (_V.c.experimentation == last_of.c.experimentation) & (_V.c.numero == last_of.c.numero)
    query = select(_V).join(last_of, same).order_by(_V.c.instant.desc(), _V.c.experimentation)
    return [
        (row["experimentation"], _version(row))
        for row in session.execute(query.limit(most)).mappings()
    ]


def ajouter_version(session: Session, experimentation: str, version: Version) -> None:
    """Keep a version of a record."""
    values = {"numero": version.numero, "instant": version.instant, "acte": version.acte}
    told = _json(version.dossier)
    session.execute(insert(_V).values(experimentation=experimentation, contenu=told, **values))


def expurger(
    session: Session, ancien: str, nouveau: str, instant: str
) -> tuple[int, list[tuple[str, Changement, Changement]]]:
    """Replace a text in the journal and in versions.

    Returns:
        How many rows held it, and (record, before, after) for each change that did. ``nouveau``
        holds no quote: it stands in JSON as it is.
    """
    count, changed = 0, []
    cited = json.dumps(ancien, ensure_ascii=False)[1:-1]
    for row in session.execute(select(_J).order_by(_J.c.id)).mappings().all():
        values = {n: row[n].replace(cited, nouveau) for n in ("avant", "apres") if row[n]}
        values |= {"note": row["note"].replace(ancien, nouveau)} if row["note"] else {}
        if all(row[name] == text for name, text in values.items()):
            continue
        values["expurge_le"] = instant
        session.execute(update(_J).where(_J.c.id == row["id"]).values(**values))
        count += 1
        if row["partie"]:
            pair = _changement(row), _changement({**row, **values})
            changed.append((row["experimentation"], *pair))
    for row in session.execute(select(_V)).mappings().all():
        if cited in row["contenu"]:
            same = (_V.c.experimentation == row["experimentation"], _V.c.numero == row["numero"])
            text = row["contenu"].replace(cited, nouveau)
            session.execute(update(_V).where(*same).values(contenu=text))
            count += 1
    return count, changed


def _version(row: Any) -> Version:  # noqa: ANN401  column values by name
    return Version(row["numero"], row["instant"], row["acte"], json.loads(row["contenu"]))


def _row(change: Changement) -> dict[str, Any]:
    return {
        "partie": change.table,
        "enregistrement": change.enregistrement,
        "champ": change.champ,
        "avant": None if change.avant is None else _json(change.avant),
        "apres": None if change.apres is None else _json(change.apres),
    }


def _json(value: str | dict[str, str] | Dossier) -> str:
    return json.dumps(value, ensure_ascii=False)


def _changement(row: Any) -> Changement:  # noqa: ANN401  column values by name
    return Changement(
        row["partie"],
        row["enregistrement"],
        row["champ"],
        json.loads(row["avant"]) if row["avant"] else None,
        json.loads(row["apres"]) if row["apres"] else None,
        expurge=row["expurge_le"] is not None,
    )


def _entree(rows: Sequence[Any]) -> Entree:
    first = rows[0]
    return Entree(
        instant=first["instant"],
        compte=first["compte"],
        role=Role(first["role"]),
        acte=Acte(first["acte"]),
        contribution=first["contribution"],
        experimentation=first["experimentation"],
        version=first["version"],
        note=first["note"] or "",
        changements=tuple(_changement(row) for row in rows if row["partie"]),
    )
