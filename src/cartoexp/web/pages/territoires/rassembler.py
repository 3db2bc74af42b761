"""Gathers what a fiche shows: one call to a service for each need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.profils import NoProfileError
from cartoexp.services.voisinage import Voisinage, around
from cartoexp.web.pages.territoires.comparables import why_none
from cartoexp.web.pages.territoires.modele import Fiche

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services
    from cartoexp.services.semblables import Semblables
    from cartoexp.services.snapshot import Snapshot
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.pages.territoires.demande import Demande

INSIDE = {
    Niveau.REGION: (Niveau.DEPARTEMENT, Niveau.EPCI),
    Niveau.DEPARTEMENT: (Niveau.EPCI, Niveau.EPT, Niveau.COMMUNE),
    Niveau.EPCI: (Niveau.EPT, Niveau.COMMUNE),
    Niveau.EPT: (Niveau.COMMUNE,),
    Niveau.COMMUNE: (),
}


def gather(services: Services, here: Territoire, demande: Demande) -> Fiche:
    """Return everything the fiche of a territory shows.

    Raises:
        InvalidParametersError: for comparables asked for that mean nothing.
    """
    territoires, snapshot = services.territoires, services.experiments.snapshot()
    is_commune = here.niveau is Niveau.COMMUNE
    members = {niveau: territoires.members(here, niveau) for niveau in INSIDE[here.niveau]}
    spread = _departements(territoires, here, members.get(Niveau.COMMUNE, []))
    return Fiche(
        territoire=here,
        voisinage=around(services.experiments, here, snapshot),
        au_dessus=_above(territoires, here, hidden=Niveau.DEPARTEMENT if spread else None),
        departements=spread,
        membres=members,
        valeurs=services.indicateurs.values(here),
        mairie=territoires.mairie(here) if is_commune else None,
        anciens=territoires.former(here) if is_commune else (),
        recit=territoires.histoire.recit(here) if is_commune else (),
        chef_lieu=territoires.find(Niveau.COMMUNE, here.chef_lieu),
        sources=told_sources(services.reference.manifest, here),
        plan=services.plans.around(here),
        millesime=services.reference.millesime,
        semblables=like(services, here, demande, snapshot),
        demande=demande,
    )


def gather_like(services: Services, here: Territoire, demande: Demande) -> Fiche:
    """Return only what changes with the settings of the comparables.

    Raises:
        InvalidParametersError: for weights or constraints that mean nothing.
    """
    return Fiche(
        territoire=here,
        voisinage=Voisinage(here, {}),
        valeurs=services.indicateurs.values(here),
        semblables=like(services, here, demande),
        demande=demande,
    )


def like(
    services: Services, here: Territoire, demande: Demande, snapshot: Snapshot | None = None
) -> Semblables | str:
    """Return the territories like this one, or why there is none.

    Raises:
        InvalidParametersError: for weights or constraints that mean nothing.
    """
    try:
        return services.semblables.around(here, demande.service, snapshot)
    except NoProfileError as error:
        return why_none(here, str(error))


def told_sources(manifest: Mapping[str, Any], here: Territoire) -> str:
    """Return where the name, the population and the outline come from, with their vintage."""
    wanted = f"cog-{manifest['millesime']}"
    cog = next((s for s in manifest["sources"] if s["id"] == wanted), None)
    if cog is None:
        return typeset(f"{manifest['attribution']}.")
    vintage = cog["millesime"]
    if here.zone is Zone.COM:  # counted by censuses of their own, of years that no source tells
        vintage = f"{vintage.partition(' ;')[0]} ; année de la population non précisée"
    told = f"Code, nom et population : {cog['attribution']} ({vintage})."
    if here.superficie_km2 is not None:
        told += " Superficie mesurée sur les contours de l’IGN."
    return typeset(told)


def _above(
    territoires: TerritoireService, here: Territoire, hidden: Niveau | None
) -> list[Territoire]:
    codes = (
        (Niveau.REGION, here.code_region),
        (Niveau.DEPARTEMENT, here.code_departement),
        (Niveau.EPCI, here.code_epci),
        (Niveau.EPT, here.code_ept),
    )
    kept = [(n, code) for n, code in codes if n not in {here.niveau, hidden}]
    return [t for t in (territoires.find(n, code) for n, code in kept) if t is not None]


def _departements(
    territoires: TerritoireService, here: Territoire, communes: Sequence[Territoire]
) -> list[Territoire]:
    """Return the départements of an EPCI or EPT that spreads over several, its own first."""
    if here.niveau not in {Niveau.EPCI, Niveau.EPT}:
        return []
    codes = sorted({t.code_departement for t in communes if t.code_departement})
    codes.sort(key=lambda code: code != here.code_departement)
    found = [territoires.find(Niveau.DEPARTEMENT, code) for code in codes]
    return [t for t in found if t is not None] if len(codes) > 1 else []
