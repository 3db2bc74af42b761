"""The rows of a sound file, joined at a glance: the code of a commune, with nothing against it.

Gives what the whole judgement would, ten times faster; anything else is left to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.motifs import ACTUEL, zero_retabli
from cartoexp.domain.rattachement.types import Rattachement, Statut, Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.rattachement.types import Indices
    from cartoexp.domain.territoires import Territoire


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
    """Communes by code, and by code without its first zero."""

    par_code: Mapping[str, Simple]

    @classmethod
    def build(cls, territoires: Iterable[Territoire]) -> Simples:
        """Prepare the outcome of each commune."""
        known = list(territoires)
        regions = {t.code: t.nom for t in known if t.niveau is Niveau.REGION}
        found: dict[str, Simple] = {}
        for t in known:
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
        return cls(found)

    def rattacher(self, indices: Indices) -> Rattachement | None:
        """Return the outcome of a row that asks for no judgement, ``None`` for the others."""
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
