"""The collections: what each holds, in words, and where its features come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.entites import catalogue, derogations, territoires

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.services.entites.couche import Couche
    from cartoexp.services.entites.proprietes import Propriete
    from cartoexp.web.context import Web

REFERENCE = "public, max-age=3600"
CATALOGUE = "no-cache"


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection; ``formes`` are the types of its geometries, ``pages`` where its pages are.

    ``nulle`` tells that some features are nowhere in particular, ``datee`` that they have years.
    """

    id: str
    titre: str
    description: str
    proprietes: Sequence[Propriete]
    couche: Callable[[], Couche]
    formes: tuple[str, ...]
    pages: str
    cache: str = REFERENCE
    nulle: bool = False
    datee: bool = False

    @property
    def filtres(self) -> list[Propriete]:
        """Properties by whose value features may be asked for."""
        return [p for p in self.proprietes if p.filtre]

    def page(self, identifiant: str) -> str:
        """Return the path of the page of a feature."""
        return f"{self.pages}/{identifiant}"


_LEVELS = {
    Niveau.COMMUNE: ("communes", "Communes", "Communes actuelles"),
    Niveau.EPCI: ("epci", "Intercommunalités", "Intercommunalités à fiscalité propre"),
    Niveau.DEPARTEMENT: ("departements", "Départements", "Départements"),
    Niveau.REGION: ("regions", "Régions", "Régions"),
}


def every(web: Web) -> Mapping[str, Collection]:
    """Return the collections by identifier."""
    found = [*(_level(web, niveau) for niveau in _LEVELS), *_catalogue(web)]
    return {collection.id: collection for collection in found}


def _level(web: Web, niveau: Niveau) -> Collection:
    identifiant, titre, said = _LEVELS[niveau]
    service = web.services.entites
    return Collection(
        id=identifiant,
        titre=titre,
        description=f"{said} de l’Hexagone, de Corse et des départements d’outre-mer, millésime "
        f"{web.shell.millesime}, avec leur contour exact. Les collectivités d’outre-mer, qui "
        "n’ont de contour dans aucune de nos sources, sont dans l’API JSON. Sources : IGN, INSEE.",
        proprietes=territoires.PROPRIETES[niveau],
        couche=lambda: service.level(niveau),
        formes=("Polygon", "MultiPolygon"),
        pages=f"/territoires/{niveau.value}",
    )


def _catalogue(web: Web) -> Sequence[Collection]:
    service = web.services.entites
    return (
        Collection(
            id="implantations",
            titre="Implantations",
            description="Une expérimentation sur un territoire. Recensées, la liste n’est pas "
            "exhaustive. Communes, intercommunalités et établissements publics territoriaux sont "
            "des points ; un département ou une région, que l’expérimentation couvre en entier, "
            "n’a pas de géométrie, et répond à tout cadre (bbox). « datetime » retient les années "
            "que la période recouvre, et ce dont le début n’est pas connu.",
            proprietes=catalogue.IMPLANTATIONS,
            couche=lambda: service.implantations(web.today()),
            formes=("Point",),
            pages="/experimentations",
            cache=CATALOGUE,
            nulle=True,
            datee=True,
        ),
        Collection(
            id="experimentations",
            titre="Expérimentations",
            description="Expérimentations recensées, la liste n’est pas exhaustive. La géométrie "
            "réunit les points de leurs implantations dans des communes, des intercommunalités et "
            "des établissements publics territoriaux ; celle qui n’a que des départements ou des "
            "régions n’en a pas, et répond à tout cadre (bbox). « datetime » va de la première à "
            "la dernière année connue.",
            proprietes=catalogue.EXPERIMENTATIONS,
            couche=lambda: service.experimentations(web.today()),
            formes=("MultiPoint",),
            pages="/experimentations",
            cache=CATALOGUE,
            nulle=True,
            datee=True,
        ),
        Collection(
            id="derogations",
            titre="Dérogations",
            description="Dérogations recensées à des normes, la liste n’est pas exhaustive. La "
            "géométrie réunit les points de leurs communes, intercommunalités et établissements "
            "publics territoriaux ; celle qui ne porte que sur des départements ou des régions "
            "n’en a pas, et répond à tout cadre (bbox). « datetime » va du début, ou à défaut de "
            "la décision, à l’expiration ; sans terme connu, elle n’est pas finie.",
            proprietes=derogations.DEROGATIONS,
            couche=lambda: service.derogations(web.today()),
            formes=("MultiPoint",),
            pages="/derogations",
            cache=CATALOGUE,
            nulle=True,
            datee=True,
        ),
    )
