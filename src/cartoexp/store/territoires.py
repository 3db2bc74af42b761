"""One territory of the database, as far as implantations need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cartoexp.store.tables import TerritoireRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cartoexp.domain.territoires import Niveau

_T = TerritoireRow.__table__


def trouver(
    session: Session, niveau: Niveau, code: str
) -> tuple[str, tuple[float, float] | None] | None:
    """Return the name and the centre (lon, lat) of a territory, ``None`` when there is none."""
    query = select(_T.c.nom, _T.c.centre_lon, _T.c.centre_lat)
    row = session.execute(query.where(_T.c.niveau == niveau.value, _T.c.code == code)).first()
    if row is None:
        return None
    nom, lon, lat = row
    return nom, None if lon is None or lat is None else (lon, lat)
