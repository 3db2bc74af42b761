"""The territories to compare, as the address names them: read, resolved, each refusal told."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.lieux import lieu
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

PATH, NAME, ADD = "/comparer", "territoires", "ajouter"
FEWEST, MOST = 2, 4
LONGEST = 20
"""Territories of an address that are read: beyond, it was not written by us."""
ONE = re.compile(r"(region|departement|epci|ept|commune):([0-9A-Za-z]{1,14})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choix:
    """What an address means.

    ``retenus`` are the territories understood, each once; ``dits`` what was done of them;
    ``refus`` what stands in the way, ``proches`` territories close to those that are unknown.
    """

    retenus: tuple[Territoire, ...] = ()
    dits: tuple[str, ...] = ()
    refus: tuple[str, ...] = ()
    proches: tuple[Territoire, ...] = ()
    status: HTTPStatus = HTTPStatus.OK

    @property
    def niveau(self) -> Niveau | None:
        """Their level, ``None`` when there is none or several."""
        found = {t.niveau for t in self.retenus}
        return found.pop() if len(found) == 1 else None


@dataclass(slots=True)
class _Lecture:
    retenus: dict[tuple[Niveau, str], Territoire] = field(default_factory=dict)
    dits: list[str] = field(default_factory=list)
    refus: list[str] = field(default_factory=list)
    proches: list[Territoire] = field(default_factory=list)
    inconnus: int = 0


def read(territoires: TerritoireService, text: str) -> Choix:
    """Return what the address asks for; nothing is guessed, nothing that came in is echoed."""
    given = [part for part in text.split(",") if part]
    found = _Lecture()
    for rank, part in enumerate(given[:LONGEST], 1):
        _read_one(territoires, found, rank, part)
    kept = tuple(found.retenus.values())
    found.refus += _levels(kept)
    found.refus += _number(kept, found.refus)
    status = HTTPStatus.OK
    if found.refus:
        only_unknown = found.inconnus == len(found.refus)
        status = HTTPStatus.NOT_FOUND if only_unknown else HTTPStatus.UNPROCESSABLE_ENTITY
    return Choix(kept, tuple(found.dits), tuple(found.refus), tuple(found.proches), status)


def _read_one(territoires: TerritoireService, found: _Lecture, rank: int, part: str) -> None:
    which = f"Le {_ordinal(rank)} territoire de l’adresse"
    match = ONE.fullmatch(part)
    if not match:
        found.refus.append(
            f"{which} n’est pas lisible{NBSP}: un niveau puis un code, comme commune:59178."
        )
        return
    niveau = Niveau(match[1])
    resolution = territoires.resolver.resolve(match[2], niveau)
    if resolution is None:
        level = quote(niveau.label.lower())
        found.refus.append(f"{which} est inconnu{NBSP}: aucun de niveau {level} n’a ce code.")
        found.proches += territoires.closest(niveau, match[2])
        found.inconnus += 1
        return
    t = resolution.territoire
    if resolution.etapes:
        found.dits.append(resolution.message)
    if t.cle in found.retenus:
        place = lieu(t)
        many = place.verb("est donné", "sont donnés")
        once = place.verb("il n’est compté", "ils ne sont comptés")
        found.dits.append(f"{place.sujet} {many} deux fois{NBSP}: {once} qu’une fois.")
    found.retenus[t.cle] = t


def _levels(kept: Sequence[Territoire]) -> list[str]:
    tally = Counter(t.niveau for t in kept)
    if len(tally) < 2:  # noqa: PLR2004  several levels
        return []
    names = " et ".join(n.label_pluriel.lower() for n in tally)
    told = f"Ces territoires sont de niveaux différents ({names}){NBSP}: "
    return [f"{told}leurs chiffres ne se comparent pas. Gardez-en un seul niveau."]


def _number(kept: Sequence[Territoire], others: Sequence[str]) -> list[str]:
    if len(kept) > MOST:
        told = f"{number(len(kept))} territoires ne se lisent pas côte à côte"
        return [f"{told}{NBSP}: quatre au plus."]
    if len(kept) == 1 and not others:
        return [f"Un seul territoire ne se compare pas{NBSP}: ajoutez-en un."]
    return []


def _ordinal(rank: int) -> str:
    return "1er" if rank == 1 else f"{rank}e"
