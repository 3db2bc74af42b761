"""Accounts: made, given a role, closed; their passwords set through links that are handed over."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError

from cartoexp.domain.comptes import (
    Compte,
    CompteInconnuError,
    CompteRefuseError,
    LienPerduError,
    Role,
)
from cartoexp.domain.comptes.compte import empreinte, lire_identifiant, lire_nom
from cartoexp.domain.comptes.mots_de_passe import exiger
from cartoexp.services.comptes.authentification import (
    IDENTIFIANT,
    MOT_DE_PASSE,
    Authentification,
    ParMotDePasse,
)
from cartoexp.services.comptes.hachage import Hacheur
from cartoexp.services.comptes.seances import BYTES, Seances
from cartoexp.store import comptes as store
from cartoexp.store import migrate
from cartoexp.store.engine import told_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from cartoexp.store.engine import Sessions

LINK_LASTS = timedelta(hours=24)
LOST_LINK = (
    "Ce lien ne vaut plus\u00a0: il sert une seule fois, pendant vingt-quatre heures. Demandez-en "
    "un autre à qui administre le site."
)


def _now() -> datetime:
    return datetime.now(tz=UTC).replace(microsecond=0)


@contextmanager
def opened(database_url: str) -> Iterator[CompteService]:
    """Give the service over a database, migrated if it has to be; closed at the end.

    Raises:
        DatabaseUnavailableError: when the database does not answer.
    """
    with migrate.opened(database_url) as sessions:
        yield CompteService(sessions)


@dataclass(frozen=True)
class CompteService:
    """Accounts over one database. ``par`` is how one signs in; ``horloge`` tells the instant."""

    sessions: Sessions
    hacheur: Hacheur = field(default_factory=Hacheur)
    horloge: Callable[[], datetime] = _now
    par: Authentification | None = None

    @property
    def authentification(self) -> Authentification:
        """How one signs in: by password unless something else is given."""
        return self.par or ParMotDePasse(self.sessions, self.hacheur)

    @property
    def seances(self) -> Seances:
        """Who is signed in."""
        return Seances(self.sessions)

    def connecter(self, preuve: Mapping[str, str], ancien: str = "") -> str:
        """Open a session; return its token. The one of ``ancien`` ends: no token outlives it.

        Raises:
            ConnexionRefuseeError: when the proof proves nothing.
        """
        compte = self.authentification.authentifier(preuve, self.horloge())
        if ancien:
            self.seances.fermer(ancien)
        return self.seances.ouvrir(compte, self.horloge())

    def lire(self, jeton: str) -> Compte | None:
        """Return whose session a token opens now."""
        return self.seances.lire(jeton, self.horloge())

    def creer(self, identifiant: str, nom: str, role: Role) -> tuple[Compte, str]:
        """Make an account; return it and the token of the link that sets its password.

        Raises:
            CompteRefuseError: its identifier is taken or malformed, or its name is.
        """
        name = lire_identifiant(identifiant)
        if name is None:
            raise CompteRefuseError(
                "Donnez pour identifiant une adresse de service ou un nom de 3 à 100 "
                "caractères\u00a0: lettres sans accent, chiffres, point, tiret, @."
            )
        compte = Compte(
            secrets.token_hex(8),
            name,
            lire_nom(nom),
            role,
            version=1,
            actif=True,
            pourvu=False,
            cree_le=self.horloge(),
        )
        try:
            with told_errors(), self.sessions.begin() as session:
                store.insert(session, compte)
                return compte, self._link(session, compte)
        except IntegrityError as error:
            message = f"Le compte {name} existe déjà\u00a0: «\u00a0cartoexp users lister\u00a0»."
            raise CompteRefuseError(message) from error

    def lister(self) -> list[Compte]:
        """Return every account by identifier."""
        with told_errors(), self.sessions() as session:
            return store.read_all(session)

    def lien(self, identifiant: str) -> tuple[Compte, str]:
        """Return an account and the token of a link that sets its password once, for a day.

        Older links are void. The password that is there stays until the link is used.

        Raises:
            CompteInconnuError: no account has this identifier.
            CompteRefuseError: it is closed.
        """
        with told_errors(), self.sessions.begin() as session:
            compte = _named(session, identifiant)
            if not compte.actif:
                raise CompteRefuseError(
                    f"Le compte {compte.identifiant} est désactivé\u00a0: «\u00a0cartoexp users "
                    "reactiver\u00a0» lui donne aussi un lien."
                )
            return compte, self._link(session, compte)

    def changer_role(self, identifiant: str, role: Role) -> Compte:
        """Give an account another role; who is signed in with it has to sign in again.

        Raises:
            CompteInconnuError: no account has this identifier.
        """
        with told_errors(), self.sessions.begin() as session:
            compte = _named(session, identifiant)
            if compte.role is not role:
                store.renew(session, compte.id, role=role.value)
            return _named(session, identifiant)

    def desactiver(self, identifiant: str) -> Compte:
        """Close an account: its sessions end, its links are void, its password is forgotten.

        Raises:
            CompteInconnuError: no account has this identifier.
        """
        with told_errors(), self.sessions.begin() as session:
            compte = _named(session, identifiant)
            store.renew(session, compte.id, actif=False, mot_de_passe=None)
            return _named(session, identifiant)

    def reactiver(self, identifiant: str) -> tuple[Compte, str]:
        """Open a closed account again; return it and the token of a link, as :meth:`lien`.

        Raises:
            CompteInconnuError: no account has this identifier.
            CompteRefuseError: it is open.
        """
        with told_errors(), self.sessions.begin() as session:
            compte = _named(session, identifiant)
            if compte.actif:
                raise CompteRefuseError(
                    f"Le compte {compte.identifiant} est actif\u00a0: «\u00a0cartoexp users "
                    "lien\u00a0» lui donne un lien."
                )
            store.renew(session, compte.id, actif=True, echecs=0, bloque_jusqu_a=None)
            return _named(session, identifiant), self._link(session, compte)

    def lire_lien(self, jeton: str) -> Compte:
        """Return whose password a link may set.

        Raises:
            LienPerduError: none, or no more.
        """
        with told_errors(), self.sessions() as session:
            found = store.read_link(session, empreinte(jeton), self.horloge())
        if found is None:
            raise LienPerduError(LOST_LINK)
        return found

    def suivre_lien(self, jeton: str, mot_de_passe: str, encore: str) -> Compte:
        """Set the password of an account through a link, which serves once.

        Failures are forgotten, sessions end.

        Raises:
            LienPerduError: the link is unknown, used, or its time is over.
            MotDePasseRefuseError: the link may then be used again.
        """
        compte = self.lire_lien(jeton)
        exiger(mot_de_passe, encore, compte.identifiant)
        made = self.hacheur.hacher(mot_de_passe)
        with told_errors(), self.sessions.begin() as session:
            if not store.use_link(session, empreinte(jeton), self.horloge()):
                raise LienPerduError(LOST_LINK)
            self._set(session, compte, made)
        return compte

    def changer_mot_de_passe(
        self, compte: Compte, actuel: str, mot_de_passe: str, encore: str
    ) -> str:
        """Change the password of who is signed in; return the token of a new session.

        Every other session ends. A wrong present password counts as a failure to sign in.

        Raises:
            ConnexionRefuseeError: the present password is not that one.
            MotDePasseRefuseError: the new one is too weak.
        """
        exiger(mot_de_passe, encore, compte.identifiant)
        par = ParMotDePasse(self.sessions, self.hacheur, plancher_s=0.0)
        known = {IDENTIFIANT: compte.identifiant, MOT_DE_PASSE: actuel}
        par.authentifier(known, self.horloge())
        made = self.hacheur.hacher(mot_de_passe)
        with told_errors(), self.sessions.begin() as session:
            self._set(session, compte, made)
            renewed = _named(session, compte.identifiant)
        return self.seances.ouvrir(renewed, self.horloge())

    @staticmethod
    def _set(session: Session, compte: Compte, made: str) -> None:
        store.renew(session, compte.id, mot_de_passe=made, echecs=0, bloque_jusqu_a=None)

    def _link(self, session: Session, compte: Compte) -> str:
        jeton = secrets.token_urlsafe(BYTES)
        store.insert_link(session, empreinte(jeton), compte.id, self.horloge() + LINK_LASTS)
        return jeton


def _named(session: Session, identifiant: str) -> Compte:
    found = store.read_named(session, lire_identifiant(identifiant) or "")
    if found is None:
        raise CompteInconnuError(
            "Aucun compte n’a cet identifiant\u00a0: «\u00a0cartoexp users lister\u00a0» les donne."
        )
    return found
