"""The settings of a ranking in one sentence, for paper and for files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.web.pages.essaimage import mots

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartoexp.web.context import Web
    from cartoexp.web.pages.essaimage.adresse import Adresse
    from cartoexp.web.pages.essaimage.etat import Etat

OPTIONS = {
    "un_par_epci": "une seule par intercommunalité",
    "voisine": "proximité d’une implantation comptée",
    "conditions": "conditions vérifiables de la notice remplies",
    "deja": "celles qui la mènent déjà classées aussi",
}


def told(etat: Etat) -> str:
    """Return where it starts from and every setting that is not the usual one."""
    record = etat.depart.record
    start = typeset(record.experiment.titre) if record else "Liste de codes"
    counted = niveaux.counted(len(etat.depart.territoires), etat.niveau)
    changed = f"{THIN}; ".join(_settings(etat.adresse, etat.lieux))
    return f"{start}, {counted} de départ. Réglages{NBSP}: {changed or 'ceux d’origine'}."


def settings(adresse: Adresse, web: Web) -> str:
    """Return every setting of an address that is not the usual one, for its files."""
    find = web.services.territoires.find
    asked = ((Niveau.REGION, adresse.region), (Niveau.DEPARTEMENT, adresse.departement))
    found = [find(niveau, code) for niveau, code in asked]
    return f"{THIN}; ".join(_settings(adresse, {t.cle: nom(t) for t in found if t}))


def _settings(address: Adresse, lieux: Mapping[tuple[Niveau, str], str]) -> Iterator[str]:
    for theme, weight in address.poids:
        yield f"{mots.theme(theme).lower()} × {mots.weight(weight)}"
    if bounds := _population(address):
        yield bounds
    for niveau, code in (
        (Niveau.REGION, address.region),
        (Niveau.DEPARTEMENT, address.departement),
    ):
        if code:
            yield lieux.get((niveau, code), code)
    yield from (text for name, text in OPTIONS.items() if getattr(address, name))


def _population(address: Adresse) -> str:
    low, high = address.population_min, address.population_max
    if low is not None and high is not None:
        return f"de {number(low)} à {number(high)}{NBSP}habitants"
    if low is not None:
        return f"{number(low)}{NBSP}habitants au moins"
    return "" if high is None else f"{number(high)}{NBSP}habitants au plus"
