"""The versions of records: compared with what a record says now, restored."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.comptes import Role
from cartoexp.domain.contributions import (
    Acteur,
    ConflitError,
    ContributionNotFoundError,
    ContributionRefuseeError,
)
from cartoexp.domain.contributions import Role as Joue
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.moderation.adresses import FICHES
from cartoexp.web.moderation.fiches import comparaison, liste, versions
from cartoexp.web.moderation.fiches.comparaison import Lue
from cartoexp.web.moderation.reponses import answer, champs

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte, Garde
__all__ = ["register"]

FAIT, TEXTE = "fait", "q"
LONGEST = 9
"""Digits of a number of version, fewer than that."""
_FICHE = f"{FICHES}/<experimentation>"
_VERSION = f"{_FICHE}/<numero>"


def register(server: Flask, web: Web, garde: Garde) -> None:
    """Attach the pages to ``server``."""

    @server.get(FICHES)
    @garde.exige(Role.MODERATEUR)
    def moderation_fiches(connecte: Connecte) -> Answer:
        changed = web.services.moderation.changees()
        asked = request.args.get(TEXTE, "")
        return answer(web, liste.layout(connecte, changed, titres(web), asked))

    @server.get(_FICHE)
    @garde.exige(Role.MODERATEUR)
    def moderation_fiche(connecte: Connecte, experimentation: str) -> Answer:
        known = titres(web)
        found = web.services.moderation.versions(experimentation)[0]
        if not found and experimentation not in known:
            raise ContributionNotFoundError(versions.INCONNUE)
        fiche = versions.Fiche(experimentation, known.get(experimentation, ""), found)
        return answer(web, versions.layout(connecte, fiche, request.args.get(FAIT, "")))

    @server.get(_VERSION)
    @garde.exige(Role.MODERATEUR)
    def moderation_version(connecte: Connecte, experimentation: str, numero: str) -> Answer:
        return answer(web, comparaison.layout(lire(web, connecte, experimentation, rang(numero))))

    @server.post(_VERSION)
    @garde.exige(Role.MODERATEUR)
    def moderation_restauration(connecte: Connecte, experimentation: str, numero: str) -> Answer:
        return restaurer(web, connecte, experimentation, rang(numero))


def restaurer(web: Web, connecte: Connecte, experimentation: str, numero: int) -> Answer:
    """Restore a version, or show its page again and say why not."""
    acteur = Acteur(Joue(connecte.compte.role.value), connecte.compte.id)
    seen = champs(comparaison.ATTENDU)[comparaison.ATTENDU]
    now = web.services.comptes.horloge()
    try:
        web.services.moderation.restaurer(experimentation, numero, acteur, seen, now)
    except ConflitError as error:
        told, status = str(error), HTTPStatus.CONFLICT
    except ContributionRefuseeError as error:
        told = " ".join(p.message for p in error.problems)
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    else:
        return redirect(f"{FICHES}/{experimentation}?{FAIT}={numero}", 303)
    lue = lire(web, connecte, experimentation, numero)
    return answer(web, comparaison.layout(lue, typeset(told), status=status))


def lire(web: Web, connecte: Connecte, experimentation: str, numero: int) -> Lue:
    """Return a version beside the record as it is."""
    found = web.services.moderation.comparer(experimentation, numero)
    title = titres(web).get(experimentation, experimentation)
    return Lue(connecte, experimentation, title, found)


def rang(numero: str) -> int:
    """Return the number of a version as an address says it; what is none is that of no version."""
    return int(numero) if numero.isascii() and numero.isdecimal() and len(numero) < LONGEST else -1


def titres(web: Web) -> dict[str, str]:
    """Return the title of each record, by id."""
    return {x.id: x.titre for x in web.services.experiments.snapshot().experiments}
