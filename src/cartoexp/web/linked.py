"""What a page is about, for machines: schema.org in JSON-LD; pure.

Addresses are written as paths; ``write`` puts the site's own address before them. Nothing is told
that the page itself does not show.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Experiment, Source
    from cartoexp.domain.statuts import Periode
    from cartoexp.domain.territoires import Territoire

    Thing = Mapping[str, Any]

CONTEXT = "https://schema.org"
SITE = "Cartoexp"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
AREAS = 30
"""Territories named for one experiment: the page lists them all, this is for search engines."""
_ADDRESSES = frozenset({"@id", "url", "item", "contentUrl", "urlTemplate", "license"})


def write(things: Sequence[Thing], origin: str) -> str:
    """Return the JSON of the things of a page, safe inside a ``script`` element."""
    graph = [_placed(thing, origin) for thing in things]
    text = json.dumps(
        {"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":")
    )
    return text.replace("<", "\\u003c")


def _placed(value: Any, origin: str, name: str = "") -> Any:  # noqa: ANN401  any JSON value
    if isinstance(value, dict):
        return {k: _placed(v, origin, k) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_placed(v, origin, name) for v in value]
    if name in _ADDRESSES and isinstance(value, str) and value.startswith("/"):
        return f"{origin}{value}"
    return value


def website(description: str) -> Thing:
    """Return the site and its search."""
    search = {"@type": "EntryPoint", "urlTemplate": "/recherche?q={q}"}
    return {
        "@type": "WebSite",
        "@id": "/#site",
        "url": "/",
        "name": SITE,
        "description": description,
        "inLanguage": "fr",
        "potentialAction": {
            "@type": "SearchAction",
            "target": search,
            "query-input": "required name=q",
        },
    }


def breadcrumb(steps: Sequence[tuple[str, str]]) -> Thing:
    """Return the way to a page: (path, label) pairs, the page itself last."""
    items = [
        {"@type": "ListItem", "position": rank, "name": label, "item": path}
        for rank, (path, label) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def territoire(here: Territoire, above: Sequence[Territoire]) -> list[Thing]:
    """Return a territory with its code and its centre, and the way down to it."""
    coded = "SIREN" if here.niveau in {Niveau.EPCI, Niveau.EPT} else "Code officiel géographique"
    place = {
        **_area(here),
        "@id": f"{here.chemin}#territoire",
        "identifier": {"@type": "PropertyValue", "propertyID": coded, "value": here.code},
        "geo": _centre(here),
        "containedInPlace": [_area(t) for t in reversed(above)]
        or {"@type": "Country", "name": "France"},
    }
    steps = [("/territoires", "France"), *((t.chemin, t.nom) for t in above)]
    return [place, breadcrumb([*steps, (here.chemin, here.nom)])]


def comparison(title: str, path: str, places: Sequence[Territoire]) -> list[Thing]:
    """Return the page that sets territories side by side, and the way to it."""
    page = {
        "@type": "WebPage",
        "@id": f"{path}#comparaison",
        "url": path,
        "name": title,
        "inLanguage": "fr",
        "license": LICENCE,
        "isPartOf": {"@type": "WebSite", "name": SITE, "url": "/"},
        "about": [_area(t) for t in places] or None,
    }
    return [page, breadcrumb([("/territoires", "Territoires"), (path, title)])]


def _area(t: Territoire) -> dict[str, Any]:
    kind = "City" if t.niveau is Niveau.COMMUNE else "AdministrativeArea"
    return {"@type": kind, "name": t.nom, "url": t.chemin}


def _centre(t: Territoire) -> Thing | None:
    if t.centre is None:
        return None
    lon, lat = t.centre
    return {"@type": "GeoCoordinates", "latitude": round(lat, 5), "longitude": round(lon, 5)}


def experiment(
    about: Experiment,
    periode: Periode,
    places: Sequence[Territoire],
    sources: Sequence[Source],
) -> list[Thing]:
    """Return the page of an experiment: the project, its years and places, the sources cited.

    It has ended only when every implantation has a known end.
    """
    path = f"/experimentations/{about.id}"
    areas = list({t.cle: t for t in places}.values())[:AREAS]
    project = {
        "@type": "Project",
        "name": about.titre,
        "description": about.resume,
        "url": about.page_officielle_url,
        "foundingDate": _year(periode.debut),
        "dissolutionDate": _year(None if periode.sans_fin else periode.fin),
        "areaServed": [_area(t) for t in areas],
    }
    page = {
        "@type": "WebPage",
        "@id": f"{path}#fiche",
        "url": path,
        "name": about.titre,
        "description": about.resume,
        "inLanguage": "fr",
        "license": LICENCE,
        "isPartOf": {"@type": "WebSite", "name": SITE, "url": "/"},
        "dateModified": str(about.verifie_le) if about.verifie_le else None,
        "about": project,
        "citation": [_source(s) for s in sources],
    }
    steps = [("/", "Carte"), ("/experimentations", "Expérimentations"), (path, about.titre)]
    return [page, breadcrumb(steps)]


def _year(year: int | None) -> str | None:
    return None if year is None else str(year)


def _source(source: Source) -> Thing:
    published = str(source.date) if source.date else None
    return {
        "@type": "CreativeWork",
        "name": source.label,
        "url": source.url,
        "datePublished": published,
    }


def dataset(
    name: str, description: str, files: Sequence[tuple[str, str, str]], **more: object
) -> Thing:
    """Return a data set; ``files`` are (name, path, media type)."""
    downloads = [
        {"@type": "DataDownload", "name": label, "contentUrl": path, "encodingFormat": kind}
        for label, path, kind in files
    ]
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": "/donnees",
        "inLanguage": "fr",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "France"},
        "distribution": downloads,
        **more,
    }


def catalog(datasets: Sequence[Thing], publisher: str) -> Thing:
    """Return the catalogue of the data sets; its publisher is told when it is known."""
    known = {"@type": "Organization", "name": publisher} if publisher else None
    return {
        "@type": "DataCatalog",
        "@id": "/donnees#catalogue",
        "url": "/donnees",
        "name": f"Données de {SITE}",
        "license": LICENCE,
        "publisher": known,
        "dataset": list(datasets),
    }
