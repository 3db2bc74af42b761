"""Who may send, and how often: our own pages and programs, at a rate."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import request

from cartoexp.domain.debit import Debit
from cartoexp.domain.phrases.nombres import count
from cartoexp.services.debits import Debits
from cartoexp.web.limites import EXEMPT, subscriber

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartoexp.domain.debit import Verdict
    from cartoexp.domain.errors import CartoexpError, EnvoiEtrangerError

HOUR_S = 3_600.0
OWN_SITE = frozenset({"same-origin", "none"})


def refuse_foreign(refusal: EnvoiEtrangerError) -> None:
    """Refuse what another site makes a browser send; programs send neither header.

    There is no cookie to ride on: it keeps others from spending what a visitor may send.

    Raises:
        EnvoiEtrangerError: ``refusal``, for a request that comes from elsewhere.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in OWN_SITE:
        raise refusal
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        raise refusal


@dataclass(frozen=True, slots=True)
class Cadence:
    """How many times an address may send something in an hour (0: any number).

    ``mandataires`` is how many proxies of our own stand before the site; ``limites_url`` is the
    Redis server where several machines count together, if there is one.
    """

    par_heure: int
    mandataires: int
    limites_url: str = ""


def counter(
    cadence: Cadence, usage: str, refusal: Callable[[str, int], CartoexpError]
) -> Callable[[], None]:
    """Return what counts the sendings of an address, and refuses one too many.

    To be called before the processes are forked: they count together. ``usage`` tells what is
    counted from the rest; ``refusal`` is given the time to wait, in words and in seconds.
    """
    if not cadence.par_heure:
        return lambda: None
    take_ = _debits(Debit(cadence.par_heure, HOUR_S), cadence.limites_url, usage)

    def take() -> None:
        forwarded = request.headers.get("X-Forwarded-For")
        name = subscriber(request.remote_addr, forwarded, cadence.mandataires)
        if name == EXEMPT:
            return
        verdict = take_(name)
        if not verdict.admise:
            wait = count(ceil(verdict.attente_s / 60), "minute")
            raise refusal(wait, ceil(verdict.attente_s))

    return take


def _debits(debit: Debit, url: str, usage: str) -> Callable[[str], Verdict]:
    if not url:
        return Debits(debit).take
    # Imported here: a site of one machine does without.
    from cartoexp.services.debits_reseau import DebitsReseau  # noqa: PLC0415

    return DebitsReseau(debit, url, usage).take
