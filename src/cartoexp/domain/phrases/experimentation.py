"""An experiment in words: how many implantations, where, since when, in what state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.accords import IMPLANTATION, recensed
from cartoexp.domain.phrases.dates import years
from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.lieux import dans
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.niveaux import NOMS
from cartoexp.domain.phrases.typographie import NBSP, capital, small, typeset
from cartoexp.domain.statuts import derive_periode, derive_statut
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.experiments import Experiment, Implantation
    from cartoexp.domain.territoires import Territoire

    Placed = Sequence[tuple[Implantation, Territoire]]
    """Implantations, each with its current territory."""

NAMED = 3
"""Places named in a sentence; the others are counted."""
_SMALLEST_FIRST = (Niveau.COMMUNE, Niveau.EPT, Niveau.EPCI, Niveau.DEPARTEMENT, Niveau.REGION)


def told(experiment: Experiment, placed: Placed, today: date) -> Dit:
    """Return an experiment as title, sentence and text alternative of its picture.

    The status is always dated, and in the past once its attestation is stale.

    Raises:
        ValueError: there is no implantation; the catalogue's rules forbid it.
    """
    phrase = sentences(f"{spread(placed)}.", f"{capital(status(placed, today))}.")
    return Dit.of("Carte des implantations", typeset(experiment.titre), phrase)


def spread(placed: Placed) -> str:
    """Return « 13 implantations recensées : à Thiers, à Pipriac et 11 autres, depuis 2016 ».

    No full stop.
    """
    head = recensed(len(placed), IMPLANTATION)
    if not placed:
        return capital(head)
    period = derive_periode(i for i, _ in placed)
    since = years(period.debut, None if period.sans_fin else period.fin)
    return f"{head}{NBSP}: {where([t for _, t in placed])}{f', {since}' if since else ''}"


def where(territoires: Sequence[Territoire]) -> str:
    """Return « dans l’Ain », « à Thiers et à Pipriac », « 5 communes et 2 départements ».

    Many places of several levels are counted by level; else the first ones are named, in the order
    given, and the others counted.
    """
    places = [*{t.cle: t for t in territoires}.values()]
    tally = Counter(t.niveau for t in places)
    if len(tally) > 1 and len(places) > NAMED:
        return listed([NOMS[n].counted(tally[n]) for n in _SMALLEST_FIRST if tally[n]])
    return listed([dans(t) for t in places], NAMED)


def status(placed: Placed, today: date) -> str:
    """Return « en cours, attesté en déc. 2025 », ready inside a sentence."""
    return small(typeset(derive_statut([i for i, _ in placed]).phrase(today)))
