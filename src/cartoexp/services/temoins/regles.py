"""Who may be a control of whom, rule by rule, so that it can be told which one leaves nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.contraintes import Contraintes
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import EARTH_RADIUS_KM, LOCAL
from cartoexp.services.comparables import LEAST_KNOWN
from cartoexp.services.temoins.reglages import Portee

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.comparables import Numbers, Rows
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.profils import Niveaux
    from cartoexp.services.temoins.reglages import Reglages

    Mask = NDArray[np.bool_]

ESSAIS, CONNUS, MEME, THEME = "essais", "connus", "meme", "theme"
EPCI, DISTANCE, PORTEE, ECARTES, PROCHES = "epci", "distance", "portee", "ecartes", "proches"


@dataclass(frozen=True, slots=True)
class Regle:
    """A rule: whom it admits (t x n), in words, and what to do to loosen it.

    ``assouplir`` is empty for a rule that cannot be: a comparison without it would mean nothing.
    """

    id: str
    dit: str
    admis: Mask
    assouplir: str = ""


@dataclass(frozen=True, slots=True)
class Cadre:
    """What the rules look at.

    ``carres`` and ``connus``: d² and share of the weight that both know (t x n). ``menent`` and
    ``du_theme``: territories that run, or ran, the same experiment, and any of its themes.
    """

    level: Niveaux
    essais: Rows
    carres: Numbers
    connus: Numbers
    seuil: float
    menent: Sequence[Territoire] = ()
    du_theme: Sequence[Territoire] = ()


def regles(cadre: Cadre, asked: Reglages) -> Iterator[Regle]:
    """Yield the rules that apply, in the order in which they are told."""
    yield Regle(ESSAIS, "Territoires qui essaient", _not(cadre, cadre.essais))
    yield Regle(
        CONNUS,
        "Trop peu d’indicateurs connus pour comparer",
        (cadre.connus >= LEAST_KNOWN) & np.isfinite(cadre.carres),
    )
    if cadre.menent:
        told = "Mènent ou ont mené la même expérimentation, d’après le catalogue"
        yield Regle(MEME, told, _not(cadre, _run_by(cadre.level, cadre.menent)))
    if asked.theme:
        yield Regle(
            THEME,
            "Mènent ou ont mené une autre expérimentation recensée sur le même thème",
            _not(cadre, _run_by(cadre.level, cadre.du_theme, LOCAL)),
            "admettre ceux qui mènent une autre expérimentation sur le même thème",
        )
    if not asked.meme_epci and cadre.level.niveau is Niveau.COMMUNE:
        told = "De la même intercommunalité qu’un territoire qui essaie"
        yield Regle(
            EPCI, told, _other_epci(cadre), "admettre les communes de la même intercommunalité"
        )
    if asked.distance_km:
        yield Regle(
            DISTANCE,
            f"À moins de {asked.distance_km}{NBSP}km d’un territoire qui essaie",
            _far(cadre, asked.distance_km),
            "réduire la distance, ou ne pas en demander",
        )
    if asked.portee is not Portee.FRANCE:
        told = f"Hors du périmètre demandé ({asked.portee.label.lower()})"
        yield Regle(PORTEE, told, _within(cadre, asked.portee), "chercher dans toute la France")
    if asked.ecartes:
        known = cadre.level.profils.rows
        rows = np.array([known[c] for c in asked.ecartes if c in known], dtype=np.intp)
        yield Regle(
            ECARTES, "Écartés par l’équipe", _not(cadre, rows), "reprendre des territoires écartés"
        )
    if asked.proches:
        yield Regle(
            PROCHES,
            "Trop différents pour être dits proches",
            cadre.carres <= cadre.seuil,
            "admettre des territoires moins proches",
        )


def _not(cadre: Cadre, rows: Rows) -> Mask:
    kept = np.ones(cadre.carres.shape, dtype=np.bool_)
    kept[:, rows] = False
    return kept


def _run_by(
    level: Niveaux, places: Sequence[Territoire], above: Sequence[Niveau] = tuple(Niveau)
) -> Rows:
    """Return the rows that run something themselves, through what holds them, or by a member.

    A département or a région is not held to run what one of its communes tries. ``above`` are
    the levels of what may hold them: every région runs something on every theme.
    """
    found = {t.cle for t in places}
    if level.niveau is Niveau.EPCI:
        found |= {(Niveau.EPCI, t.code_epci) for t in places if t.code_epci}
    rows = [
        row
        for row, t in enumerate(level.territoires)
        if t.cle in found or not found.isdisjoint(_holders(t, above))
    ]
    return np.array(rows, dtype=np.intp)


def _holders(t: Territoire, above: Sequence[Niveau]) -> list[tuple[Niveau, str]]:
    pairs = (
        (Niveau.EPCI, t.code_epci),
        (Niveau.EPT, t.code_ept),
        (Niveau.DEPARTEMENT, t.code_departement),
        (Niveau.REGION, t.code_region),
    )
    return [
        (niveau, code)
        for niveau, code in pairs
        if code and niveau in above and niveau is not t.niveau
    ]


def _other_epci(cadre: Cadre) -> Mask:
    numbers = cadre.level.epci
    own = numbers[cadre.essais]
    apart = ~np.isin(numbers, own[own >= 0])
    return np.broadcast_to(apart, cadre.carres.shape)


def _far(cadre: Cadre, km: int) -> Mask:
    """Return who is far from every territory that tries; an unknown centre is not held far."""
    lon, lat = np.radians(cadre.level.centres).T
    far = np.ones(len(lon), dtype=np.bool_)
    for row in cadre.essais.tolist():
        chord = np.square(np.sin((lat - lat[row]) / 2))
        chord += np.cos(lat) * np.cos(lat[row]) * np.square(np.sin((lon - lon[row]) / 2))
        with np.errstate(invalid="ignore"):
            distance = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, chord)))
            far &= distance >= km
    return np.broadcast_to(far, cadre.carres.shape)


def _within(cadre: Cadre, portee: Portee) -> Mask:
    asked = Contraintes(
        meme_region=portee is Portee.REGION,
        meme_departement=portee is Portee.DEPARTEMENT,
        hors_departement=portee is Portee.HORS_DEPARTEMENT,
    )
    places = [cadre.level.territoires[row] for row in cadre.essais.tolist()]
    return np.array([asked.mask(cadre.level.situations, t) for t in places])
