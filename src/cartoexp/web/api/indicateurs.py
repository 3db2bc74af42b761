"""Endpoints of the indicators of a territory, with its place among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.lecture import THEMES
from cartoexp.web.api import finding, levels
from cartoexp.web.api.endpoint import Answer, Call, Endpoint
from cartoexp.web.api.schemas import indicateurs as shapes
from cartoexp.web.api.writing import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.services.positions import Position, Positions
    from cartoexp.services.registry import Services
    from cartoexp.web.api.levels import Level
    from cartoexp.web.context import Web

LEVELS = (levels.COMMUNES, levels.EPCIS, levels.DEPARTEMENTS, levels.REGIONS)
"""Levels that have indicators: none is computed for the EPT."""
DIGITS = 7
"""Significant digits of a float32, in which the values are kept."""
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class _Views:
    services: Services

    def of(self, call: Call, level: Level) -> Answer:
        call.check()
        found = finding.resolve(self.services.territoires, level, call.path["code"])
        here = found.territoire
        every = self.services.indicateurs.positions(here)
        listed = [_indicateur(item) for item in every]
        return Answer({"nom": here.nom, "code": here.code, **told(found), "indicateurs": listed})


def _indicateur(item: Positions) -> shapes.Indicateur:
    known = item.indicateur
    return {
        "id": known.id,
        "libelle": known.libelle,
        "description": known.description,
        "unite": known.unite,
        "theme": known.theme,
        "themeLibelle": THEMES[known.theme],
        "portee": known.portee,
        "source": known.source,
        "producteur": known.producteur,
        "millesime": known.millesime,
        "valeur": None if item.valeur is None else float(f"{item.valeur:.{DIGITS}g}"),
        "positions": {
            "france": _place(item.france),
            "region": _place(item.region),
            "departement": _place(item.departement),
            "taille": _place(item.taille),
        },
    }


def _place(found: Position | None) -> shapes.Position | None:
    if found is None:
        return None
    return {"part": round(found.part, DECIMALS), "effectif": found.effectif}


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield one endpoint for each level that has indicators."""
    views = _Views(web.services)
    for level in LEVELS:
        yield _of(level, views)


def _of(level: Level, views: _Views) -> Endpoint:
    return Endpoint(
        path=f"{level.address}/{{code}}/indicateurs",
        name=f"lister_indicateurs_de_{level.path}",
        tag=level.tag,
        summary=f"Lister les indicateurs d’{level.noun}",
        description=_TEXT,
        view=lambda call: views.of(call, level),
        schema=shapes.Indicateurs,
        parts=level.parts,
        example=f"{level.address}/{level.example}/indicateurs",
    )


_TEXT = (
    "Chaque indicateur, avec sa valeur et la place du territoire parmi ceux de son niveau : en "
    "France, dans sa région, dans son département, et parmi ceux de sa taille. « portee » sépare "
    "les indicateurs du territoire de ceux de ses environs. Une collectivité d’outre-mer n’a que "
    "peu de valeurs connues."
)
