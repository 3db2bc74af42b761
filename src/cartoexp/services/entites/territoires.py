"""Territories as features: those that have an outline, so all but the COM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.entites.couche import Couche
from cartoexp.services.entites.proprietes import Propriete, Type, choice, key
from cartoexp.services.entites.reserve import Own, Reserve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

HECTARES = 100
"""Hectares in a km²."""
MEBIBYTE = 1 << 20
COMMUNES_SIZE = 48 * MEBIBYTE
"""All communes as GeoJSON fit in it: they take 32 MiB."""
FORMAT = 1
"""Changes with the way features are written, so that nobody keeps old ones."""

_CODE = key("code", "Code actuel.")
_NOM = key("nom", "Nom, tel que l’INSEE l’écrit.")
_POPULATION = Propriete("population", "Population municipale.", Type.ENTIER, nulle=True)
_SURFACE = Propriete("surface", "Surface du contour, en hectares.", Type.NOMBRE, nulle=True)
_NB = Propriete("nbCommunes", "Nombre de communes.", Type.ENTIER)
_CHEF_LIEU = Propriete("chefLieu", "Code de la commune chef-lieu.", nulle=True)
_DEPARTEMENT = key("codeDepartement", "Code du département.", nulle=True)
_REGION = key("codeRegion", "Code de la région.", nulle=True)
_ZONE = choice("zone", "Métropole, ou département ou région d’outre-mer.", (Zone.METRO, Zone.DROM))
_COMMON = (_CODE, _NOM, _POPULATION, _SURFACE)

PROPRIETES: Mapping[Niveau, tuple[Propriete, ...]] = {
    Niveau.COMMUNE: (
        *_COMMON,
        Propriete("codesPostaux", "Codes postaux.", liste=True, filtre=True),
        key("siren", "Numéro SIREN.", nulle=True),
        key("codeEpci", "Code SIREN de l’intercommunalité.", nulle=True),
        key("codeEpt", "Code SIREN de l’établissement public territorial.", nulle=True),
        *(_DEPARTEMENT, _REGION, _ZONE),
    ),
    Niveau.EPCI: (
        *_COMMON,
        key("type", "CC, CA, CU, METRO ou MET69.", nulle=True),
        _NB,
        key("codeDepartement", "Département qui a le plus de ses communes.", nulle=True),
        *(_REGION, _ZONE),
    ),
    Niveau.DEPARTEMENT: (*_COMMON, _NB, _CHEF_LIEU, _REGION, _ZONE),
    Niveau.REGION: (*_COMMON, _NB, _CHEF_LIEU, _ZONE),
}
_VALUES: Mapping[str, Callable[[Territoire], Any]] = {
    "code": lambda t: t.code,
    "nom": lambda t: t.nom,
    "population": lambda t: t.population,
    "surface": lambda t: t.superficie_km2 and round(t.superficie_km2 * HECTARES, 2),
    "codesPostaux": lambda t: t.codes_postaux,
    "siren": lambda t: t.siren,
    "codeEpci": lambda t: t.code_epci,
    "codeEpt": lambda t: t.code_ept,
    "codeDepartement": lambda t: t.code_departement,
    "codeRegion": lambda t: t.code_region,
    "zone": lambda t: t.zone.value,
    "type": lambda t: t.type_epci,
    "nbCommunes": lambda t: t.nb_communes,
    "chefLieu": lambda t: t.chef_lieu,
}


def build(territoires: TerritoireService, niveau: Niveau) -> Couche:
    """Return the territories of a level, by code."""
    every = territoires.level(niveau, com=False)
    columns = {p.nom: [_VALUES[p.nom](t) for t in every] for p in PROPRIETES[niveau]}
    communal = niveau is Niveau.COMMUNE
    return Couche(
        [t.code for t in every],
        columns,
        territoires.outlines.level(niveau),
        f"{territoires.reference.version}-{FORMAT}",
        pieces=Reserve(len(every), COMMUNES_SIZE) if communal else Own(),
    )
