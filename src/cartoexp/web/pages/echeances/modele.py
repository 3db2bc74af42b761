"""What the page shows: all that the services answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.web.communs import echeances as words
from cartoexp.web.communs.lieux import Lieux
from cartoexp.web.pages.echeances.adresse import SIZE, page_problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.domain.experiments import Source
    from cartoexp.services.echeances import Registre
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.echeances.adresse import Demande


@dataclass(frozen=True, slots=True)
class Contenu:
    """The register, the dates of this page of it, their sources by id, the names of criteria.

    ``abonnement`` tells what the calendar holds and leaves out, ``origine`` is the site's own
    address, empty when it is not known.
    """

    demande: Demande
    registre: Registre
    montrees: Sequence[Echeance]
    sources: Mapping[str, Source]
    noms: Mapping[str, str]
    lieux: Lieux
    abonnement: str
    origine: str = ""

    @property
    def jour(self) -> date:
        """The day of the register."""
        return self.registre.jour

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return pages_of(self.registre)


def pages_of(registre: Registre) -> int:
    """Return the number of pages of the timeline, at least 1."""
    return max(1, -(-len(registre.datees) // SIZE))


def read(
    services: Services,
    demande: Demande,
    registre: Registre,
    lieux: Lieux,
    calendar: tuple[str, str],
) -> Contenu:
    """Ask the services for what the page adds to the register.

    ``calendar`` is what it holds and leaves out, in words, and the address of the site.

    Raises:
        InvalidParametersError: for a page after the last one.
    """
    if demande.page > pages_of(registre):
        raise page_problem(pages_of(registre))
    first = (demande.page - 1) * SIZE
    shown = registre.datees[first : first + SIZE]
    epci = services.territoires.find(Niveau.EPCI, demande.choix.filters.epci)
    return Contenu(
        demande,
        registre,
        shown,
        services.echeances.sources(shown),
        words.places(services, demande.choix),
        Lieux(lieux.regions, lieux.departements, epci),
        *calendar,
    )
