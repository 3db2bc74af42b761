"""Who may freeze, and how often: our own pages and programs, at a rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.figees import GelEtrangerError, GelsEpuisesError
from cartoexp.domain.phrases.nombres import count
from cartoexp.web import cadence

if TYPE_CHECKING:
    from collections.abc import Callable

FOREIGN = "Un autre site a demandé ce gel à votre place : figez la vue depuis Cartoexp."


@dataclass(frozen=True, slots=True)
class Rythme:
    """How many views may be frozen: by one address, in all in a day."""

    cadence: cadence.Cadence
    par_jour: int


def refuse_foreign() -> None:
    """Refuse what another site makes a browser freeze.

    Raises:
        GelEtrangerError: for a request that comes from elsewhere.
    """
    cadence.refuse_foreign(GelEtrangerError(FOREIGN))


def counter(rythme: Rythme) -> Callable[[], None]:
    """Return what counts the freezes of an address, and refuses one too many.

    To be called before the processes are forked: they count together.
    """

    def refusal(wait: str, seconds: int) -> GelsEpuisesError:
        told = count(rythme.cadence.par_heure, "vue")
        return GelsEpuisesError(
            f"Votre adresse a figé {told} en une heure, le plus qui soit admis. "
            f"Réessayez dans {wait}.",
            seconds,
        )

    return cadence.counter(rythme.cadence, "gels", refusal)
