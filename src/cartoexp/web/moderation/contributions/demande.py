"""What is asked of the queue, as its address says it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from cartoexp.domain.contributions import Etat, Genre
from cartoexp.domain.contributions.etats import A_RELIRE
from cartoexp.domain.contributions.file import Demande

if TYPE_CHECKING:
    from collections.abc import Mapping

ETAT, GENRE, FICHE, QUI, TEXTE, PAGE = "etat", "genre", "fiche", "qui", "q", "page"
TOUS = "tous"
MOI, PERSONNE = "moi", "personne"
LONGEST = 200
_ETATS = frozenset(Etat) - {Etat.BROUILLON}


def lire(args: Mapping[str, str], compte: str) -> Demande:
    """Return what is asked by the account; a value that is none asks for nothing."""
    etat, genre, qui = args.get(ETAT, ""), args.get(GENRE, ""), args.get(QUI, "")
    page = args.get(PAGE, "")
    return Demande(
        etats=_etats(etat),
        genre=Genre(genre) if genre in set(Genre) else None,
        experimentation=args.get(FICHE, "").strip()[:LONGEST],
        moderateur=compte if qui == MOI else "",
        libres=qui == PERSONNE,
        texte=args.get(TEXTE, "")[:LONGEST],
        page=int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004
    )


def _etats(etat: str) -> frozenset[Etat]:
    if etat == TOUS:
        return _ETATS
    return frozenset({Etat(etat)}) if etat in _ETATS else A_RELIRE


def adresse(path: str, args: Mapping[str, str], **changes: str) -> str:
    """Return the address of the queue with some of what it asks changed; the page starts anew."""
    kept = {name: args.get(name, "") for name in (ETAT, GENRE, FICHE, QUI, TEXTE)}
    asked = {name: value for name, value in (kept | changes).items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path
