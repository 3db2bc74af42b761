"""Which indicators are weighed, judged and left out; classes that are no indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gates import sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.profils import Profils
    from gates.mesures import Numbers
    from gates.voisins import Rows

SURROUNDINGS = "environs"
LOCATION = frozenset({"distance_mer"})
"""In a search the distance to the sea takes a sixth of the weight: it is location in disguise."""

JUDGED = (
    *("population", "evolution_population", "superficie", "densite", "compacite"),
    *("part_epci", "rang_epci", "rang_15km", "poids_15km", "population_15km"),
    *("distance_5000", "distance_20000", "distance_100000"),
    *("chef_lieu", "bureau_centralisateur", "bureau_distributeur"),
    *("epci_type", "epci_population", "epci_communes", "commune_nouvelle", "littoral", "frontiere"),
    *("part_elus_agriculteurs", "part_elus_cadres", "part_elus_ouvriers_employes"),
    *("part_elus_retraites", "age_moyen_elus", "part_femmes"),
    *("tension_logement", "heures_mairie"),
)
"""The base set: each is told from the others by the leave-one-out gate."""

PROTOTYPE: Mapping[str, float] = {
    "part_epci": 0.17,
    **dict.fromkeys(("densite", "population_15km", "distance_20000"), 0.09),
    **dict.fromkeys(
        (
            *("superficie", "rang_15km", "poids_15km", "distance_5000", "distance_100000"),
            *("chef_lieu", "bureau_centralisateur", "epci_population", "epci_communes"),
            "tension_logement",
        ),
        0.04,
    ),
    **dict.fromkeys(("rang_epci", "bureau_distributeur", "littoral"), 0.02),
    **dict.fromkeys(("compacite", "epci_type", "heures_mairie"), 0.01),
    **dict.fromkeys(("valeur_locative", "valeur_locative_10km"), 0.03),
    **dict.fromkeys(
        (
            *("part_elus_agriculteurs_10km", "part_elus_cadres_10km", "age_moyen_elus_10km"),
            *("part_elus_ouvriers_employes_10km", "part_elus_retraites_10km", "part_femmes_10km"),
        ),
        0.012,
    ),
}
"""Where the search of the communes begins."""


def allowed(profils: Profils) -> Rows:
    """Return the indicators that the distance may weigh: of the territory itself, no location."""
    kept = (
        v for v, t in enumerate(profils.traits) if t.theme != SURROUNDINGS and t.id not in LOCATION
    )
    return np.array(list(kept), dtype=np.intp)


def judged(profils: Profils) -> list[int]:
    """Return the indicators of the base set that this level has."""
    return [profils.columns[name] for name in JUDGED if name in profils.columns]


def densite(profils: Profils) -> Rows:
    """Return the class of the grille de densité of each commune, -1 where unknown."""
    found = sources.read_densite()
    names = sorted(set(found.values()))
    return np.array([names.index(found[c]) if c in found else -1 for c in profils.codes])


def outside(profils: Profils) -> Mapping[str, Numbers]:
    """Return INSEE indicators that are no trait, by name: values (n), cut at p1 and p99."""
    found = {}
    for name, values in sources.read_insee().items():
        column = np.array([values.get(code, np.nan) for code in profils.codes])
        found[name] = np.clip(column, *np.nanpercentile(column, (1, 99)))
    return found


def seen_outside(profils: Profils) -> list[Numbers]:
    """Return one in two of them, in order: the search sees these, the others judge it."""
    return [values for name, values in outside(profils).items() if name in SEEN]


SEEN = frozenset(list(sources.RATIOS)[::2])
