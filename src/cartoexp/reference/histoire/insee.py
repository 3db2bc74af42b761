"""Periods of communes from ``historique-communes.json`` (INSEE, 1943 to the COG 2019).

The file holds one record for each state of a commune (``COM``), of a commune déléguée (``COMD``),
associée (``COMA``) or of the part of a commune that was its chef-lieu (``COMP``). Each names what
followed it (``successeur``) and, when it is no commune, the one that it is a part of (``pole``).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from cartoexp.domain.histoire import Borne, Evenement, Periode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Record = Mapping[str, Any]

MEMBER = "package/data/historique-communes.json"
COMMUNE = "COM"
_SEPARATIONS = {"dé-fusion", "rétablissement", "recomposition de la commune groupe"}
_CODES = {"changement de département", "changement de chef lieu"}


def read_periods(records: Iterable[Record]) -> list[Periode]:
    """Return the periods of every commune that changed, and of those that did not."""
    by_id = {record["id"]: record for record in records}
    communes = [record for record in by_id.values() if record["type"] == COMMUNE]
    parts = _parts(by_id.values())
    suites = {r["id"]: _next(r, by_id, parts[r["id"]]) for r in communes if "dateFin" in r}
    origins: dict[tuple[str, str], list[str]] = defaultdict(list)
    for record in communes:
        for code in suites.get(record["id"], ()):
            origins[code, record["dateFin"]].append(record["code"])
    return [
        _period(r, suites.get(r["id"], ()), origins.get((r["code"], r.get("dateDebut", "")), ()))
        for r in communes
    ]


def _parts(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Return the parts of each commune, by its id."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if "pole" in record:
            found[record["pole"]].append(record)
    return found


def _next(record: Record, by_id: Mapping[str, Record], parts: list[Record]) -> tuple[str, ...]:
    """Return the codes of the communes that one became on the day of its end."""
    members = [by_id[name] for name in record.get("membres", ()) if name in by_id]
    ended = [p for p in (*members, *parts) if p.get("dateFin") == record["dateFin"]]
    followers = [r["successeur"] for r in (record, *ended) if "successeur" in r]
    found = [_commune(name, by_id) for name in followers]
    return tuple(sorted({code for code in found if code}))


def _commune(name: str, by_id: Mapping[str, Record]) -> str | None:
    """Return the code of the commune that a record is, or is a part of."""
    record = by_id.get(name)
    while record is not None and record["type"] != COMMUNE:
        record = by_id.get(record.get("pole", ""))
    return record["code"] if record is not None else None


def _period(record: Record, suites: Iterable[str], origins: Iterable[str]) -> Periode:
    before = tuple(sorted(set(origins)))
    return Periode(
        code=record["code"],
        nom=record["nom"],
        debut=_bound(record.get("dateDebut")),
        fin=_bound(record.get("dateFin")),
        evenement=_event(record.get("raisonDebut"), len(before)),
        raison=record.get("raisonDebut"),
        origines=before,
        suites=tuple(suites),
    )


def _bound(day: str | None) -> Borne | None:
    return Borne(date.fromisoformat(day)) if day else None


def _event(reason: str | None, origins: int) -> Evenement | None:
    if reason is None:
        return None
    if reason in _SEPARATIONS:
        return Evenement.SEPARATION
    if reason in _CODES:
        return Evenement.CODE
    if reason == "changement de nom":
        return Evenement.NOM
    if reason == "création":
        return Evenement.CREATION
    return Evenement.FUSION if origins > 1 else Evenement.AUTRE
