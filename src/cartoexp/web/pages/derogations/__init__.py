"""Pages « Dérogations »: the registry, a derogation, a norm; its files and its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.query import Reader
from cartoexp.domain.registre import classer, demandes
from cartoexp.domain.registre.recherche import Recherche
from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs import papier
from cartoexp.web.communs.derogations import NORMES, PATH
from cartoexp.web.context import query
from cartoexp.web.pages.derogations import adresse, feuille, fiche, fichier, liste, norme
from cartoexp.web.pages.derogations.carte import carte
from cartoexp.web.pages.derogations.formulaire import Lieux
from cartoexp.web.sorties import offer

if TYPE_CHECKING:
    from flask import Flask, Response
    from werkzeug.wrappers import Response as BaseResponse

    from cartoexp.domain.registre import Rang
    from cartoexp.web.context import Web
    from cartoexp.web.pages.derogations.adresse import Demandee


def register(server: Flask, web: Web) -> None:
    """Attach the registry to ``server``."""
    lieux = Lieux(
        web.services.territoires.level(Niveau.REGION),
        web.services.territoires.level(Niveau.DEPARTEMENT),
    )
    offer(server, web, PATH, "derogations", lambda d: fichier.toutes(web, d.query))
    offer(
        server,
        web,
        f"{PATH}/<identifiant>",
        "derogation",
        lambda d: fichier.une(web, d.chemin["identifiant"]),
    )

    @server.get(PATH)
    def list_derogations() -> BaseResponse:
        asked = query()
        if (given := adresse.du_formulaire(asked)) is not None:
            found = adresse.lire(given)
            return redirect(found.href)
        wanted = adresse.lire(asked)
        return web.answer(liste.layout(wanted, contenu(web, wanted, lieux), web.today()))

    @server.get(f"{PATH}.pdf")
    def print_derogations() -> Response:
        wanted = adresse.lire(query())
        told = feuille.dite(web, wanted.criteres)
        made = web.services.feuilles.pdf("derogations", told)
        return papier.sheet(made, "derogations", web.today())

    @server.get(f"{PATH}/<identifiant>")
    def show_derogation(identifiant: str) -> Response:
        _aucun()
        service = web.services.derogations
        found = service.lire(identifiant)
        request = next(d for d in service.registre().demandes.values() if found in d.inscriptions)
        drawn = carte(found.territoires, web.services.croquis, web.services.reference.millesime)
        return web.answer(fiche.layout(found, request, drawn, web.today()))

    @server.get(f"{NORMES}/<cle>")
    def show_norm(cle: str) -> Response:
        _aucun()
        service = web.services.derogations
        found = service.norme(cle)
        text = service.norme(found.norme.cle_texte)
        drawn = carte(found.territoires, web.services.croquis, web.services.reference.millesime)
        return web.answer(norme.layout(found, text, drawn, web.today()))


def contenu(web: Web, wanted: Demandee, lieux: Lieux) -> liste.Contenu:
    """Ask the services for all that the list shows.

    Raises:
        InvalidParametersError: for an unknown territory, or a page after the last.
    """
    service = web.services.derogations
    found = service.chercher(wanted.criteres, web.today())
    content = liste.Contenu(
        found,
        classer(found),
        demandes(found),
        lieux,
        fichier.noms(web, wanted.criteres),
        None if found else _texte(web, wanted),
        len(service.registre().inscriptions),
    )
    if wanted.page > liste.pages_de(content):
        raise adresse.apres(liste.pages_de(content))
    return content


def _texte(web: Web, wanted: Demandee) -> Rang | None:
    """Return the text of an article that is sought in vain, when other articles of it are there."""
    sought = Recherche.de(wanted.criteres.q).norme
    return web.services.derogations.registre().normes.get(sought.cle_texte) if sought else None


def _aucun() -> None:
    reader = Reader(query())
    reader.refuse_unknown(())
    reader.raise_problems()
