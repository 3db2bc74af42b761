"""Addresses of the files: CSV, workbook, GeoJSON, and the map as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, json

from cartoexp.web import tableur
from cartoexp.web.context import cached
from cartoexp.web.pages.essaimage import classeur, dessin
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.pages.essaimage.fichiers import gather_all
from cartoexp.web.pages.essaimage.lecture import demanded

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.web.context import Web
    from cartoexp.web.pages.essaimage.fichiers import Fichier

GEOJSON = "application/geo+json"


def register(server: Flask, web: Web) -> None:
    """Attach the files to ``server``."""

    def ranking() -> Fichier:
        return gather_all(web.services, demanded(), web.today())

    @server.get(f"{PATH}.csv")
    def essaimage_csv() -> Response:
        found = ranking()
        return tableur.download(tableur.write(found.columns, found.rows()), found.nom)

    @server.get(f"{PATH}.xlsx")
    def essaimage_xlsx() -> Response:
        found = ranking()
        address = web.shell.origin() + found.adresse.href(page=1, candidat="")
        content = classeur.write(found, address, web.shell.millesime)
        return tableur.send(content, classeur.MEDIA_TYPE, f"{found.nom}.xlsx")

    @server.get(f"{PATH}.geojson")
    def essaimage_geojson() -> Response:
        found = ranking()
        content = json.dumps(collection(found), separators=(",", ":"), sort_keys=False)
        return tableur.send(content.encode(), GEOJSON, f"{found.nom}.geojson")

    @server.get(f"{PATH}.svg")
    def essaimage_svg() -> Response:
        text = dessin.draw_ranking(web, demanded())
        return cached(Response(text, mimetype="image/svg+xml"), "no-cache")


def collection(fichier: Fichier) -> dict[str, Any]:
    """Return the ranking as points at the centres (RFC 7946); unknown values are left out."""
    columns = [name for name in fichier.columns if name not in {"depart", "reglages", "calcule_le"}]
    features = []
    for candidat, row in zip(fichier.candidats, fichier.rows(), strict=True):
        centre = candidat.territoire.centre
        place = None if centre is None else {"type": "Point", "coordinates": list(centre)}
        told = {n: v for n, v in zip(columns, row, strict=False) if v not in {None, ""}}
        features.append({"type": "Feature", "geometry": place, "properties": told})
    record = fichier.depart.record
    return {
        "type": "FeatureCollection",
        "name": fichier.nom,
        "depart": record.experiment.id if record else "liste",
        "reglages": fichier.reglages,
        "calculeLe": str(fichier.today),
        "geometrie": "centre du territoire",
        "avertissement": classeur.CAUTION,
        "features": features,
    }
