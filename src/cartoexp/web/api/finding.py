"""The territories that meet criteria, in order: closest name first, otherwise by code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.errors import Suggestion, TerritoireNotFoundError
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.texte import fold
from cartoexp.web.api.criteria import Found, TriTerritoires

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cartoexp.domain.resolution import Resolution
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.api.criteria import Criteria
    from cartoexp.web.api.levels import Level

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


def find(service: TerritoireService, criteria: Criteria) -> Found:
    """Return every territory of the level that meets all criteria."""
    resolution = (
        criteria.code and service.resolver.resolve(criteria.code, criteria.niveau)
    ) or None
    pools = list(_pools(service, criteria, resolution))
    codes = set.intersection(*pools) if pools else None
    keep = _keep(criteria, codes)
    if criteria.nom is not None:
        found = _by_name(service, criteria, criteria.nom, keep)
        return _sorted(found, criteria.tri) if criteria.tri else found
    if codes is None:
        every = service.level(criteria.niveau)
    else:
        every = [t for c in sorted(codes) if (t := service.find(criteria.niveau, c))]
    kept = Found([t for t in every if keep is None or keep(t)], resolution=resolution)
    return _sorted(kept, criteria.tri) if criteria.tri else kept


def resolve(service: TerritoireService, level: Level, code: str) -> Resolution:
    """Return the current territory that a code means.

    Raises:
        TerritoireNotFoundError: with the closest ones; an EPT sought among the EPCI is pointed at.
    """
    if level.niveau is Niveau.EPCI and (ept := service.find(Niveau.EPT, code)):
        message = f"{ept.nom} est un établissement public territorial : voyez « epts »."
        raise TerritoireNotFoundError(message, [Suggestion(ept.nom, ept.chemin)])
    return service.resolve(level.niveau, code)


_ORDERS: Mapping[str, Callable[[Territoire], tuple[float, str, str]]] = {
    TriTerritoires.CODE: lambda t: (0, t.code, ""),
    TriTerritoires.NOM: lambda t: (0, fold(t.nom), t.code),
    TriTerritoires.POPULATION: lambda t: (-(t.population or 0), t.code, ""),
}


def _sorted(found: Found, tri: str) -> Found:
    """Return the same territories in the order that was asked for, each with its own score."""
    order = _ORDERS[tri]
    if found.scores is None:
        return replace(found, territoires=sorted(found.territoires, key=order))
    pairs = sorted(zip(found.territoires, found.scores, strict=True), key=lambda p: order(p[0]))
    return replace(found, territoires=[t for t, _ in pairs], scores=[s for _, s in pairs])


def _keep(criteria: Criteria, codes: set[str] | None) -> Keep | None:
    zones = None if set(criteria.zones) == set(Zone) else set(criteria.zones)
    if codes is None and zones is None:
        return None

    def keep(t: Territoire) -> bool:
        return (codes is None or t.code in codes) and (zones is None or t.zone in zones)

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
    if criteria.cadre:
        yield {t.code for t, _ in service.outlines.within(criteria.cadre)}
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


def _by_name(service: TerritoireService, criteria: Criteria, nom: str, keep: Keep | None) -> Found:
    territoires: list[Territoire] = []
    scores: list[float] = []
    groups = service.match_names(nom, criteria.niveau, keep)
    for group, closeness in zip(groups, CLOSENESS, strict=True):
        territoires += group
        scores += [closeness] * len(group)
    if not criteria.boost:
        return Found(territoires, scores)
    pairs = [
        (-score - (t.population or 0) / BOOST_INHABITANTS, t.code, t)
        for t, score in zip(territoires, scores, strict=True)
    ]
    pairs.sort()
    return Found([t for _, _, t in pairs], [-score for score, _, _ in pairs])
