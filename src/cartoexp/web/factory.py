"""Application factory: the only module that knows every surface."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import Flask
from flask_compress import Compress

from cartoexp.services.envois import Sas
from cartoexp.services.registry import Services
from cartoexp.web import (
    api,
    contribuer,
    couches,
    embeds,
    errors,
    integrer,
    limites,
    moderation,
    ogc,
    paquets,
    referentiel,
    security,
    tiles,
)
from cartoexp.web.cadence import Cadence
from cartoexp.web.context import Publisher, Web
from cartoexp.web.dashboard import Dashboard
from cartoexp.web.figures import read_dark_palette, read_palette
from cartoexp.web.garde import Garde
from cartoexp.web.origin import find_origin
from cartoexp.web.pages import DOCUMENTS, carte
from cartoexp.web.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from dash import Dash

    from cartoexp.settings import Settings

MAX_BODY = 2 * 1024 * 1024
COMPRESSED = [
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "text/plain",
    "application/javascript",
    "application/json",
    "application/xml",
    "application/geo+json",
    "application/problem+json",
    "application/vnd.oai.openapi+json",
    "image/svg+xml",
]


def create_app(settings: Settings, services: Services | None = None) -> Dash:
    """Return a new, independent application."""
    services = services or Services.connect(
        settings.database_url, settings.reference_dir, settings.indicateurs_dir
    )
    services.warm()
    server = Flask("cartoexp")
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    server.json.ensure_ascii = False  # type: ignore[attr-defined]
    base_url = settings.base_url.rstrip("/")
    shell = Shell(
        asset_urls(settings.assets_dir) | paquets.register(server, settings.assets_dir),
        base_url,
        services.reference.millesime,
        find_origin(base_url, settings.trusted_hosts),
    )
    publisher = Publisher(
        settings.editeur, settings.directeur_publication, settings.hebergeur, settings.contact
    )
    tokens = (settings.assets_dir / "tokens.css").read_text(encoding="utf-8")
    palettes = read_palette(tokens), read_dark_palette(tokens)
    depots = settings.depots_dir
    web = Web(services, shell, settings.catalogue_dir, publisher, *palettes, depots_dir=depots)
    app = Dashboard(server, shell, settings.assets_dir)
    carte.register(app, web)
    for page in DOCUMENTS:
        page.register(server, web)
    api.register(server, web)
    ogc.register(server, web)
    tiles.register(server, web)
    embeds.register(server, web, settings.assets_dir)
    rythme = integrer.Rythme(_cadence(settings, settings.gels_par_heure), settings.gels_par_jour)
    integrer.register(server, web, rythme)
    cadence = _cadence(settings, settings.envois_par_heure)
    sas = Sas(settings.envois_dir)
    formulaires = _cadence(settings, settings.contributions_par_heure)
    porte = contribuer.Porte(partial(services.cles.lire, "porte"), formulaires)
    contribuer.register(server, web, sas, cadence, porte)
    couches.register(server, web, sas, cadence)
    referentiel.register(server, web, porte)
    essais = _cadence(settings, settings.connexions_par_heure)
    garde = Garde(services.comptes, base_url.startswith("https://"))
    moderation.register(server, web, garde, essais)
    lost = moderation.reprise.writer(shell, garde)
    writers = {
        ogc.ROOT: ogc.erreurs.write,
        moderation.CONTRIBUTIONS: lost,
        contribuer.PATH: contribuer.writer(web, porte),
        referentiel.PATH: contribuer.writer(web, porte),
    }
    errors.install(server, shell, writers)
    security.install(server, app.csp_hashes(), settings.trusted_hosts)
    limites.install(server, settings.limite_par_seconde, settings.mandataires)
    server.config["COMPRESS_MIMETYPES"] = COMPRESSED
    Compress(server)
    paquets.keep_compressed(server)
    return app


def _cadence(settings: Settings, par_heure: int) -> Cadence:
    return Cadence(par_heure, settings.mandataires, settings.limites_url)


def asset_urls(folder: Path) -> dict[str, str]:
    """Return the address of each asset, with its content's hash: it can be kept for ever."""
    return {
        path.name: f"/assets/{path.name}?v={sha256(path.read_bytes()).hexdigest()[:10]}"
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
