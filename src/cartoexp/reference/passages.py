"""From every former code to a current commune: merged, attached, recoded."""

from __future__ import annotations

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
_DEPARTEMENT_CODE_LENGTH = 2


def read_editions(archives: dict[int, Path]) -> dict[int, dict[str, str]]:
    """Return, by year of the COG, the names of the communes that were current, by code."""
    return {
        year: {
            row["code"]: row["nom"]
            for row in read_json(archive, "package/data/communes.json")
            if row["type"] == "commune-actuelle"
        }
        for year, archive in sorted(archives.items())
    }


def build_passages(
    cog: Cog, editions: dict[int, dict[str, str]], names: dict[str, str]
) -> list[Passage]:
    """Return one passage for each former code, sorted by it.

    Args:
        cog: the current code.
        editions: communes current in older editions of the code (:func:`read_editions`).
        names: names of former communes known from elsewhere, by code.

    ``date`` is the 1 January of the first edition in which the code is no longer current, told
    only when the edition of the year before is at hand and still has it.
    """
    targets = dict(cog.anciens)
    targets |= {code: chef_lieu for code, (chef_lieu, _, _) in cog.rattachees.items()}
    known = {code: nom for year in editions.values() for code, nom in year.items()}
    passages = []
    for code in sorted(set(targets) - set(cog.communes)):
        target = _resolve(code, targets, cog)
        _, kind, own_name = cog.rattachees.get(code, (target, "", None))
        passages.append(
            Passage(
                code_ancien=code,
                nom_ancien=own_name or known.get(code) or names.get(code),
                code=target,
                nature=_NATURES.get(kind) or _nature(code, target),
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
                f"Ancien code sans commune actuelle : {path}. Signalez-le à la source "
                "(decoupage-administratif) et corrigez sources.toml."
            )
        seen.append(following)
    return seen[-1]


def _nature(old: str, new: str) -> str:
    """A code that changed with its département only, as 20004 to 2A004, was recoded."""
    moved = old[:_DEPARTEMENT_CODE_LENGTH] != new[:_DEPARTEMENT_CODE_LENGTH]
    same_number = old[_DEPARTEMENT_CODE_LENGTH:] == new[_DEPARTEMENT_CODE_LENGTH:]
    return "recodee" if moved and same_number else "fusionnee"


def _date(code: str, editions: dict[int, dict[str, str]]) -> str | None:
    last = max((year for year, current in editions.items() if code in current), default=None)
    if last is None or last + 1 not in editions:
        return None
    return f"{last + 1}-01-01"
