"""Where a value stands among those of its level, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.communs import mots
from cartoexp.web.formats import NBSP, THIN, number

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
    level = mots.peers(niveau)
    above, below = value.superieurs, value.inferieurs
    if above + below == 0:
        return f"comme tous les autres territoires{NBSP}: même valeur"
    if value.effectif < FEW:
        rank = mots.ordinal(above + 1, feminine=niveau.feminin)
        return f"{rank} sur {number(value.effectif)}, en ordre décroissant"
    lower, higher = below / value.effectif, above / value.effectif
    if lower >= HALF:
        return f"plus que {mots.share(lower)} des {level}"
    if higher >= HALF:
        return f"moins que {mots.share(higher)} des {level}"
    return "comme la médiane"


def share_of_equals(value: Valeur, niveau: Niveau) -> str:
    """Return « comme 6 % des communes »: how common a code, a rank or an answer is."""
    if value.valeur is None or not value.effectif:
        return ""
    equals = (value.effectif - value.inferieurs - value.superieurs) / value.effectif
    share = mots.share(equals)
    if share.startswith("0"):
        share = f"moins de 1{THIN}%"
    return f"comme {share} des {mots.peers(niveau)}"
