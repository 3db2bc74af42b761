"""The documents that lead to the features: landing page, conformance, collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.selection import OPEN_END
from cartoexp.services.entites.couche import UNKNOWN
from cartoexp.services.entites.reperes import Repere
from cartoexp.web.ogc import liens
from cartoexp.web.ogc.liens import GEOJSON, HTML, JSON, OPENAPI, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.services.entites.couche import Couche
    from cartoexp.web.ogc.collections import Collection

Json = dict[str, Any]

TITLE = "Cartoexp, entités OGC"
DESCRIPTION = typeset(
    "Territoires de France et expérimentations locales recensées, pour les logiciels de "
    "cartographie : OGC API – Features, parties 1 et 2. La liste des expérimentations n’est pas "
    "exhaustive : les nombres décrivent le catalogue, pas le pays."
)
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
_FEATURES = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMANCE = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    *(f"{_FEATURES}/{name}" for name in ("core", "oas30", "html", "geojson")),
    "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
)


def landing(base: str) -> Json:
    """Return the landing page."""
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "links": [
            *liens.of(base, JSON),
            link(f"{base}/api?f=json", "service-desc", OPENAPI, "Description OpenAPI 3.0"),
            link(f"{base}/api?f=html", "service-doc", HTML, "Description, à lire"),
            link(f"{base}/conformance", "conformance", JSON, "Classes de conformité"),
            link(f"{base}/collections", "data", JSON, "Collections"),
            link(LICENCE, "license", HTML, "Licence Ouverte 2.0"),
        ],
    }


def conformance(base: str) -> Json:
    """Return the classes of the standards that are met."""
    links = list(liens.of(f"{base}/conformance", JSON))
    return {"links": links, "conformsTo": list(CONFORMANCE)}


def collections(base: str, every: Iterable[Collection]) -> Json:
    """Return all collections."""
    return {
        "links": list(liens.of(f"{base}/collections", JSON)),
        "crs": list(Repere),
        "collections": [collection(base, one) for one in every],
    }


def collection(base: str, one: Collection) -> Json:
    """Return what is told of a collection."""
    address = f"{base}/collections/{one.id}"
    return {
        "id": one.id,
        "title": one.titre,
        "description": typeset(one.description),
        "itemType": "feature",
        "extent": _extent(one.couche()),
        "crs": list(Repere),
        "storageCrs": Repere.CRS84,
        "links": [
            *liens.of(address, JSON),
            link(f"{address}/items?f=json", "items", GEOJSON, "Entités, en GeoJSON"),
            link(f"{address}/items?f=html", "items", HTML, "Entités, à lire"),
            link(LICENCE, "license", HTML, "Licence Ouverte 2.0"),
        ],
    }


def _extent(couche: Couche) -> Json:
    found: Json = {}
    if box := couche.emprise:
        found["spatial"] = {"bbox": [box], "crs": Repere.CRS84}
    years = couche.debuts[couche.debuts != UNKNOWN]
    if len(years):
        last = int(couche.fins.max())
        end = None if last >= OPEN_END else f"{last}-12-31T23:59:59Z"
        found["temporal"] = {"interval": [[f"{years.min()}-01-01T00:00:00Z", end]]}
    return found
