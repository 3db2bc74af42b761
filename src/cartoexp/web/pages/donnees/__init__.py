"""Page « Données »: what can be downloaded and called, and the downloads themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import abort, request, send_file

from cartoexp.services.fichiers import catalogue_files, reference_files
from cartoexp.services.methode import read_figures
from cartoexp.web import linked
from cartoexp.web.documents import body, contents, fill, read
from cartoexp.web.html import tags as html
from cartoexp.web.pages.donnees.parties import Contenu, parts
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask, Response

    from cartoexp.services.fichiers import Fichier
    from cartoexp.web.context import Web

PATH = "/donnees"
TEXT = Path(__file__).with_name("donnees.md")
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}
HOUR_S = 3600


def layout(content: Contenu) -> Page:
    """Return the page; pure but for the reading of its text."""
    text = read(fill(TEXT, parts(content)))
    main = html.Main(
        [
            html.H1(text.titre),
            html.P(text.chapo, className="chapo"),
            contents(text.sections),
            *body(text.sections),
        ],
        className="page document",
        id="contenu",
    )
    return Page(
        text.titre, text.chapo, main, section=PATH, canonical=PATH, things=[described(content)]
    )


def described(content: Contenu) -> Mapping[str, Any]:
    """Return both data sets as machines read them."""
    words = parts(content)
    catalogue = linked.dataset(
        "Catalogue des expérimentations territoriales",
        f"{words['experimentations']} et {words['implantations']} recensées en France, avec "
        f"{words['evaluations']} et leurs sources. Liste non exhaustive.",
        [(f.nom, f"{PATH}/catalogue/{f.nom}", TYPES[f.chemin.suffix]) for f in _sorted(content)],
        version=words["empreinte"],
    )
    manifest = content.figures.manifest
    reference = linked.dataset(
        "Territoires de référence",
        "Codes, noms, populations, contours et contacts des communes, intercommunalités, "
        f"départements et régions, millésime {manifest['millesime']}.",
        [
            (name, f"{PATH}/reference/{name}", TYPES[f.chemin.suffix])
            for name, f in content.reference.items()
            if f.chemin.suffix in TYPES
        ],
        version=manifest["version"],
    )
    return linked.catalog([catalogue, reference], content.editeur)


def _sorted(content: Contenu) -> list[Fichier]:
    return sorted(content.catalogue.values(), key=lambda f: f.nom)


def register(server: Flask, web: Web) -> None:
    """Attach the page and the downloads to ``server``."""
    services = web.services

    def of_reference() -> Mapping[str, Fichier]:
        return reference_files(services.reference_dir, services.reference.manifest)

    @server.get(PATH)
    def donnees() -> Response:
        content = Contenu(
            figures=read_figures(services, web.today()),
            catalogue=catalogue_files(web.catalogue_dir),
            reference=of_reference(),
            base_url=web.shell.base_url or request.host_url.rstrip("/"),
            editeur=web.publisher.editeur,
        )
        return web.answer(layout(content))

    @server.get(f"{PATH}/catalogue/<name>")
    def fichier_du_catalogue(name: str) -> Response:
        return _send(catalogue_files(web.catalogue_dir), name)

    @server.get(f"{PATH}/reference/<path:name>")
    def fichier_de_reference(name: str) -> Response:
        return _send(of_reference(), name)


def _send(files: Mapping[str, Fichier], name: str) -> Response:
    found = files.get(name)
    if found is None or not found.chemin.is_file():
        abort(404)
    answer = send_file(
        found.chemin,
        mimetype=TYPES.get(found.chemin.suffix, "application/octet-stream"),
        as_attachment=found.chemin.suffix != ".json",
        download_name=found.nom.replace("/", "-"),
        etag=found.sha256[:24],
        max_age=HOUR_S,
    )
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
