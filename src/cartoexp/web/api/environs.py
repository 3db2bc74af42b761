"""Endpoints of what a fiche tells around a territory: experiments, contact, a stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.errors import NotFoundError
from cartoexp.domain.statuts import statut_phrase
from cartoexp.domain.territoires import Niveau
from cartoexp.services import semblables
from cartoexp.services.profils import PROFILED
from cartoexp.services.voisinage import around
from cartoexp.web.api import dossier, finding, levels
from cartoexp.web.api.endpoint import CATALOGUE, REFERENCE, Answer, Call, Endpoint, Tag
from cartoexp.web.api.ranked import KM_DECIMALS
from cartoexp.web.api.records import iso
from cartoexp.web.api.schemas import environs as shapes
from cartoexp.web.api.writing import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cartoexp.services.contre_exemples import ContreExemple
    from cartoexp.services.voisinage import Entree, Groupe, Lieu
    from cartoexp.web.api.levels import Level
    from cartoexp.web.context import Web

LEARNT = {
    Niveau.COMMUNE: "21423",
    Niveau.EPCI: "245701362",
    Niveau.DEPARTEMENT: "59",
    Niveau.REGION: "52",
}
"""Examples of territories that have something to learn."""


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def around(self, call: Call, level: Level) -> Answer:
        call.check()
        services, today = self.web.services, self.web.today()
        found = finding.resolve(services.territoires, level, call.path["code"])
        here = found.territoire
        near = around(services.experiments, here)
        groups = [_group(group, today) for group in near.groupes.values()]
        return Answer({"nom": here.nom, "code": here.code, **told(found), "groupes": groups})

    def mairie(self, call: Call) -> Answer:
        call.check()
        service = self.web.services.territoires
        found = finding.resolve(service, levels.COMMUNES, call.path["code"])
        here = found.territoire
        contact = service.mairie(here)
        if contact is None:
            raise NotFoundError(f"Aucune coordonnée de mairie n’est connue pour {here.nom}.")
        return Answer(
            {
                "nom": here.nom,
                "code": here.code,
                **told(found),
                "adresse": contact["adresse"],
                "codePostal": contact["code_postal"],
                **{n: contact[n] for n in ("commune", "telephone", "courriel", "site", "horaires")},
            }
        )

    def stop(self, call: Call, level: Level) -> Answer:
        call.check()
        services = self.web.services
        here = finding.resolve(services.territoires, level, call.path["code"]).territoire
        found = services.semblables.around(here, semblables.Demande({}))
        return Answer([_stop(found.contre_exemple)] if found.contre_exemple else [])


def _group(group: Groupe, today: date) -> shapes.Groupe:
    return {
        "relation": group.relation,
        "experimentations": group.experimentations,
        "implantations": group.implantations,
        "entrees": [_entry(entry, today) for entry in group.entrees],
    }


def _entry(entry: Entree, today: date) -> shapes.Entree:
    x = entry.experiment
    places = [_place(lieu, today) for lieu in entry.lieux]
    return {"id": x.id, "titre": x.titre, "themes": list(x.themes), "lieux": places}


def _place(lieu: Lieu, today: date) -> shapes.Lieu:
    k, t, km = lieu.key, lieu.territoire, lieu.distance_km
    found: shapes.Lieu = {
        "implantation": k.id,
        "niveau": t.niveau,
        "code": t.code,
        "nom": t.nom,
        "distanceKm": None if km is None else round(km, KM_DECIMALS),
        "statut": k.statut,
        "statutPhrase": statut_phrase(k.statut, k.statut_date, today),
        "statutDate": iso(k.statut_date),
        "debut": k.debut,
        "fin": k.fin,
        "titreLocal": k.titre_local,
    }
    if lieu.implantation:
        found["perimetre"], found["note"] = lieu.implantation.perimetre, lieu.implantation.note
    return found


def _stop(found: ContreExemple) -> shapes.ContreExemple:
    c, stop = found.comparable, found.arret
    t, record = c.territoire, stop.implantation
    return {
        "niveau": t.niveau,
        "code": t.code,
        "nom": t.nom,
        "rang": c.rang,
        "distanceKm": None if c.distance_km is None else round(c.distance_km, KM_DECIMALS),
        "theme": found.theme,
        "experimentation": stop.experiment.id,
        "titre": stop.experiment.titre,
        "implantation": record.id,
        "statut": record.statut,
        "statutDate": iso(record.statut_date),
        "note": record.note,
        "enseignements": stop.experiment.enseignements,
        "source": dossier.source(stop.source) if stop.source else None,
    }


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints, one a level."""
    views = _Views(web)
    for level in levels.LEVELS:
        yield _around(level, views)
        if level.niveau in PROFILED:
            yield _learn(level, views)
    communes = levels.COMMUNES
    yield Endpoint(
        path=f"{communes.address}/{{code}}/mairie",
        name="lire_mairie",
        tag=communes.tag,
        summary="Lire les coordonnées d’une mairie",
        description="Coordonnées publiques, de service. Source : DILA, annuaire de "
        "l’administration.",
        view=views.mairie,
        schema=shapes.Mairie,
        parts=communes.parts,
        cache=REFERENCE,
        example=f"{communes.address}/{communes.example}/mairie",
    )


def _around(level: Level, views: _Views) -> Endpoint:
    return Endpoint(
        path=f"{level.address}/{{code}}/environs",
        name=f"lire_environs_de_{level.path}",
        tag=level.tag,
        summary=f"Lire les expérimentations autour d’{level.noun}",
        description=_AROUND if level.niveau is Niveau.COMMUNE else "",
        view=lambda call: views.around(call, level),
        schema=shapes.Environs,
        parts=level.parts,
        cache=CATALOGUE,
        example=f"{level.address}/{level.example}/environs",
    )


def _learn(level: Level, views: _Views) -> Endpoint:
    return Endpoint(
        path=f"{level.address}/{{code}}/contre-exemple",
        name=f"lire_contre_exemple_de_{level.path}",
        tag=Tag.ESSAIMAGE,
        summary=f"Lire un contre-exemple pour {level.noun}",
        description=_LEARN if level.niveau is Niveau.COMMUNE else "",
        view=lambda call: views.stop(call, level),
        schema=list[shapes.ContreExemple],
        parts=level.parts,
        cache=CATALOGUE,
        conflicts=True,
        example=f"{level.address}/{LEARNT[level.niveau]}/contre-exemple",
    )


_AROUND = (
    "Ce que montre la fiche : ici, à l’intérieur, dans la même intercommunalité, dans un "
    "territoire plus vaste, à moins de 30 km. Recensées, liste non exhaustive."
)
_LEARN = (
    "Le plus proche, par son profil, des territoires qui ont abandonné une expérimentation sur un "
    "thème que travaille celui-ci ; liste vide s’il n’y en a pas. 422 pour un territoire qui ne "
    "se compare pas."
)
