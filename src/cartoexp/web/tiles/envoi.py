"""What never changes at its address: sent compressed, kept for ever by whoever asked."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Envoi:
    """Answers of one version of something; at the address of another one they last an hour."""

    version: str
    _zipped: dict[bytes, bytes] = field(default_factory=dict)

    def send(self, contenu: Contenu | None, version: str, mimetype: str = BINARY) -> Response:
        """Return the content, or 204 when there is none."""
        kept = FOREVER if version == self.version else HOUR
        if contenu is None:
            empty = Response(status=204)
            empty.headers["Cache-Control"] = kept
            return empty
        encoding = request.accept_encodings.best_match(ENCODINGS)
        response = Response(self._encoded(contenu, encoding), mimetype=mimetype)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        return cached(response, kept)

    def _encoded(self, contenu: Contenu, encoding: str | None) -> bytes:
        if encoding == "br":
            return contenu.br
        if encoding is None:
            return contenu.brut
        if contenu.br not in self._zipped:
            self._zipped[contenu.br] = gzip.compress(contenu.brut, mtime=0)
        return self._zipped[contenu.br]
