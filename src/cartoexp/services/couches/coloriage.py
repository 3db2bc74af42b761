"""What a map shows of a layer at a level: values, classes, words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.domain.bornes import (
    AUCUNE,
    MASQUE,
    classify_values,
    intervalles,
    quantiles,
    readable,
)
from cartoexp.domain.classes import cut
from cartoexp.domain.couches import Cumul, Nature
from cartoexp.domain.couches.agregat import EGALITE, agreger, modalites
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.services.coloration import Mots, Rangees, assemble
from cartoexp.services.resume import Extreme, Resume

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cartoexp.domain.classes import Classes
    from cartoexp.domain.couches import Couche
    from cartoexp.domain.couches.agregat import Agregat, Valeur
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.colorations import ColorationService
    from cartoexp.services.territoires import TerritoireService

HORS = MASQUE
"""Class of the territories of which the file says nothing, or that the filters leave out."""
AUTRES, EGALITES = 9, 10
"""Classes of the categories beyond the eighth, and of those that are equally frequent."""
MOST_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Remarques:
    """What has to be said of how rows became values, at the level that is shown."""

    groupes: int
    partiels: int
    egalites: int
    illisibles: int
    sans_contour: int
    ecartes: int
    modalites: int


@dataclass(frozen=True, slots=True)
class Coloriage:
    """A layer at a level.

    ``valeurs`` are those shown, by code, exact; ``parts`` are the levels that the file has, with
    their territories; ``modalites`` are its categories in the order of the classes.
    """

    couche: Couche
    niveau: Niveau
    parts: Mapping[NiveauCarte, int]
    coloration: Coloration
    valeurs: Mapping[str, Valeur]
    lignes: Mapping[str, int]
    modalites: Sequence[str]
    resume: Resume | None
    remarques: Remarques
    etendue: tuple[float, float] | None


def colorier(
    couche: Couche, vue: VueCouche, territoires: TerritoireService, colorations: ColorationService
) -> Coloriage:
    """Return what a view shows of a layer."""
    found = agreger(couche.lignes, couche.nature, couche.cumul)
    parts = _levels(found)
    niveau = (vue.niveau or max(parts, key=lambda n: parts[n], default=NiveauCarte.COMMUNE)).niveau
    whole = {code: v for (level, code), v in found.valeurs.items() if level is niveau}
    named = modalites(whole.values()) if couche.nature is Nature.CATEGORIE else ()
    shown = {
        code: v
        for code, v in whole.items()
        if vue.garde(v) and (t := territoires.find(niveau, code)) and vue.situe(t)
    }
    drawn = colorations.drawn(niveau).codes
    rows = (
        _numbers(drawn, whole, shown, couche.cumul)
        if couche.nature is Nature.NOMBRE
        else _categories(drawn, shown, named)
    )
    digits = _decimals([v for v in whole.values() if isinstance(v, float)])
    words = Mots(couche.titre, couche.unite, "", couche.millesime, digits)
    held = {code for code in drawn if code in shown}
    return Coloriage(
        couche,
        niveau,
        parts,
        assemble(niveau, "ma-carte", drawn, words, rows),
        shown,
        {code: n for (level, code), n in found.lignes.items() if level is niveau},
        named,
        _resume(niveau, {c: v for c, v in shown.items() if c in held}, territoires),
        _remarks(found, niveau, whole, shown, drawn),
        _range(whole),
    )


def _levels(found: Agregat) -> dict[NiveauCarte, int]:
    counts = Counter(niveau for niveau, _ in found.valeurs)
    return {n: counts[n.niveau] for n in NiveauCarte if counts[n.niveau]}


def _numbers(
    drawn: Sequence[str],
    whole: Mapping[str, Valeur],
    shown: Mapping[str, Valeur],
    cumul: Cumul,
) -> Rangees:
    """Classes are those of the whole level: a filter hides territories, it moves no bound."""
    known = np.array([v for v in whole.values() if isinstance(v, float)], dtype=np.float64)
    zero = bool((known == 0).any()) and bool((known >= 0).all())
    values = np.array([_number(shown.get(code)) for code in drawn], dtype=np.float32)
    if cumul is Cumul.LIGNES:
        return _counts(values, cut(known.astype(np.int64).tolist()), drawn, shown)
    above = known[known > 0] if zero else known
    bounds = readable(quantiles(above), above, MOST_DECIMALS)
    classes = classify_values(values, bounds, zero=zero)
    _hide(classes, drawn, shown)
    labels = intervalles(bounds) if bounds or zero else ["toutes les valeurs"]
    return Rangees(values, classes, labels, "0" if zero else None)


def _counts(
    values: NDArray[np.float32],
    found: Classes,
    drawn: Sequence[str],
    shown: Mapping[str, Valeur],
) -> Rangees:
    classes = classify_values(values, found.bornes[1:], zero=False)
    _hide(classes, drawn, shown)
    return Rangees(values, classes, found.labels, None)


def _categories(drawn: Sequence[str], shown: Mapping[str, Valeur], named: Sequence[str]) -> Rangees:
    ranks = {name: k for k, name in enumerate(named, 1)} | {EGALITE: EGALITES}
    kinds = [_kind(shown.get(code), ranks) for code in drawn]
    classes = np.array(kinds, dtype=np.uint8)
    values = np.where(classes == AUCUNE, np.nan, classes).astype(np.float32)
    _hide(classes, drawn, shown)
    return Rangees(values, classes, named, None)


def _kind(value: Valeur, ranks: Mapping[str, int]) -> int:
    return AUCUNE if value is None else ranks.get(str(value), AUTRES)


def _hide(classes: NDArray[np.uint8], drawn: Sequence[str], shown: Mapping[str, Valeur]) -> None:
    classes[[code not in shown for code in drawn]] = HORS


def _number(value: Valeur) -> float:
    return value if isinstance(value, float) else np.nan


def _decimals(values: Sequence[float]) -> int:
    """Return the decimals that the values need, at most three."""
    for digits in range(MOST_DECIMALS):
        if all(round(v, digits) == v for v in values):
            return digits
    spread = max(values) - min(values)
    return 1 if spread >= 100 else 2 if spread >= 1 else MOST_DECIMALS  # noqa: PLR2004


def _range(values: Mapping[str, Valeur]) -> tuple[float, float] | None:
    known = [v for v in values.values() if isinstance(v, float)]
    return (min(known), max(known)) if known else None


def _resume(
    niveau: Niveau, shown: Mapping[str, Valeur], territoires: TerritoireService
) -> Resume | None:
    known = {code: v for code, v in sorted(shown.items()) if isinstance(v, float)}
    if not known:
        return None

    def extreme(value: float) -> Extreme:
        held = [code for code, v in known.items() if v == value]
        return Extreme(value, _place(territoires, niveau, held[0]), len(held))

    values = list(known.values())
    return Resume(len(known), float(np.median(values)), extreme(min(values)), extreme(max(values)))


def _place(territoires: TerritoireService, niveau: Niveau, code: str) -> Territoire:
    return territoires.get(niveau, code)


def _remarks(
    found: Agregat,
    niveau: Niveau,
    whole: Mapping[str, Valeur],
    shown: Mapping[str, Valeur],
    drawn: Sequence[str],
) -> Remarques:
    here = {code: n for (level, code), n in found.lignes.items() if level is niveau}
    ties = sum(v == EGALITE for v in whole.values())
    return Remarques(
        sum(n > 1 for n in here.values()),
        found.partiels,
        ties,
        found.illisibles,
        len(shown.keys() - set(drawn)),
        len(whole) - len(shown),
        len({v for v in whole.values() if isinstance(v, str) and v != EGALITE}),
    )
