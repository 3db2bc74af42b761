"""Page « Données »: what can be downloaded and called, and the downloads themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Response as Answer
from flask import abort, json, request, send_file

from cartoexp.services.depots import DepotService
from cartoexp.services.fichiers import catalogue_files, reference_files
from cartoexp.services.methode import read_figures
from cartoexp.services.sorties.schema import table_schema
from cartoexp.web import linked
from cartoexp.web.communs import signaler
from cartoexp.web.context import cached
from cartoexp.web.documents import body, contents, fill, read
from cartoexp.web.html import tags as html
from cartoexp.web.pages.donnees import paquet
from cartoexp.web.pages.donnees.parties import COMPLETE, PATH, SCHEMAS, Contenu, parts
from cartoexp.web.pages.donnees.series import FORMATS, series
from cartoexp.web.shell import Autre, Page, atom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask import Flask, Response

    from cartoexp.services.fichiers import Fichier
    from cartoexp.web.context import Web

TEXT = Path(__file__).with_name("donnees.md")
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}
HOUR_S = 3600
COMPRESSED = ("text/", "application/json", "application/geo+json")


def layout(content: Contenu) -> Page:
    """Return the page; pure but for the reading of its text."""
    text = read(fill(TEXT, parts(content)))
    main = html.Main(
        [
            html.H1(text.titre),
            html.P(text.chapo, className="chapo"),
            contents(text.sections),
            *body(text.sections),
            signaler.du_chiffre("donnees", PATH),
        ],
        className="page document",
        id="contenu",
    )
    return Page(
        text.titre,
        text.chapo,
        main,
        section=PATH,
        canonical=PATH,
        things=[described(content)],
        autres=[
            atom("", "Nouveautés du catalogue"),
            *(Autre(f.media, f"{PATH}/catalogue.{end}", "DCAT-AP") for end, f in FORMATS.items()),
        ],
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
    depots = DepotService(services, web.depots_dir)

    def content() -> Contenu:
        return Contenu(
            figures=read_figures(services, web.today()),
            catalogue=catalogue_files(web.catalogue_dir),
            reference=of_reference(),
            base_url=web.shell.base_url or request.host_url.rstrip("/"),
            complets=depots.every(web.today()),
            editeur=web.publisher.editeur,
        )

    def of_reference() -> Mapping[str, Fichier]:
        return reference_files(services.reference_dir, services.reference.manifest)

    _register_complete(server, web, depots)
    _register_dcat(server, web, content)

    @server.get(PATH)
    def donnees() -> Response:
        return web.answer(layout(content()))

    @server.get(f"{PATH}/catalogue/<name>")
    def fichier_du_catalogue(name: str) -> Response:
        return _send(catalogue_files(web.catalogue_dir), name)

    @server.get(f"{PATH}/reference/<path:name>")
    def fichier_de_reference(name: str) -> Response:
        return _send(of_reference(), name)


def _register_complete(server: Flask, web: Web, depots: DepotService) -> None:
    @server.get(f"{COMPLETE}/{paquet.NAME}")
    def paquet_complet() -> Response:
        return _json(paquet.describe(depots.every(web.today())))

    @server.get(f"{COMPLETE}/{paquet.SUMS}")
    def empreintes() -> Response:
        answer = Answer(paquet.sums(depots.every(web.today())), mimetype="text/plain")
        return cached(answer, "no-cache")

    @server.get(f"{COMPLETE}/<name>")
    def fichier_complet(name: str) -> Response:
        depot = depots.find(name, web.today())
        made = depots.made(depot)
        kept = f"cartoexp-{made.chemin.name.replace('.', '-', 1)}"
        return _file(made.chemin, depot.format.media, made.sha256, kept)

    @server.get(f"{SCHEMAS}/<name>.json")
    def schema(name: str) -> Response:
        return _json(table_schema(depots.table(name, web.today())))


def _register_dcat(server: Flask, web: Web, content: Callable[[], Contenu]) -> None:
    @server.get(f"{PATH}/catalogue.<any({','.join(FORMATS)}):ending>")
    def dcat(ending: str) -> Response:
        from cartoexp.web.pages.donnees.graphe import serialize  # noqa: PLC0415  heavy

        origin = web.shell.origin() or abort(404)
        found = series(content(), web.services)
        answer = Answer(serialize(found, origin, web.publisher, ending))
        answer.content_type = f"{FORMATS[ending].media}; charset=utf-8"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return cached(answer, "no-cache")


def _json(told: Mapping[str, Any]) -> Response:
    answer = Answer(json.dumps(told, indent=2) + "\n", mimetype="application/json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return cached(answer, "no-cache")


def _send(files: Mapping[str, Fichier], name: str) -> Response:
    found = files.get(name)
    if found is None or not found.chemin.is_file():
        abort(404)
    kind = TYPES.get(found.chemin.suffix, "application/octet-stream")
    kept = "" if found.chemin.suffix == ".json" else found.nom.replace("/", "-")
    return _file(found.chemin, kind, found.sha256, kept)


def _file(path: Path, kind: str, digest: str, kept: str) -> Response:
    """Send a file; ``kept`` is the name under which it is saved, empty for one that is shown.

    Its tag is weak, for a text is compressed on the way; parts can be asked of the others only.
    """
    file, size = path.open("rb"), path.stat().st_size
    answer = send_file(
        file,
        mimetype=kind,
        as_attachment=bool(kept),
        download_name=kept or None,
        etag=False,
        conditional=False,
        max_age=HOUR_S,
    )
    answer.set_etag(digest[:24], weak=True)
    answer.headers["Access-Control-Allow-Origin"] = "*"
    parts = not kind.startswith(COMPRESSED)
    answer.content_length = size
    answer.call_on_close(file.close)  # whoever compresses it forgets to
    answer.make_conditional(request, parts, size)
    return answer
