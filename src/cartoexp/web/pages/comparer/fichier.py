"""The comparison as files: a table of indicators, or a layer of the territories for a GIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.services.sorties import Table
from cartoexp.services.sorties.colonnes import nombre
from cartoexp.services.tableaux import indicateurs, provenance
from cartoexp.web.communs.ressemblance import address
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.services.sorties import Notice, Valeur
    from cartoexp.web.context import Web
    from cartoexp.web.pages.comparer.modele import Comparaison, Ligne


def table(web: Web, found: Comparaison, *, layer: bool) -> Table:
    """Return the comparison; as a ``layer``, a territory a row and a column an indicator."""
    known = [line.indicateur for line in found.lignes]
    told = notice(
        web,
        address(found.territoires),
        [f"Territoires\u00a0: {', '.join(f'{t.nom} ({t.code})' for t in found.territoires)}"],
        provenance.of_indicators(known),
        [provenance.UNKNOWN],
    )
    title = f"Comparaison de {niveaux.plural(found.niveau)}"
    made = (
        indicateurs.wide(web.services, found.territoires, told, "comparaison", title)
        if layer
        else _by_indicator(found, told, title)
    )
    return marked(made, [t.code for t in found.territoires])


def _by_indicator(found: Comparaison, told: Notice, title: str) -> Table:
    columns = [
        nombre(f"{t.nom} ({t.code})", f"Valeur pour {t.nom} ; vide si inconnue.")
        for t in found.territoires
    ]
    return Table(
        "comparaison",
        title,
        (*indicateurs.ABOUT, indicateurs.MEDIAN, *columns),
        lambda: map(_row, found.lignes),
        told,
        cle="indicateur",
    )


def _row(line: Ligne) -> Sequence[Valeur]:
    values = (line.valeurs[0].mediane, *(v.valeur for v in line.valeurs))
    return *indicateurs.about(line.indicateur), *indicateurs.rounded(line.indicateur, values)
