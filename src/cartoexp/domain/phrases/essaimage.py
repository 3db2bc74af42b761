"""Candidates to a new implantation in words: a rank or a percentile, never a probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.elision import elided
from cartoexp.domain.phrases.lieux import avec_article
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.niveaux import NOMS, counted, plural
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, capital, quote, typeset
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire

NOT_A_PROBABILITY = "Ce rang n’est pas une probabilité de réussite."
FRESH = (
    "Trop peu d’implantations pour apprendre un profil\u00a0: les plus ressemblants sont classés."
)
_SMALLEST = 0.1
_HALF = 50
_TWO_FIGURES = 10


def share(percentile: float) -> str:
    """Return how many of its level are as like or more, in percent."""
    above = max((1 - percentile) * 100, _SMALLEST)
    return number(above, 0 if above >= _TWO_FIGURES else 1)


def likeness(percentile: float, niveau: Niveau) -> str:
    """Return where a territory stands among those of its level; never as a probability."""
    above = (1 - percentile) * 100
    if niveau in {Niveau.REGION, Niveau.DEPARTEMENT}:  # too few for a percentage of the first ones
        return f"devant {int(percentile * 100)}{THIN}% des autres {plural(niveau)}"
    if above > _HALF:
        return f"dans la moitié des {plural(niveau)} qui ressemblent le moins"
    those = elided("de", plural(niveau))
    return f"parmi les {share(percentile)}{THIN}% {those} qui ressemblent le plus"


def told(
    experimentation: str,
    niveau: Niveau,
    premiers: Sequence[Territoire],
    parmi: int,
    *,
    comparables_seulement: bool = False,
) -> Dit:
    """Return the first candidates of an experiment as title, sentence and text alternative.

    Args:
        experimentation: its title.
        niveau: that of the candidates.
        premiers: the first ones, the best first.
        parmi: how many were ranked.
        comparables_seulement: nothing was learnt, they are those most like the implantations.
    """
    name = quote(typeset(experimentation))
    titre = f"Où {name} pourrait essaimer, par {NOMS[niveau].singulier}"
    if not premiers:
        return Dit.of("Tableau", titre, f"{capital(NOMS[niveau].none)} à classer.")
    who = listed([avec_article(t) for t in premiers])
    first = "En tête" if len(premiers) > 1 else "Au premier rang"
    phrase = f"{first}, parmi {counted(parmi, niveau)}{NBSP}: {who}."
    fresh = FRESH if comparables_seulement else ""
    return Dit.of("Tableau", titre, sentences(phrase, fresh, NOT_A_PROBABILITY))
