"""Gathers what a fiche shows: one call to a service for each need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.voisinage import around
from cartoexp.web.formats import typeset
from cartoexp.web.pages.territoires.modele import Fiche

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services
    from cartoexp.services.territoires import TerritoireService

INSIDE = {
    Niveau.REGION: (Niveau.DEPARTEMENT, Niveau.EPCI),
    Niveau.DEPARTEMENT: (Niveau.EPCI, Niveau.EPT, Niveau.COMMUNE),
    Niveau.EPCI: (Niveau.EPT, Niveau.COMMUNE),
    Niveau.EPT: (Niveau.COMMUNE,),
    Niveau.COMMUNE: (),
}


def gather(services: Services, here: Territoire) -> Fiche:
    """Return everything the fiche of a territory shows."""
    territoires = services.territoires
    is_commune = here.niveau is Niveau.COMMUNE
    members = {niveau: territoires.members(here, niveau) for niveau in INSIDE[here.niveau]}
    return Fiche(
        territoire=here,
        voisinage=around(services.experiments, here),
        au_dessus=_above(territoires, here),
        departements=_departements(territoires, members.get(Niveau.COMMUNE, [])),
        membres=members,
        valeurs=services.indicateurs.values(here),
        mairie=territoires.mairie(here) if is_commune else None,
        anciens=territoires.former(here) if is_commune else (),
        chef_lieu=territoires.find(Niveau.COMMUNE, here.chef_lieu),
        sources=told_sources(services.reference.manifest, here),
    )


def told_sources(manifest: Mapping[str, Any], here: Territoire) -> str:
    """Return where the name, the population and the outline come from, with their vintage."""
    wanted = f"cog-{manifest['millesime']}"
    cog = next((s for s in manifest["sources"] if s["id"] == wanted), None)
    if cog is None:
        return typeset(f"{manifest['attribution']}.")
    told = f"Code, nom et population : {cog['attribution']} ({cog['millesime']})."
    if here.superficie_km2 is not None:
        told += " Superficie mesurée sur les contours de l’IGN."
    return typeset(told)


def _above(territoires: TerritoireService, here: Territoire) -> list[Territoire]:
    codes = (
        (Niveau.REGION, here.code_region),
        (Niveau.DEPARTEMENT, here.code_departement),
        (Niveau.EPCI, here.code_epci),
        (Niveau.EPT, here.code_ept),
    )
    found = (territoires.find(niveau, code) for niveau, code in codes if niveau is not here.niveau)
    return [t for t in found if t is not None]


def _departements(territoires: TerritoireService, communes: list[Territoire]) -> list[Territoire]:
    """Return the départements of some communes, the one that has most of them first."""
    tally = Counter(t.code_departement for t in communes)
    found = (territoires.find(Niveau.DEPARTEMENT, code) for code, _ in tally.most_common())
    return [t for t in found if t is not None]
