"""Routes of the page that joins a file to territories; works without JavaScript."""

from __future__ import annotations

import time
from contextlib import contextmanager
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import Response, redirect, request, send_file

from cartoexp.domain.errors import (
    BusyError,
    CorrespondanceError,
    EnvoiEtrangerError,
    EnvoisEpuisesError,
    FichierRefuseError,
    FichierTropLourdError,
    NotFoundError,
)
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.territoires import Niveau
from cartoexp.services import envois
from cartoexp.web import cadence
from cartoexp.web.contribuer import colonnes, depot, rapport, recu
from cartoexp.web.contribuer.adresses import PATH, SUITE, etape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from werkzeug.wrappers import Response as Answer

    from cartoexp.services.envois import Envoi, Sas
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web
    from cartoexp.web.shell import Page

FOREIGN = "Un autre site a envoyé ce formulaire à votre place\u00a0: reprenez depuis Cartoexp."
JOINING = BoundedSemaphore(2)
"""Files that a process reads or joins at once: its other threads answer pages."""
FILES = {
    "resultat.csv": ("rattache.csv", "text/csv; charset=utf-8"),
    "resultat.xlsx": (
        "rattache.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "restes.csv": ("a-reprendre.csv", "text/csv; charset=utf-8"),
    "rapport.csv": ("rapport.csv", "text/csv; charset=utf-8"),
    "rapport.html": ("rapport.html", "text/html; charset=utf-8"),
    "correspondance.toml": ("correspondance.toml", "application/toml"),
}
"""Files of a result: what follows the name of the file that was sent, and the media type."""


def register(server: Flask, web: Web, sas: Sas, cadence_: Cadence) -> None:
    """Attach the page to ``server``."""
    _register_steps(server, web, sas, compteur(cadence_))
    _register_results(server, web, sas)


def _register_steps(server: Flask, web: Web, sas: Sas, compter: Callable[[], None]) -> None:
    @server.get(PATH)
    def importer() -> Response:
        return web.answer(depot.layout())

    @server.post(PATH)
    def importer_envoi() -> Answer:
        _refuse_foreign()
        compter()
        try:
            kept = _taken(web, sas)
        except FichierTropLourdError as error:
            return _private(web, depot.layout(str(error), HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
        except (FichierRefuseError, CorrespondanceError) as error:
            return _private(web, depot.layout(str(error), HTTPStatus.UNPROCESSABLE_ENTITY))
        return redirect(etape(kept.jeton), HTTPStatus.SEE_OTHER)

    @server.get(f"{PATH}/<jeton>")
    def importer_colonnes(jeton: str) -> Response:
        return _columns(web, sas.trouver(jeton))

    @server.post(f"{PATH}/<jeton>/colonnes")
    def importer_joindre(jeton: str) -> Answer:
        _refuse_foreign()
        kept = sas.trouver(jeton)
        try:
            with joining():
                seen = envois.regarder(kept, web.services.rattacheur, recu.feuille())
                mapping = seen.correspondance(recu.choix())
                envois.joindre_envoi(kept, web.services.rattacheur, web.today(), seen, mapping)
        except (FichierRefuseError, CorrespondanceError) as error:
            return _columns(web, kept, refus=str(error))
        return redirect(etape(jeton, "rapport"), HTTPStatus.SEE_OTHER)


def _taken(web: Web, sas: Sas) -> Envoi:
    """Return the file of the form, kept because it can be read."""
    kept, mapping = recu.fichier(sas)
    try:
        with joining():
            seen = envois.regarder(kept, web.services.rattacheur)
        envois.retenir(sas, kept, seen, mapping, request.form.get(SUITE, ""))
    except BaseException:
        sas.effacer(kept.jeton)
        raise
    return kept


def _register_results(server: Flask, web: Web, sas: Sas) -> None:
    @server.get(f"{PATH}/<jeton>/colonnes")
    def importer_retour(jeton: str) -> Answer:
        return redirect(etape(jeton), HTTPStatus.SEE_OTHER)

    @server.get(f"{PATH}/<jeton>/rapport")
    def importer_rapport(jeton: str) -> Answer:
        kept = sas.trouver(jeton)
        found = envois.resultat_de(kept)
        if found is None:
            return redirect(etape(jeton), HTTPStatus.SEE_OTHER)
        departement = _departement(web.services.territoires)
        return _private(web, rapport.layout(kept, found, time.time(), departement))

    @server.post(f"{PATH}/<jeton>/corrections")
    def importer_corriger(jeton: str) -> Answer:
        _refuse_foreign()
        kept = sas.trouver(jeton)
        with joining():
            envois.corriger(kept, recu.corrections(), web.services.rattacheur, web.today())
        return redirect(etape(jeton, "rapport"), HTTPStatus.SEE_OTHER)

    @server.post(f"{PATH}/<jeton>/effacer")
    def importer_effacer(jeton: str) -> Answer:
        _refuse_foreign()
        sas.effacer(jeton)
        return redirect(PATH, HTTPStatus.SEE_OTHER)

    @server.get(f"{PATH}/<jeton>/fichiers/<nom>")
    def importer_fichier(jeton: str, nom: str) -> Response:
        kept = sas.trouver(jeton)
        if nom not in FILES:
            raise NotFoundError("Ce fichier n’existe pas\u00a0: revenez au résultat.")
        with joining():
            path = envois.fichier_de(kept, nom, web.services.rattacheur)
        ending, kind = FILES[nom]
        name = f"{kept.radical}-{ending}"
        response = send_file(path, kind, as_attachment=True, download_name=name, etag=False)
        return _unkept(response)


def _departement(territoires: TerritoireService) -> Callable[[str], str]:
    """Return what tells the département of a commune: namesakes are told apart by it."""

    def told(code: str) -> str:
        commune = territoires.find(Niveau.COMMUNE, code)
        held = commune and territoires.find(Niveau.DEPARTEMENT, commune.code_departement)
        return held.nom if held else ""

    return told


def _columns(web: Web, kept: Envoi, refus: str = "") -> Response:
    try:
        with joining():
            seen = envois.regarder(kept, web.services.rattacheur, recu.feuille())
    except FichierRefuseError as error:  # a sheet that is not there, or holds nothing
        refus = str(error)
        with joining():
            seen = envois.regarder(kept, web.services.rattacheur)
    chosen = recu.choix() or envois.retenues(kept, seen)
    joined = envois.resultat_de(kept) is not None
    page = colonnes.layout(kept, seen, chosen, time.time(), refus=refus, joint=joined)
    return _private(web, page)


def _private(web: Web, page: Page) -> Response:
    """Return a page that nothing on the way may keep."""
    return _unkept(Response(web.shell.document(page), page.status, mimetype="text/html"))


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@contextmanager
def joining() -> Iterator[None]:
    """Hold one of the few places for heavy work.

    Raises:
        BusyError: all are taken.
    """
    if not JOINING.acquire(timeout=10):
        raise BusyError("D’autres fichiers sont en cours de lecture\u00a0: réessayez plus tard.")
    try:
        yield
    finally:
        JOINING.release()


def _refuse_foreign() -> None:
    cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))


def compteur(given: Cadence) -> Callable[[], None]:
    """Return what counts the files of an address; to be called before processes are forked."""

    def refusal(wait: str, seconds: int) -> EnvoisEpuisesError:
        told = count(given.par_heure, "fichier")
        return EnvoisEpuisesError(
            f"Votre adresse a envoyé {told} en une heure, le plus qui soit admis. "
            f"Réessayez dans {wait}.",
            seconds,
        )

    return cadence.counter(given, "envois", refusal)
