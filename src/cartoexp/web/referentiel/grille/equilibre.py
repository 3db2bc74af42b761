"""The balance of two groups as a table: averages, standardised differences, verdict; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.lecture import CODES, YES_OR_NO
from cartoexp.domain.phrases.nombres import number, quantity
from cartoexp.domain.phrases.typographie import THIN
from cartoexp.web.components import cell
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.temoins import Equilibre, Ligne
    from cartoexp.services.indicateurs import Indicateur

COLONNES = ("Indicateur", "Essai", "Témoins", "Écart avant", "Écart après", "Verdict")


def tableau(equilibre: Equilibre, indicateurs: Mapping[str, Indicateur]) -> Element:
    """Return the table."""
    heads = [
        Element("th", name, scope="col", className="num" if 0 < i < len(COLONNES) - 1 else None)
        for i, name in enumerate(COLONNES)
    ]
    return html.Table(
        [
            Element(
                "caption",
                "Équilibre entre les territoires qui essaient et leurs témoins",
                className="sr",
            ),
            html.Thead(html.Tr(heads)),
            html.Tbody([_ligne(x, indicateurs[x.indicateur]) for x in equilibre.lignes]),
        ],
        className="pile referentiel__equilibre",
    )


def dits(x: Ligne, i: Indicateur) -> tuple[str, str, str, str, str, str]:
    """Return the cells of an indicator, as a table and a sheet show them."""
    return (
        i.libelle,
        moyenne(x.essai, i),
        moyenne(x.temoins, i),
        signe(x.avant),
        signe(x.apres),
        x.verdict.label,
    )


def moyenne(value: float | None, i: Indicateur) -> str:
    """Return an average with its unit: a share of what is yes or no, a number of what is a rank."""
    if value is not None and i.unite == YES_OR_NO:
        return f"{number(value * 100)}{THIN}%"
    return quantity(value, "" if i.id in CODES else i.unite, i.decimales)


def signe(value: float | None) -> str:
    """Return « +0,31 », « −1,20 » or « 0,00 »; « — » when unknown."""
    told = number(value, 2)
    return f"+{told}" if value is not None and value > 0 and told != "0,00" else told


def _ligne(x: Ligne, i: Indicateur) -> Element:
    name, *figures, verdict = dits(x, i)
    cells = [cell(head, text, "num") for head, text in zip(COLONNES[1:-1], figures, strict=True)]
    return html.Tr(
        [
            Element("th", name, scope="row"),
            *cells,
            cell(COLONNES[-1], verdict, f"referentiel__verdict referentiel__verdict--{x.verdict}"),
        ]
    )
