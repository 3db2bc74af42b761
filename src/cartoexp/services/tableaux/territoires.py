"""Territories of a level, one a row: as they are, with their experiments counted, with a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.resume import rank
from cartoexp.services.sorties import Colonne, Genre, Table
from cartoexp.services.sorties.colonnes import entier, nombre, texte
from cartoexp.services.tableaux.formes import centres, outlines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.filters import Filters
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.registry import Services
    from cartoexp.services.sorties import Notice, Valeur

PERCENTILE = "centile de ressemblance"
IDENTITY = (
    texte("niveau", "Niveau du territoire.", requis=True),
    texte(
        "code",
        "Code officiel géographique ; numéro SIREN pour une intercommunalité.",
        requis=True,
    ),
    texte("nom", "Nom du territoire.", requis=True),
)
ABOVE = (
    texte("zone", "metro, drom ou com."),
    texte("code_departement", "Département ; pour un EPCI, celui de la plupart de ses communes."),
    texte("code_region", "Région."),
)
PEOPLE = entier("population", "Population municipale, en habitants ; vide si inconnue.")
ALONE = (
    *IDENTITY,
    *ABOVE,
    texte("code_epci", "Intercommunalité de la commune."),
    texte("code_ept", "Établissement public territorial de la commune."),
    texte("siren", "Numéro SIREN."),
    texte("codes_postaux", "Codes postaux, séparés par « | »."),
    PEOPLE,
    nombre("superficie_km2", "Superficie mesurée sur le contour, en km².", 4),
    entier("communes", "Nombre de communes."),
    nombre("longitude", "Longitude du centre, en degrés (WGS 84).", 6),
    nombre("latitude", "Latitude du centre, en degrés (WGS 84).", 6),
)
COUNTED = (
    *IDENTITY,
    *ABOVE,
    PEOPLE,
    entier(
        "experimentations",
        "Expérimentations distinctes à ce niveau ou en dessous, d’après les filtres.",
        requis=True,
    ),
)


def level(services: Services, niveau: Niveau, notice: Notice) -> Table:
    """Return every territory of a level, by code."""
    every = services.territoires.level(niveau)
    return Table(
        _file(niveau),
        niveau.label_pluriel,
        ALONE,
        lambda: map(_alone, every),
        notice,
        outlines(services, niveau, every),
        cle="code",
    )


def _file(niveau: Niveau) -> str:
    return niveau.value if niveau in {Niveau.EPCI, Niveau.EPT} else f"{niveau.value}s"


def _alone(t: Territoire) -> Sequence[Valeur]:
    lon, lat = t.centre or (None, None)
    return (
        *_identity(t),
        *(t.zone.value, t.code_departement, t.code_region, t.code_epci, t.code_ept, t.siren),
        "|".join(t.codes_postaux) or None,
        *(t.population, t.superficie_km2, t.nb_communes, lon, lat),
    )


def _identity(t: Territoire) -> tuple[str, str, str]:
    return t.niveau.value, t.code, t.nom


def found(kept: Sequence[Territoire], notice: Notice) -> Table:
    """Return territories of any level, in the order given, at their centres."""

    def row(t: Territoire) -> Sequence[Valeur]:
        return *_identity(t), t.zone.value, t.code_departement, t.code_region, t.population

    return Table(
        "recherche",
        "Territoires trouvés",
        (*IDENTITY, *ABOVE, PEOPLE),
        lambda: map(row, kept),
        notice,
        centres(kept),
    )


def counted(
    services: Services, niveau: Niveau, counts: Mapping[str, int], filters: Filters, notice: Notice
) -> Table:
    """Return territories by code with their experiments, zero included.

    Those outside the territory asked for are left out, but when they hold one that was counted.
    """
    every = services.territoires.level(niveau)
    kept = [t for t in every if counts.get(t.code) or _inside(t, filters)]

    def row(t: Territoire) -> Sequence[Valeur]:
        above = (t.zone.value, t.code_departement, t.code_region)
        return *_identity(t), *above, t.population, counts.get(t.code, 0)

    return Table(
        "territoires",
        f"{niveau.label_pluriel} et leurs expérimentations",
        COUNTED,
        lambda: map(row, kept),
        notice,
        outlines(services, niveau, kept),
        cle="code",
    )


def _inside(t: Territoire, filters: Filters) -> bool:
    own = {t.niveau: t.code}
    held = (
        (filters.region, t.code_region or own.get(Niveau.REGION)),
        (filters.departement, t.code_departement or own.get(Niveau.DEPARTEMENT)),
        (filters.epci, t.code_epci or own.get(Niveau.EPCI)),
    )
    return all(wanted is None or wanted == code for wanted, code in held)


def coloured(services: Services, coloration: Coloration, unit: str, notice: Notice) -> Table:
    """Return the values of the map, the highest first; unknown and masked ones are empty."""
    found = rank(coloration, services.territoires)
    told = (coloration.couleur, unit, coloration.source, coloration.millesime or None)

    def row(place: int) -> Sequence[Valeur]:
        t, value = found[place].territoire, found[place].valeur
        known = None if value is None else round(value, coloration.decimales)
        return *_identity(t), told[0], known, *told[1:]

    return Table(
        "valeurs",
        coloration.titre,
        (
            *IDENTITY,
            texte("indicateur", f"{coloration.titre}.", requis=True),
            Colonne(
                "valeur",
                "Valeur ; vide si elle est inconnue ou masquée.",
                Genre.NOMBRE,
                coloration.decimales,
            ),
            texte("unite", "Unité de la valeur."),
            texte("source", "Producteur de la valeur."),
            texte("millesime", "Millésime de la valeur."),
        ),
        lambda: map(row, range(len(found))),
        notice,
        outlines(services, coloration.niveau, [r.territoire for r in found]),
        cle="code",
    )
