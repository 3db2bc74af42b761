"""The sentence of a map, written from its data: what is counted, extremes, median, what is hidden.

Every function takes ``lieu``, where the map was restricted (« dans l’Ain »), empty for France.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.accords import COLLECTIVITE_ULTRAMARINE, recensed, verb
from cartoexp.domain.phrases.dit import Dit, sentences
from cartoexp.domain.phrases.mesures import named, sourced, value
from cartoexp.domain.phrases.niveaux import NOMS
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, capital, typeset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.phrases.mesures import Extreme, Mesure, Resume
    from cartoexp.domain.territoires import Niveau

NOT_A_PROBABILITY = "ce n’est pas une probabilité de réussite"


@dataclass(frozen=True, slots=True)
class Comptage:
    """Experiments counted by territory.

    ``territoires`` of the ``dessines`` drawn ones hold some; ``hors_carte`` hold some but have no
    outline; ``au_dessus`` experiments run at a larger scale than the level of the map: in
    the list beside it, when there is a ``liste``.
    """

    experimentations: int
    territoires: int
    dessines: int
    hors_carte: int = 0
    au_dessus: int = 0
    liste: bool = field(default=True, kw_only=True)


def titled(mesure: Mesure, lieu: str = "") -> str:
    """Return « Taux de pauvreté, par commune, dans l’Ain »."""
    where = f", {lieu}" if lieu else ""
    return f"{typeset(mesure.titre)}, par {NOMS[mesure.niveau].singulier}{where}"


def counts(niveau: Niveau, found: Comptage, lieu: str = "") -> str:
    """Return « 36 expérimentations recensées dans 45 départements sur 101. » and what is left."""
    noun = NOMS[niveau]
    where = f" {lieu}" if lieu else ""
    if not found.experimentations:
        told = f"{capital(recensed(0))}{where}."
    elif not found.territoires:
        told = f"{recensed(found.experimentations)}{where}."
    else:
        told = (
            f"{recensed(found.experimentations)}{where}{',' if lieu else ''} dans "
            f"{noun.counted(found.territoires)} sur {number(found.dessines)}."
        )
    return sentences(told, _undrawn(found.hors_carte), _larger(found.au_dessus, liste=found.liste))


def rate(mesure: Mesure, haut: Extreme | None, masques: int = 0) -> str:
    """Return the highest rate, and the territories too small for one.

    ``haut`` is ``None`` when no rate is known.
    """
    hidden = _hidden(mesure.niveau, masques)
    if haut is None or haut.valeur == 0:
        return sentences("Aucune expérimentation à rapporter à la population.", hidden)
    told = f"Le plus haut{NBSP}: {named(haut)}, {value(mesure, haut.valeur)}."
    return sentences(told, hidden, sourced(mesure))


def indicator(mesure: Mesure, resume: Resume | None) -> str:
    """Return median, lowest and highest, with names and ties."""
    if resume is None:
        return sentences("Aucune valeur connue.", sourced(mesure))
    low, high = resume.bas, resume.haut
    if low.valeur == high.valeur:
        told = f"Partout la même valeur{NBSP}: {value(mesure, high.valeur)}."
    else:
        told = (
            f"Médiane{NBSP}: {value(mesure, resume.mediane)}. "
            f"Du plus bas, {named(low)} ({value(mesure, low.valeur, unit=False)}), "
            f"au plus haut, {named(high)} ({value(mesure, high.valeur, unit=False)})."
        )
    return sentences(told, sourced(mesure))


def shares(mesure: Mesure, effectifs: Mapping[str, int], connus: int) -> str:
    """Return « Oui : 909 communes, sur 34 875. »: how many hold each label, among those known."""
    if not connus:
        return sentences("Aucune valeur connue.", sourced(mesure))
    noun = NOMS[mesure.niveau]
    parts = [f"{label}{NBSP}: {noun.counted(n)}" for label, n in effectifs.items()]
    return sentences(f"{f'{THIN}; '.join(parts)}, sur {number(connus)}.", sourced(mesure))


def likeness(mesure: Mesure, connus: int) -> str:
    """Return what a colour of likeness means: a rank, never a probability."""
    noun = NOMS[mesure.niveau]
    told = f"Rang parmi {noun.counted(connus)}{NBSP}: {NOT_A_PROBABILITY}."
    if not connus:
        told = f"{capital(noun.none)} à comparer."
    return sentences(told, sourced(mesure))


def told(titre: str, phrase: str) -> Dit:
    """Return a map as title, sentence and text alternative."""
    return Dit.of("Carte", titre, phrase)


def missing(niveau: Niveau, n: int) -> str:
    """Return « Valeur inconnue pour 3 communes. »; empty when all is known."""
    return f"Valeur inconnue pour {NOMS[niveau].counted(n)}." if n else ""


def _undrawn(n: int) -> str:
    if not n:
        return ""
    what = COLLECTIVITE_ULTRAMARINE.counted(n)
    return f"S’y {verb(n, 'ajoute', 'ajoutent')} {what} sans contour dans nos sources."


def _larger(n: int, *, liste: bool) -> str:
    if not n:
        return ""
    other = f"{number(n)}{NBSP}{verb(n, 'autre, menée', 'autres, menées')}"
    told = verb(n, "est", "sont") if liste else verb(n, "n’est", "ne sont")
    where = "dans la liste seulement" if liste else "pas sur la carte"
    return f"{other} à une échelle plus vaste, {told} {where}."


def _hidden(niveau: Niveau, n: int) -> str:
    if not n:
        return ""
    noun = NOMS[niveau]
    some = f"{verb(n, 'est', 'sont')} {noun.agreed('masqué', n)}"
    limit = f"moins de 20{THIN}000{NBSP}habitants"
    return f"{noun.counted(n)} de {limit} {some}{NBSP}: une seule expérimentation y pèserait trop."
