"""What a cell of codes may mean: current, repaired, former, SIREN; nothing is chosen here."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import de
from cartoexp.domain.rattachement.motifs import zero_retabli
from cartoexp.domain.rattachement.mots import MOTS
from cartoexp.domain.rattachement.types import Voie
from cartoexp.domain.territoires import Niveau, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.domain.territoires import NomAncien, Passage

_NOISE = re.compile(r"[\s\u00a0\u202f.'’\"=_-]+")
_FLOAT = re.compile(r"(\d+)[.,]0+", re.ASCII)
_PREFIX = re.compile(r"(?:COM|DEP|DEPT|REG|EPCI|INSEE|FR?)(?=\d|2[AB])", re.ASCII)
_LEVELS = {
    1: (Niveau.DEPARTEMENT, Niveau.REGION),
    2: (Niveau.DEPARTEMENT, Niveau.REGION),
    3: (Niveau.DEPARTEMENT,),
    4: (Niveau.COMMUNE,),
    5: (Niveau.COMMUNE,),
    9: (Niveau.EPCI, Niveau.EPT),
}
_LOST_ZERO = frozenset({1, 4})
MAYOTTE = {"985": "976"}
DEPARTEMENT = 3
"""Characters of the code of a département overseas; those of the régions are shorter."""
SIREN = 9
SIRET = 14
_NATURES = {
    "deleguee": "une commune déléguée",
    "associee": "une commune associée",
    "arrondissement_municipal": "un arrondissement",
}


@dataclass(frozen=True, slots=True)
class Lu:
    """One reading of a code: territory, way, the code as read, what was put right."""

    territoire: Territoire
    voie: Voie
    ecrit: str
    dit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Codes:
    """Codes to territories, built once from the reference."""

    territoires: Mapping[tuple[Niveau, str], Territoire]
    anciens: Mapping[str, tuple[tuple[Territoire, str], ...]]
    sirens: Mapping[str, tuple[Territoire, ...]]
    dissoutes: Mapping[str, tuple[str, Territoire | None]]

    @classmethod
    def build(
        cls,
        territoires: Iterable[Territoire],
        passages: Iterable[Passage],
        noms: Iterable[NomAncien] = (),
    ) -> Codes:
        """Index the current codes, the former ones and the SIREN."""
        known = {t.cle: t for t in territoires}
        former = sorted(noms, key=lambda n: n.fin or "9999")
        names = {n.code_ancien: n.nom for n in former if n.niveau is Niveau.COMMUNE}
        ways: dict[str, list[tuple[Territoire, str]]] = defaultdict(list)
        for passage in passages:
            current = known.get((Niveau.COMMUNE, passage.code))
            if current:
                name = passage.nom_ancien or names.get(passage.code_ancien, "")
                ways[passage.code_ancien].append((current, _told(passage, name, current)))
        for code, now in MOTS["anciens_codes"].items():
            current = known.get((Niveau.COMMUNE, now))
            if current and code not in ways:
                said = f"{code} est un ancien code {de(current)} ({now})."
                ways[code].append((current, said))
        gone = {
            n.code_ancien: (n.nom, known.get((n.niveau, n.code or "")))
            for n in former
            if n.nature == "dissoute"
        }
        return cls(
            known,
            {code: tuple(found) for code, found in ways.items()},
            _sirens(known),
            gone,
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

    def dissoute(self, texte: str) -> tuple[str, str, Territoire | None] | None:
        """Return the name, the SIREN and the successor of an EPCI that is no more."""
        siren = nettoyer(texte)
        gone = self.dissoutes.get(siren[:SIREN]) if len(siren) in {SIREN, SIRET} else None
        return (gone[0], siren[:SIREN], gone[1]) if gone else None

    def _known(self, code: str, told: tuple[str, ...]) -> Iterator[Lu]:
        found = False
        for niveau in _LEVELS.get(len(code), ()):
            territoire = self.territoires.get((niveau, code))
            if territoire:
                found = True
                yield Lu(territoire, Voie.CODE_REPARE if told else Voie.CODE, code, told)
        if found:
            return
        for current, passage in self.anciens.get(code, ()):
            yield Lu(current, Voie.ANCIEN_CODE, code, (*told, passage))
        if len(code) in {SIREN, SIRET}:
            for owner in self._proprietaires(code[:SIREN]):
                yield Lu(owner, Voie.SIREN, code[:SIREN], (*told, f"SIREN {de(owner)}."))

    def _proprietaires(self, siren: str) -> tuple[Territoire, ...]:
        """Return who has a SIREN: those of départements begin with 22 and their code."""
        known = self.sirens.get(siren)
        if known or not siren.startswith("22") or not luhn(siren):
            return known or ()
        code = siren[2:5] if siren.startswith(("2297", "2298")) else siren[2:4]
        found = self.territoires.get((Niveau.DEPARTEMENT, MAYOTTE.get(code, code)))
        return (found,) if found else ()


def _sirens(known: Mapping[tuple[Niveau, str], Territoire]) -> dict[str, tuple[Territoire, ...]]:
    found: dict[str, tuple[Territoire, ...]] = {t.siren: (t,) for t in known.values() if t.siren}
    for siren, codes in MOTS["sirens"].items():
        keys = [(Niveau.REGION if len(c) < DEPARTEMENT else Niveau.DEPARTEMENT, c) for c in codes]
        held = tuple(known[key] for key in keys if key in known)
        if held:
            found[siren] = held
    return found


def luhn(digits: str) -> bool:
    """Tell whether the last digit of a SIREN is the one that the others ask for."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    doubled = (int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits)))
    return sum(d - 9 * (d > 9) for d in doubled) % 10 == 0  # noqa: PLR2004  the rule itself


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
        yield f"0{cleaned}", (zero_retabli(f"0{cleaned}"),)


def _told(passage: Passage, name: str, current: Territoire) -> str:
    old = f"{passage.code_ancien} {name}".strip()
    now = f"{de(current)} ({current.code})"
    if passage.nature == "recodee":
        return f"{passage.code_ancien} est un ancien code {now}."
    label = _NATURES.get(passage.nature)
    if label:
        return f"{old} est {label} {now}."
    return f"{old} fait aujourd’hui partie {now}."
