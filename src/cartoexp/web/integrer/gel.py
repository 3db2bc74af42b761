"""Freezes a view: what it shows today, in every format, under the hash of what it says."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.figees import VueFigee, changements, empreinte
from cartoexp.services.figees import compress
from cartoexp.web.embeds import rendre

if TYPE_CHECKING:
    from cartoexp.domain.vues import Vue
    from cartoexp.web.context import Web


def geler(web: Web, vue: Vue) -> VueFigee:
    """Return a view as it is to be kept.

    Raises:
        InvalidParametersError: for what the services refuse.
        NotFoundError: for a target that does not exist.
    """
    live = rendre(web, vue)
    values = json.loads(live.json)
    name = empreinte(values)
    rendu = replace(live, changements=changements(name))
    values["figee"] = {
        "empreinte": name,
        "le": rendu.jour.isoformat(),
        "changements": rendu.changements,
    }
    told = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    contents = {"html": rendu.html, "svg": rendu.svg, "csv": rendu.csv, "json": told}
    return VueFigee(
        name,
        vue.adresse(),
        rendu.titre,
        rendu.phrase,
        rendu.sources,
        rendu.contenu.lien,
        rendu.hauteur,
        rendu.jour,
        {kind: compress(content) for kind, content in contents.items()},
    )
