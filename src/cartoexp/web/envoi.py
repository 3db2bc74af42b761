"""What never changes at its address: sent compressed, kept for ever by whoever asked."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.web.context import cached

if TYPE_CHECKING:
    from cartoexp.services.grille import Contenu

FOREVER = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
BINARY = "application/octet-stream"
ENCODINGS = ("br", "gzip")
"""Ways to compress, the preferred first."""
KEPT = 64
"""Contents kept in gzip, for those who do not read brotli: the others are as soon made again."""


@dataclass(frozen=True, slots=True)
class Envoi:
    """Answers of one version of something; at the address of another one they last an hour."""

    version: str

    def send(self, contenu: Contenu | None, version: str, mimetype: str = BINARY) -> Response:
        """Return the content, or 204 when there is none."""
        kept = FOREVER if version == self.version else HOUR
        if contenu is None:
            empty = Response(status=204)
            empty.headers["Cache-Control"] = kept
            return empty
        encoding = request.accept_encodings.best_match(ENCODINGS)
        response = Response(_encoded(contenu, encoding), mimetype=mimetype)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        return cached(response, kept)


def _encoded(contenu: Contenu, encoding: str | None) -> bytes:
    if encoding is None:
        return contenu.brut
    return contenu.br if encoding == "br" else _zipped(contenu)


@lru_cache(maxsize=KEPT)
def _zipped(contenu: Contenu) -> bytes:
    return gzip.compress(contenu.brut, mtime=0)
