"""A derogation: the norm that is set aside, where, until when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.normes import Norme, lire
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import Decision

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.territoires import Lieu
    from cartoexp.domain.vocabulaires import Fondement, Provenance, Suite


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogation:
    """One request for a derogation and its fate; one field is one column, ``None`` is unknown.

    ``territoires`` empty means those where the experiment takes place. ``norme_texte`` is
    « inconnue » where no source tells the norm. ``issue`` holds as far as the source goes.
    """

    id: str
    experimentation: str
    norme_texte: str
    norme_article: str | None
    norme_url: str | None
    autorite: str | None
    fondement: Fondement
    territoires: tuple[Lieu, ...]
    objet: str
    motifs: str | None
    demande_le: PartialDate | None
    decision: Decision
    decision_le: PartialDate | None
    acte: str | None
    acte_url: str | None
    debut: PartialDate | None
    expiration: PartialDate | None
    evaluation_due_le: PartialDate | None
    issue: Suite
    issue_le: PartialDate | None
    source: str
    source_suite: str | None
    provenance: Provenance
    demande: str | None = None
    note: str | None = None

    @property
    def norme(self) -> Norme:
        """The norm, as far as it can be read."""
        return lire(self.norme_texte, self.norme_article or "")

    @property
    def citees(self) -> tuple[str, ...]:
        """Ids of its sources."""
        return (self.source, self.source_suite) if self.source_suite else (self.source,)

    @property
    def cle_demande(self) -> tuple[str, str]:
        """What the rows of one request share: the norm, and what is asked of it."""
        return self.norme.cle, self.demande or fold(self.objet)

    def est_expiree(self, today: date) -> bool:
        """Tell whether a granted derogation is over for sure; never when its end is unknown."""
        if self.decision is not Decision.ACCORDEE or self.expiration is None:
            return False
        return self.expiration.precede(type(self.expiration)(today.year, today.month, today.day))
