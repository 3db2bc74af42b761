"""Active criteria in words, and the one whose removal helps most when nothing is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.filters import Annees, Filters, SansDate
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import EchellePreuve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cartoexp.services.territoires import TerritoireService

HELD_BY = (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI)
LABELS = {
    "niveau": ("Niveau", "le niveau"),
    "theme": ("Thème", "le thème"),
    "statut": ("Statut", "le statut"),
    "base": ("Fondement", "le fondement juridique"),
    "dimension": ("Dimension", "la dimension"),
    "preuve": ("Preuve", "la solidité de la preuve"),
    "effet": ("Effet", "l’effet"),
    "annee": ("Années", "les années"),
    "sans_date": ("Début", "la restriction aux débuts inconnus"),
    "region": ("Région", "la région"),
    "departement": ("Département", "le département"),
    "epci": ("Intercommunalité", "l’intercommunalité"),
    "q": ("Texte", "le texte cherché"),
}
"""By criterion: the word before its value, and its name after « retirer »."""

_NUMBERS = (
    "",
    "ce filtre",
    *(
        f"ces {n} filtres"
        for n in (
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One value of an active criterion, and the filters without it."""

    name: str
    label: str
    left: Filters

    @property
    def text(self) -> str:
        """« Thème : Énergie »."""
        return f"{LABELS[self.name][0]}{NBSP}: {self.label}"


def places(territoires: TerritoireService, filters: Filters) -> dict[str, str]:
    """Return the names of the territories that the filters name, by criterion."""
    found = {n.value: territoires.find(n, getattr(filters, n.value)) for n in HELD_BY}
    return {name: nom(t) for name, t in found.items() if t is not None}


def told(territoires: TerritoireService, filters: Filters) -> list[str]:
    """Return the active criteria in words: « Thème : Énergie »."""
    return [c.text for c in active(filters, places(territoires, filters))]


def active(filters: Filters, places: Mapping[str, str]) -> list[Criterion]:
    """Return the active criteria; ``places`` gives the names of region, departement and epci."""
    found = []
    for name, _ in filters.pairs():
        value = getattr(filters, name)
        if isinstance(value, tuple):
            found += [Criterion(name, _label(name, v), filters.without(name, v)) for v in value]
        else:
            label = places.get(name) or _label(name, value)
            found.append(Criterion(name, label, filters.without(name)))
    return found


def names(filters: Filters) -> list[str]:
    """Return the criteria that restrict: to include undated implantations is none."""
    inclusive = filters.sans_date is SansDate.INCLURE
    return [n for n, _ in filters.pairs() if not (n == "sans_date" and inclusive)]


def number_of_filters(filters: Filters) -> str:
    """« ce filtre », « ces quatre filtres »."""
    return _NUMBERS[len(names(filters))]


@dataclass(frozen=True, slots=True)
class Removal:
    """The criterion whose removal leaves most experiments, and how many."""

    name: str
    filters: Filters
    experimentations: int

    @property
    def text(self) -> str:
        """« Retirer le statut »."""
        return f"Retirer {LABELS[self.name][1]}"


def best_removal(filters: Filters, count: Callable[[Filters], int]) -> Removal | None:
    """Try to remove each criterion; return the one that helps most, ``None`` if none does."""
    tries = [
        Removal(name, left, count(left))
        for name in names(filters)
        for left in [filters.without(name)]
    ]
    best = max(tries, key=lambda r: r.experimentations, default=None)
    return best if best and best.experimentations else None


def _label(name: str, value: object) -> str:
    if name == "preuve":
        return preuve_label(str(value))
    if isinstance(value, Annees):
        return years_label(value)
    if isinstance(value, SansDate):
        return "inconnu seulement" if value is SansDate.SEULES else "inconnu aussi"
    if name == "q":
        return quote(str(value))
    return str(getattr(value, "label", value))


def preuve_label(value: str) -> str:
    """« 5 · Essai randomisé »."""
    return f"{value} · {EchellePreuve(int(value)).label}"


def years_label(annees: Annees) -> str:
    """« 2016–2024 », « depuis 2016 », « jusqu’en 2010 », « 2016 »."""
    if annees.fin is None:
        return f"depuis {annees.debut}"
    if annees.debut is None:
        return f"jusqu’en {annees.fin}"
    return str(annees).replace("-", "–")
