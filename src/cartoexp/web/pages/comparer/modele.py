"""Everything the comparison shows, gathered before a word is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from cartoexp.domain.territoires import Niveau
from cartoexp.services.experiences import at
from cartoexp.services.profils import NoProfileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import Comparable
    from cartoexp.services.experiences import Experience
    from cartoexp.services.indicateurs import Indicateur, Valeur
    from cartoexp.services.registry import Services


@dataclass(frozen=True, slots=True)
class Ligne:
    """An indicator and its value in each territory, in the order of these."""

    indicateur: Indicateur
    valeurs: Sequence[Valeur]

    @property
    def connue(self) -> bool:
        """Whether it is known of one of them."""
        return any(v.valeur is not None for v in self.valeurs)


@dataclass(frozen=True, slots=True)
class Paire:
    """Two territories: how the second compares with the first, and the first with the second."""

    a: Territoire
    b: Territoire
    aller: Comparable
    retour: Comparable


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Two to four territories of one level; ``sans_profil`` is why they have no likeness."""

    territoires: Sequence[Territoire]
    lieux: Mapping[str, str]
    lignes: Sequence[Ligne]
    experiences: Sequence[Sequence[Experience]]
    paires: Sequence[Paire] = ()
    sans_profil: str = ""

    @property
    def niveau(self) -> Niveau:
        """Their level."""
        return self.territoires[0].niveau


def gather(services: Services, territoires: Sequence[Territoire]) -> Comparaison:
    """Return what is known of territories side by side."""
    values = [services.indicateurs.values(t) for t in territoires]
    lines = [Ligne(line[0].indicateur, line) for line in zip(*values, strict=False)]
    known = at(services.experiments.snapshot(), territoires)
    pairs, why = _pairs(services, territoires)
    return Comparaison(
        territoires,
        holders(services, territoires),
        [line for line in lines if line.connue],
        [known.get(t.cle, ()) for t in territoires],
        pairs,
        why,
    )


def _pairs(services: Services, territoires: Sequence[Territoire]) -> tuple[list[Paire], str]:
    pair = services.comparables.pair
    try:
        found = [Paire(a, b, pair(a, b), pair(b, a)) for a, b in combinations(territoires, 2)]
    except NoProfileError as error:
        return [], str(error)
    return found, ""


def holders(services: Services, territoires: Iterable[Territoire]) -> dict[str, str]:
    """Return the name of the département, or else of the région, of each territory by code."""
    return {t.code: _holder(services, t) for t in territoires}


def _holder(services: Services, t: Territoire) -> str:
    find = services.territoires.find
    found = None if t.niveau is Niveau.DEPARTEMENT else find(Niveau.DEPARTEMENT, t.code_departement)
    found = found or find(Niveau.REGION, t.code_region)
    return "" if found is None or found.cle == t.cle else found.nom
