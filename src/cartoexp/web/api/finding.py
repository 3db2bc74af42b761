"""The territories that meet criteria, in order: closest name first, otherwise by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.web.api.criteria import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.api.criteria import Criteria

    Keep = Callable[[Territoire], bool]

CLOSENESS = (1.0, 0.8, 0.6, 0.4)
"""Score of a name by how it holds the text: whole, beginning, beginning of a word, inside."""
BOOST_INHABITANTS = 100_000
"""Inhabitants that are worth one point of score when the population counts."""
_PARENTS = {
    "code_epci": Niveau.EPCI,
    "code_departement": Niveau.DEPARTEMENT,
    "code_region": Niveau.REGION,
}
_BELOW = {Niveau.EPCI: "code_epci", Niveau.EPT: "code_ept"}
_ROUND = 4


def find(service: TerritoireService, criteria: Criteria) -> Found:
    """Return every territory of the level that meets all criteria."""
    resolution = (
        criteria.code and service.resolver.resolve(criteria.code, criteria.niveau)
    ) or None
    pools = list(_pools(service, criteria, resolution))
    codes = set.intersection(*pools) if pools else None
    keep = _keep(criteria, codes)
    if criteria.nom is not None:
        return _by_name(service, criteria.nom, keep, boost=criteria.boost)
    if codes is None:
        every = service.level(criteria.niveau)
    else:
        every = [t for c in sorted(codes) if (t := service.find(criteria.niveau, c))]
    return Found([t for t in every if keep(t)], resolution=resolution)


def _keep(criteria: Criteria, codes: set[str] | None) -> Keep:
    niveau, zones = criteria.niveau, criteria.zones

    def keep(t: Territoire) -> bool:
        return t.niveau is niveau and t.zone in zones and (codes is None or t.code in codes)

    return keep


def _pools(
    service: TerritoireService, criteria: Criteria, resolution: Resolution | None
) -> Iterator[set[str]]:
    """Yield the codes that meet each criterion given, but the name and the zone."""
    if criteria.code:
        yield {resolution.territoire.code} if resolution else set()
    if criteria.siren:
        found = service.resolver.sirens.get(criteria.siren)
        yield {found.code} if found else set()
    if criteria.code_postal:
        yield {t.code for t in service.by_postal_code(criteria.code_postal)}
    if criteria.position:
        here = service.locate(*criteria.position)
        yield {here.code} if here else set()
    for attribute, code in criteria.parents:
        yield _inside(service, criteria.niveau, _PARENTS[attribute], code)


def _inside(service: TerritoireService, niveau: Niveau, above: Niveau, code: str) -> set[str]:
    """Return the codes of a level inside a territory; an EPCI is inside each that it touches."""
    parent = service.find(above, code)
    if parent is None:
        return set()
    if niveau in _BELOW:
        communes = service.members(parent, Niveau.COMMUNE)
        return {code for c in communes if (code := getattr(c, _BELOW[niveau]))}
    return {t.code for t in service.members(parent, niveau)}


def _by_name(service: TerritoireService, nom: str, keep: Keep, *, boost: bool) -> Found:
    groups = service.match_names(nom, keep)
    scored = [(t, c) for group, c in zip(groups, CLOSENESS, strict=True) for t in group]
    if boost:
        scored = [(t, c + (t.population or 0) / BOOST_INHABITANTS) for t, c in scored]
        scored.sort(key=lambda pair: (-pair[1], pair[0].code))
    return Found([t for t, _ in scored], [round(score, _ROUND) for _, score in scored])
