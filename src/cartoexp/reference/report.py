"""What a build tells: repairs and gates, in French, on the console and in the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console

    from cartoexp.reference.gates import Gate

REPAIRS = {
    "lignes_sans_contour_version_de_base": "Lignes de la version de base sans contour",
    "lignes_illisibles": "Lignes dont le contour est illisible",
    "contour_perdu_recompose": "Contours perdus, recomposés de leurs anciennes communes",
    "contour_repris_d_une_version_anterieure": "Contours perdus, repris d’une version antérieure",
    "contour_ampute_d_une_commune_retablie": "Contours débarrassés d’une commune rétablie",
    "contour_incomplet_complete": "Contours incomplets, complétés de leurs anciennes communes",
    "aretes_ajustees": "Communes dont les arêtes ne suivaient pas celles de leurs voisines",
    "vides_fermes": "Vides entre communes, de moins de 10 m de large, fermés",
    "mairies_reprises": "Mairies hors de leur commune, reprises d’une version antérieure",
    "mairies_retirees": "Mairies situées hors de leur commune, position retirée",
    "chef_lieu_hors_territoire": "Chefs-lieux situés hors de leur territoire, retirés",
}


def describe_repairs(repairs: Mapping[str, Sequence[str]]) -> dict[str, dict[str, Any]]:
    """Return, by kind of repair, its French label, how many and which."""
    return {
        kind: {
            "libelle": label,
            "nombre": len(repairs.get(kind, ())),
            "liste": list(repairs.get(kind, ())),
        }
        for kind, label in REPAIRS.items()
    }


def print_report(
    console: Console, repairs: Mapping[str, Mapping[str, Any]], gates: Sequence[Gate]
) -> None:
    """Print two tables: repairs, then gates."""
    mended = Table("Réparation", "Nombre", title="Réparations")
    for repair in repairs.values():
        mended.add_row(str(repair["libelle"]), str(repair["nombre"]))
    checks = Table("Contrôle", "Attendu", "Mesuré", "", title="Contrôles")
    for gate in gates:
        state = "[green]oui[/green]" if gate.ok else "[red]non[/red]"
        checks.add_row(escape(gate.libelle), gate.attendu, gate.mesure, state)
    console.print(mended)
    console.print(checks)
