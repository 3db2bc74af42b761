"""The indicators added on this site: where they come from, what they weigh, what they lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.web.documents import table

if TYPE_CHECKING:
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.services.methode import Figures

TITLE = "\n\n### Ajoutés sur ce site\n\n"
TEXT = """{combien}, avec {accord} source. « Sans valeur » est la part des territoires dont la \
valeur est inconnue : secret statistique, donnée absente de la source, commune rétablie depuis, \
outre-mer hors du champ de la source.

- Ils entrent dans la comparaison avec le poids que chacun déclare ; la somme est ramenée à 1. \
À un niveau où plus d’un territoire sur cinq est sans valeur, un indicateur ne pèse pas.
- L’essaimage les lit tous, comme les autres indicateurs.
- Les épreuves de cette page ont été mesurées sans eux.

{tableau}"""

CAPTION = (
    "Indicateurs ajoutés sur ce site, leur poids entre communes et la part des territoires sans "
    "valeur"
)
SHORT = {Niveau.EPCI: "Interco."}


def part(figures: Figures) -> str:
    """Return the section, empty where nothing was added."""
    added = [i for i in figures.indicateurs if i.ensemble]
    if figures.remarque:
        return f"{TITLE}{figures.remarque}"
    if not added:
        return ""
    several = len(added) > 1
    verb = "ont été ajoutés" if several else "a été ajouté"
    told = TEXT.format(
        combien=f"{count(len(added), 'indicateur')} {verb} sur ce serveur",
        accord="leur" if several else "sa",
        tableau=_table(figures, added),
    )
    return f"{TITLE}{told}"


def _table(figures: Figures, added: list[Indicateur]) -> str:
    levels = [n.niveau for n in reversed(NiveauCarte)]
    rows = [
        (
            i.libelle,
            f"{i.source}, {i.producteur}, {i.millesime} ; {i.licence}",
            f"{number(100 * weight, 1)} %" if (weight := figures.poids.get(i.id, 0)) else "aucun",
            *(f"{number(100 * i.manquants[n.value], 1)} %" for n in levels),
        )
        for i in added
    ]
    heads = (
        *("Indicateur", "Source, millésime et licence", "Poids"),
        *(f"{SHORT.get(n, n.label_pluriel)} sans valeur" for n in levels),
    )
    return table(CAPTION, heads, rows, range(2, len(heads)))
