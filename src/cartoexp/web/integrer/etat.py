"""What the builder is asked to show: read from its address, or from what is sent to be frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain import chemins
from cartoexp.domain.genres import Cible, Genre
from cartoexp.domain.query import Reader
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vues import RACINE, Vue, parameters
from cartoexp.web.communs.integrer import GENRE, LEVEL, TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.figees import VueFigee

WIDTH, HEIGHT, FROZEN = "largeur", "hauteur", "fige"
NARROWEST, WIDEST = 240, 2_000
SHORTEST, TALLEST = 120, 4_000
OWN = (GENRE, LEVEL, TARGET, WIDTH, HEIGHT, FROZEN)
KNOWN = frozenset({*OWN, *(name for genre in Genre for name in parameters(genre))})
TARGETS = {
    Cible.EXPERIMENTATION: "Choisissez une expérimentation du catalogue.",
    Cible.TERRITOIRE: "Donnez le niveau et le code d’un territoire, comme 59178 pour Douai.",
}


@dataclass(frozen=True, slots=True)
class Etat:
    """A kind, the view once it is complete, the size of the frame in pixels (0: by itself).

    ``figee`` is the frozen view that is shown, if one is.
    """

    genre: Genre
    vue: Vue | None = None
    largeur: int = 0
    hauteur: int = 0
    figee: VueFigee | None = None
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)


def read(query: Mapping[str, Sequence[str]]) -> Etat:
    """Read the state; what a form leaves empty is not asked.

    Parameters that only other kinds have are left aside: the kind was changed.

    Raises:
        InvalidParametersError: with every problem found.
        ContradictionError: for years in the wrong order.
    """
    asked = {name: kept for name, values in query.items() if (kept := [v for v in values if v])}
    reader = Reader(asked)
    reader.refuse_unknown(KNOWN)
    genre = reader.choice(GENRE, Genre, Genre.CARTE)
    wide = reader.integer(WIDTH, 0, NARROWEST, WIDEST)
    high = reader.integer(HEIGHT, 0, SHORTEST, TALLEST)
    target = _target(reader, genre)
    reader.raise_problems()
    if target is None:
        return Etat(genre, None, wide, high, asked=asked)
    own = set(parameters(genre))
    vue = Vue.parse(
        genre,
        {name: _joined(values) for name, values in asked.items() if name in own},
        niveau_cible=target.niveau,
        code=target.code,
    )
    return Etat(genre, vue, wide, high, asked=asked)


def _joined(values: Sequence[str]) -> list[str]:
    """Checkboxes repeat a name: « theme=sante&theme=energie » is one list."""
    return [",".join(values)] if len(values) > 1 else [*values]


def _target(reader: Reader, genre: Genre) -> chemins.Chemin | None:
    """Return what the kind is about, ``None`` until it is chosen."""
    if genre.cible is Cible.RIEN:
        return chemins.Chemin(genre)
    code = reader.single(TARGET)
    if code is None:
        return None
    place = genre.cible is Cible.TERRITOIRE
    level = reader.choice(LEVEL, Niveau, Niveau.COMMUNE).value if place else ""
    found = chemins.lire("/".join(filter(None, (RACINE, genre.value, level, code))))
    if found is None or found.format:
        reader.problem(TARGET, TARGETS[genre.cible])
        return None
    return found
