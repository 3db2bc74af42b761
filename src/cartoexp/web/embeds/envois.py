"""Answers of embeds: made once, sent compressed, not sent again to who holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.web.embeds.demande import Format
from cartoexp.web.embeds.memoire import Piece

if TYPE_CHECKING:
    from cartoexp.domain.vues import Vue
    from cartoexp.web.embeds.demande import Demande
    from cartoexp.web.embeds.rendu import Rendu

FRESH = "public, max-age=300"
"""A view follows the data: five minutes are soon past, and spare a site that is much read."""
HOUR = "public, max-age=3600"
TYPES = {
    "": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "json": "application/json",
}


def content(rendu: Rendu, demande: Demande) -> bytes:
    """Return a view in the format that is asked for."""
    match demande.extension:
        case "svg":
            return rendu.carte_sociale if demande.format is Format.CARTE_SOCIALE else rendu.svg
        case "png" if demande.format is Format.CARTE_SOCIALE:
            return rendu.png_social(demande.largeur)
        case "png":
            return rendu.png(demande.largeur)
        case "csv":
            return rendu.csv
        case "json":
            return rendu.json
    return rendu.html


def piece(rendu: Rendu, demande: Demande) -> Piece:
    """Return the same, ready to be kept and sent."""
    return Piece.of(content(rendu, demande), TYPES[demande.extension])


def send(held: Piece, vue: Vue, demande: Demande) -> Response:
    """Answer with a view."""
    return send_file(held, demande.extension, vue.path(), FRESH)


def send_file(held: Piece, extension: str, path: str, kept: str) -> Response:
    """Answer with a page or a file; ``path`` is that of the page, ``kept`` how long it is held."""
    response = _send(held, kept)
    if extension:
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["X-Robots-Tag"] = "noindex"
    if extension == "csv":
        name = "-".join(["cartoexp", *path.split("/")[2:]])
        response.headers["Content-Type"] = "text/csv; charset=utf-8; header=present"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def send_script(held: Piece) -> Response:
    """Answer with a script: it may change, its address does not."""
    return _send(held, HOUR)


def _send(held: Piece, kept: str) -> Response:
    """Answer with the best encoding that the client reads, or 304."""
    choices = held.encodings
    encoding = request.accept_encodings.best_match(choices) if choices else None
    response = Response(held.encoded(encoding or ""), mimetype=held.mimetype)
    if choices:
        response.vary.add("Accept-Encoding")
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.set_etag(held.etag, weak=True)
    response.headers["Cache-Control"] = kept
    response.make_conditional(request)
    return response
