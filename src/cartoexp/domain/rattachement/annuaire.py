"""Every name that leads to a territory: current, former, short, with the départements it is in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle, cle_large
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.rattachement.formes import Designation
    from cartoexp.domain.territoires import Territoire

_GENERIC = re.compile(
    r"\b(?:communautes?|communes|communale?|agglomerations?|agglo|metropole|metropolitaine?"
    r"|eurometropole|europeenne|intercommunalite|intercommunale|interco|intercom|urbaine)\b"
)
SINGULAR = 3
"""Letters from which a final « s » is taken for a plural."""
_SPELLING = "Nom rapproché aux petits mots près."
_SHORTENED = "Nom de l’intercommunalité abrégé."


@dataclass(frozen=True, slots=True)
class Nomme:
    """A territory under one of its names.

    ``ancien`` when the name is not its own now; ``partage`` when the one that bore it has been
    parted since: the name then means more than this territory.
    """

    territoire: Territoire
    nom: str
    departements: frozenset[str]
    ancien: bool = False
    partage: bool = False


@dataclass(frozen=True, slots=True)
class Dissoute:
    """An EPCI that is no more, and the one that has all its communes now, if one has."""

    nom: str
    siren: str
    suite: Territoire | None


Index = dict[str, list[Nomme]]


@dataclass(frozen=True, slots=True, repr=False)
class Annuaire:
    """Names by strict key and by loose key, the ways in which EPCI are called, postal codes.

    ``lointains`` are names that ended before this century: looked at when nothing else fits.
    """

    departements: Mapping[tuple[Niveau, str], frozenset[str]]
    postaux: Mapping[str, tuple[Territoire, ...]]
    stricts: Index = field(default_factory=dict)
    larges: Index = field(default_factory=dict)
    lointains: Index = field(default_factory=dict)
    epci: Index = field(default_factory=dict)
    epci_courts: Index = field(default_factory=dict)
    sigles: Index = field(default_factory=dict)
    dissoutes: dict[str, list[Dissoute]] = field(default_factory=dict)

    def chercher(
        self, d: Designation, niveaux: frozenset[Niveau]
    ) -> Iterable[tuple[str, Sequence[Nomme]]]:
        """Yield what a designation may name at some levels (any when empty), the surest first.

        Each step says what was put right, ``""`` for a name as it is listed.
        """
        wanted = niveaux or frozenset(Niveau)
        yield "", _at(self.stricts.get(d.cle, ()), wanted)
        if niveaux and wanted & COMMUNAUTAIRE:
            yield "", _of_kind(self.epci.get(cle_large(d.cle), ()), d, wanted)
            yield _SHORTENED, _of_kind(self.epci_courts.get(court(d.cle), ()), d, wanted)
        if Niveau.COMMUNE in wanted or not niveaux & COMMUNAUTAIRE:
            yield _SPELLING, _at(self.larges.get(cle_large(d.cle), ()), wanted)
            yield "", _at(self.lointains.get(d.cle, ()), wanted)

    def dissoute(self, d: Designation) -> Sequence[Dissoute]:
        """Return the EPCI that bore a name and are no more."""
        return self.dissoutes.get(cle_large(d.cle), ()) if d.niveaux & COMMUNAUTAIRE else ()


def court(nom: str) -> str:
    """Return the key of an EPCI by the words that are its own, whatever their order and number.

    « Alpes Provence Agglomération » is « CA Provence-Alpes-Agglomération ».
    """
    return "".join(sorted(mots_propres(nom))) or cle_large(nom)


def mots_propres(nom: str) -> set[str]:
    """Return the words of the name of an EPCI that any other would not bear, in the singular."""
    words = cle_large(_GENERIC.sub(" ", cle(nom)), " ").split()
    return {w[:-1] if len(w) > SINGULAR and w[-1] in "sx" else w for w in words}


def _at(found: Sequence[Nomme], niveaux: frozenset[Niveau]) -> list[Nomme]:
    return [n for n in found if n.territoire.niveau in niveaux]


def _of_kind(found: Sequence[Nomme], d: Designation, niveaux: frozenset[Niveau]) -> list[Nomme]:
    """Prefer the EPCI of the kind that is written, for there are a CC and a CA of one name."""
    kept = _at(found, niveaux)
    same = [n for n in kept if d.type_epci and n.territoire.type_epci == d.type_epci]
    return same or kept
