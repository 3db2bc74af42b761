"""What is said of a match, in full sentences: the page and the sheet say the same; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import PLURAL_FROM, count, cut_percent, number
from cartoexp.domain.phrases.typographie import NBSP, small
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.temoins import Appariement

CITES = 4
"""Indicators that are named among those whose balance does not hold."""
FORT = 1.0
"""Effect, in standard deviations, from which only a very strong one would be seen."""
JAMAIS_VUS = ((2, 0.55), (8, 0.34), (12, 0.24))
"""Communes that try, at most, and mean difference left on what nothing has seen.

Measured by ``python -m gates temoins`` with one, four and twelve communes; see
``docs/referentiel.md``.
"""
LEGENDE = (
    "Écart entre les moyennes, en écarts-types du niveau. Jusqu’à 0,10\u00a0: proche\u00a0; "
    "jusqu’à 0,25\u00a0: acceptable\u00a0; au-delà\u00a0: déséquilibré. "
    "«\u00a0Avant\u00a0»\u00a0: avec tous les autres territoires\u00a0; "
    "«\u00a0après\u00a0»\u00a0: avec les témoins."
)
CONNAISSANCE = (
    "Votre connaissance du terrain complète le calcul\u00a0: écartez un témoin qui prépare un "
    "projet semblable, ou qu’un événement rend incomparable."
)
BEAUCOUP = (
    "C’est beaucoup\u00a0: la comparaison servira surtout à ne pas prendre pour un effet ce qui se "
    "passe partout. Ajoutez-y le suivi des personnes et ce qu’en disent les agents."
)
MOYEN = "Un effet moyen pourra se voir, si les indicateurs sont relevés partout de la même façon."
RELEVEZ = (
    "Relevez les mêmes indicateurs, aux mêmes dates, chez les témoins\u00a0: ils n’ont rien à "
    "faire si la donnée est publiée pour tous."
)
SANS_PISTE = (
    "Aucune règle assouplie seule n’y changerait rien\u00a0: assouplissez-en plusieurs, ou "
    "comparez à l’évolution d’avant, en le disant dans la délibération."
)


def conclusion(found: Appariement, indicateurs: Mapping[str, Indicateur]) -> str:
    """Return what the balance is worth, the bad news in the same breath."""
    balance = found.equilibre
    before, after = number(balance.avant, 2), number(balance.apres, 2)
    moved = f"L’écart moyen passe de {before} à {after} écart-type. "
    bad = balance.desequilibres
    known = sum(x.apres is not None for x in balance.lignes)
    if not bad:
        return (
            f"{moved}Aucun des {known} indicateurs regardés ne dépasse 0,25\u00a0: les témoins "
            "ressemblent aux territoires qui essaient, sur ce que le site connaît."
        )
    names = listed([small(indicateurs[x.indicateur].libelle) for x in bad], CITES)
    held = "reste déséquilibré" if len(bad) == 1 else "restent déséquilibrés"
    return (
        f"{moved}{count(len(bad), 'indicateur')} sur {known} {held} (plus de 0,25)\u00a0: {names}. "
        "Une différence d’effet pourra venir de là."
    )


def conseil(found: Appariement) -> str:
    """Return what the team may do about it; an assembly need not read that."""
    if not found.equilibre.desequilibres:
        return ""
    return " Demandez d’autres témoins, assouplissez une règle, ou dites-le dans la délibération."


def puissance(found: Appariement) -> Sequence[str]:
    """Return what so few territories can show."""
    least = found.decelable
    if least is None:
        return ()
    tried = sum(bool(p.temoins) for p in found.paires)
    who = (
        f"Avec {count(tried, 'territoire')} qui {'essaie' if tried == 1 else 'essaient'} et "
        f"{count(len(found.temoins), 'témoin')}, "
    )
    unit = "écart-type" if least < PLURAL_FROM else "écarts-types"
    seen = (
        f"{who}un effet inférieur à environ {number(least, 1)}{NBSP}{unit} de l’indicateur suivi "
        "ne se distinguerait sans doute pas du hasard."
    )
    return seen, BEAUCOUP if least >= FORT else MOYEN, *_cache(found, tried), RELEVEZ


def _cache(found: Appariement, tried: int) -> Sequence[str]:
    """Return what is left on figures that the engine does not use, where it was measured."""
    if found.paires[0].essai.niveau is not Niveau.COMMUNE:
        return ()
    least = next(gap for most, gap in JAMAIS_VUS if tried <= most)
    told = (
        "La ressemblance vaut pour ce qui est regardé. Sur des chiffres de l’INSEE que le moteur "
        "n’utilise pas (pauvreté, chômage, logement…), des témoins choisis ainsi s’écartent "
        f"encore, en moyenne, de {number(least, 2)} écart-type pour autant de communes (mesuré sur "
        "des programmes réels). L’évaluateur les regardera aussi."
    )
    return (told,)


def personne(found: Appariement) -> str:
    """Say why nobody is left."""
    last = next((e for e in found.ecarts if not e.restants), None)
    why = f" La règle «\u00a0{small(last.dit)}\u00a0» écarte les derniers." if last else ""
    return f"Aucun territoire ne peut servir de témoin avec ces règles.{why} Rien n’est perdu."


def seuls(noms: Sequence[str]) -> str:
    """Say who has no control."""
    has = "n’a pas de témoin" if len(noms) == 1 else "n’ont pas de témoin"
    return (
        f"{listed(noms, 6)} {has} avec ces règles. L’équilibre, ci-dessous, ne porte que sur les "
        "autres."
    )


def peu(pairs: Sequence[tuple[str, int]], par: int) -> str:
    """Say who has fewer controls than were asked for."""
    told = listed([f"{name} en a {n}" for name, n in pairs], 6)
    return (
        f"{par} témoins demandés pour chaque territoire{NBSP}: {told}. Les autres candidats sont "
        "déjà pris, ou une règle les écarte."
    )


def perdus(codes: Sequence[str]) -> str:
    """Say which controls are territories no more."""
    return (
        f"{count(len(codes), 'témoin')} de la liste enregistrée ({', '.join(codes)}) ne sont plus "
        "des territoires de ce niveau. Demandez une nouvelle proposition."
    )


def rang(score: float) -> str:
    """Return how near a control is, among all pairs of territories of the level."""
    return f"plus proche que {cut_percent(score)} des paires"
