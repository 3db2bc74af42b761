"""The sentence of the map, written from its data; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.lecture import Sorte, sorte
from cartoexp.services.colorations import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness
from cartoexp.web.formats import NBSP, THIN, count, number, typeset

if TYPE_CHECKING:
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.resume import Extreme
    from cartoexp.web.pages.carte.state import State

LARGE = 1_000
"""From here on decimals are noise."""


def sentence(state: State) -> str:
    """Return what the map shows, in words, from its data."""
    if is_likeness(state.coloration.couleur):
        return _likeness(state)
    told = {NOMBRE: _number, TAUX: _rate}.get(state.coloration.couleur, _indicator)
    return told(state)


def value(coloration: Coloration, amount: float, *, unit: bool = True) -> str:
    """Return a value as it is read, with its unit."""
    decimals = 0 if abs(amount) >= LARGE else coloration.decimales
    told = number(amount, decimals)
    if not unit or not coloration.unite or coloration.unite == "rang":
        return told
    space = THIN if coloration.unite.startswith("%") else NBSP
    return f"{told}{space}{coloration.unite}"


def source(coloration: Coloration) -> str:
    """Return « Source : INSEE, 2023 »."""
    year = f", {coloration.millesime}" if coloration.millesime else ""
    return f"Source{NBSP}: {coloration.source}{year}."


def _number(state: State) -> str:
    counts, niveau = state.counts, state.vue.niveau.niveau
    noun, plural = niveau.label.lower(), niveau.label_pluriel.lower()
    shown = state.listing.experimentations - counts.au_dessus
    told = (
        f"{count(shown, 'expérimentation recensée', 'expérimentations recensées')} dans "
        f"{count(len(counts.experimentations) - state.undrawn, noun, plural)} "
        f"sur {number(state.drawn)}."
    )
    if state.undrawn:
        what = count(state.undrawn, "collectivité ultramarine", "collectivités ultramarines")
        verb = "S’y ajoute" if state.undrawn == 1 else "S’y ajoutent"
        told += f" {verb} {what} sans contour dans nos sources."
    if counts.au_dessus == 1:
        told += " 1 autre, menée à une échelle plus vaste, est dans la liste seulement."
    elif counts.au_dessus:
        told += (
            f" {number(counts.au_dessus)} autres, menées à une échelle plus vaste, "
            "sont dans la liste seulement."
        )
    return told


def _rate(state: State) -> str:
    coloration, resume = state.coloration, state.resume
    hidden = _hidden(coloration)
    if resume is None or resume.haut.valeur == 0:
        return f"Aucune expérimentation à rapporter à la population.{hidden}"
    top = resume.haut
    told = f"Le plus haut{NBSP}: {_named(top)}, {value(coloration, top.valeur)}."
    return f"{told}{hidden} {source(coloration)}"


def _hidden(coloration: Coloration) -> str:
    n = coloration.effectifs[MASQUE]
    if not n:
        return ""
    noun = coloration.niveau.label.lower(), coloration.niveau.label_pluriel.lower()
    some = "est masqué" if n == 1 else "sont masqué"
    some += "e" * coloration.niveau.feminin + "s" * (n > 1)
    limit = f"moins de 20{THIN}000 habitants"
    return f" {count(n, *noun)} de {limit} {some}{NBSP}: une seule expérimentation y pèserait trop."


def _likeness(state: State) -> str:
    coloration = state.coloration
    known = sum(coloration.effectifs.values()) - coloration.effectifs[AUCUNE]
    noun = coloration.niveau.label.lower(), coloration.niveau.label_pluriel.lower()
    told = f"Rang parmi {count(known, *noun)}{NBSP}: ce n’est pas une probabilité de réussite."
    return f"{told} {source(coloration)}"


def _indicator(state: State) -> str:
    coloration, resume = state.coloration, state.resume
    if resume is None:
        return f"Aucune valeur connue. {source(coloration)}"
    if state.indicateur and not _ordered(state):
        return f"{_shares(coloration)} {source(coloration)}"
    low, high = resume.bas, resume.haut
    told = (
        f"Médiane{NBSP}: {value(coloration, resume.mediane)}. "
        f"Du plus bas, {_named(low)} ({value(coloration, low.valeur, unit=False)}), "
        f"au plus haut, {_named(high)} ({value(coloration, high.valeur, unit=False)})."
    )
    return f"{told} {source(coloration)}"


def _ordered(state: State) -> bool:
    known = state.indicateur
    if known is None:
        return True
    return sorte(known, state.vue.niveau.niveau) not in {Sorte.CODE, Sorte.OUI_OU_NON}


def _shares(coloration: Coloration) -> str:
    """Return « Oui : 909 communes sur 34 875 » for each class but zero and unknown."""
    noun = coloration.niveau.label.lower(), coloration.niveau.label_pluriel.lower()
    known = sum(coloration.effectifs.values()) - coloration.effectifs[AUCUNE]
    parts = [
        f"{label}{NBSP}: {count(coloration.effectifs[k], *noun)}"
        for k, label in enumerate(coloration.libelles, 1)
    ]
    return f"{THIN}; ".join(parts) + f", sur {number(known)}."


def _named(extreme: Extreme) -> str:
    others = extreme.nombre - 1
    more = "" if not others else f" et {count(others, 'autre')}"
    return f"{typeset(extreme.territoire.nom)}{more}"
