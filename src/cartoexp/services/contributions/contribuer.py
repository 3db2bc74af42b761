"""Use cases of a contributor, who has no account: a link of their own is all they hold."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from cartoexp.domain.contributions import (
    CONTRIBUTEUR,
    Acte,
    BrouillonPerimeError,
    Cible,
    ConflitError,
    Contribution,
    ContributionNotFoundError,
    ContributionRefuseeError,
    EtapeError,
    Etat,
    Genre,
    Message,
    Role,
    Suivi,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.contenu import (
    avec_ignores,
    nettoyer,
    sans_ignores,
    verifier_courriel,
    verifier_message,
)
from cartoexp.domain.contributions.contribution import BYTES, empreinte, est_jeton, lien
from cartoexp.domain.contributions.etats import suivant
from cartoexp.domain.errors import BusyError
from cartoexp.services.contributions.examen import Examen, examiner
from cartoexp.services.contributions.publication import noter
from cartoexp.store import contributions as store
from cartoexp.store import fiches, journal
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.store.engine import Sessions

    Recu = Mapping[str, Sequence[Mapping[str, str]]]

MOST = 20_000
"""Drafts kept at once: a disk is not for one visitor to fill."""
INCONNUE = "Aucune contribution n’est derrière ce lien : vérifiez qu’il est complet."
PERIMEE = "Ce brouillon n’a pas été repris depuis trente jours : il n’est plus gardé."
PLEIN = "Trop de brouillons sont gardés en ce moment sur ce site : réessayez demain."
CROISEE = "Cette contribution vient d’être changée ailleurs : rien n’a été écrit. Rouvrez la page."


@dataclass(frozen=True, slots=True)
class ContributionService:
    """Contributions over one database; ``millesime`` is that of the codes of ``territoires``."""

    sessions: Sessions
    territoires: Territoires
    millesime: int
    most: int = MOST

    def creer(
        self,
        genre: Genre,
        cible: Cible,
        contenu: Recu,
        instant: datetime,
        courriel: str = "",
        *,
        nonce: str = "",
    ) -> tuple[str, list[str]]:
        """Keep a draft; return its link, told only here, and a sentence for each thing left out.

        ``nonce`` is that of the form: sent twice, it makes one draft, which keeps what came first.

        Raises:
            ContributionRefuseeError: it is larger than what is admitted.
            BusyError: as many drafts are kept as may be.
        """
        draft, ignored = _brouillon(genre, cible, contenu, _iso(instant), courriel)
        jeton = lien(nonce) if nonce else secrets.token_urlsafe(BYTES)
        with suppress(IntegrityError), told_errors(), self.sessions.begin() as session:
            if store.occupes(session) >= self.most:
                raise BusyError(PLEIN)
            store.inserer(session, draft, empreinte(jeton))
        return jeton, ignored

    def envoyer(
        self,
        genre: Genre,
        cible: Cible,
        contenu: Recu,
        nonce: str,
        instant: datetime,
        *,
        courriel: str = "",
    ) -> str:
        """Create and send at once; return the link. The same form sent twice is one sending.

        Raises:
            ContributionRefuseeError: something is to be corrected; nothing is kept.
        """
        now, jeton = _iso(instant), lien(nonce)
        hashed = empreinte(jeton)
        draft, _ = _brouillon(genre, cible, contenu, now, courriel)
        with told_errors(), self.sessions() as session:
            if store.par_jeton(session, hashed) is not None:
                return jeton
            seen = self._examiner(session, draft, instant)
        if not seen.correct:
            raise ContributionRefuseeError(seen.problems)
        etat = suivant(Acte.ENVOI, draft.etat, Role.CONTRIBUTEUR)
        # Sent by two clicks at the same moment, it is inserted once.
        with suppress(IntegrityError), told_errors(), self.sessions.begin() as session:
            store.inserer(session, replace(draft, etat=etat, recue_le=now), hashed)
            noter(session, CONTRIBUTEUR, Acte.ENVOI, now, contribution=draft.id)
        return jeton

    def enregistrer(
        self,
        jeton: str,
        contenu: Recu,
        instant: datetime,
        courriel: str | None = None,
        version: int | None = None,
    ) -> list[str]:
        """Save a draft again; return a sentence for each thing that is left out.

        ``version`` is that of the draft that was read, if it must not have changed since.

        Raises:
            ConflitError: it has changed since: nothing is written.
            EtapeError: it was sent already.
            ContributionRefuseeError: it is larger than what is admitted; what was kept stays.
            ContributionNotFoundError, BrouillonPerimeError: as :meth:`lire`.
        """
        with told_errors(), self.sessions.begin() as session:
            held, _ = _tenue(session, jeton, _iso(instant))
            if held.etat is not Etat.BROUILLON:
                raise EtapeError("Cette contribution est déjà envoyée : elle ne se change plus.")
            if version is not None and version != held.version:
                raise ConflitError(CROISEE)
            kept, ignored = nettoyer(held.genre, contenu)
            mail = held.courriel if courriel is None else verifier_courriel(courriel)
            _remplacer(
                session,
                replace(
                    held,
                    contenu=avec_ignores(kept, ignored),
                    courriel=mail,
                    modifiee_le=_iso(instant),
                ),
            )
        return ignored

    def fiche(self, experimentation: str) -> Dossier:
        """Return what the catalogue says of a record, as rows; no row when there is none such."""
        with told_errors(), self.sessions() as session:
            return dossiers.de_catalogue(fiches.lire(session, experimentation))

    def lire(self, jeton: str, instant: datetime) -> Suivi:
        """Return what is behind a link: where the contribution is, why, what was said.

        Raises:
            ContributionNotFoundError: nothing is behind this link.
            BrouillonPerimeError: it was a draft, left for too long.
        """
        with told_errors(), self.sessions() as session:
            held, _ = _tenue(session, jeton, _iso(instant))
            said = store.messages(session, held.id)
            acts = journal.lire(session, contribution=held.id)
        kept, ignored = sans_ignores(held.contenu)
        shown = replace(held, moderateur="", contenu=kept)
        return Suivi(shown, said, [(a.instant, a.acte.value) for a in acts], ignored)

    def examiner(self, jeton: str, instant: datetime) -> Examen:
        """Say what is wrong in a draft and what it may repeat, as often as it is asked.

        Raises:
            ContributionNotFoundError, BrouillonPerimeError: as :meth:`lire`.
        """
        with told_errors(), self.sessions() as session:
            held, _ = _tenue(session, jeton, _iso(instant))
            return self._examiner(session, held, instant)

    def soumettre(self, jeton: str, nonce: str, instant: datetime) -> Contribution:
        """Send a draft; the same form sent twice is one sending.

        Raises:
            ContributionRefuseeError: something is to be corrected; the draft is kept.
            EtapeError: it was sent already, by another form.
            ContributionNotFoundError, BrouillonPerimeError: as :meth:`lire`.
        """
        now, once = _iso(instant), empreinte(nonce)
        with told_errors(), self.sessions.begin() as session:
            held, sent = _tenue(session, jeton, now)
            if held.etat is not Etat.BROUILLON and compare_digest(sent, once):
                return replace(held, moderateur="")
            etat = suivant(Acte.ENVOI, held.etat, Role.CONTRIBUTEUR)
            seen = self._examiner(session, held, instant)
            if not seen.correct:
                raise ContributionRefuseeError(seen.problems)
            received = replace(held, etat=etat, recue_le=now, modifiee_le=now)
            _remplacer(session, received, once)
            noter(session, CONTRIBUTEUR, Acte.ENVOI, now, contribution=held.id)
        return replace(received, version=received.version + 1)

    def repondre(self, jeton: str, texte: str, nonce: str, instant: datetime) -> None:
        """Answer a question; the same form sent twice is one answer.

        Raises:
            EtapeError: no question waits for an answer.
            ContributionRefuseeError: the answer is empty or too long.
            ContributionNotFoundError: nothing is behind this link.
        """
        now = _iso(instant)
        with told_errors(), self.sessions.begin() as session:
            held, _ = _tenue(session, jeton, now)
            once = empreinte(f"{held.id} {nonce}")
            if store.est_envoye(session, once):
                return
            etat = suivant(Acte.REPONSE, held.etat, Role.CONTRIBUTEUR)
            said = Message(Role.CONTRIBUTEUR, now, verifier_message(texte))
            _remplacer(session, replace(held, etat=etat, modifiee_le=now))
            store.ajouter_message(session, held.id, said, once)
            noter(session, CONTRIBUTEUR, Acte.REPONSE, now, contribution=held.id)

    def retirer(self, jeton: str, instant: datetime) -> None:
        """Withdraw a contribution before it is decided.

        Raises:
            EtapeError: it is decided, or withdrawn already.
            ContributionNotFoundError, BrouillonPerimeError: as :meth:`lire`.
        """
        now = _iso(instant)
        with told_errors(), self.sessions.begin() as session:
            held, _ = _tenue(session, jeton, now)
            etat = suivant(Acte.RETRAIT, held.etat, Role.CONTRIBUTEUR)
            _remplacer(session, replace(held, etat=etat, modifiee_le=now, decidee_le=now))
            noter(session, CONTRIBUTEUR, Acte.RETRAIT, now, contribution=held.id)

    def _examiner(self, session: Session, held: Contribution, instant: datetime) -> Examen:
        day = instant.date().isoformat()
        return examiner(session, held, self.territoires, self.millesime, day)


def _brouillon(
    genre: Genre, cible: Cible, contenu: Recu, now: str, courriel: str
) -> tuple[Contribution, list[str]]:
    kept, ignored = nettoyer(genre, contenu)
    draft = Contribution(
        id=secrets.token_hex(8),
        genre=genre,
        cible=cible,
        contenu=avec_ignores(kept, ignored),
        etat=Etat.BROUILLON,
        version=1,
        creee_le=now,
        modifiee_le=now,
        courriel=verifier_courriel(courriel),
    )
    return draft, ignored


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _tenue(session: Session, jeton: str, now: str) -> tuple[Contribution, str]:
    """Return the contribution behind a link, and the hash of the form that sent it."""
    hashed = empreinte(jeton)
    found = store.par_jeton(session, hashed) if est_jeton(jeton) else None
    if found is None or not compare_digest(found[1], hashed):
        raise ContributionNotFoundError(INCONNUE)
    if found[0].est_perimee(now):
        raise BrouillonPerimeError(PERIMEE)
    return found[0], found[2]


def _remplacer(session: Session, contribution: Contribution, envoi: str | None = None) -> None:
    if not store.remplacer(session, contribution, envoi):
        raise ConflitError(CROISEE)
