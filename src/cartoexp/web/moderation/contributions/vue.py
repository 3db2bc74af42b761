"""What the pages of contributions are made of: read once a request."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Acteur, ContributionRefuseeError, Role
from cartoexp.domain.contributions.file import Demande
from cartoexp.domain.contributions.reperes import de_contenu
from cartoexp.web.champs import dire
from cartoexp.web.moderation.contributions import corrections
from cartoexp.web.moderation.contributions.saisie import empreinte

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from cartoexp.domain.contributions import Contribution
    from cartoexp.domain.contributions.contribution import Contenu
    from cartoexp.domain.contributions.differences import Cle
    from cartoexp.domain.contributions.file import File
    from cartoexp.services.contributions import Relecture
    from cartoexp.web.context import Web
    from cartoexp.web.garde import Connecte
    from cartoexp.web.moderation.contributions.corrections import Correction
    from cartoexp.web.moderation.contributions.saisie import Saisie


@dataclass(frozen=True, slots=True)
class FileVue:
    """A page of the queue; ``titres`` of records by id, ``comptes`` are functions by account."""

    file: File
    titres: Mapping[str, str]
    comptes: Mapping[str, str]
    maintenant: datetime


@dataclass(frozen=True, slots=True)
class Vue:
    """A contribution as its page shows it.

    ``saisie`` is what was written, when the page comes back; ``corrections`` are the rows that
    may be amended: ``contenu`` is what they say when they were, ``origine`` if they were not.
    """

    connecte: Connecte
    relecture: Relecture
    titres: Mapping[str, str]
    comptes: Mapping[str, str]
    maintenant: datetime
    corrections: list[Correction]
    coches: Collection[Cle]
    suivante: Contribution | None = None
    saisie: Saisie | None = None
    contenu: Contenu | None = None
    origine: Contenu = field(default_factory=dict)

    @property
    def contribution(self) -> Contribution:
        """The contribution."""
        return self.relecture.contribution

    @property
    def acteur(self) -> Acteur:
        """Who is signed in, as the journal notes it."""
        return acteur(self.connecte)

    @property
    def a_moi(self) -> bool:
        """Whether who is signed in reviews it."""
        return self.contribution.moderateur == self.connecte.compte.id

    def erreurs(self, table: str, rang: int, champ: str) -> list[str]:
        """Return what refuses a cell of a row that may be amended, as sentences."""
        seen = self.relecture.examen
        return [
            dire(problem)
            for problem, place in zip(seen.problems, seen.reperes, strict=False)
            if (place.table, place.rang, place.champ) == (table, rang, champ)
        ]

    @property
    def apercu(self) -> str:
        """The hash of the correction whose difference is shown."""
        return empreinte(self.contenu)


@dataclass(frozen=True, slots=True)
class Bureau:
    """Reads for these pages."""

    web: Web

    def maintenant(self) -> datetime:
        """Return the instant."""
        return self.web.services.comptes.horloge()

    def titres(self) -> dict[str, str]:
        """Return the title of each record, by id."""
        return {x.id: x.titre for x in self.web.services.experiments.snapshot().experiments}

    def comptes(self) -> dict[str, str]:
        """Return the function of each account, by id."""
        return {c.id: c.nom for c in self.web.services.comptes.lister()}

    def file(self, demande: Demande) -> FileVue:
        """Return a page of the queue."""
        found = self.web.services.moderation.file(demande)
        return FileVue(found, self.titres(), self.comptes(), self.maintenant())

    def lire(
        self,
        connecte: Connecte,
        identifiant: str,
        saisie: Saisie | None = None,
        *,
        conflit: bool = False,
    ) -> Vue:
        """Return a contribution, with what was written when its page comes back.

        ``conflit``: something changed meanwhile; only what was ticked stays so.

        Raises:
            ContributionNotFoundError: there is none such, or it was never sent.
        """
        now, service = self.maintenant(), self.web.services.moderation
        read = service.relire(identifiant, now)
        rows, shown = corrections.lignes(read, saisie)
        content = corrections.contenu(read, saisie)
        if content is not None:
            try:
                read = replace(read, examen=service.relire(identifiant, now, content).examen)
            except ContributionRefuseeError as error:  # too long to be shown: told
                told = replace(
                    read.examen,
                    problems=error.problems,
                    reperes=[de_contenu(p) for p in error.problems],
                )
                read = replace(read, examen=told)
        keys = {c.cle for c in read.examen.changements}
        ticked: Collection[Cle] = keys
        if saisie is not None:
            stay = conflit and saisie.vus
            ticked = saisie.coches if stay else keys - (saisie.vus - saisie.coches)
        return Vue(
            connecte,
            read,
            self.titres(),
            self.comptes(),
            now,
            rows,
            ticked,
            self._suivante(connecte, identifiant),
            saisie,
            content,
            shown,
        )

    def _suivante(self, connecte: Connecte, identifiant: str) -> Contribution | None:
        """Return what waits for longest and is nobody else's."""
        waiting = self.web.services.moderation.file(Demande()).liste
        mine = {"", connecte.compte.id}
        return next((c for c in waiting if c.id != identifiant and c.moderateur in mine), None)


def acteur(connecte: Connecte) -> Acteur:
    """Return an account as the journal notes it."""
    return Acteur(Role(connecte.compte.role.value), connecte.compte.id)
