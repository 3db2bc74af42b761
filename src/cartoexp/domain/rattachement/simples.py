"""The rows of a sound file, joined at a glance: a commune by its code, or by name and département.

Gives what the whole judgement would, ten times faster; anything else is left to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.motifs import ACTUEL, PAR_NOM, zero_retabli
from cartoexp.domain.rattachement.types import Rattachement, Statut, Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from cartoexp.domain.rattachement.annuaire import Annuaire
    from cartoexp.domain.rattachement.types import Indices
    from cartoexp.domain.territoires import Territoire


COMMUNE = frozenset({"commune", "Commune", "COMMUNE"})


@dataclass(frozen=True, slots=True)
class Simple:
    """A commune by one of the two writings of its code: what its row may say, its outcome."""

    cle: str
    nom: str
    departements: frozenset[str]
    regions: frozenset[str]
    issue: Rattachement


@dataclass(frozen=True, slots=True, repr=False)
class Simples:
    """Communes by code, by code without its first zero, by name and département.

    ``seules`` are those whose name no département and no EPCI of the place bears.
    """

    par_code: Mapping[str, Simple]
    par_nom: Mapping[tuple[str, str], Rattachement]
    seules: Container[tuple[str, str]]
    departements: Mapping[str, str]

    @classmethod
    def build(cls, territoires: Iterable[Territoire], annuaire: Annuaire) -> Simples:
        """Prepare the outcome of each commune."""
        known = list(territoires)
        named, alone = _named(annuaire)
        texts: dict[str, str] = {}
        for t in known:
            if t.niveau is Niveau.DEPARTEMENT:
                texts |= dict.fromkeys((t.code, t.code.removeprefix("0"), t.nom), t.code)
        return cls(_coded(known), named, alone, texts)

    def rattacher(self, indices: Indices) -> Rattachement | None:
        """Return the outcome of a row that asks for no judgement, ``None`` for the others."""
        if not indices.code:
            return self._par_nom(indices)
        simple = self.par_code.get(indices.code)
        if (
            simple is None
            or indices.niveau
            or indices.departement not in simple.departements
            or indices.region not in simple.regions
        ):
            return None
        nom = indices.nom
        if nom and nom != simple.nom and cle(nom) != simple.cle:
            return None
        return simple.issue

    def _par_nom(self, i: Indices) -> Rattachement | None:
        departement = self.departements.get(i.departement)
        if departement is None or i.region or i.siren or i.code_postal or i.longitude:
            return None
        key = cle(i.nom), departement
        told = i.niveau in COMMUNE
        return self.par_nom.get(key) if told or (not i.niveau and key in self.seules) else None


def _coded(known: Iterable[Territoire]) -> dict[str, Simple]:
    every = list(known)
    regions = {t.code: t.nom for t in every if t.niveau is Niveau.REGION}
    found: dict[str, Simple] = {}
    for t in every:
        if t.niveau is not Niveau.COMMUNE:
            continue
        own, region = t.code_departement or "", t.code_region or ""
        places = frozenset({"", own, own.removeprefix("0")})
        around = frozenset({"", region, regions.get(region, "")})
        sound = Rattachement(Statut.ACCEPTE, t, Voie.CODE, ACTUEL)
        found[t.code] = Simple(cle(t.nom), t.nom, places, around, sound)
        if t.code.startswith("0"):
            said = zero_retabli(t.code)
            mended = Rattachement(Statut.REPARE, t, Voie.CODE_REPARE, said)
            found[t.code[1:]] = Simple(cle(t.nom), t.nom, places, around, mended)
    return found


def _named(
    annuaire: Annuaire,
) -> tuple[dict[tuple[str, str], Rattachement], set[tuple[str, str]]]:
    """Return the communes that alone bear their name in a département, and those among all."""
    found: dict[tuple[str, str], Rattachement] = {}
    alone: set[tuple[str, str]] = set()
    for key, bearers in annuaire.stricts.items():
        current = [n for n in bearers if not n.ancien]
        communes = [n for n in current if n.territoire.niveau is Niveau.COMMUNE]
        for n in communes:
            (own,) = n.departements
            if sum(own in other.departements for other in communes) == 1:
                said = PAR_NOM[Voie.NOM_DEPARTEMENT]
                t = n.territoire
                found[key, own] = Rattachement(Statut.ACCEPTE, t, Voie.NOM_DEPARTEMENT, said)
                if sum(own in other.departements for other in current) == 1:
                    alone.add((key, own))
    return found, alone
