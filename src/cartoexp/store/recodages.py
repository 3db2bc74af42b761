"""What changes of vintage did to implantations: kept by every load."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import delete, insert, inspect, select

from cartoexp.domain.millesimes import Nomme
from cartoexp.domain.millesimes.recodage import Etat, Recodage
from cartoexp.domain.territoires import Niveau
from cartoexp.store.tables import RecodageRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Table
    from sqlalchemy.orm import Session


_R = cast("Table", RecodageRow.__table__)


def lire(session: Session) -> list[Recodage]:
    """Return every change, by implantation then vintage; none when the table is not there yet."""
    if not inspect(session.connection()).has_table(_R.name):
        return []
    query = select(_R).order_by(_R.c.implantation, _R.c.millesime)
    return [_recodage(row) for row in session.execute(query).mappings()]


def de(session: Session, experimentation: str) -> list[Recodage]:
    """Return the changes of an experiment, by implantation then vintage."""
    query = select(_R).where(_R.c.experimentation == experimentation)
    rows = session.execute(query.order_by(_R.c.implantation, _R.c.millesime)).mappings()
    return [_recodage(row) for row in rows]


def ajouter(session: Session, recodages: Iterable[Recodage]) -> None:
    """Insert changes."""
    if rows := [_row(recodage) for recodage in recodages]:
        session.execute(insert(_R), rows)


def remplacer(session: Session, recodage: Recodage) -> None:
    """Replace the change of the same implantation and vintage."""
    retirer(session, [recodage])
    ajouter(session, [recodage])


def retirer(session: Session, recodages: Iterable[Recodage]) -> None:
    """Delete changes."""
    for r in recodages:
        keys = (_R.c.implantation == r.implantation, _R.c.millesime == r.millesime)
        session.execute(delete(_R).where(*keys))


def _row(recodage: Recodage) -> dict[str, Any]:
    values = {name: getattr(recodage, name) for name in Recodage.__slots__}
    pairs = [[place.code, place.nom] for place in recodage.candidats]
    return values | {"candidats": json.dumps(pairs, ensure_ascii=False)}


def _recodage(row: Mapping[Any, Any]) -> Recodage:
    told = {name: row[name] for name in Recodage.__slots__}
    candidats = tuple(Nomme(code, nom) for code, nom in json.loads(told["candidats"]))
    typed = {"niveau": Niveau(told["niveau"]), "etat": Etat(told["etat"]), "candidats": candidats}
    return Recodage(**(told | typed))
