"""« Cette fiche est toujours exacte »: the day of its verification, once that is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from cartoexp.domain.contributions import Genre
from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.web.communs.signaler import EXACTE, FICHE, adresse
from cartoexp.web.context import query
from cartoexp.web.contribuer.signaler import rendu
from cartoexp.web.contribuer.signaler.envoi import Saisie, envoyer
from cartoexp.web.contribuer.signaler.objet import Objet, lire
from cartoexp.web.contribuer.signaler.rendu import Demande
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask import Flask
    from werkzeug.wrappers import Response

    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.porte import Porte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

DEMANDE = Demande(
    "Confirmer une fiche",
    "Vous connaissez cette expérimentation, et sa fiche dit encore vrai\u00a0? Une fois relue, "
    "votre confirmation lui donne la date du jour.",
    f"Comment le savez-vous{NBSP}? (facultatif)",
    "Par exemple\u00a0: votre service la porte, ou vous venez de lire la page officielle. Ni nom "
    "de particulier, ni numéro de téléphone.",
    "Confirmer que la fiche est exacte",
    EXACTE,
    requis=False,
)
NO_RECORD = (
    "«\u00a0fiche\u00a0» attend l’identifiant d’une expérimentation\u00a0: partez de sa fiche."
)


def register(server: Flask, web: Web, porte: Porte) -> None:
    """Attach the form to ``server``."""

    def layout(about: Objet, saisie: Saisie, status: int = 200) -> Page:
        guard = porte.champs(relecture=bool(saisie.dit))
        known = web.services.experiments.get(about.fiche).experiment.verifie_le
        dated = f"Dernière vérification{NBSP}: {known.label}." if known else ""
        told = [*about.champs(), about.dit(), _autrement(about, dated)]
        return rendu.layout(DEMANDE, told, saisie, guard, status)

    @server.get(EXACTE)
    def toujours_exact() -> Response:
        asked = query()
        _needs_record(asked)
        return web.answer(layout(lire(web.services, asked), Saisie()))

    @server.post(EXACTE)
    def toujours_exact_envoi() -> Response:
        nonce = porte.passer()
        _needs_record({FICHE: request.form.getlist(FICHE)})
        return envoyer(web, Genre.TOUJOURS_EXACT, nonce, layout)


def _needs_record(asked: Mapping[str, Sequence[str]]) -> None:
    if not any(asked.get(FICHE, ())):
        raise InvalidParametersError([ParameterProblem(FICHE, NO_RECORD)])


def _autrement(about: Objet, dated: str) -> Node:
    link = html.A("Signalez-la", href=adresse(fiche=about.fiche))
    return html.P([f"{dated} Une erreur{NBSP}? ".lstrip(), link, "."], className="petit")
