"""What a grid says of its territories today: those that try, their controls, the balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cartoexp.domain.errors import (
    ExperimentNotFoundError,
    InvalidParametersError,
)
from cartoexp.domain.referentiel.grille import LIEUX
from cartoexp.services.profils import NoProfileError
from cartoexp.web.referentiel.grille import saisie
from cartoexp.web.referentiel.grille.temoins import Trouves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.referentiel.dossier import Dossier
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.temoins import Reglages
    from cartoexp.web.context import Web


@dataclass(frozen=True, slots=True)
class Lieux:
    """Territories that try, the rules, the title of the experiment that is tried again; controls.

    ``trouves`` is ``None`` before territories are given, or when they can be compared no more.
    """

    essais: Sequence[Territoire]
    reglages: Reglages
    reprise: str
    trouves: Trouves | None


def assembler(web: Web, dossier: Dossier) -> Lieux:
    """Read the territories of a grid, and weigh their controls again with the data of today."""
    services, values = web.services, dossier.partie(LIEUX).valeurs
    tried, rules = saisie.essais(services, values), saisie.reglages(values)
    title = ""
    if rules.experimentation:
        try:
            title = services.experiments.get(rules.experimentation).experiment.titre
        except ExperimentNotFoundError:  # it left the catalogue: the others are judged without it
            rules = saisie.reglages({**values, "reprise": ""})
    if not tried:
        return Lieux(tried, rules, title, None)
    try:
        found = services.temoins.relire(tried, rules, values.get(saisie.TEMOINS, {}))
    except (InvalidParametersError, NoProfileError):
        return Lieux(tried, rules, title, None)
    day = str(values.get(saisie.LE, ""))
    trouves = Trouves(
        found,
        date.fromisoformat(day) if day else None,
        str(values.get("millesime", services.reference.millesime)),
        saisie.ecartes(services, values),
        rules.par,
        {i.id: i for i in services.indicateurs.metadata},
    )
    return Lieux(tried, rules, title, trouves)
