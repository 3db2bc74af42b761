"""Who may freeze, and how often: our own pages and programs, at a rate."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from cartoexp.domain.debit import Debit
from cartoexp.domain.figees import GelEtrangerError, GelsEpuisesError
from cartoexp.domain.phrases.nombres import count
from cartoexp.services.debits import Debits
from cartoexp.web.limites import EXEMPT, subscriber

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR_S = 3_600.0
FOREIGN = "Un autre site a demandé ce gel à votre place : figez la vue depuis Cartoexp."
OWN_SITE = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Rythme:
    """How many views may be frozen: by one address in an hour (0: any number), in all in a day.

    ``mandataires`` is how many proxies of our own stand before the site.
    """

    par_heure: int
    par_jour: int
    mandataires: int


def refuse_foreign() -> None:
    """Refuse what another site makes a browser send; programs send neither header.

    There is no cookie to ride on: it keeps others from spending what a visitor may freeze.

    Raises:
        GelEtrangerError: for a request that comes from elsewhere.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OWN_SITE:
        raise GelEtrangerError(FOREIGN)
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        raise GelEtrangerError(FOREIGN)


def counter(rythme: Rythme) -> Callable[[], None]:
    """Return what counts the freezes of an address, and refuses one too many.

    To be called before the processes are forked: they count together.
    """
    if not rythme.par_heure:
        return lambda: None
    debits = Debits(Debit(rythme.par_heure, HOUR_S))

    def take() -> None:
        forwarded = request.headers.get("X-Forwarded-For")
        name = subscriber(request.remote_addr, forwarded, rythme.mandataires)
        if name == EXEMPT:
            return
        verdict = debits.take(name)
        if not verdict.admise:
            told = count(rythme.par_heure, "vue")
            raise GelsEpuisesError(
                f"Votre adresse a figé {told} en une heure, le plus qui soit admis. "
                f"Réessayez dans {count(ceil(verdict.attente_s / 60), 'minute')}.",
                ceil(verdict.attente_s),
            )

    return take
