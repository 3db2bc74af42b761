"""What these pages say of moments, acts and accounts; pure."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cartoexp.domain.contributions import Acte, Genre
from cartoexp.domain.contributions.contenu import SIGNALEMENT
from cartoexp.domain.contributions.journal import LIVREE
from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count
from cartoexp.web.communs import cellules
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.contributions import Contribution, Entree, Version
    from cartoexp.domain.contributions.contribution import Contenu
    from cartoexp.web.html import Element

EXTRAIT = 140
"""Characters of an excerpt."""
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400
FAITS = {
    Acte.ENVOI: "envoi",
    Acte.PRISE: "prise en relecture",
    Acte.QUESTION: "question posée",
    Acte.REPONSE: "réponse",
    Acte.PUBLICATION: "publication",
    Acte.REFUS: "refus",
    Acte.RETRAIT: "retrait par son auteur",
    Acte.RESTAURATION: "restauration d’une version",
    Acte.EXPURGATION: "retrait d’un texte",
}
MOST = 8
"""Fields that are named of a decision."""
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
    """Return « Modération : publication (Titre, Thèmes) »: the role, never a person."""
    names = dict.fromkeys(
        cellules.libelle(c.table, c.champ) if c.champ else cellules.TABLES[c.table]
        for c in entree.changements
    )
    told = f"{entree.role.label}\u00a0: {FAITS[entree.acte]}"
    shown = ", ".join([*names][:MOST]) + ("…" if len(names) > MOST else "")
    return f"{told} ({shown})" if shown else told


def version(held: Version) -> str:
    """Return what a version is."""
    told = VERSIONS[held.acte]
    return f"{told}, le {jour(held.instant)}" if held.instant else told


def extrait(contribution: Contribution) -> str:
    """Return in a line what a contribution brings: what it says or changes, where, its sources."""
    content = contribution.contenu
    amends = contribution.genre is Genre.MODIFICATION
    said = _colonnes(content) if amends else _dits(content)
    sites = [site(row.get("url", "")) or row.get("titre", "") for row in content.get("sources", ())]
    told, cited = (", ".join(dict.fromkeys(filter(None, part))) for part in (said, sites))
    parts = (_coupe(told), f"source\u00a0: {_coupe(cited)}" if cited else "")
    return " · ".join(filter(None, parts))


def _dits(content: Contenu) -> list[str]:
    """Return the messages, the titles of evaluations and the places of a content."""
    said = [row.get("message", "") for row in content.get(SIGNALEMENT, ())]
    said += [row.get("titre", "") for row in content.get("evaluations", ())]
    said += [row.get("objet", "") for row in content.get("derogations", ())]
    said += [row.get("nom") or row.get("code", "") for row in content.get("implantations", ())]
    return [" ".join(text.split()) for text in said]


def _colonnes(content: Contenu) -> list[str]:
    """Return the columns that a content amends, and the rows that it adds."""
    held = [(t, row) for t, rows in content.items() for row in rows if t in cellules.TABLES]
    return [
        told
        for table, row in held
        for told in (
            [cellules.libelle(table, n) for n in row if n not in cellules.CACHES]
            if table == "experiments" or row.get("id")
            else [cellules.nom(table, row)]
        )
    ]


def site(url: str) -> str:
    """Return the host of an address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _coupe(text: str) -> str:
    return text if len(text) <= EXTRAIT else f"{text[:EXTRAIT].rstrip()}…"


def titre(contribution: Contribution, titres: Mapping[str, str]) -> str:
    """Return what a contribution is about: mostly a record, by its title."""
    if contribution.genre is Genre.NOUVELLE:
        rows = contribution.contenu.get("experiments") or [{}]
        return rows[0].get("titre") or "Sans titre"
    about = contribution.cible
    if about.experimentation:
        return titres.get(about.experimentation, about.experimentation)
    return about.chiffre or "Une page du site"
