"""What every surface is given: services, the document writer, today's date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.filters import read_query

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cartoexp.services.registry import Services
    from cartoexp.web.shell import Page, Shell

_TRACKING = re.compile(r"utm_[a-z_]{1,30}|fbclid|gclid", re.ASCII)


def _today() -> date:
    return datetime.now(tz=UTC).date()


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the site; empty fields are told as missing, never made up."""

    editeur: str = ""
    directeur_publication: str = ""
    hebergeur: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Web:
    """Handed to ``register`` of each page and to each blueprint.

    ``palette`` and ``palette_sombre`` hold the colours of the two themes by token, for pictures
    and embeds, which stand alone. ``depots_dir`` is where the complete files are kept.
    """

    services: Services
    shell: Shell
    catalogue_dir: Path
    publisher: Publisher = field(default_factory=Publisher)
    palette: Mapping[str, str] = field(default_factory=dict)
    palette_sombre: Mapping[str, str] = field(default_factory=dict)
    today: Callable[[], date] = _today
    depots_dir: Path = Path()

    def version(self) -> str:
        """Return what changes with the catalogue, the reference or what was added to it."""
        held = self.services.reference.version, self.services.ajouts.version
        told = {**self.services.experiments.snapshot().meta, "": "".join(held)}
        return sha256(repr(sorted(told.items())).encode()).hexdigest()[:12]

    def answer(self, page: Page) -> Response:
        """Return a document with an ETag, so that a second visit costs nothing."""
        text = self.shell.document(page)
        response = Response(text, page.status, mimetype="text/html")
        return cached(response, "no-cache")


def cached(response: Response, cache_control: str) -> Response:
    """Add validators; answers 304 when the client holds the same content."""
    content = response.get_data()
    response.set_etag(sha256(content).hexdigest()[:24], weak=True)
    response.headers["Cache-Control"] = cache_control
    response.make_conditional(request)
    return response


def query() -> dict[str, list[str]]:
    """Return the query of the request, name → values.

    What e-mails and social networks add to the addresses they pass on is left out.
    """
    asked = read_query(request.args.to_dict(flat=False))
    return {name: values for name, values in asked.items() if not _TRACKING.fullmatch(name)}
