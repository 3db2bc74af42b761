"""Values of a layer with their territories: as people and as programs read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches import Nature
from cartoexp.domain.phrases.mesures import value
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import MISSING, NBSP, typeset
from cartoexp.web.couches import phrases
from cartoexp.web.embeds.contenu import Fichier, Tableau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.couches.agregat import Valeur
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.couches import Coloriage
    from cartoexp.web.context import Web

    Rangs = Sequence[tuple[Territoire, Valeur]]

TABLE_ROWS = 150
COLUMNS = ("niveau", "code", "nom", "valeur", "unite", "lignes")


def rows(web: Web, found: Coloriage) -> list[tuple[Territoire, Valeur]]:
    """Return the territories that are shown with their values, the highest first."""
    service = web.services.territoires
    pairs = [(service.find(found.niveau, code), v) for code, v in found.valeurs.items()]
    known = [(t, v) for t, v in pairs if t is not None]
    return sorted(known, key=lambda pair: (_rank(pair[1], found.modalites), pair[0].code))


def _rank(given: Valeur, named: Sequence[str]) -> tuple[int, float]:
    if given is None:
        return 2, 0
    if isinstance(given, str):
        return 0, named.index(given) if given in named else len(named)
    return 0, -given


def told(found: Coloriage, given: Valeur) -> str:
    """Return a value as people read it."""
    if given is None:
        return MISSING
    return given if isinstance(given, str) else value(found.coloration, given, unit=False)


def fichier(found: Coloriage, held: Rangs) -> Fichier:
    """Return every value; unknown ones are empty."""
    return Fichier(COLUMNS, [_row(found, t, v) for t, v in held])


def tableau(found: Coloriage, held: Rangs) -> Tableau:
    """Return the table of a frame."""
    shown = held[:TABLE_ROWS]
    category = found.couche.nature is Nature.CATEGORIE
    caption = "Par catégorie" if category else "De la plus haute valeur à la plus basse"
    if len(shown) < len(held):
        caption += f"{NBSP}: les {number(len(shown))} premières lignes sur {number(len(held))}"
    heads = (found.niveau.label, phrases.mesure(found.couche))
    cells = [(typeset(t.nom), told(found, v)) for t, v in shown]
    return Tableau(f"{caption}.", heads, cells, frozenset() if category else frozenset({1}))


def _row(found: Coloriage, t: Territoire, given: Valeur) -> tuple[str | int | float | None, ...]:
    level = found.niveau.value
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    return (level, t.code, t.nom, given, found.couche.unite, found.lignes.get(t.code, 0))
