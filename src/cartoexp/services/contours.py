"""Where the simplified outlines of each level stand, in ``data/communes/contours``."""

from __future__ import annotations

from cartoexp.domain.territoires import Niveau

FILES = {
    Niveau.REGION: "regions",
    Niveau.DEPARTEMENT: "departements",
    Niveau.EPCI: "epci",
}
