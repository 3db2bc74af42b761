"""The rows of a layer as a table: level, code, name, the column that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches import Nature
from cartoexp.domain.couches.nombres import IllisibleError, nombre
from cartoexp.services.sorties import Table
from cartoexp.services.sorties.colonnes import Colonne, Genre, texte
from cartoexp.web import sorties
from cartoexp.web.couches import contenu
from cartoexp.web.couches.commun import chemin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.couches import Couche
    from cartoexp.services.sorties.colonnes import Valeur
    from cartoexp.web.context import Web

PLACES = (
    texte("niveau", "Niveau du territoire", requis=True),
    texte("code", "Code du territoire (COG ou SIREN)", requis=True),
    texte("nom", "Nom du territoire"),
)


def lignes(web: Web, jeton: str, couche: Couche) -> Table:
    """Return the rows of the file that were joined, in its order."""
    numeric = couche.nature is Nature.NOMBRE
    own = Colonne(couche.colonne, "Colonne choisie", Genre.NOMBRE if numeric else Genre.TEXTE)
    find = web.services.territoires.find

    def rows() -> Iterator[tuple[Valeur, ...]]:
        held = couche.lignes
        for rank, cell in zip(held.rangs, held.cellules, strict=True):
            niveau, code = held.territoires[rank]
            t = find(niveau, code)
            place = (niveau.value, code, t.nom if t else "")
            yield (*place, _cell(cell, numeric=numeric)) if couche.colonne else place

    return Table(
        "ma_carte",
        couche.titre,
        [*PLACES, own] if couche.colonne else PLACES,
        rows,
        sorties.notice(
            web,
            chemin(jeton),
            sources=[couche.origine or "non précisée"],
            avertissements=[contenu.AVERTISSEMENT],
        ),
    )


def _cell(text: str, *, numeric: bool) -> Valeur:
    if not numeric:
        return text or None
    try:
        value = nombre(text)
    except IllisibleError:
        return None
    return int(value) if value is not None and value.is_integer() else value
