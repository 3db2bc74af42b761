"""How derogations are told: dates that may be unknown, places by level, decisions, outcomes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from cartoexp.domain.phrases.dates import partial
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, capital
from cartoexp.domain.registre import Etat, etat
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.domain.vocabulaires import Decision, Provenance, Suite, Vocabulaire
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.derogations import Derogation
    from cartoexp.domain.territoires import Territoire

V = TypeVar("V", bound=Vocabulaire)
INCONNUE = "date inconnue"
FEW = 3
"""Territories that are named; more are counted."""
DECISIONS = {
    Decision.ACCORDEE: ("accordée", "accordées"),
    Decision.REFUSEE: ("refusée", "refusées"),
    Decision.EN_ATTENTE: ("en attente de décision", "en attente de décision"),
    Decision.RETIREE: ("retirée", "retirées"),
    Decision.INCONNUE: ("de décision inconnue", "de décision inconnue"),
}
ISSUES = {
    Suite.GENERALISEE: ("généralisée", "généralisées"),
    Suite.PERENNISEE: ("pérennisée", "pérennisées"),
    Suite.PROROGEE: ("prorogée", "prorogées"),
    Suite.ABANDONNEE: ("abandonnée", "abandonnées"),
    Suite.EN_ATTENTE: ("en attente de décision", "en attente de décision"),
    Suite.INCONNUE: ("d’issue inconnue", "d’issue inconnue"),
}
JUGEE = "rapprochement proposé par Cartoexp, non par la source"


def titre(objet: str) -> str:
    """Return an object as a title: a capital, no final stop."""
    return capital(brut(objet)).removesuffix(".")


def jour(when: PartialDate | None) -> str:
    """Return a date, or that it is unknown."""
    return partial(when) if when else INCONNUE


def situation(derogation: Derogation, today: date) -> str:
    """Return where a derogation stands: « En vigueur jusqu’au 31 décembre 2027 »."""
    found, end = etat(derogation, today), derogation.expiration
    if found is Etat.EN_VIGUEUR and end:
        return f"En vigueur jusqu’{'au' if end.jour else 'en'} {partial(end)}"
    if found is Etat.EXPIREE and end:
        return f"Expirée {'le' if end.jour else 'en'} {partial(end)}"
    if found is Etat.ECARTEE:
        return derogation.decision.label
    return found.label


def issue(derogation: Derogation) -> str:
    """Return what came of it, with its date when it is known: « généralisée (2018) »."""
    if derogation.issue is Suite.INCONNUE:
        return "inconnue"
    told = ISSUES[derogation.issue][0]
    return f"{told} ({partial(derogation.issue_le)})" if derogation.issue_le else told


def compte(found: Mapping[V, int], words: Mapping[V, tuple[str, str]]) -> str:
    """Return « 2 accordées, 1 refusée »."""
    return ", ".join(count(found[key], *words[key]) for key in words if found.get(key))


def par_niveau(territoires: Iterable[Territoire]) -> str:
    """Return « 2 régions, 21 communes »; the largest level first."""
    tally = Counter(t.niveau for t in territoires)
    return ", ".join(
        count(tally[n], n.label.lower(), n.label_pluriel.lower()) for n in Niveau if tally[n]
    )


def ou(territoires: Sequence[Territoire]) -> str:
    """Return a few territories by name, many by level."""
    if not territoires:
        return "territoires inconnus"
    if len(territoires) <= FEW:
        return listed([nom(t) for t in ranges(territoires)])
    return par_niveau(territoires)


def ranges(territoires: Iterable[Territoire]) -> list[Territoire]:
    """Return territories by level then by name."""
    order = list(Niveau)
    return sorted(territoires, key=lambda t: (order.index(t.niveau), fold(t.nom), t.code))


def jugee(derogation: Derogation) -> bool:
    """Whether the link with the norm is ours."""
    return derogation.provenance is Provenance.JUGEMENT


def lignes(demandes: int, territoires: int) -> str:
    """Return « 2 demandes, 27 territoires »."""
    return f"{count(demandes, 'demande')}, {count(territoires, 'territoire')}"


RECENSEES = f"Recensées{NBSP}: la liste n’est pas exhaustive."
