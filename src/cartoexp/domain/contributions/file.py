"""The queue of who moderates: what is asked of it, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.etats import A_RELIRE, Etat
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cartoexp.domain.contributions.contribution import Contribution, Genre

PAR_PAGE = 25


@dataclass(frozen=True, slots=True)
class Demande:
    """What is asked of the queue; empty: anything. ``page`` counts from one.

    ``moderateur`` is an account; ``libres`` asks for what nobody reviews.
    """

    etats: Collection[Etat] = A_RELIRE
    genre: Genre | None = None
    experimentation: str = ""
    moderateur: str = ""
    libres: bool = False
    texte: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class File:
    """A page of the queue, the oldest first; ``total`` counts every page.

    ``decompte`` counts all that was received, by state; ``page`` is that which was found.
    """

    liste: Sequence[Contribution]
    total: int
    page: int = 1
    decompte: Mapping[Etat, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(1, -(-self.total // PAR_PAGE))

    @property
    def attendent(self) -> int:
        """How many contributions wait for a decision."""
        return sum(self.decompte.get(etat, 0) for etat in A_RELIRE)


def parler_de(contribution: Contribution, titre: str, texte: str) -> bool:
    """Tell whether a contribution holds each word of a text, accents and case aside.

    ``titre`` is that of the record that it is about.
    """
    cells = [
        cell for rows in contribution.contenu.values() for row in rows for cell in row.values()
    ]
    about = contribution.cible
    held = fold(" ".join([contribution.id, titre, about.experimentation, about.chiffre, *cells]))
    return all(word in held for word in fold(texte).split())
