"""Answers of the steps: the page of a draft, of what could not be kept, of what is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Response, request

from cartoexp.domain.contributions.contribution import BROUILLON_J
from cartoexp.domain.phrases.dates import day
from cartoexp.web import champs
from cartoexp.web.contribuer.fiche import cadre, lignes, perdu, relire, reprendre, saisir
from cartoexp.web.contribuer.fiche.adresses import (
    AJOUT,
    ENREGISTRE,
    NOUVEAU,
    OUVRIR,
    VERIFIER,
    brouillon,
)
from cartoexp.web.contribuer.fiche.atelier import LIEU
from cartoexp.web.contribuer.fiche.ecarts import ecarts
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.catalogue import Problem
    from cartoexp.web.contribuer.fiche.atelier import Atelier, Erreurs
    from cartoexp.web.contribuer.fiche.bureau import Bureau
    from cartoexp.web.contribuer.fiche.envoi import Envoi
    from cartoexp.web.contribuer.porte import Porte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

CROISE = (
    "Cette étape a été enregistrée ailleurs depuis que cette page est ouverte\u00a0: un autre "
    "onglet, un autre appareil, ou la fiche elle-même. Rien n’a été écrasé. Ce que vous venez "
    "d’écrire est ici, pas encore enregistré."
)
RELU = (
    "Le brouillon a changé depuis que vous l’avez relu, dans un autre onglet ou un autre "
    "appareil. Rien n’a été envoyé\u00a0: relisez-le tel qu’il est maintenant."
)
GARDER = "Enregistrer l’étape telle qu’elle est ici remplacera ce qui a été enregistré ailleurs."
REFUS = "Rien n’a été enregistré\u00a0: corrigez ce qui suit, tout ce que vous avez écrit est ici."


@dataclass(frozen=True, slots=True)
class Vues:
    """Writes the pages of proposals."""

    bureau: Bureau
    porte: Porte

    def etape(
        self, atelier: Atelier, etape: Etape, messages: Sequence[Node] = (), status: int = 200
    ) -> Response:
        """Return a step as the draft has it."""
        asked = request.args
        told = list(messages)
        if ENREGISTRE in asked:
            told.insert(0, cadre.fait("C’est enregistré."))
        new = NOUVEAU in asked
        link = self._lien(atelier) if atelier.jeton else None
        if new and link:
            told.insert(0, link)
        foot = None if new else link
        if etape is Etape.RELIRE:
            return self.relire(atelier, told, status, lien=not new)
        if atelier.jeton:
            told.append(cadre.doubles(atelier))
        vue = saisir.Vue(
            atelier.rangees(etape),
            atelier.erreurs(etape),
            told,
            ouvertes=frozenset(asked.getlist(OUVRIR)),
            ajout=AJOUT in asked,
            verifier=VERIFIER in asked,
            vu=atelier.empreinte(etape),
            status=status,
            pied=foot,
        )
        return self._saisie(atelier, etape, vue)

    def relire(
        self,
        atelier: Atelier,
        messages: Sequence[Node] = (),
        status: int = 200,
        *,
        courriel: str = "",
        erreur: str = "",
        lien: bool = True,
    ) -> Response:
        """Return the last step; ``lien`` unless the address of the draft is told already."""
        held = atelier.contribution.courriel if atelier.contribution else ""
        page = relire.layout(
            atelier,
            self.bureau.lieux,
            self.porte.champs(relecture=True),
            courriel=courriel or held,
            erreur=erreur,
            messages=messages,
            status=status,
            pied=self._lien(atelier) if lien else None,
        )
        return self._reponse(page)

    def reprendre(self, atelier: Atelier) -> Response:
        """Return what a draft's own link opens."""
        return self._reponse(reprendre.layout(atelier, self._lien(atelier)))

    def refusee(
        self, atelier: Atelier, etape: Etape, envoi: Envoi, problems: Sequence[Problem]
    ) -> Response:
        """Return a step as it was sent, with why nothing of it is kept."""
        kept = self.bureau.gardees(atelier, etape, envoi)
        errors: dict[int, Erreurs] = {}
        whole: list[str] = []
        for p in problems:
            n = p.line - 2
            if champs.table_de(p) != etape.table or not 0 <= n < len(kept.rangs):
                whole.append(champs.dire(p))
                continue
            asked = champs.champ(etape.table, p.field)
            name = LIEU if asked and asked.lieu else p.field
            errors.setdefault(kept.rangs[n], {}).setdefault(name, []).append(champs.dire(p))
        told = [cadre.alerte([html.P(REFUS), *map(html.P, whole)], "erreur")]
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return self._envoyee(atelier, (etape, envoi), told, status, errors)

    def croisee(self, atelier: Atelier, etape: Etape, envoi: Envoi) -> Response:
        """Return a step as it was sent, when what it was filled in on has changed."""
        see = html.A(
            "Voir ce qui est enregistré",
            href=brouillon(atelier.jeton, etape),
            target="_blank",
            rel="noopener",
        )
        there = ecarts(atelier, etape, envoi)
        told = [cadre.alerte([html.P(CROISE), there, html.P(GARDER), html.P(see)])]
        return self._envoyee(atelier, (etape, envoi), told, HTTPStatus.CONFLICT)

    def perdue(
        self, raison: str, sent: tuple[Etape, Envoi], status: int, suite: tuple[str, str]
    ) -> Response:
        """Return what a step sent and cannot be kept any more, to be copied."""
        etape, envoi = sent
        return self._reponse(perdu.layout(raison, {etape.table: envoi.lignes}, status, suite))

    def _envoyee(
        self,
        atelier: Atelier,
        sent: tuple[Etape, Envoi],
        messages: Sequence[Node],
        status: int,
        erreurs: dict[int, Erreurs] | None = None,
    ) -> Response:
        etape, envoi = sent
        held = atelier.amende(etape), atelier.proposees(etape)
        rows = lignes.envoyer(etape.table, *held, envoi.lignes)
        mark = atelier.empreinte(etape)
        vue = saisir.Vue(rows, erreurs or {}, messages, vu=mark, status=status)
        return self._saisie(atelier, etape, vue)

    def _saisie(self, atelier: Atelier, etape: Etape, vue: saisir.Vue) -> Response:
        again = vue.status != HTTPStatus.OK or bool(atelier.jeton)
        fields = self.porte.champs(relecture=again)
        return self._reponse(saisir.layout(atelier, etape, vue, self.bureau.lieux, fields))

    def _lien(self, atelier: Atelier) -> Node:
        held = atelier.contribution
        if held is None:
            return None
        last = date.fromisoformat(held.modifiee_le[:10]) + timedelta(days=BROUILLON_J)
        origin = self.bureau.web.shell.origin() or request.host_url.rstrip("/")
        return cadre.lien(f"{origin}{brouillon(atelier.jeton)}", day(last))

    def _reponse(self, page: Page) -> Response:
        text = self.bureau.web.shell.document(page)
        return Response(text, page.status, mimetype="text/html")
