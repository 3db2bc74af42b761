"""Derogations, one a row: their record, the norm as it was read, their territories by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.tables import DEROGATIONS
from cartoexp.domain.catalogue.writing import write_cell
from cartoexp.domain.registre import etat
from cartoexp.services.sorties import Colonne, Forme, Formes, Table
from cartoexp.services.sorties.colonnes import Genre, texte
from cartoexp.services.tableaux.formes import CENTRES, points

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.registre import Inscription
    from cartoexp.services.sorties import Notice, Valeur

OWN = [c.name for c in DEROGATIONS.columns]
COLUMNS = (
    *map(Colonne.of_catalogue, DEROGATIONS.columns),
    texte("experimentation_titre", "Titre de l’expérimentation.", requis=True),
    texte("norme", "La norme, comme elle a été comprise.", requis=True),
    texte("norme_cle", "Clé de la norme, la même quelle que soit la façon de l’écrire."),
    Colonne("norme_reconnue", "Dit si la norme a été reconnue.", Genre.OUI_NON),
    texte("etat", "Où en est la dérogation au jour du fichier.", requis=True),
    texte("territoires_noms", "Noms des territoires, séparés par « | »."),
    texte("source_titre", "Titre ou adresse de la source."),
    texte("source_url", "Adresse de la source."),
    texte("source_suite_url", "Adresse de la source des échéances et de l’issue."),
)


def table(found: Sequence[Inscription], today: date, notice: Notice) -> Table:
    """Return derogations as a table, with the points of their places."""
    return Table(
        "derogations",
        "Dérogations",
        COLUMNS,
        lambda: map(partial(_row, today), found),
        notice,
        Formes(Forme.POINTS, CENTRES, lambda: (points(i.territoires) for i in found)),
        cle="id",
    )


def _row(today: date, inscription: Inscription) -> Sequence[Valeur]:
    d, norm, sources = inscription.derogation, inscription.norme, inscription.sources
    first, then = sources.get(d.source), sources.get(d.source_suite or "")
    return (
        *(write_cell(getattr(d, name)) or None for name in OWN),
        inscription.titre,
        norm.libelle,
        None if norm.inconnue else norm.cle,
        norm.lue,
        etat(d, today).value,
        "|".join(t.nom for t in inscription.territoires) or None,
        first.label if first else None,
        first.url if first else None,
        then.url if then else None,
    )
