"""Frozen embeds: the bytes that were kept, at an address that never changes."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from cartoexp.domain import chemins
from cartoexp.domain.figees import LENGTH
from cartoexp.domain.query import Reader
from cartoexp.services import images
from cartoexp.web.context import query
from cartoexp.web.embeds import envois, refus
from cartoexp.web.embeds.demande import USUAL, Demande
from cartoexp.web.embeds.memoire import Memoire, Piece

if TYPE_CHECKING:
    from flask import Flask

    from cartoexp.domain.figees import VueFigee
    from cartoexp.web.context import Web

FOR_EVER = "public, max-age=31536000, immutable"
MOST_BYTES = 16 * 1024 * 1024
_NAME = re.compile(rf"([0-9a-f]{{{LENGTH}}})(?:\.({'|'.join(chemins.FORMATS)}))?", re.ASCII)


def register(server: Flask, web: Web) -> None:
    """Attach the frozen embeds to ``server``."""
    memoire = Memoire(MOST_BYTES)
    blueprint = Blueprint("figes", __name__)

    @blueprint.get("/embed/fige/<nom>")
    def fige(nom: str) -> Response:
        return answer(web, memoire, nom)

    @blueprint.errorhandler(Exception)
    def refuse(error: Exception) -> Response:
        return refus.tell(error, request.path, web)

    server.register_blueprint(blueprint)


def answer(web: Web, memoire: Memoire, nom: str) -> Response:
    """Return a frozen embed or one of its files; whether it still stands is asked each time.

    Raises:
        NotFound: for a name that is none.
        FigeeNotFoundError: for an unknown hash.
        FigeeRetireeError: for a view that was withdrawn.
        InvalidParametersError: for a query that is refused.
    """
    match = _NAME.fullmatch(nom)
    if match is None:
        raise NotFound
    empreinte, extension = match[1], match[2] or ""
    demande = read(extension)
    found = web.services.figees.get(empreinte, contents=False)

    def make() -> Piece:
        whole = web.services.figees.get(empreinte)
        return Piece.of(content(whole, demande), envois.TYPES[extension])

    held = memoire.get((empreinte, demande), make)
    return envois.send_file(held, extension, found.chemin, FOR_EVER)


def read(extension: str) -> Demande:
    """Read what is asked of a file: pixels have a width, nothing else has a parameter.

    Raises:
        InvalidParametersError: for anything else.
    """
    asked = query()
    names = {"largeur"} if extension == "png" else set()
    reader = Reader(asked)
    reader.refuse_unknown(names)
    reader.raise_problems()
    return Demande.read(asked, extension)


def content(vue: VueFigee, demande: Demande) -> bytes:
    """Return the bytes of a format; pixels are drawn from the picture that was kept."""
    if demande.extension == "png":
        return images.png(picture(vue), demande.largeur)
    return gzip.decompress(vue.contenus[demande.extension or "html"])


def picture(vue: VueFigee) -> str:
    """Return the picture (SVG) that was kept."""
    return gzip.decompress(vue.contenus["svg"]).decode()


def size(vue: VueFigee, largeur: int = USUAL) -> tuple[int, int]:
    """Return width and height of the picture in pixels."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture(vue))
    assert box is not None  # noqa: S101  our own picture
    return largeur, round(largeur * float(box[2]) / float(box[1]))
