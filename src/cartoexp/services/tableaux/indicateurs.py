"""Indicators: those of a level in one wide table, those of a few territories in a long one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.services.sorties import Colonne, Genre, Table
from cartoexp.services.sorties.colonnes import entier, nombre, texte
from cartoexp.services.tableaux.formes import outlines
from cartoexp.services.tableaux.territoires import IDENTITY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.indicateurs import Indicateur, Valeur
    from cartoexp.services.registry import Services
    from cartoexp.services.sorties import Notice
    from cartoexp.services.sorties.colonnes import Valeur as Cellule

ABOUT = (
    texte("theme", "Thème de l’indicateur.", requis=True),
    texte("indicateur", "Identifiant de l’indicateur.", requis=True),
    texte("libelle", "Nom de l’indicateur.", requis=True),
    texte("unite", "Unité de la valeur."),
    texte("annee", "Millésime de la valeur."),
    texte("producteur", "Qui produit la donnée."),
    texte("source", "D’où elle est tirée."),
)
MORE = 2
"""Decimals kept beyond those that are shown: of values stored on 32 bits, the rest is noise."""
MEDIAN = nombre("mediane", "Médiane des territoires du même niveau.")


def wide(
    services: Services,
    kept: Sequence[Territoire],
    notice: Notice,
    nom: str,
    titre: str,
    *,
    shaped: bool = True,
) -> Table:
    """Return territories of one level, one a row, with a column for each indicator."""
    known = services.indicateurs.metadata
    decimals = [i.decimales + MORE for i in known]

    def row(t: Territoire) -> Sequence[Cellule]:
        return t.niveau.value, t.code, t.nom, *map(_known, services.indicateurs.line(t), decimals)

    return Table(
        nom,
        titre,
        (*IDENTITY, *map(column, known)),
        lambda: map(row, kept),
        notice,
        outlines(services, kept[0].niveau, kept) if shaped else None,
        cle="code",
    )


def column(indicateur: Indicateur) -> Colonne:
    """Return the column of an indicator, with its unit, its producer and its year."""
    told = (
        f"{indicateur.libelle}, {indicateur.unite}. {indicateur.producteur}, "
        f"{indicateur.millesime}. {indicateur.description}"
    )
    return Colonne(indicateur.id, told, Genre.NOMBRE, indicateur.decimales + MORE)


def _known(value: float | None, decimals: int) -> float | None:
    return None if value is None else round(value, decimals)


def long(titre: str, values: Sequence[Valeur], notice: Notice) -> Table:
    """Return the indicators of one territory, one a row, with where it stands in its level."""
    return Table(
        "indicateurs",
        titre,
        (
            *ABOUT,
            nombre("valeur", "Valeur ; vide si inconnue."),
            MEDIAN,
            nombre("rang_centile", "Part des territoires du niveau plus bas, de 0 à 1.", 4),
            entier("effectif", "Territoires du niveau dont la valeur est connue.", requis=True),
        ),
        lambda: map(_row, values),
        notice,
        cle="indicateur",
    )


def about(i: Indicateur) -> tuple[str, ...]:
    """Return the cells of :data:`ABOUT`."""
    return i.theme, i.id, i.libelle, i.unite, i.millesime, i.producteur, i.source


def _row(v: Valeur) -> Sequence[Cellule]:
    told = rounded(v.indicateur, (v.valeur, v.mediane))
    return *about(v.indicateur), *told, v.rang_centile, v.effectif


def rounded(i: Indicateur, values: Iterable[float | None]) -> list[float | None]:
    """Return values of an indicator, each unknown one as ``None``."""
    return [_known(value, i.decimales + MORE) for value in values]
