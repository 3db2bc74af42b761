"""The sentence of a coloured map, written from its data; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.bornes import AUCUNE, MASQUE
from cartoexp.domain.lecture import Sorte, sorte
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.domain.vues import NOMBRE, TAUX
from cartoexp.services.ressemblance import is_likeness

if TYPE_CHECKING:
    from cartoexp.services.choropleth import Counts
    from cartoexp.services.coloration import Coloration
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.resume import Extreme, Resume

LARGE = 1_000
"""From here on decimals are noise."""


def value(coloration: Coloration, amount: float, *, unit: bool = True) -> str:
    """Return a value as it is read, with its unit."""
    told = number(amount, 0 if abs(amount) >= LARGE else coloration.decimales)
    if not unit or not coloration.unite or coloration.unite == "rang":
        return told
    return f"{told}{THIN if coloration.unite.startswith('%') else NBSP}{coloration.unite}"


def sentence(
    coloration: Coloration,
    resume: Resume | None,
    counts: Counts,
    experimentations: int,
    indicateur: Indicateur | None,
) -> str:
    """Return what the map shows, in words."""
    if is_likeness(coloration.couleur):
        known = sum(coloration.effectifs.values()) - coloration.effectifs[AUCUNE]
        told = f"Rang parmi {count(known, *_noun(coloration))}{NBSP}: "
        return f"{told}ce n’est pas une probabilité de réussite."
    if coloration.couleur == NOMBRE:
        return _number(coloration, counts, experimentations)
    if coloration.couleur == TAUX:
        return _rate(coloration, resume)
    return _indicator(coloration, resume, indicateur)


def _noun(coloration: Coloration) -> tuple[str, str]:
    return coloration.niveau.label.lower(), coloration.niveau.label_pluriel.lower()


def _number(coloration: Coloration, counts: Counts, experimentations: int) -> str:
    held = len(coloration.codes) - coloration.effectifs[0]
    shown = experimentations - counts.au_dessus
    told = (
        f"{count(shown, 'expérimentation recensée', 'expérimentations recensées')} dans "
        f"{count(held, *_noun(coloration))} sur {number(len(coloration.codes))}."
    )
    if counts.au_dessus:
        others = "1 autre, menée" if counts.au_dessus == 1 else f"{counts.au_dessus} autres, menées"
        verb = "n’est pas coloriée" if counts.au_dessus == 1 else "ne sont pas coloriées"
        told += f" {others} à une échelle plus vaste, {verb}."
    return told


def _rate(coloration: Coloration, resume: Resume | None) -> str:
    if resume is None or resume.haut.valeur == 0:
        return f"Aucune expérimentation à rapporter à la population.{_hidden(coloration)}"
    top = resume.haut
    told = f"Le plus haut{NBSP}: {named(top)}, {value(coloration, top.valeur)}."
    return f"{told}{_hidden(coloration)}"


def _hidden(coloration: Coloration) -> str:
    n = coloration.effectifs[MASQUE]
    if not n:
        return ""
    some = "est masqué" if n == 1 else "sont masqué"
    some += "e" * coloration.niveau.feminin + "s" * (n > 1)
    limit = f"moins de 20{THIN}000{NBSP}habitants"
    return f" {count(n, *_noun(coloration))} de {limit} {some}."


def _indicator(coloration: Coloration, resume: Resume | None, indicateur: Indicateur | None) -> str:
    if resume is None:
        return "Aucune valeur connue."
    if indicateur and sorte(indicateur, coloration.niveau) in {Sorte.CODE, Sorte.OUI_OU_NON}:
        known = sum(coloration.effectifs.values()) - coloration.effectifs[AUCUNE]
        parts = [
            f"{label}{NBSP}: {count(coloration.effectifs[k], *_noun(coloration))}"
            for k, label in enumerate(coloration.libelles, 1)
        ]
        return f"{f'{THIN}; '.join(parts)}, sur {number(known)}."
    low, high = resume.bas, resume.haut
    return (
        f"Médiane{NBSP}: {value(coloration, resume.mediane)}. "
        f"Du plus bas, {named(low)} ({value(coloration, low.valeur, unit=False)}), "
        f"au plus haut, {named(high)} ({value(coloration, high.valeur, unit=False)})."
    )


def named(extreme: Extreme) -> str:
    """Return a territory that holds an extreme, and how many others do."""
    others = extreme.nombre - 1
    more = "" if not others else f" et {count(others, 'autre')}"
    return f"{typeset(extreme.territoire.nom)}{more}"
