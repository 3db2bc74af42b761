"""The register as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Choix
from cartoexp.services.tableaux import echeances, provenance
from cartoexp.web.communs import echeances as words
from cartoexp.web.sorties import marked, notice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.sorties import Table
    from cartoexp.web.context import Web

UNSURE = (
    "Une date connue au mois ou à l’année n’est jamais complétée ; une date inconnue est vide, et "
    "sa ligne reste dans chaque fichier, quelle que soit la période."
)
NOT_UNEVALUATED = "« Aucune évaluation recensée » n’est pas « non évaluée »."


def table(web: Web, asked: Mapping[str, Sequence[str]]) -> Table:
    """Return the deadlines that match, in the order of the page, those without a date last.

    Raises:
        InvalidParametersError: for anything unknown or malformed.
    """
    choix, today = Choix.parse(asked), web.today()
    found = web.services.echeances.registre(choix, today).toutes
    told = notice(
        web,
        words.address(choix),
        words.told(web.services, choix),
        [provenance.of_catalogue(web.services.experiments.snapshot().meta)],
        [provenance.INCOMPLETE, provenance.DATED, UNSURE, NOT_UNEVALUATED],
    )
    return marked(echeances.table(found, today, told), [value for _, value in choix.pairs()])
