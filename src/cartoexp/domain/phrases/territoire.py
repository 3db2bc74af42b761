"""A territory in words: where it is, how large, its rank, what is recorded there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.accords import recensed
from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.grandeurs import inhabitants
from cartoexp.domain.phrases.lieux import de, lieu, nom
from cartoexp.domain.phrases.niveaux import this
from cartoexp.domain.phrases.nombres import number, ordinal
from cartoexp.domain.phrases.typographie import NBSP, capital, small
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire

NOT_EXHAUSTIVE = "La liste n’est pas exhaustive."


def identity(t: Territoire, parent: Territoire | None = None) -> str:
    """Return « Douai, commune du Nord, compte 40 250 habitants. »."""
    place = lieu(t)
    kind = small(t.nature)
    of = f" {de(parent)}" if parent else ""
    if t.population is None:
        return f"La population {place.de}, {kind}{of}, est inconnue de nos sources."
    count = "comptent" if place.pluriel else "compte"
    return f"{capital(place.article)}, {kind}{of}, {count} {inhabitants(t.population)}."


def ranked(t: Territoire, rang: int, parmi: int, ex_aequo: int = 0) -> str:
    """Return « 3e commune sur 648 », « dernier département sur 101 », « 2e commune ex æquo ».

    ``ex_aequo`` counts the others of the same rank.
    """
    place = ordinal(rang, feminine=t.niveau.feminin)
    if rang == parmi and parmi > 1:
        place = "dernière" if t.niveau.feminin else "dernier"
    tie = " ex æquo" if ex_aequo else ""
    return f"{place} {small(t.nature)}{tie} sur {number(parmi)}"


def recorded(t: Territoire, ici: int, plus_fin: int = 0) -> str:
    """Return « Une expérimentation recensées à l’échelle de cette commune, 2 à une échelle… »."""
    head = f"Une{NBSP}expérimentation recensée" if ici == 1 else capital(recensed(ici))
    told = f"{head} à l’échelle de {this(t)}"
    if not plus_fin:
        return f"{told}."
    return f"{told}, {number(plus_fin)} à une échelle plus fine."


def told(
    t: Territoire,
    parent: Territoire | None = None,
    *,
    ici: int,
    plus_fin: int = 0,
    source: str = "",
) -> Dit:
    """Return a territory as title, sentence and text alternative of its picture.

    Args:
        t: the territory.
        parent: what holds it, ``None`` for a région.
        ici: experiments recorded at its very scale.
        plus_fin: experiments recorded inside it.
        source: « Source : INSEE, 2023. », of the population.
    """
    phrase = sentences(identity(t, parent), source, recorded(t, ici, plus_fin), NOT_EXHAUSTIVE)
    titre = nom(t) if t.niveau is not Niveau.COMMUNE or not parent else f"{nom(t)} ({nom(parent)})"
    return Dit.of("Plan", titre, phrase)
