"""What these pages say of moments, acts and accounts; pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acte, Genre
from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.contributions import Contribution, Entree, Version
    from cartoexp.web.html import Element

MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400
FAITS = {
    Acte.ENVOI: "a envoyé la contribution",
    Acte.PRISE: "a pris la contribution en relecture",
    Acte.QUESTION: "a posé une question",
    Acte.REPONSE: "a répondu",
    Acte.PUBLICATION: "a publié",
    Acte.REFUS: "a refusé la contribution",
    Acte.RETRAIT: "a retiré la contribution",
    Acte.RESTAURATION: "a restauré une version",
    Acte.EXPURGATION: "a retiré un texte",
}
VERSIONS = {
    LIVREE: "telle que le catalogue l’avait livrée",
    Acte.PUBLICATION.value: "après une publication",
    Acte.RESTAURATION.value: "après une restauration",
    "": "la fiche n’était pas au catalogue",
}


def duree(seconds: float) -> str:
    """Return « 3 jours », « 2 h », « 5 min », « moins d’une minute »."""
    if seconds < MINUTE_S:
        return "moins d’une minute"
    if seconds < HOUR_S:
        return f"{int(seconds // MINUTE_S)}\u00a0min"
    if seconds < DAY_S:
        return f"{int(seconds // HOUR_S)}\u00a0h"
    return count(int(seconds // DAY_S), "jour")


def depuis(instant: str, now: datetime) -> Element:
    """Return how long ago a moment was."""
    elapsed = (now - datetime.fromisoformat(instant)).total_seconds()
    return html.Time(duree(elapsed), dateTime=instant, title=jour(instant))


def jour(instant: str) -> str:
    """Return the day of a moment (UTC)."""
    return day(datetime.fromisoformat(instant).date())


def fait(entree: Entree) -> str:
    """Return « Modération a posé une question »: the role, never a person."""
    return f"{entree.role.label}\u00a0: {FAITS[entree.acte].removeprefix('a ')}"


def version(held: Version) -> str:
    """Return what a version is."""
    told = VERSIONS[held.acte]
    return f"{told}, le {jour(held.instant)}" if held.instant else told


def titre(contribution: Contribution, titres: Mapping[str, str]) -> str:
    """Return what a contribution is about: mostly a record, by its title."""
    if contribution.genre is Genre.NOUVELLE:
        rows = contribution.contenu.get("experiments") or [{}]
        return rows[0].get("titre") or "Sans titre"
    about = contribution.cible
    if about.experimentation:
        return titres.get(about.experimentation, about.experimentation)
    return about.chiffre or "Une page du site"
