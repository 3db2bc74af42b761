"""Use case: find a territory by whatever its inhabitants call it, and say how it was understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import de
from cartoexp.domain.resolution import Nature
from cartoexp.domain.texte import fold
from cartoexp.services.histoire import ANCIEN_NOM
from cartoexp.services.territoires import SEARCHED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cartoexp.domain.territoires import Passage, Territoire
    from cartoexp.services.territoires import TerritoireService


@dataclass(frozen=True, slots=True)
class Trouve:
    """A territory and, when it was not found by its own name or code, how (a French sentence)."""

    territoire: Territoire
    compris: str = ""


@dataclass(frozen=True, slots=True)
class Reponse:
    """What was found, whether there is more, and close territories when nothing was."""

    trouves: Sequence[Trouve]
    autres: bool = False
    proches: Sequence[Territoire] = ()


def find(territoires: TerritoireService, text: str, limit: int = 20) -> Reponse:
    """Return at most ``limit`` territories by code, former code, postal code, name, former name."""
    found: dict[tuple[str, str], Trouve] = {}
    for trouve in _candidates(territoires, text, limit + 1):
        found.setdefault(trouve.territoire.cle, trouve)
    kept = list(found.values())
    proches = () if kept else territoires.closest(None, text)
    return Reponse(kept[:limit], len(kept) > limit, proches)


def _candidates(territoires: TerritoireService, text: str, limit: int) -> Iterator[Trouve]:
    if any(c.isdigit() for c in text):
        yield from _by_code(territoires, text.strip())
    for territoire in territoires.search(text, limit):
        yield Trouve(territoire)
    for passage in territoires.search_former(text, limit):
        yield _former(territoires, passage)


def _by_code(territoires: TerritoireService, code: str) -> Iterator[Trouve]:
    """Yield postal codes first: people know theirs, and few know the official code."""
    postal = territoires.by_postal_code(code)
    for territoire in postal:
        yield Trouve(territoire, f"{code} est l’un de ses codes postaux.")
    for niveau in SEARCHED:
        resolution = territoires.resolver.resolve(code, niveau)
        if resolution is not None:
            own = f"{code} est son code officiel géographique." if postal else ""
            understood = own if resolution.nature is Nature.ACTUEL else resolution.message
            yield Trouve(resolution.territoire, understood)


def _former(territoires: TerritoireService, passage: Passage) -> Trouve:
    resolution = territoires.resolve(None, passage.code_ancien)
    current = resolution.territoire
    same = fold(passage.nom_ancien or "") == fold(current.nom)
    if same or passage.code_ancien != current.code:
        return Trouve(current, "" if same else resolution.message)
    return Trouve(current, _NAMESAKES[passage.nature].format(passage.nom_ancien, de(current)))


_NAMESAKES = {
    "deleguee": "{} est une commune déléguée {}.",
    "associee": "{} est une commune associée {}.",
    ANCIEN_NOM: "{} est un ancien nom {}.",
}
