"""Comparables, essaimage and their gates, as the words and tables of the method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.essaimage import Drapeau
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.tirages import DRAWS
from cartoexp.services.comparables import FAR_KM, LEAST_KNOWN
from cartoexp.web.documents import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.methode import Figures

PROGRAMMES = {
    "ami": "Avenir montagnes ingénierie",
    "amm": "Avenir montagnes mobilités",
    "frla": "Fonds de restructuration des locaux d’activité",
    "fs": "France services",
    "manuprox": "Manufactures de proximité",
    "pao": "Projets d’appui opérationnel",
    "pvd": "Petites villes de demain",
    "va": "Villages d’avenir",
}
SHOWN_WEIGHT = 0.005


def parts(figures: Figures) -> dict[str, str]:
    """Return the parts of the text that tell the comparables and the essaimage."""
    found = figures.epreuves
    year, month, day = (int(part) for part in found["date"].split("-"))
    return {
        "tirages": number(DRAWS),
        "jumeau_km": number(FAR_KM),
        "confiance_minimale": f"{number(100 * LEAST_KNOWN)} %",
        "epreuves_jour": PartialDate(year, month, day).label,
        "table_poids": _weights(figures),
        "table_portes": _gates(found["portes"]),
        "table_programmes": _programmes(found["programmes"]),
        "table_regles": _rules(found["comparables"]),
        "table_externe": _external(found["comparables"]),
    }


def _weights(figures: Figures) -> str:
    ours = figures.poids
    labels = {i.id: i.libelle for i in figures.indicateurs}
    rows = [
        (labels[name], f"{number(100 * share, 1)} %")
        for name, share in sorted(ours.items(), key=lambda pair: (-pair[1], pair[0]))
        if share >= SHOWN_WEIGHT
    ]
    return table("Poids des indicateurs entre communes", ("Indicateur", "Part"), rows, (1,))


def _gates(gates: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            gate["libelle"],
            number(gate["mesure"], 2),
            f"{'≥' if gate['plus'] else '≤'} {number(gate['cible'], 2)}",
            number(gate["ambition"], 2) if gate["ambition"] is not None else "",
            "oui" if gate["atteint"] else "**non**",
        )
        for gate in gates
    ]
    heads = ("Épreuve", "Mesure", "Cible", "Ambition", "Atteinte ?")
    return table("Épreuves de la méthode", heads, rows, (1, 2, 3))


def _programmes(results: Sequence[Mapping[str, Any]]) -> str:
    rows = [
        (
            PROGRAMMES.get(r["programme"], r["programme"]),
            number(r["communes"]),
            f"{number(r['rappel'], 2)} ({number(r['rappel_reference'], 2)})",
            f"{number(r['auc'], 2)} ({number(r['auc_reference'], 2)})",
            number(r["rappel_cinq"], 2),
            " ; ".join(number(r["drapeaux"][d.value], 1) for d in Drapeau),
        )
        for r in results
    ]
    heads = (
        *("Programme", "Communes", "Rappel (référence)", "AUC (référence)"),
        *("Rappel, cinq connues", "Masquées pour 100, par drapeau"),
    )
    return table("Communes masquées retrouvées, par programme", heads, rows, (1, 2, 3, 4, 5))


def _rules(near: Mapping[str, Any]) -> str:
    rows = [("**Cartoexp**", number(near["purete"], 2), number(near["r2"], 2))]
    rows += [
        (name[0].upper() + name[1:], number(r["purete"], 2), number(r["r2"], 2))
        for name, r in near["regles"].items()
    ]
    heads = ("Règle", "Pureté, grille de densité", "R² moyen des indicateurs")
    return table("Les vingt plus proches, selon la règle", heads, rows, (1, 2))


def _external(near: Mapping[str, Any]) -> str:
    seen = near["externe_vus"]
    rows = [
        (name, number(r2, 2), "oui" if name in seen else "non")
        for name, r2 in near["externe"].items()
    ]
    heads = (
        "Indicateur (base du comparateur, édition 2022)",
        "R²",
        "Vu par la recherche des poids ?",
    )
    caption = "Indicateurs de l’INSEE prédits par les vingt communes les plus proches"
    return table(caption, heads, rows, (1,))
