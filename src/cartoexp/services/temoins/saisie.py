"""Territories that a team writes, one a line, by name or by code: read, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau, has_shape
from cartoexp.domain.texte import fold
from cartoexp.services.profils import PROFILED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

MOST_LIGNES, MOST_SIGNES = 40, 120
"""Lines that are read, and characters of each."""
PROPOSES = 8
"""Territories among which a name that several may have is to be chosen."""
_WORD = re.compile(r"[0-9AaBb]+")
_OWN = re.compile(r"(?P<nom>.+) \((?P<code>[0-9ABab]+)(?:, .+)?\)")


@dataclass(frozen=True, slots=True)
class Ligne:
    """A line: the territory that it means, or those among which to choose; ``dit`` says why."""

    texte: str
    territoire: Territoire | None = None
    candidats: Sequence[Territoire] = ()
    dit: str = ""


def ecrire(territoires: Sequence[Territoire]) -> str:
    """Return territories as lines that are read as the same."""
    return "\n".join(f"{t.nom} ({t.code})" for t in territoires)


def lire(
    service: TerritoireService, niveau: Niveau, texte: str, choix: Mapping[str, str]
) -> list[Ligne]:
    """Return what each line means at a level.

    Args:
        service: territories.
        niveau: level of all of them.
        texte: names or codes, one a line or parted by semicolons.
        choix: code that was chosen, by line, where several were offered.
    """
    parts = (" ".join(part.split())[:MOST_SIGNES] for part in re.split(r"[\n;]", texte))
    lines = list(dict.fromkeys(filter(None, parts)))[:MOST_LIGNES]
    found = []
    for line in lines:
        read = _ligne(service, niveau, line)
        chosen = next((t for t in read.candidats if t.code == choix.get(line)), None)
        found.append(Ligne(line, chosen) if chosen else read)
    return found


def _ligne(service: TerritoireService, niveau: Niveau, line: str) -> Ligne:
    if own := _OWN.fullmatch(line):
        there = service.find(niveau, own["code"].upper())
        if there is not None and fold(there.nom) == fold(own["nom"]):
            return Ligne(line, there)
    codes = [w.upper() for w in _WORD.findall(line) if has_shape(niveau, w.upper())]
    if codes:
        return _par_code(service, niveau, line, codes)
    if any(c.isdigit() for c in line) and not any(c.isalpha() for c in line):
        told = f"Ce n’est pas un code {_DE[niveau]}. Corrigez-le, ou écrivez le nom."
        return Ligne(line, dit=told)
    return _par_nom(service, niveau, line)


def _par_code(service: TerritoireService, niveau: Niveau, line: str, codes: Sequence[str]) -> Ligne:
    found = dict.fromkeys(t for code in codes for t in _du_code(service, niveau, code))
    if len(found) == 1:
        return Ligne(line, next(iter(found)))
    if found:
        return Ligne(line, None, [*found][:PROPOSES], "Plusieurs territoires répondent à ce code.")
    return Ligne(line, None, (), f"Aucun territoire ne porte ce code {_DE[niveau]}. Corrigez-le.")


def _du_code(service: TerritoireService, niveau: Niveau, code: str) -> Iterator[Territoire]:
    resolution = service.resolver.resolve(code, niveau)
    if resolution is not None:
        yield resolution.territoire
    if niveau is Niveau.COMMUNE:
        yield from service.by_postal_code(code)


def _par_nom(service: TerritoireService, niveau: Niveau, line: str) -> Ligne:
    whole, *near = service.match_names(line, niveau)
    if len(whole) == 1:
        return Ligne(line, whole[0])
    if whole:
        more = f", dont voici les {PROPOSES} plus peuplés" if len(whole) > PROPOSES else ""
        told = f"{len(whole)} territoires portent ce nom{more}. Choisissez, ou écrivez le code."
        return Ligne(line, None, whole[:PROPOSES], told)
    alike = [*_anciens(service, niveau, line), *(t for group in near for t in group)]
    close = list(dict.fromkeys(alike)) or service.closest(niveau, line)
    told = f"Aucun territoire ne porte exactement ce nom {_DE[niveau]}. Choisissez, ou corrigez."
    return Ligne(line, None, close[:PROPOSES], told)


def _anciens(service: TerritoireService, niveau: Niveau, line: str) -> list[Territoire]:
    if niveau is not Niveau.COMMUNE:
        return []
    found = (
        service.find(Niveau.COMMUNE, passage.code)
        for passage in service.search_former(line)
        if fold(passage.nom_ancien or "") == fold(line)
    )
    return list(dict.fromkeys(t for t in found if t is not None))


_DE = {
    Niveau.COMMUNE: "de commune",
    Niveau.EPCI: "d’intercommunalité",
    Niveau.DEPARTEMENT: "de département",
    Niveau.REGION: "de région",
}
assert set(_DE) == set(PROFILED)  # noqa: S101  a level added there is to be named here


def nommer(t: Territoire, departement: str) -> str:
    """Return a territory so that it can be told from its namesakes."""
    return typeset(f"{t.nom} ({t.code}{f', {departement}' if departement else ''})")
