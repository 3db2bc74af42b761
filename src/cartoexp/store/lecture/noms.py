"""Names of columns: distinct, none empty, and what was done to make them so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.store.lecture.tableau import NBSP

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_NOM = 200
TOLD = 3


def distincts(names: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return names that are distinct, and remarks in French about those that changed."""
    short = [" ".join(name.split())[:MAX_NOM].rstrip() for name in names]
    taken = {name for name in short if name}
    seen: set[str] = set()
    found, unnamed, doubled = [], [], []
    for rank, name in enumerate(short, start=1):
        kept = name or _free(f"colonne_{rank}", taken)
        if kept in seen:
            kept = _numbered(name, taken)
            doubled.append(kept)
        elif not name:
            unnamed.append(kept)
        seen.add(kept)
        taken.add(kept)
        found.append(kept)
    told = []
    if unnamed:
        words = "colonne sans titre, nommée", "colonnes sans titre, nommées"
        told.append(f"{count(len(unnamed), *words)}{_few(unnamed)}")
    if doubled:
        words = "titre en double, numéroté", "titres en double, numérotés"
        told.append(f"{count(len(doubled), *words)}{_few(doubled)}")
    return tuple(found), told


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _numbered(name: str, taken: set[str]) -> str:
    rank = 2
    while f"{name} ({rank})" in taken:
        rank += 1
    return f"{name} ({rank})"


def _few(names: Sequence[str]) -> str:
    shown = ", ".join(names[:TOLD]) + ("…" if len(names) > TOLD else ".")
    return f"{NBSP}: {shown}"
