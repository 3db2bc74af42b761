"""Freezing over HTTP: a form or a program sends a view, and is led to what was kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.figees import changements
from cartoexp.domain.filters import read_query
from cartoexp.web.communs.integrer import PATH, TARGET
from cartoexp.web.integrer import etat
from cartoexp.web.integrer.gel import geler
from cartoexp.web.integrer.rythme import counter, refuse_foreign

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.figees import VueFigee
    from cartoexp.web.context import Web
    from cartoexp.web.integrer.rythme import Rythme

MOST_SENT = 16_384
"""Bytes: an address is half of that."""


def register(server: Flask, web: Web, rythme: Rythme) -> None:
    """Attach the reception of what is to be frozen to ``server``."""
    count = counter(rythme)

    @server.post("/figes")
    def figer() -> Answer:
        refuse_foreign()
        if (request.content_length or 0) > MOST_SENT:
            raise RequestEntityTooLarge
        asked = etat.read(read_query(request.form.to_dict(flat=False)))
        if asked.vue is None:
            told = etat.TARGETS[asked.genre.cible]
            raise InvalidParametersError([ParameterProblem(TARGET, told)])
        count()
        kept, new = web.services.figees.freeze(geler(web, asked.vue), rythme.par_jour)
        if request.accept_mimetypes.best == "application/json":
            return _told(web, kept, new=new)
        size = {etat.WIDTH: asked.largeur, etat.HEIGHT: asked.hauteur}
        pairs = {etat.FROZEN: kept.empreinte, **{k: str(v) for k, v in size.items() if v}}
        return redirect(f"{PATH}?{urlencode(pairs)}#codes", 303)


def _told(web: Web, kept: VueFigee, *, new: bool) -> Response:
    origin = web.shell.origin()
    told = {
        "empreinte": kept.empreinte,
        "adresse": f"{origin}{kept.chemin}",
        "changements": f"{origin}{changements(kept.empreinte)}",
        "figeeLe": kept.figee_le.isoformat(),
        "titre": kept.titre,
        "nouvelle": new,
    }
    text = json.dumps(told, ensure_ascii=False)
    response = Response(text, 201 if new else 200, mimetype="application/json")
    response.headers["Location"] = kept.chemin
    response.headers["Cache-Control"] = "no-store"
    return response
