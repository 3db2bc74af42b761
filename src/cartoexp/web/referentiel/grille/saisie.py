"""The form on territories: read into rules and territories, written as it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import ExperimentNotFoundError
from cartoexp.domain.referentiel import Faute
from cartoexp.domain.territoires import Niveau
from cartoexp.services.profils import PROFILED
from cartoexp.services.temoins import Portee, Reglages
from cartoexp.services.temoins import saisie as lignes
from cartoexp.services.temoins.reglages import DISTANCES_KM, MOST_PAR, PAR
from cartoexp.web.referentiel.grille.lieux import (
    CHOIX,
    DISTANCE,
    MEME_EPCI,
    NIVEAU,
    PAR_CHAMP,
    PORTEE,
    PROCHES,
    REPRISE,
    TEXTE,
    THEME,
    manque,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.registry import Services
    from cartoexp.services.temoins.saisie import Ligne

CODES, ECARTES, TEMOINS, LE = "codes", "ecartes", "temoins", "le"
MOST_TEXTE = 4_000
_BOXES = (MEME_EPCI, PROCHES, THEME)


def lire(
    services: Services, form: Mapping[str, str]
) -> tuple[dict[str, Any], list[Ligne], list[Faute]]:
    """Return what is kept of the form, what each line means, what is to be corrected."""
    niveau = _parmi(form.get(NIVEAU, ""), [n.value for n in PROFILED], Niveau.COMMUNE.value)
    text = form.get(TEXTE, "").replace("\r\n", "\n")[:MOST_TEXTE]
    said: dict[str, Any] = {
        NIVEAU: niveau,
        TEXTE: text,
        PAR_CHAMP: int(_parmi(form.get(PAR_CHAMP, ""), range(1, MOST_PAR + 1), PAR)),
        PORTEE: _parmi(form.get(PORTEE, ""), [p.value for p in Portee], ""),
        DISTANCE: int(_parmi(form.get(DISTANCE, ""), DISTANCES_KM, 0)),
        REPRISE: form.get(REPRISE, "")[:200],
        **{name: name in form for name in _BOXES},
    }
    faults = []
    if said[REPRISE]:
        try:
            services.experiments.get(said[REPRISE])
        except ExperimentNotFoundError:
            faults.append(Faute(REPRISE, "Choisissez une expérimentation de la liste."))
            said[REPRISE] = ""
    read = lignes.lire(services.territoires, Niveau(niveau), text, {})
    chosen = {x.texte: form.get(f"{CHOIX}{i}", "") for i, x in enumerate(read)}
    read = lignes.lire(services.territoires, Niveau(niveau), text, chosen)
    if not read:
        faults.append(Faute(TEXTE, "Écrivez au moins un territoire, par son nom ou son code."))
    return said, read, [*faults, *manque(read)]


def _parmi(text: str, known: Any, default: object) -> str:  # noqa: ANN401  any values
    """Return one of the values that the form offers: another one was not sent by it."""
    return text if text in {str(v) for v in known} else str(default)


def retenus(lues: list[Ligne]) -> list[Territoire]:
    """Return the territories of lines, each once."""
    return list(dict.fromkeys(x.territoire for x in lues if x.territoire is not None))


def essais(services: Services, valeurs: Mapping[str, Any]) -> list[Territoire]:
    """Return the territories that are kept; those that are no more are left out."""
    niveau = Niveau(valeurs.get(NIVEAU, Niveau.COMMUNE.value))
    return _trouves(services, niveau, valeurs.get(CODES, ()))


def ecartes(services: Services, valeurs: Mapping[str, Any]) -> list[Territoire]:
    """Return the territories that the team leaves out."""
    niveau = Niveau(valeurs.get(NIVEAU, Niveau.COMMUNE.value))
    return _trouves(services, niveau, valeurs.get(ECARTES, ()))


def _trouves(services: Services, niveau: Niveau, codes: list[str]) -> list[Territoire]:
    found = (services.territoires.find(niveau, code) for code in codes)
    return [t for t in found if t is not None]


def reglages(valeurs: Mapping[str, Any]) -> Reglages:
    """Return the rules that are kept."""
    return Reglages(
        par=int(valeurs.get(PAR_CHAMP, PAR)),
        experimentation=str(valeurs.get(REPRISE, "")),
        theme=bool(valeurs.get(THEME)),
        meme_epci=bool(valeurs.get(MEME_EPCI)),
        distance_km=int(valeurs.get(DISTANCE, 0)),
        portee=Portee(valeurs.get(PORTEE, "")),
        proches=bool(valeurs.get(PROCHES, True)),
        ecartes=tuple(valeurs.get(ECARTES, ())),
    )
