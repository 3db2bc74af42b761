"""Use cases of who moderates: the queue, the review, decisions, the history of a record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import (
    Acte,
    ConflitError,
    Contribution,
    ContributionNotFoundError,
    ContributionRefuseeError,
    Entree,
    EtapeError,
    Genre,
    Message,
    Version,
)
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.contenu import nettoyer, sans_ignores, verifier_message
from cartoexp.domain.contributions.differences import appliquer, choisis
from cartoexp.domain.contributions.etats import suivant
from cartoexp.domain.contributions.file import Demande
from cartoexp.domain.contributions.statistiques import Decompte, compter
from cartoexp.services.contributions import publication
from cartoexp.services.contributions.examen import Examen, examiner
from cartoexp.services.contributions.file import parcourir
from cartoexp.services.contributions.restauration import Comparaison, comparer, restaurer
from cartoexp.store import contributions as store
from cartoexp.store import journal, lots
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions import Acteur
    from cartoexp.domain.contributions.contribution import Contenu
    from cartoexp.domain.contributions.differences import Cle
    from cartoexp.domain.contributions.file import File
    from cartoexp.store.engine import Sessions

INCONNUE = "Aucune contribution ne porte ce numéro : la file donne celles qui attendent."
CROISEE = (
    "Cette contribution a changé depuis que vous l’avez ouverte : rien n’a été écrit. Relisez-la, "
    "puis décidez."
)
PRISE = "Un autre modérateur relit déjà cette contribution : reprenez-la si c’est convenu avec lui."
D_UN_AUTRE = "Un autre modérateur relit cette contribution : reprenez-la avant de décider."
TOUT = Demande()
RESERVE = "Seuls un modérateur ou un administrateur peuvent le faire."


@dataclass(frozen=True, slots=True)
class Relecture:
    """A contribution as who moderates sees it: what was said, what it would change.

    ``actes`` are what was done to it, ``decisions`` what was decided on its record, both in their
    order; ``ignores`` tells what was left out when it came.
    """

    contribution: Contribution
    messages: Sequence[Message]
    examen: Examen
    actes: Sequence[Entree] = ()
    decisions: Sequence[Entree] = ()
    ignores: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ModerationService:
    """Moderation over one database; ``millesime`` is that of the codes of ``territoires``."""

    sessions: Sessions
    territoires: Territoires
    millesime: int

    def file(self, demande: Demande = TOUT) -> File:
        """Return a page of what waits, the oldest first; what was never sent is not shown."""
        with told_errors(), self.sessions() as session:
            return parcourir(session, demande)

    def relire(
        self, identifiant: str, instant: datetime, contenu: Contenu | None = None
    ) -> Relecture:
        """Return a contribution, what was said, and what it would change, field by field.

        ``contenu`` are the rows as who moderates would amend them: nothing is written.

        Raises:
            ContributionNotFoundError: there is none such, or it was never sent.
            ContributionRefuseeError: what is amended is larger than what is admitted.
        """
        with told_errors(), self.sessions() as session:
            held = _tenue(session, identifiant)
            seen = self._examiner(session, _amendee(held, contenu), instant)
            acts = journal.lire(session, contribution=identifiant)
            name = held.fiche or held.cible.experimentation
            past = journal.lire(session, experimentation=name) if name else []
            kept, ignored = sans_ignores(held.contenu)
            said = store.messages(session, identifiant)
            return Relecture(replace(held, contenu=kept), said, seen, acts, past, ignored)

    def prendre(
        self,
        identifiant: str,
        acteur: Acteur,
        version: int,
        instant: datetime,
        *,
        reprendre: bool = False,
    ) -> Contribution:
        """Take a contribution to review it; return it.

        Raises:
            ConflitError: another moderator has it (unless ``reprendre``), or changed it since.
            EtapeError: it is decided already.
        """
        with told_errors(), self.sessions.begin() as session:
            held = _attendue(session, identifiant, version)
            other = held.moderateur and held.moderateur != acteur.compte
            if other and not held.etat.finie and not reprendre:
                raise ConflitError(PRISE)
            taken = replace(held, moderateur=acteur.compte)
            return _avancer(session, taken, acteur, Acte.PRISE, instant)

    def questionner(
        self, identifiant: str, acteur: Acteur, version: int, texte: str, instant: datetime
    ) -> Contribution:
        """Ask the contributor something; return the contribution.

        Raises:
            ConflitError, EtapeError: as :meth:`prendre`.
            ContributionRefuseeError: the question is empty or too long.
        """
        said = verifier_message(texte)
        with told_errors(), self.sessions.begin() as session:
            held = _a_soi(session, identifiant, version, acteur)
            store.ajouter_message(session, held.id, Message(acteur.role, _iso(instant), said))
            return _avancer(session, held, acteur, Acte.QUESTION, instant)

    def refuser(
        self, identifiant: str, acteur: Acteur, version: int, motif: str, instant: datetime
    ) -> Contribution:
        """Refuse a contribution, with a reason that its author reads; return it.

        Raises:
            ConflitError, EtapeError: as :meth:`prendre`.
            ContributionRefuseeError: the reason is empty or too long.
        """
        told = verifier_message(motif)
        with told_errors(), self.sessions.begin() as session:
            held = replace(_a_soi(session, identifiant, version, acteur), motif=told)
            return _avancer(session, held, acteur, Acte.REFUS, instant, note=told)

    def publier(
        self,
        identifiant: str,
        acteur: Acteur,
        version: int,
        attendu: str,
        instant: datetime,
        *,
        champs: Collection[Cle] | None = None,
        contenu: Contenu | None = None,
        note: str = "",
    ) -> Contribution:
        """Accept a contribution, in whole or some of its changes; return it.

        Args:
            identifiant: number of the contribution.
            acteur: who decides.
            version: that of the contribution that was read.
            attendu: hash of the record that was read (``Examen.empreinte``).
            instant: now.
            champs: keys of the changes that are accepted, all by default.
            contenu: the rows as who moderates amends them, those of the contributor by default.
            note: what the contributor reads beside the decision.

        Raises:
            ConflitError: the contribution or the record changed since; nothing is overwritten.
            EtapeError: as :meth:`prendre`.
            ContributionRefuseeError: the catalogue would break its rules; nothing is changed.
        """
        with told_errors(), self.sessions.begin() as session:
            lots.verrouiller(session)
            held = _a_soi(session, identifiant, version, acteur)
            suivant(Acte.PUBLICATION, held.etat, acteur.role)
            given = _amendee(held, contenu)
            seen = self._examiner(session, given, instant)
            if not seen.correct and (champs is None or not seen.changements):
                raise ContributionRefuseeError(seen.problems)
            if seen.empreinte != attendu:
                raise ConflitError(publication.FICHE_CHANGEE)
            name = seen.proposition.experimentation
            entry = Entree(
                _iso(instant),
                acteur.role,
                Acte.PUBLICATION,
                acteur.compte,
                held.id,
                name,
                note=note,
            )
            if seen.changements:
                self._ecrire(session, seen, champs, entry)
            else:
                journal.noter(session, entry)
            done = replace(held, fiche=name, motif=note)
            return _avancer(session, done, acteur, None, instant)

    def _ecrire(
        self, session: Session, seen: Examen, champs: Collection[Cle] | None, entry: Entree
    ) -> None:
        try:
            kept = choisis(seen.changements, champs)
        except KeyError as error:
            raise ConflitError(publication.FICHE_CHANGEE) from error
        base, name = seen.proposition.base, entry.experimentation
        avant, _ = publication.actuel(session, name, None)
        propose, _ = appliquer(base, kept)
        apres = publication.valider(session, propose, name, self.territoires, base)
        publication.publier(session, avant, apres, base, entry)

    def comparer(self, experimentation: str, numero: int) -> Comparaison:
        """Say what restoring a version would change in a record as it is now.

        Raises:
            ContributionNotFoundError: there is no such version.
        """
        with told_errors(), self.sessions() as session:
            return comparer(session, experimentation, numero)

    def restaurer(
        self, experimentation: str, numero: int, acteur: Acteur, attendu: str, instant: datetime
    ) -> int | None:
        """Bring a record back to a version, which is a decision of its own; return its number.

        Version 0 is nothing: a record that a contribution brought leaves the catalogue. ``None``:
        the record says what the version says, nothing was done.

        Raises:
            EtapeError: this role does not moderate.
            ContributionNotFoundError: there is no such version.
            ConflitError: the record changed since it was read (``attendu``: its hash).
            ContributionRefuseeError: the catalogue would break its rules; nothing is changed.
        """
        if not acteur.role.modere:
            raise EtapeError(RESERVE)
        with told_errors(), self.sessions.begin() as session:
            lots.verrouiller(session)
            entry = Entree(
                _iso(instant),
                acteur.role,
                Acte.RESTAURATION,
                acteur.compte,
                experimentation=experimentation,
                note=f"Version {numero}",
            )
            return restaurer(session, self.territoires, numero, attendu, entry)

    def changees(self) -> list[tuple[str, Version]]:
        """Return the records that decisions changed, each with its last version, the last first."""
        with told_errors(), self.sessions() as session:
            return journal.dernieres(session)

    def historique(self, experimentation: str) -> list[Entree]:
        """Return the decisions on a record, the last first, with the role and never a person.

        What was written to a contributor stays between them and who moderates.
        """
        with told_errors(), self.sessions() as session:
            entries = journal.lire(session, experimentation=experimentation)
        return [
            replace(e, compte="", note=e.note if e.acte is Acte.RESTAURATION else "")
            for e in reversed(entries)
        ]

    def versions(self, experimentation: str) -> tuple[list[Version], str]:
        """Return the versions of a record, and the hash of what it is now."""
        with told_errors(), self.sessions() as session:
            _, base = publication.actuel(session, experimentation, None)
            return journal.versions(session, experimentation), dossiers.empreinte(base)

    def decompte(self) -> Decompte:
        """Count what was received and what became of it."""
        with told_errors(), self.sessions() as session:
            return compter(store.decompte(session))

    def _examiner(self, session: Session, held: Contribution, instant: datetime) -> Examen:
        day = instant.date().isoformat()
        return examiner(session, held, self.territoires, self.millesime, day)


def _amendee(held: Contribution, contenu: Contenu | None) -> Contribution:
    """Return a contribution with the rows that who moderates writes in place of its own.

    What answers a report is an amendment of the record that it is about, if it is about one.
    """
    report = held.genre is Genre.SIGNALEMENT
    if contenu is None or (report and not held.cible.experimentation):
        return held
    kept, _ = nettoyer(Genre.MODIFICATION if report else held.genre, contenu)
    return replace(held, contenu=held.contenu | kept if report else kept)


def _iso(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")


def _tenue(session: Session, identifiant: str) -> Contribution:
    held = store.lire(session, identifiant)
    if held is None or not held.recue_le:
        raise ContributionNotFoundError(INCONNUE)
    return held


def _attendue(session: Session, identifiant: str, version: int) -> Contribution:
    held = _tenue(session, identifiant)
    if held.version != version:
        raise ConflitError(CROISEE)
    return held


def _a_soi(session: Session, identifiant: str, version: int, acteur: Acteur) -> Contribution:
    """Return a contribution to who reviews it."""
    held = _attendue(session, identifiant, version)
    if held.moderateur and held.moderateur != acteur.compte and not held.etat.finie:
        raise ConflitError(D_UN_AUTRE)
    return held


def _avancer(
    session: Session,
    held: Contribution,
    acteur: Acteur,
    acte: Acte | None,
    instant: datetime,
    *,
    note: str = "",
) -> Contribution:
    """Move a contribution and note it; no act: it is published, and noted with its changes."""
    now = _iso(instant)
    etat = suivant(acte or Acte.PUBLICATION, held.etat, acteur.role)
    done = replace(held, etat=etat, modifiee_le=now, decidee_le=now if etat.finie else "")
    if not store.remplacer(session, done):
        raise ConflitError(CROISEE)
    if acte is not None:
        publication.noter(session, acteur, acte, now, contribution=held.id, note=note)
    return replace(done, version=done.version + 1)
