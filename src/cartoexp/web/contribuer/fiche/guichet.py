"""Takes what the forms of a proposal send: kept, refused, or lost and shown to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect, request

from cartoexp.domain.contributions import (
    BrouillonPerimeError,
    ConflitError,
    ContributionRefuseeError,
    EtapeError,
    Etat,
    Genre,
)
from cartoexp.domain.phrases.typographie import capital
from cartoexp.web.contribuer.fiche import envoi as envois
from cartoexp.web.contribuer.fiche.adresses import COMMENCER, COURRIEL, suivi
from cartoexp.web.contribuer.fiche.bureau import etape_nommee, maintenant
from cartoexp.web.contribuer.fiche.cadre import alerte, ecartes
from cartoexp.web.contribuer.fiche.etapes import Etape
from cartoexp.web.contribuer.fiche.relire import ENVOYER
from cartoexp.web.contribuer.fiche.suite import suite
from cartoexp.web.contribuer.fiche.vues import RELU
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from cartoexp.web.contribuer.fiche.atelier import Atelier
    from cartoexp.web.contribuer.fiche.bureau import Bureau
    from cartoexp.web.contribuer.fiche.envoi import Envoi
    from cartoexp.web.contribuer.fiche.vues import Vues

ENVOYEE = "Cette contribution est déjà envoyée\u00a0: elle ne se change plus ici."
VIDE = "Écrivez au moins le titre\u00a0: le brouillon commence avec lui."


@dataclass(frozen=True, slots=True)
class Guichet:
    """Takes what the forms send."""

    bureau: Bureau
    vues: Vues

    def creer(self, atelier: Atelier, etape: Etape, nonce: str) -> Response:
        """Begin a draft with what its first step sends; the same form again goes on with it."""
        sent = envois.lire(etape, self.bureau.lieux)
        made = self.bureau.cree(nonce)
        if made is not None and made.genre is atelier.genre and made.fiche == atelier.fiche:
            return self._recevoir(made, etape, sent, nonce)
        if atelier.genre is Genre.NOUVELLE and not self.bureau.contenu(atelier, etape, sent):
            told = [alerte(html.P(VIDE))]
            return self.vues.etape(atelier, etape, told, HTTPStatus.UNPROCESSABLE_ENTITY)
        try:
            jeton, ignored = self.bureau.creer(atelier, etape, sent, nonce)
        except ContributionRefuseeError as error:
            return self.vues.refusee(atelier, etape, sent, error.problems)
        return self._apres(jeton, etape, sent, ignored, nouveau=True)

    def recevoir(self, jeton: str, nom: str, nonce: str) -> Response:
        """Keep what a step of a draft sends, and go where its button says."""
        try:
            atelier = self.bureau.ouvrir(jeton, examiner=False)
        except BrouillonPerimeError as error:
            step = Etape(nom) if nom in set(Etape) else Etape.RELIRE
            sent = envois.lire(step, self.bureau.lieux)
            again = (COMMENCER, "Recommencer")
            return self.vues.perdue(str(error), (step, sent), HTTPStatus.GONE, again)
        etape = etape_nommee(atelier, nom)
        return self._recevoir(atelier, etape, envois.lire(etape, self.bureau.lieux), nonce)

    def _recevoir(self, atelier: Atelier, etape: Etape, sent: Envoi, nonce: str) -> Response:
        held = atelier.contribution
        open_ = held is not None and held.etat is Etat.BROUILLON
        if etape is Etape.RELIRE:
            return self._relire(atelier, sent, nonce) if open_ else self._envoyer(atelier, nonce)
        if not open_:
            follow = (suivi(atelier.jeton), "Suivre cette contribution")
            return self.vues.perdue(ENVOYEE, (etape, sent), HTTPStatus.CONFLICT, follow)
        return self._garder(atelier, etape, sent)

    def _garder(self, atelier: Atelier, etape: Etape, sent: Envoi) -> Response:
        jeton = atelier.jeton
        if self.bureau.contenu(atelier, etape, sent) == atelier.contenu:
            return self._apres(jeton, etape, sent, [])  # nothing new, or the same form again
        if sent.vu != atelier.empreinte(etape):
            return self.vues.croisee(self.bureau.ouvrir(jeton), etape, sent)
        try:
            ignored = self.bureau.garder(atelier, etape, sent)
        except ContributionRefuseeError as error:
            return self.vues.refusee(self.bureau.ouvrir(jeton), etape, sent, error.problems)
        except ConflitError:
            return self.vues.croisee(self.bureau.ouvrir(jeton), etape, sent)
        return self._apres(jeton, etape, sent, ignored)

    def _apres(
        self, jeton: str, etape: Etape, sent: Envoi, ignored: list[str], *, nouveau: bool = False
    ) -> Response:
        atelier = self.bureau.ouvrir(jeton)
        if ignored:
            return self.vues.etape(atelier, etape, [ecartes(ignored)])
        return redirect(suite(atelier, etape, sent, nouveau=nouveau), HTTPStatus.SEE_OTHER)

    def _relire(self, atelier: Atelier, sent: Envoi, nonce: str) -> Response:
        mail = request.form.get(COURRIEL, "")
        try:
            self.bureau.garder(atelier, Etape.RELIRE, sent, mail)
        except ContributionRefuseeError as error:
            told = capital(error.problems[0].message)
            opened = self.bureau.ouvrir(atelier.jeton)
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return self.vues.relire(opened, (), status, courriel=mail[:300], erreur=told)
        except ConflitError:
            return self._a_relire(atelier)
        if sent.action != ENVOYER:
            return self._apres(atelier.jeton, Etape.RELIRE, sent, [])
        if sent.vu != atelier.empreinte(Etape.RELIRE):
            return self._a_relire(atelier)
        return self._envoyer(atelier, nonce)

    def _a_relire(self, atelier: Atelier) -> Response:
        opened = self.bureau.ouvrir(atelier.jeton)
        return self.vues.relire(opened, [alerte(html.P(RELU))], HTTPStatus.CONFLICT)

    def _envoyer(self, atelier: Atelier, nonce: str) -> Response:
        """Send a draft, unless it is sent already; then lead to where it is followed."""
        try:
            self.bureau.service.soumettre(atelier.jeton, nonce, maintenant())
        except ContributionRefuseeError:
            opened = self.bureau.ouvrir(atelier.jeton)
            return self.vues.relire(opened, (), HTTPStatus.UNPROCESSABLE_ENTITY)
        except EtapeError:
            pass  # another form did
        return redirect(suivi(atelier.jeton), HTTPStatus.SEE_OTHER)
