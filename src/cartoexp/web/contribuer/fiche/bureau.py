"""Opens a proposal, and keeps what a step of it sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Cible, ContributionNotFoundError, Etat, Genre
from cartoexp.domain.contributions.contribution import lien
from cartoexp.domain.errors import NotFoundError
from cartoexp.web.contribuer.fiche import lignes
from cartoexp.web.contribuer.fiche.atelier import Atelier
from cartoexp.web.contribuer.fiche.etapes import PARCOURS, Etape
from cartoexp.web.contribuer.fiche.lieux import Lieux

if TYPE_CHECKING:
    from cartoexp.domain.contributions.contribution import Contenu, Ligne
    from cartoexp.services.contributions import ContributionService
    from cartoexp.web.context import Web
    from cartoexp.web.contribuer.fiche.envoi import Envoi

SANS_ETAPE = "Cette étape n’existe pas pour cette contribution\u00a0: revenez au brouillon."


def maintenant() -> datetime:
    """Return the present moment."""
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True)
class Bureau:
    """Opens and keeps proposals."""

    web: Web

    @property
    def service(self) -> ContributionService:
        """Contributions."""
        return self.web.services.contributions

    @property
    def lieux(self) -> Lieux:
        """Territories."""
        return Lieux(self.web.services.territoires)

    def neuf(self, genre: Genre, fiche: str, amorce: Ligne | None = None) -> Atelier:
        """Return a proposal that has no draft yet; ``amorce`` is what its first row says already.

        Raises:
            ExperimentNotFoundError: it is about a record that there is not.
        """
        if genre is Genre.NOUVELLE:
            return Atelier(genre)
        self.web.services.experiments.get(fiche)
        begun = {PARCOURS[genre][0].table: [amorce]} if amorce else {}
        return Atelier(genre, fiche, self.service.fiche(fiche), begun)

    def ouvrir(self, jeton: str, *, examiner: bool = True) -> Atelier:
        """Return the proposal behind a link; what is wrong in it is told when it is a draft.

        Raises:
            ContributionNotFoundError, BrouillonPerimeError: there is none.
            NotFoundError: it is of a kind that has no steps.
        """
        now = maintenant()
        held = self.service.lire(jeton, now).contribution
        if held.genre not in PARCOURS:
            raise NotFoundError(SANS_ETAPE)
        about = held.cible.experimentation
        base = self.service.fiche(about) if about else {}
        draft = held.etat is Etat.BROUILLON
        seen = self.service.examiner(jeton, now) if examiner and draft else None
        return Atelier(held.genre, about, base, held.contenu, jeton, held, seen)

    def creer(
        self, atelier: Atelier, etape: Etape, envoi: Envoi, nonce: str
    ) -> tuple[str, list[str]]:
        """Make a draft of what its first step sends; return as :meth:`garder`.

        Raises:
            ContributionRefuseeError: it is larger than what is admitted.
        """
        content, about = self.contenu(atelier, etape, envoi), Cible(atelier.fiche)
        return self.service.creer(atelier.genre, about, content, maintenant(), nonce=nonce)

    def cree(self, nonce: str) -> Atelier | None:
        """Return the proposal that a form has made already, if it has."""
        try:
            return self.ouvrir(lien(nonce), examiner=False)
        except ContributionNotFoundError:
            return None

    def garder(
        self, atelier: Atelier, etape: Etape, envoi: Envoi, courriel: str | None = None
    ) -> list[str]:
        """Save what a step sends; return a sentence for each thing left out.

        Raises:
            ContributionRefuseeError: it is larger than what is admitted.
            ConflitError: the draft was saved elsewhere at the same moment.
        """
        content = self.contenu(atelier, etape, envoi)
        version = atelier.contribution.version if atelier.contribution else None
        return self.service.enregistrer(atelier.jeton, content, maintenant(), courriel, version)

    def contenu(self, atelier: Atelier, etape: Etape, envoi: Envoi) -> Contenu:
        """Return the content of a proposal once a step is read."""
        kept = self.gardees(atelier, etape, envoi)
        content = {**atelier.contenu, etape.table: kept.lignes}
        if etape is Etape.SOURCES:
            content = lignes.renvois(content, kept.nouvelles)
        return {table: rows for table, rows in content.items() if table and rows}

    def gardees(self, atelier: Atelier, etape: Etape, envoi: Envoi) -> lignes.Gardees:
        """Return the rows that a step keeps of what it sends."""
        held = atelier.amende(etape), atelier.proposees(etape)
        return lignes.garder(etape.table, *held, envoi.lignes, envoi.retirer)


def etape_nommee(atelier: Atelier, nom: str) -> Etape:
    """Return a step by the end of its address.

    Raises:
        NotFoundError: this proposal has no such step.
    """
    found = next((e for e in atelier.etapes if e.value == nom), None)
    if found is None:
        raise NotFoundError(SANS_ETAPE)
    return found
