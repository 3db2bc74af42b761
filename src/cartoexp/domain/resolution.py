"""Resolution of codes, in one place: whatever code comes in, the current territory or nothing.

Every resolution says what it did. Nothing is guessed: a code that could be two territories
(« 20 » is Corse-du-Sud or Haute-Corse) is not resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import de
from cartoexp.domain.territoires import Niveau, Passage, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Nature(StrEnum):
    """How a code led to a territory."""

    ACTUEL = "actuel"
    ANCIEN = "ancien"
    DELEGUEE = "deleguee"
    ASSOCIEE = "associee"
    ARRONDISSEMENT = "arrondissement_municipal"
    SIREN = "siren"
    REPARE = "repare"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A current territory, the code that led to it and what was done, in French sentences."""

    territoire: Territoire
    demande: str
    nature: Nature
    etapes: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What was done, in one text; empty when the code was current."""
        return " ".join(self.etapes)


_NATURES = {
    "deleguee": (Nature.DELEGUEE, "une commune déléguée"),
    "associee": (Nature.ASSOCIEE, "une commune associée"),
    "arrondissement_municipal": (Nature.ARRONDISSEMENT, "un arrondissement municipal"),
}
_ORDER = (Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT, Niveau.DEPARTEMENT, Niveau.REGION)
_SPACES = re.compile(r"[\s.\-]+")
_LOST_ZERO = {Niveau.COMMUNE: 4, Niveau.DEPARTEMENT: 1, Niveau.REGION: 1}


@dataclass(frozen=True, slots=True)
class Resolver:
    """Codes to territories, built once from the reference."""

    territoires: Mapping[tuple[Niveau, str], Territoire]
    passages: Mapping[str, Passage]
    sirens: Mapping[str, Territoire] = field(default_factory=dict)

    @classmethod
    def build(cls, territoires: Iterable[Territoire], passages: Iterable[Passage]) -> Resolver:
        """Index the current territories, the former codes and the SIREN of communes."""
        known = {t.cle: t for t in territoires}
        return cls(
            known,
            {p.code_ancien: p for p in passages},
            {t.siren: t for t in known.values() if t.siren and t.niveau is Niveau.COMMUNE},
        )

    def resolve(self, code: str, niveau: Niveau | None = None) -> Resolution | None:
        """Return the territory that ``code`` means, at ``niveau`` if given, or ``None``.

        Without a level the shape of the code decides, communes first: a code of two characters is
        a département, never a région.
        """
        for level in (niveau,) if niveau else _ORDER:
            found = self._at(level, code)
            if found:
                return found
        return None

    def _at(self, niveau: Niveau, demande: str) -> Resolution | None:
        exact = self._known(niveau, demande, demande, ())
        if exact:
            return exact
        cleaned = _SPACES.sub("", demande).upper()
        etapes = () if cleaned == demande else ("Espaces, ponctuation ou minuscules corrigés.",)
        for code, etape in self._candidates(niveau, cleaned):
            found = self._known(niveau, code, demande, (*etapes, *etape))
            if found:
                return found
        return None

    def _known(
        self, niveau: Niveau, code: str, demande: str, etapes: tuple[str, ...]
    ) -> Resolution | None:
        territoire = self.territoires.get((niveau, code))
        if territoire:
            return Resolution(
                territoire, demande, Nature.REPARE if etapes else Nature.ACTUEL, etapes
            )
        if niveau is not Niveau.COMMUNE:
            return None
        return self._former(code, demande, etapes) or self._siren(code, demande, etapes)

    def _former(self, code: str, demande: str, etapes: tuple[str, ...]) -> Resolution | None:
        passage = self.passages.get(code)
        current = passage and self.territoires.get((Niveau.COMMUNE, passage.code))
        if not passage or not current:
            return None
        nature, label = _NATURES.get(passage.nature, (Nature.ANCIEN, "commune"))
        name = f" {passage.nom_ancien}" if passage.nom_ancien else ""
        now = f"{de(current)} ({current.code})"
        if passage.nature == "recodee":
            told = f"{code} est un ancien code {now}."
        elif nature is Nature.ANCIEN:
            told = f"{code}{name} fait aujourd’hui partie {now}."
        else:
            told = f"{code}{name} est {label} {now}."
        return Resolution(current, demande, nature, (*etapes, told))

    def _siren(self, code: str, demande: str, etapes: tuple[str, ...]) -> Resolution | None:
        territoire = self.sirens.get(code)
        if not territoire:
            return None
        told = f"{code} est le numéro SIREN {de(territoire)} ({territoire.code})."
        return Resolution(territoire, demande, Nature.SIREN, (*etapes, told))

    def _candidates(self, niveau: Niveau, cleaned: str) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Yield what ``cleaned`` may stand for, the least repaired first."""
        yield cleaned, ()
        if cleaned.isascii() and cleaned.isdigit() and len(cleaned) == _LOST_ZERO.get(niveau):
            yield f"0{cleaned}", (f"Zéro initial rétabli : 0{cleaned}.",)
        if niveau is Niveau.COMMUNE and re.fullmatch(r"20\d{3}", cleaned):
            corsica = [f"{d}{cleaned[2:]}" for d in ("2A", "2B")]
            known = [c for c in corsica if (niveau, c) in self.territoires or c in self.passages]
            if len(known) == 1:
                yield known[0], (f"Ancien code de la Corse : {cleaned} s’écrit {known[0]}.",)
