"""Contributions for tests: a proposal that is right by default, moderators, moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acteur, Cible, Genre, Role
from cartoexp.services.contributions import (
    ContributionService,
    EntretienService,
    ModerationService,
)
from cartoexp.store.engine import build_engine, build_sessions
from tests.loaded import resolver

if TYPE_CHECKING:
    from cartoexp.domain.contributions import Contribution
    from cartoexp.domain.contributions.contribution import Contenu
    from cartoexp.services.contributions import Relecture
    from cartoexp.store.engine import Sessions

NOW = datetime(2026, 11, 29, 18, 0, tzinfo=UTC)
ANNE, LOU = Acteur(Role.MODERATEUR, "anne"), Acteur(Role.ADMINISTRATEUR, "lou")
FICHE = "agence_participation_mulhouse"


def nouvelle(titre: str = "Un essai de factures à terme", **cells: str) -> Contenu:
    """A new record in Douai, with its source."""
    place = {"niveau": "commune", "code": "59178", "statut": "en_cours", "statut_date": "2026"}
    return {
        "experiments": [{"titre": titre, "resume": "Un résumé.", "themes": "energie"}],
        "implantations": [place | {"debut": "2025"} | cells],
        "sources": [{"titre": "Délibération", "url": "https://exemple.fr/deliberation"}],
    }


def sessions(url: str) -> Sessions:
    """Sessions over a loaded database."""
    return build_sessions(build_engine(url))


class Bureau:
    """The three services over one database, as one hand uses them."""

    def __init__(self, url: str) -> None:
        self.sessions = sessions(url)
        self.contribuer = ContributionService(self.sessions, resolver(), 2026)
        self.moderer = ModerationService(self.sessions, resolver(), 2026)
        self.entretien = EntretienService(self.sessions, resolver)
        self.now = NOW

    def tick(self) -> datetime:
        """One second later."""
        self.now += timedelta(seconds=1)
        return self.now

    def envoyer(
        self, contenu: Contenu, genre: Genre = Genre.NOUVELLE, fiche: str = "", courriel: str = ""
    ) -> tuple[str, Contribution]:
        """Send a proposal; return its link and itself."""
        cible = Cible(fiche)
        jeton, _ = self.contribuer.creer(genre, cible, contenu, self.tick(), courriel)
        return jeton, self.contribuer.soumettre(jeton, "n", self.tick())

    def prendre(self, sent: Contribution, acteur: Acteur = ANNE) -> Relecture:
        """Take a contribution and read it."""
        self.moderer.prendre(sent.id, acteur, sent.version, self.tick())
        return self.moderer.relire(sent.id, self.now)

    def publier(self, sent: Contribution, acteur: Acteur = ANNE) -> Contribution:
        """Take a contribution and accept it whole."""
        read = self.prendre(sent, acteur)
        return self.moderer.publier(
            sent.id, acteur, read.contribution.version, read.examen.empreinte, self.tick()
        )

    def close(self) -> None:
        """Give the connections back."""
        self.sessions.kw["bind"].dispose()
