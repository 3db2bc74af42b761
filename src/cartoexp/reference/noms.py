"""Former names: of communes since 1943, of what is inside them, of EPCI since 2019.

People's files write the names of their time. A name leads to every current commune that came out
of the one that bore it: two when it has been parted since.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau, NomAncien
from cartoexp.reference.archives import read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Passage
    from cartoexp.reference.cog import Cog

HISTORY = "package/data/historique-communes.json"
_INSIDE = {"commune-deleguee": "deleguee", "commune-associee": "associee"}
_LATEST = "9999"


def build_noms(
    cog: Cog, passages: Iterable[Passage], archives: Mapping[int, Path], history: int
) -> list[NomAncien]:
    """Return the former names, sorted by level, code and name.

    A commune that was parted and kept its name is the only one that the name means.

    Args:
        cog: the current code.
        passages: the ways from former codes to it.
        archives: editions of decoupage-administratif by year.
        history: year of the edition that has the history of the communes.
    """
    targets = {code: code for code in cog.communes} | {p.code_ancien: p.code for p in passages}
    editions = {year: read_json(a, "package/data/communes.json") for year, a in archives.items()}
    epci = {year: read_json(a, "package/data/epci.json") for year, a in archives.items()}
    found = [
        *_historic(_history(archives, history), targets),
        *_inside(editions, targets),
        *_renamed(editions, targets),
    ]
    names = {code: commune.nom for code, commune in cog.communes.items()}
    still = {(n.nom, n.code_ancien) for n in found if names[n.code or ""] == n.nom}
    kept = [n for n in found if (n.nom, n.code_ancien) not in still]
    kept += _of_epci(epci, cog)
    return sorted(_latest(kept), key=lambda n: (n.niveau, n.code or "", n.nom, n.code_ancien))


def _history(archives: Mapping[int, Path], year: int) -> list[dict[str, Any]]:
    """Return the states of the communes; none when that edition is not of the recipe."""
    states: list[dict[str, Any]] = read_json(archives[year], HISTORY) if year in archives else []
    return states


def _historic(states: list[dict[str, Any]], targets: Mapping[str, str]) -> Iterator[NomAncien]:
    """Yield the names that communes bore; of those parted since, one for each part."""
    for state in states:
        if state["type"] != "COM" or "dateFin" not in state:
            continue
        codes = {state["code"]}
        if state.get("raisonFin") in _PARTED:
            codes |= {_code(member) for member in state.get("membres", ())}
        for code in sorted({targets[c] for c in codes if c in targets}):
            end = state["dateFin"]
            yield NomAncien(Niveau.COMMUNE, code, state["nom"], state["code"], "ancien", end)


_PARTED = frozenset({"dé-fusion", "dé-fusion avec déléguée", "rétablissement"})


def _code(identifier: str) -> str:
    """Return the code of « COMD-76095@2012-01-01 »."""
    return identifier.split("-", 1)[1].split("@", 1)[0]


def _inside(
    editions: Mapping[int, list[dict[str, Any]]], targets: Mapping[str, str]
) -> Iterator[NomAncien]:
    """Yield communes déléguées and associées, in use while the last edition has them."""
    last = max(editions)
    for year, rows in editions.items():
        for row in rows:
            nature = _INSIDE.get(row["type"])
            chief = row.get("chefLieu") or row.get("commune")
            if nature and chief and chief in targets:
                end = None if year == last else _january(year + 1)
                code = targets[chief]
                yield NomAncien(Niveau.COMMUNE, code, row["nom"], row["code"], nature, end)


def _renamed(
    editions: Mapping[int, list[dict[str, Any]]], targets: Mapping[str, str]
) -> Iterator[NomAncien]:
    for year, rows in editions.items():
        for row in rows:
            if row["type"] == "commune-actuelle" and row["code"] in targets:
                end, code = _january(year + 1), row["code"]
                yield NomAncien(Niveau.COMMUNE, targets[code], row["nom"], code, "ancien", end)


def _of_epci(epci: Mapping[int, list[dict[str, Any]]], cog: Cog) -> Iterator[NomAncien]:
    home = {code: group.code for group in cog.epci.values() for code in group.membres}
    for year, rows in epci.items():
        for row in rows:
            code, name = str(row["code"]), row.get("nom")
            if not name:
                continue
            if code not in cog.epci:
                homes = {home.get(member["code"]) for member in row["membres"]}
                only = next(iter(homes)) if len(homes) == 1 else None
                end = _january(year + 1)
                yield NomAncien(Niveau.EPCI, only, name, code, "dissoute", end)
            elif name != cog.epci[code].nom:
                yield NomAncien(Niveau.EPCI, code, name, code, "ancien", _january(year + 1))


def _january(year: int) -> str:
    return f"{year}-01-01"


def _latest(found: Iterable[NomAncien]) -> list[NomAncien]:
    """Keep of each name the longest use: what is in use now before what ended last."""
    best: dict[tuple[Niveau, str | None, str, str], NomAncien] = {}
    for one in found:
        key = one.niveau, one.code, one.nom, one.code_ancien
        held = best.get(key)
        if held is None or (one.fin or _LATEST) > (held.fin or _LATEST):
            best[key] = one
    return list(best.values())
