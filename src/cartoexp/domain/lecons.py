"""What a record says it taught, sorted by what announces it: what worked, what did not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cartoexp.domain.phrases.typographie import capital
from cartoexp.domain.texte import fold

_ANNONCE = r"(?:Ce qui [^.:]{3,30}|À adapter|Leçons?|Limites?)"
_COUPE = re.compile(rf"(?<=[.…]) (?={_ANNONCE}\s?:)")
_TETE = re.compile(rf"{_ANNONCE}\s?:\s*")
_MARCHE = re.compile(r"ce qui (?:marche|aide|a marche|a aide|a servi|fonctionne)\b")
_FREINE = re.compile(
    r"ce qui (?:frein|limit|bloqu|manqu|echou|a (?:frein|limit|bloqu|manqu|echou|fauss)|ne )"
    r"|limites?\b"
)


@dataclass(frozen=True, slots=True)
class Lecons:
    """Sentences of a record, as they are written, without what announces them.

    ``autres`` are those that nothing announces, or that say how to adapt, with what announces
    them.
    """

    marche: tuple[str, ...] = ()
    freine: tuple[str, ...] = ()
    autres: tuple[str, ...] = ()


def trier(texte: str | None) -> Lecons:
    """Sort what a record taught; nothing is left out, nothing is guessed."""
    worked, hindered, others = [], [], []
    for part in _COUPE.split((texte or "").strip()):
        head = _TETE.match(part)
        told = part[head.end() :].strip() if head else part.strip()
        if not told:
            continue
        name = fold(head[0]) if head else ""
        if _FREINE.match(name):
            hindered.append(capital(told))
        elif _MARCHE.match(name):
            worked.append(capital(told))
        else:
            others.append(part.strip())
    return Lecons(tuple(worked), tuple(hindered), tuple(others))
