"""What a cell of codes may mean: current, repaired, former, SIREN; nothing is chosen here."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import de
from cartoexp.domain.rattachement.types import Voie
from cartoexp.domain.territoires import Niveau, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.domain.territoires import Passage

_NOISE = re.compile(r"[\s\u00a0\u202f.'’\"=_-]+")
_FLOAT = re.compile(r"(\d+)[.,]0+", re.ASCII)
_PREFIX = re.compile(r"(?:COM|DEP|DEPT|REG|EPCI|INSEE)(?=\d|2[AB])", re.ASCII)
_LEVELS = {
    1: (Niveau.DEPARTEMENT, Niveau.REGION),
    2: (Niveau.DEPARTEMENT, Niveau.REGION),
    3: (Niveau.DEPARTEMENT,),
    4: (Niveau.COMMUNE,),
    5: (Niveau.COMMUNE,),
    9: (Niveau.EPCI, Niveau.EPT),
}
_LOST_ZERO = frozenset({1, 4})
SIREN = 9
SIRET = 14
_NATURES = {
    "deleguee": "une commune déléguée",
    "associee": "une commune associée",
    "arrondissement_municipal": "un arrondissement",
}


@dataclass(frozen=True, slots=True)
class Lu:
    """One reading of a code: territory, way, what was put right; ``ecrit`` is the code as read.

    ``anciens`` are the départements in which the former code was.
    """

    territoire: Territoire
    voie: Voie
    ecrit: str
    dit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Codes:
    """Codes to territories, built once from the reference."""

    territoires: Mapping[tuple[Niveau, str], Territoire]
    passages: Mapping[str, tuple[Passage, ...]]
    sirens: Mapping[str, Territoire]

    @classmethod
    def build(cls, territoires: Iterable[Territoire], passages: Iterable[Passage]) -> Codes:
        """Index the current codes, the former ones and the SIREN."""
        known = {t.cle: t for t in territoires}
        ways: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            ways[passage.code_ancien].append(passage)
        return cls(
            known,
            {code: tuple(found) for code, found in ways.items()},
            {t.siren: t for t in known.values() if t.siren},
        )

    def lire(self, texte: str) -> list[Lu]:
        """Return the readings of a code, the surest first; empty when it is unknown.

        Several of them mean that other clues have to tell, or that it is ambiguous.
        """
        exact = list(self._known(texte, ()))
        if exact:
            return exact
        cleaned = nettoyer(texte)
        told = ("Espaces, ponctuation ou minuscules corrigés.",) if cleaned != texte else ()
        for code, repair in _candidates(cleaned):
            found = list(self._known(code, (*told, *repair)))
            if found:
                return found
        return []

    def _known(self, code: str, told: tuple[str, ...]) -> Iterator[Lu]:
        for niveau in _LEVELS.get(len(code), ()):
            territoire = self.territoires.get((niveau, code))
            if territoire:
                yield Lu(territoire, Voie.CODE_REPARE if told else Voie.CODE, code, told)
                if niveau is Niveau.COMMUNE or len(code) == SIREN:
                    return
        for passage in self.passages.get(code, ()):
            current = self.territoires.get((Niveau.COMMUNE, passage.code))
            if current:
                yield Lu(current, Voie.ANCIEN_CODE, code, (*told, _told(passage, current)))
        siren = code[:SIREN] if len(code) == SIRET else code
        owner = self.sirens.get(siren)
        if owner and len(code) in {SIREN, SIRET}:
            yield Lu(owner, Voie.SIREN, siren, (*told, f"SIREN {de(owner)}."))


def nettoyer(texte: str) -> str:
    """Return a code without what a spreadsheet or a typist adds around it."""
    whole = _FLOAT.fullmatch(texte.strip())
    cleaned = _NOISE.sub("", whole[1] if whole else texte).upper()
    return _PREFIX.sub("", cleaned, count=1)


def _candidates(cleaned: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a cleaned code may stand for, the least repaired first."""
    yield cleaned, ()
    digits = cleaned.isascii() and cleaned.isdigit()
    if digits and len(cleaned) in _LOST_ZERO:
        yield f"0{cleaned}", (f"Zéro initial rétabli\u00a0: 0{cleaned}.",)


def _told(passage: Passage, current: Territoire) -> str:
    name = f" {passage.nom_ancien}" if passage.nom_ancien else ""
    now = f"{de(current)} ({current.code})"
    if passage.nature == "recodee":
        return f"{passage.code_ancien} est un ancien code {now}."
    label = _NATURES.get(passage.nature)
    if label:
        return f"{passage.code_ancien}{name} est {label} {now}."
    return f"{passage.code_ancien}{name} fait aujourd’hui partie {now}."
