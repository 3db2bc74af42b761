"""Ranked territories as JSON values: comparables, candidates, and what situates each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services import candidats, comparables
    from cartoexp.web.api.schemas import essaimage as shapes

DECIMALS = 6
SHARE_DECIMALS = 4
KM_DECIMALS = 1
RESOLVED = 20
"""Codes told in a header."""


def situe(t: Territoire) -> shapes.Situe:
    """Return a territory and what situates it, named as API Géo names it."""
    item: Any = {"code": t.code, "nom": t.nom}
    if t.population is not None:
        item["population"] = t.population
    if t.niveau is Niveau.COMMUNE and t.code_epci:
        item["codeEpci"] = t.code_epci
    if t.niveau not in {Niveau.DEPARTEMENT, Niveau.REGION} and t.code_departement:
        item["codeDepartement"] = t.code_departement
    if t.niveau is not Niveau.REGION and t.code_region:
        item["codeRegion"] = t.code_region
    return item


def comparable(c: comparables.Comparable) -> shapes.Comparable:
    """Return a comparable."""
    item: Any = {
        **situe(c.territoire),
        "rang": c.rang,
        "score": round(c.score, SHARE_DECIMALS),
        "intervalle": list(c.intervalle),
        "confiance": round(c.confiance, SHARE_DECIMALS),
        "ecart": round(c.ecart, DECIMALS),
        "raisons": [*c.raisons.rapproche, *c.raisons.eloigne],
        "rapproche": list(c.raisons.rapproche),
        "eloigne": list(c.raisons.eloigne),
        "contributions": {theme: round(x, DECIMALS) for theme, x in c.contributions.items()},
    }
    if c.distance_km is not None:
        item["distanceKm"] = round(c.distance_km, KM_DECIMALS)
    return item


def candidat(c: candidats.Candidat, *, details: bool) -> shapes.Candidat:
    """Return a candidate."""
    item: Any = {
        **situe(c.territoire),
        "rang": c.rang,
        "percentile": round(c.percentile, SHARE_DECIMALS),
        "drapeau": c.drapeau,
        "score": round(c.score, DECIMALS),
        "contributions": c.contributions,
    }
    if not details:
        return item
    if c.intervalle:
        item["intervalle"] = list(c.intervalle)
    item["raisons"] = list(c.raisons)
    item["pour"], item["contre"] = list(c.pour), list(c.contre)
    item["adapter"] = list(c.adapter)
    if c.semblable:
        item["semblable"] = {"code": c.semblable.code, "nom": c.semblable.nom}
    if c.voisine and c.voisine_km is not None:
        here, km = c.voisine, round(c.voisine_km, KM_DECIMALS)
        item["voisine"] = {"code": here.code, "nom": here.nom, "distanceKm": km}
    if c.conditions:
        item["conditions"] = [{"extrait": x.extrait, "remplie": met} for x, met in c.conditions]
    return item


def yes_no(value: bool) -> str:  # noqa: FBT001  the value of a header
    """Return ``true`` or ``false``."""
    return "true" if value else "false"


def resolution(codes: Mapping[str, str]) -> dict[str, str]:
    """Return the header that tells which current code each former one led to, if any."""
    told = [f"{quote(asked, safe='')}={now}" for asked, now in codes.items()]
    more = [f"+{len(told) - RESOLVED}"] if len(told) > RESOLVED else []
    return {"X-Resolution": ", ".join([*told[:RESOLVED], *more])} if told else {}
