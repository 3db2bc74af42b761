"""Endpoint of what the code of a commune meant on a day."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau
from cartoexp.web.api import levels
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import Answer, Call, Endpoint
from cartoexp.web.api.schemas import histoire as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.histoire import Borne, Periode
    from cartoexp.web.context import Web

_LEAP = "|".join(str(year) for year in range(1943, 2100) if isleap(year))
_DAY = (
    r"(?:194[3-9]|19[5-9][0-9]|20[0-9]{2})-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|"
    r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
DATE = p.matching(
    "date",
    "Jour, de 1943 à 2099 ; aujourd’hui par défaut.",
    rf"{_DAY}|(?:{_LEAP})-02-29",
    "un jour de 1943 à 2099, comme 2018-12-31",
    "2018-12-31",
)


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def read(self, call: Call) -> Answer:
        asked = call.read(DATE)
        call.check()
        code, service = call.path["code"], self.web.services.territoires
        day = date.fromisoformat(asked) if asked else self.web.today()
        found, message = service.datee(code, day)
        now = [service.get(Niveau.COMMUNE, c) for c in found.actuels]
        told = service.histoire.histoire.registre.periodes.get(code, found.periodes)
        return Answer(
            {
                "code": code,
                "date": day.isoformat(),
                "certain": found.certain and bool(found.periodes),
                "message": message,
                "alors": [_periode(periode) for periode in found.periodes],
                "aujourdhui": [{"code": t.code, "nom": t.nom} for t in now],
                "periodes": [_periode(periode) for periode in told],
            }
        )


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoint."""
    communes = levels.COMMUNES
    yield Endpoint(
        path=f"{communes.address}/{{code}}/histoire",
        name="lire_histoire_de_commune",
        tag=communes.tag,
        summary="Lire ce qu’un code de commune désignait un jour donné",
        description=_TOLD,
        view=_Views(web).read,
        schema=shapes.Histoire,
        parameters=(DATE,),
        parts=communes.parts,
        example=f"{communes.address}/49104/histoire?date=2016-12-29",
    )


def _periode(periode: Periode) -> dict[str, Any]:
    record: dict[str, Any] = {"code": periode.code, "nom": periode.nom}
    for name, borne in (("debut", periode.debut), ("fin", periode.fin)):
        if borne is not None:
            record[name] = _borne(borne)
    if periode.evenement is not None:
        record["evenement"] = periode.evenement
    if periode.raison is not None:
        record["raison"] = periode.raison
    return record | {"origines": list(periode.origines), "suites": list(periode.suites)}


def _borne(borne: Borne) -> dict[str, str]:
    found = {"jour": borne.jour.isoformat()}
    return found | ({"apres": borne.apres.isoformat()} if borne.apres else {})


_TOLD = (
    "De 1943 au 1er janvier 2019, l’historique des communes de l’INSEE donne le jour de chaque "
    "changement. Depuis, il est connu à une édition du code officiel géographique près (2019, "
    "2021, puis chaque année) : entre deux éditions qui diffèrent, la réponse n’est pas certaine "
    "et le dit. Un code ancien est compris tel qu’il est écrit ; un code inconnu donne une erreur "
    "404 avec les trois plus proches."
)
