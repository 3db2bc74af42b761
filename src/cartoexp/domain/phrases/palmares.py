"""A ranking in words: who comes first, who ties, the median, how many are unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.carte import missing, titled
from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.lieux import avec_article
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.mesures import sourced, value
from cartoexp.domain.phrases.typographie import NBSP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.phrases.mesures import Mesure
    from cartoexp.domain.territoires import Territoire

NAMED = 3
"""Territories named at the head of a ranking."""


def told(
    mesure: Mesure,
    premiers: Sequence[tuple[Territoire, float]],
    mediane: float | None = None,
    inconnus: int = 0,
    lieu: str = "",
) -> Dit:
    """Return a ranking as title, sentence and text alternative.

    Args:
        mesure: what is ranked.
        premiers: the territories with their values, the highest first; all those that tie.
        mediane: of all the values known.
        inconnus: territories whose value is not known.
        lieu: where the ranking was restricted (« dans l’Ain »).
    """
    titre = titled(mesure, lieu)
    if not premiers:
        return Dit.of("Tableau", titre, sentences("Aucune valeur connue.", sourced(mesure)))
    middle = f"Médiane{NBSP}: {value(mesure, mediane)}." if mediane is not None else ""
    phrase = sentences(
        head(mesure, premiers), middle, missing(mesure.niveau, inconnus), sourced(mesure)
    )
    return Dit.of("Tableau", titre, phrase)


def head(mesure: Mesure, premiers: Sequence[tuple[Territoire, float]]) -> str:
    """Return « En tête : l’Ain (12), le Nord (9) et la Loire (9). », ties said as such."""
    best = premiers[0][1]
    tied = [t for t, v in premiers if v == best]
    if len(tied) > NAMED:
        names = listed([avec_article(t) for t in tied], NAMED)
        return f"En tête, ex æquo{NBSP}: {names} ({value(mesure, best)})."
    shown = [f"{avec_article(t)} ({value(mesure, v)})" for t, v in premiers[:NAMED]]
    return f"En tête{NBSP}: {listed(shown)}."
