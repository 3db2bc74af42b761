"""From a file to a layer: the file is sent, looked at, joined, and erased at once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.couches import CoucheRefuseeError, Cumul, Dessin, Nature
from cartoexp.domain.couches.vue import PATH
from cartoexp.domain.errors import (
    CorrespondanceError,
    FichierRefuseError,
    FichierTropLourdError,
)
from cartoexp.services import envois
from cartoexp.services.couches import Choix, fabriquer
from cartoexp.web.contribuer import recu
from cartoexp.web.contribuer.importer import compteur, joining
from cartoexp.web.couches import depot, faite, preparer
from cartoexp.web.couches.commun import answer, refuse_foreign

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as Answer

    from cartoexp.services.envois import Apercu, Envoi, Sas
    from cartoexp.web.cadence import Cadence
    from cartoexp.web.context import Web


def register(server: Flask, web: Web, sas: Sas, cadence: Cadence) -> None:
    """Attach the steps to ``server``."""
    count = compteur(cadence)

    @server.get(PATH)
    def ma_carte() -> Response:
        return web.answer(depot.layout())

    @server.post(PATH)
    def ma_carte_envoi() -> Answer:
        refuse_foreign()
        count()
        try:
            kept = _taken(web, sas)
        except FichierTropLourdError as error:
            refused = depot.layout(str(error), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            return answer(web, refused)
        except FichierRefuseError as error:
            return answer(web, depot.layout(str(error), HTTPStatus.UNPROCESSABLE_ENTITY))
        return redirect(preparer.adresse(kept.jeton), HTTPStatus.SEE_OTHER)

    @server.get(f"{PATH}/preparer/<jeton>")
    def ma_carte_preparer(jeton: str) -> Response:
        return _asked(web, sas.trouver(jeton))

    @server.post(f"{PATH}/preparer/<jeton>")
    def ma_carte_creer(jeton: str) -> Answer:
        refuse_foreign()
        return _made(web, sas, sas.trouver(jeton))


def _taken(web: Web, sas: Sas) -> Envoi:
    """Return the file of the form, kept because it can be read."""
    kept, _ = recu.fichier(sas)
    try:
        with joining():
            envois.regarder(kept, web.services.rattacheur)
    except BaseException:
        sas.effacer(kept.jeton)
        raise
    return kept


def _asked(web: Web, kept: Envoi, refus: str = "") -> Response:
    seen = _seen(web, kept)
    roles = recu.choix() or envois.retenues(kept, seen)
    return answer(web, preparer.layout(kept, seen, roles, request.form, refus))


def _seen(web: Web, kept: Envoi) -> Apercu:
    with joining():
        return envois.regarder(kept, web.services.rattacheur, recu.feuille())


def _made(web: Web, sas: Sas, kept: Envoi) -> Response:
    """Make the layer, erase the file, tell the two addresses: this is the only time."""
    services = web.services
    try:
        seen = _seen(web, kept)
        mapping = seen.correspondance(recu.choix())
        with joining():
            couche = fabriquer(
                kept,
                seen,
                mapping,
                _choice(),
                rattacheur=services.rattacheur,
                millesime=services.reference.millesime,
                jour=web.today(),
            )
    except (FichierRefuseError, CorrespondanceError, CoucheRefuseeError) as error:
        return _asked(web, kept, str(error))
    jeton, cle = services.couches.creer(couche)
    sas.effacer(kept.jeton)
    return answer(web, faite.layout(web, couche, jeton, cle))


def _choice() -> Choix:
    """Read the form.

    Raises:
        CoucheRefuseeError: for a choice that the form does not offer.
    """
    form = request.form
    column = form.get(preparer.COLONNE, "")
    try:
        given = form.get(preparer.NATURE, "")
        nature = Nature(given) if given else None
        cumul = Cumul(form.get(preparer.CUMUL) or Cumul.SOMME)
        dessin = Dessin(form.get(preparer.DESSIN) or Dessin.APLATS)
    except ValueError as error:
        raise CoucheRefuseeError("Reprenez vos choix dans le formulaire.") from error
    words = (form.get(name, "") for name in (preparer.NOM, preparer.ORIGINE, preparer.UNITE))
    return Choix(column, nature, cumul, dessin, *words)
