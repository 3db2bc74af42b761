"""Where a value stands among those of its level, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.nombres import cut_percent, number, ordinal
from cartoexp.domain.phrases.typographie import NBSP, THIN

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Niveau
    from cartoexp.services.indicateurs import Valeur

FEW = 200
"""Below this number of territories a rank says more than a share."""
HALF = 0.5


def told(value: Valeur, niveau: Niveau) -> str:
    """Return « plus que 99 % des communes », « 3e sur 13 » and so on; empty when unknown."""
    if value.valeur is None:
        return ""
    level = niveaux.peers(niveau)
    above, below = value.superieurs, value.inferieurs
    if above + below == 0:
        return f"comme tous les autres territoires{NBSP}: même valeur"
    if value.effectif < FEW:
        rank = ordinal(above + 1, feminine=niveau.feminin)
        return f"{rank} sur {number(value.effectif)}, en ordre décroissant"
    lower, higher = below / value.effectif, above / value.effectif
    if lower >= HALF:
        return f"plus que {cut_percent(lower)} des {level}"
    if higher >= HALF:
        return f"moins que {cut_percent(higher)} des {level}"
    return "comme la médiane"


def share_of_equals(value: Valeur, niveau: Niveau) -> str:
    """Return « comme 6 % des communes »: how common a code, a rank or an answer is."""
    if value.valeur is None or not value.effectif:
        return ""
    equals = (value.effectif - value.inferieurs - value.superieurs) / value.effectif
    share = cut_percent(equals)
    if share.startswith("0"):
        share = f"moins de 1{THIN}%"
    return f"comme {share} des {niveaux.peers(niveau)}"
