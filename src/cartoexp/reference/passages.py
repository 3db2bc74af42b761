"""From every former code to a current commune: merged, attached, recoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Passage
from cartoexp.reference.archives import read_json
from cartoexp.reference.errors import ReferenceBuildError

if TYPE_CHECKING:
    from pathlib import Path

    from cartoexp.reference.cog import Cog

_NATURES = {
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement_municipal",
}
RECODED = "recodee"
MAYOTTE_BEFORE_2011 = "985"
"""Mayotte became département 976 in 2011: its 17 communes were numbered anew."""
_DEPARTEMENT_CODE_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the code: names of its current communes, and current code of former ones."""

    noms: dict[str, str]
    anciens: dict[str, str]


def read_editions(archives: dict[int, Path]) -> dict[int, Edition]:
    """Return editions of decoupage-administratif by year of the code, oldest first."""
    editions = {}
    for year, archive in sorted(archives.items()):
        rows = read_json(archive, "package/data/communes.json")
        current = [row for row in rows if row["type"] == "commune-actuelle"]
        editions[year] = Edition(
            {row["code"]: row["nom"] for row in current},
            {old: row["code"] for row in current for old in row.get("anciensCodes", ())},
        )
    return editions


def build_passages(cog: Cog, editions: dict[int, Edition], names: dict[str, str]) -> list[Passage]:
    """Return one passage for each former code, sorted by it.

    Args:
        cog: the current code.
        editions: older editions of it, by year; what they list and the current one has forgotten
            (the codes of Mayotte before 2011) is kept.
        names: names of former communes known from elsewhere, by code.

    ``date`` is the 1 January of the first edition in which the code is no longer current, told
    only when the edition of the year before is at hand and still has it.
    """
    targets: dict[str, str] = {}
    for edition in editions.values():
        targets |= edition.anciens
    targets |= cog.anciens
    targets |= {code: chef_lieu for code, (chef_lieu, _, _) in cog.rattachees.items()}
    known = {code: nom for edition in editions.values() for code, nom in edition.noms.items()}
    passages = []
    for code in sorted(set(targets) - set(cog.communes)):
        target = _resolve(code, targets, cog)
        _, kind, own_name = cog.rattachees.get(code, (target, "", None))
        nature = _NATURES.get(kind) or _nature(code, target)
        if nature == RECODED:  # the same commune under another number
            own_name = cog.communes[target].nom
        passages.append(
            Passage(
                code_ancien=code,
                nom_ancien=own_name or known.get(code) or names.get(code),
                code=target,
                nature=nature,
                date=_date(code, editions),
            )
        )
    return passages


def _resolve(code: str, targets: dict[str, str], cog: Cog) -> str:
    seen = [code]
    while seen[-1] not in cog.communes:
        following = targets.get(seen[-1])
        if following is None or following in seen:
            path = " → ".join(seen)
            raise ReferenceBuildError(
                f"Ancien code sans commune actuelle : {path}. Signalez-le à la source "
                "(decoupage-administratif) et corrigez sources.toml."
            )
        seen.append(following)
    return seen[-1]


def _nature(old: str, new: str) -> str:
    """A code that changed with its département, as 20004 to 2A004, was recoded."""
    if old.startswith(MAYOTTE_BEFORE_2011):
        return RECODED
    moved = old[:_DEPARTEMENT_CODE_LENGTH] != new[:_DEPARTEMENT_CODE_LENGTH]
    same_number = old[_DEPARTEMENT_CODE_LENGTH:] == new[_DEPARTEMENT_CODE_LENGTH:]
    return RECODED if moved and same_number else "fusionnee"


def _date(code: str, editions: dict[int, Edition]) -> str | None:
    last = max((year for year, edition in editions.items() if code in edition.noms), default=None)
    if last is None or last + 1 not in editions:
        return None
    return f"{last + 1}-01-01"
