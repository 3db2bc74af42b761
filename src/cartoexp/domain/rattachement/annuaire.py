"""Every name that leads to a territory: current, former, short, with the départements it is in."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle, cle_large
from cartoexp.domain.rattachement.formes import Designation, sigle_de
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE
from cartoexp.domain.territoires import Niveau, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.territoires import Passage

_KIND = re.compile(r"^(?:CC|CA|CU|Métropole|Eurométropole)\s+", re.IGNORECASE)
_OF = re.compile(r"^(?:(?:de la|de l|du|des|de|d) |d['’]|de l['’])", re.IGNORECASE)
_SIGLE = re.compile(r"\(([^()]*)\)?\s*$")
_GENERIC = re.compile(
    r"\b(?:communautes?|communes|communale?|agglomerations?|agglo|metropole|metropolitaine?"
    r"|eurometropole|europeenne|intercommunalite|intercommunale|interco|intercom|urbaine)\b"
)


@dataclass(frozen=True, slots=True)
class Nomme:
    """A territory under one of its names; ``ancien`` when the name is no longer its own."""

    territoire: Territoire
    nom: str
    departements: frozenset[str]
    ancien: bool = False


Index = dict[str, list["Nomme"]]


@dataclass(frozen=True, slots=True, repr=False)
class Annuaire:
    """Names by strict key, by loose key, and the ways in which EPCI are called."""

    stricts: Index
    larges: Index
    epci: Index
    epci_courts: Index
    sigles: Index
    departements: Mapping[tuple[Niveau, str], frozenset[str]]
    postaux: Mapping[str, tuple[Territoire, ...]]

    @classmethod
    def build(cls, territoires: Iterable[Territoire], passages: Iterable[Passage]) -> Annuaire:
        """Index the names of the reference."""
        known = {t.cle: t for t in territoires}
        found = cls({}, {}, {}, {}, {}, _departements(known.values()), _postal(known))
        for territoire in known.values():
            found._add(territoire)
        for passage in passages:
            target = known.get((Niveau.COMMUNE, passage.code))
            if target and passage.nom_ancien:
                found._add_former(target, passage.nom_ancien)
        return found

    def _add(self, t: Territoire) -> None:
        named = Nomme(t, t.nom, self.departements[t.cle])
        if t.niveau in COMMUNAUTAIRE:
            self._add_epci(named)
            return
        self.stricts.setdefault(cle(t.nom), []).append(named)
        self.larges.setdefault(cle_large(t.nom), []).append(named)

    def _add_epci(self, named: Nomme) -> None:
        sigle = _SIGLE.search(named.nom)
        if sigle:
            self.sigles.setdefault(sigle_de(sigle[1]), []).append(named)
        whole = _SIGLE.sub("", named.nom).strip()
        bare = _KIND.sub("", whole)
        self.stricts.setdefault(cle(whole), []).append(named)
        if bare != whole and not _OF.match(bare):
            self.stricts.setdefault(cle(bare), []).append(named)
        self.epci.setdefault(cle_large(bare), []).append(named)
        self.epci_courts.setdefault(court(bare), []).append(named)

    def _add_former(self, t: Territoire, nom: str) -> None:
        if cle(nom) == cle(t.nom):
            return
        named = Nomme(t, nom, self.departements[t.cle], ancien=True)
        self.stricts.setdefault(cle(nom), []).append(named)
        self.larges.setdefault(cle_large(nom), []).append(named)

    def chercher(
        self, d: Designation, niveaux: frozenset[Niveau]
    ) -> Iterable[tuple[str, Sequence[Nomme]]]:
        """Yield what a designation may name at some levels (any when empty), the surest first.

        Each step says what was put right, ``""`` for the strict name.
        """
        wanted = niveaux or frozenset(Niveau)
        yield "", _at(self.stricts.get(d.cle, ()), wanted)
        if wanted & COMMUNAUTAIRE and niveaux:
            yield "", _of_kind(self.epci.get(cle_large(d.cle), ()), d, wanted)
            yield _SHORTENED, _of_kind(self.epci_courts.get(court(d.cle), ()), d, wanted)
            if d.sigle:
                yield _ACRONYM, _at(self.sigles.get(d.sigle, ()), wanted)
        yield _SPELLING, _at(self.larges.get(cle_large(d.cle), ()), wanted)


_SPELLING = "Nom rapproché aux petits mots près."
_SHORTENED = "Nom de l’intercommunalité abrégé."
_ACRONYM = "Sigle de l’intercommunalité."


def court(nom: str) -> str:
    """Return the loose key of the name of an EPCI without the words that any of them may bear."""
    folded = cle(nom)
    kept = _GENERIC.sub(" ", folded)
    return cle_large(kept) if kept.strip() else cle_large(folded)


def _at(found: Sequence[Nomme], niveaux: frozenset[Niveau]) -> list[Nomme]:
    return [n for n in found if n.territoire.niveau in niveaux]


def _of_kind(found: Sequence[Nomme], d: Designation, niveaux: frozenset[Niveau]) -> list[Nomme]:
    """Prefer the EPCI of the kind that is written, for there are a CC and a CA of one name."""
    kept = _at(found, niveaux)
    same = [n for n in kept if d.type_epci and n.territoire.type_epci == d.type_epci]
    return same or kept


def _departements(known: Iterable[Territoire]) -> dict[tuple[Niveau, str], frozenset[str]]:
    """Return the départements that each territory touches."""
    found: dict[tuple[Niveau, str], set[str]] = defaultdict(set)
    for t in known:
        own = t.code if t.niveau is Niveau.DEPARTEMENT else t.code_departement
        if own:
            found[t.cle].add(own)
        if t.niveau is Niveau.COMMUNE and own:
            for niveau, code in ((Niveau.EPCI, t.code_epci), (Niveau.EPT, t.code_ept)):
                if code:
                    found[niveau, code].add(own)
        if t.niveau is Niveau.DEPARTEMENT and t.code_region:
            found[Niveau.REGION, t.code_region].add(t.code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _postal(known: Mapping[tuple[Niveau, str], Territoire]) -> dict[str, tuple[Territoire, ...]]:
    found: dict[str, list[Territoire]] = defaultdict(list)
    for t in known.values():
        for code in t.codes_postaux:
            found[code].append(t)
    return {code: tuple(held) for code, held in found.items()}
