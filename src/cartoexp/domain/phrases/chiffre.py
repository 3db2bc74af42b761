"""One figure in words: what, where, how it compares, from where it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.accords import EXPERIMENTATION, recensed
from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.lieux import avec_article, dans
from cartoexp.domain.phrases.mesures import sourced, value
from cartoexp.domain.phrases.niveaux import plural
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset

if TYPE_CHECKING:
    from cartoexp.domain.phrases.accords import Nom
    from cartoexp.domain.phrases.mesures import Mesure
    from cartoexp.domain.territoires import Territoire

IN_FRANCE = "en France"


def indicator(
    mesure: Mesure, here: Territoire, valeur: float | None, mediane: float | None = None
) -> Dit:
    """Return a value of a territory, beside the median of its level."""
    titre = f"{typeset(mesure.titre)}, {dans(here)}"
    if valeur is None:
        unknown = f"Valeur inconnue pour {avec_article(here)}."
        return Dit.of("", titre, sentences(unknown, sourced(mesure)))
    told = f"{typeset(mesure.titre)}, {dans(here)}{NBSP}: {value(mesure, valeur)}"
    if mediane is not None:
        told += f"{_compared(valeur, mediane)} des {plural(mesure.niveau)}"
        told += f" ({value(mesure, mediane)})" if valeur != mediane else ""
    return Dit.of("", titre, sentences(f"{told}.", sourced(mesure)))


def catalogue(n: int, lieu: str = IN_FRANCE, noun: Nom = EXPERIMENTATION, quoi: str = "") -> Dit:
    """Return how many are recorded somewhere.

    Args:
        n: how many.
        lieu: where, « dans l’Ain ».
        noun: experiments, or implantations.
        quoi: what they are about, as it reads after the noun (« sur le thème « Énergie » »).
    """
    about = f" {quoi}" if quoi else ""
    titre = f"{capital(noun.of(2))} {noun.agreed('recensé', 2)}{about} {lieu}"
    phrase = f"{capital(recensed(n, noun))}{about} {lieu}."
    return Dit.of("", titre, phrase)


def _compared(valeur: float, mediane: float) -> str:
    if valeur == mediane:
        return ", comme la médiane"
    return f", {'au-dessus' if valeur > mediane else 'au-dessous'} de la médiane"
