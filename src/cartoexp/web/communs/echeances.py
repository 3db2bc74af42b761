"""What is asked of the register of deadlines, in words; its addresses; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.echeances import Choix, Periode
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.accords import EXPERIMENTATION
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, quote, typeset
from cartoexp.web import criteria

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.echeances import Echeance
    from cartoexp.services.echeances.comptes import Compte
    from cartoexp.services.registry import Services

PATH = "/echeances"
LABELS = {"nature": "Échéance", "suite": "Suite", "evaluation": "Évaluation"}


@dataclass(frozen=True, slots=True)
class Critere:
    """One value of a criterion that is set, in words, and what is asked without it."""

    texte: str
    sans: Choix


def address(choix: Choix, path: str = PATH, **more: str) -> str:
    """Return an address of the register; ``more`` are parameters of the page or of the file."""
    asked = urlencode([*choix.pairs(), *more.items()], safe=",")
    return f"{path}?{asked}" if asked else path


def fiche(e: Echeance) -> str:
    """Return the path of what a deadline is about."""
    if e.derogation:
        return f"/derogations/{e.derogation}"
    return f"/experimentations/{e.experiment.id}"


def places(services: Services, choix: Choix) -> dict[str, str]:
    """Return the names of the territories and of the experiment that are named, by criterion."""
    found = criteria.places(services.territoires, choix.filters)
    if only := choix.criteres.experimentation:
        known = {x.id: x.titre for x in services.experiments.snapshot().experiments}
        found["experimentation"] = typeset(known.get(only, only))
    return found


def active(choix: Choix, names: Mapping[str, str]) -> list[Critere]:
    """Return the criteria that are set, those of the catalogue first."""
    own = choix.criteres
    found = [Critere(c.text, Choix(c.left, own)) for c in criteria.active(choix.filters, names)]
    for name, label in LABELS.items():
        found += [
            Critere(f"{label}{NBSP}: {value.label}", choix.without(name, value.value))
            for value in getattr(own, name)
        ]
    if own.periode != Periode():
        found.append(Critere(f"Période{NBSP}: {period(own.periode)}", choix.without("de")))
    if own.experimentation:
        told = names.get("experimentation", own.experimentation)
        left = choix.without("experimentation")
        found.append(Critere(f"Expérimentation{NBSP}: {quote(told)}", left))
    return found


def told(services: Services, choix: Choix) -> list[str]:
    """Return the same in words only."""
    return [c.texte for c in active(choix, places(services, choix))]


def period(periode: Periode) -> str:
    """Return « les 6 mois à venir », « de mai 2026 à 2027 », « depuis 2026 », « jusqu’en 2026 »."""
    if periode.mois:
        return (
            f"les {count(periode.mois, 'mois', 'mois')} à venir"
            if periode.mois > 1
            else "le mois à venir"
        )
    if periode.de and periode.a:
        return f"de {_from(periode.de)} à {_from(periode.a)}"
    if periode.de:
        return f"depuis {_from(periode.de)}"
    until = periode.a
    return f"jusqu’{'au' if until and until.jour else 'en'} {_from(until)}" if until else ""


def _from(when: PartialDate) -> str:
    return dates.partial(when)


def subjects(compte: Compte) -> str:
    """Return « 3 expérimentations et 1 dérogation », « aucune expérimentation »."""
    parts = [EXPERIMENTATION.counted(compte.experimentations)] if compte.experimentations else []
    if compte.derogations:
        parts.append(count(compte.derogations, "dérogation"))
    return listed(parts) or EXPERIMENTATION.none


def placed(compte: Compte) -> str:
    """Return the same with its territories: « 3 expérimentations (49 territoires) »."""
    where = f" ({count(compte.territoires, 'territoire')})" if compte.territoires else ""
    return f"{subjects(compte)}{where}"
