"""The path of an embed: its kind, what it is about, the format; read by routes and by oEmbed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cartoexp.domain.genres import Cible, Genre
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import RACINE

FORMATS = ("svg", "png", "csv", "json")
"""Files of an embed, by the ending of its path; none is the page."""
_ENDING = re.compile(rf"(.+)\.({'|'.join(FORMATS)})", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9_-]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chemin:
    """A path that is well formed: whether its target exists is for services to say."""

    genre: Genre
    niveau: Niveau | None = None
    code: str = ""
    format: str = ""


def lire(chemin: str) -> Chemin | None:
    """Read « /embed/territoire/commune/59178.svg », ``None`` for anything else."""
    rest = chemin.removeprefix(f"{RACINE}/")
    if rest == chemin:
        return None
    ended = _ENDING.fullmatch(rest)
    body, ending = ended.groups() if ended else (rest, "")
    kind, *target = body.split("/")
    if kind not in {g.value for g in Genre} or not all(map(_CODE.fullmatch, target)):
        return None
    genre = Genre(kind)
    match genre.cible, target:
        case Cible.RIEN, []:
            return Chemin(genre, format=ending)
        case Cible.EXPERIMENTATION, [identifier]:
            return Chemin(genre, None, identifier, ending)
        case Cible.TERRITOIRE, [level, code] if level in {n.value for n in Niveau}:
            return Chemin(genre, Niveau(level), code, ending)
    return None
