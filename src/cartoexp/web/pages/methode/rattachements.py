"""Files joined to territories, as the words and tables of the method."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.phrases.nombres import number
from cartoexp.web.documents import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.methode import Figures


def parts(figures: Figures) -> dict[str, str]:
    """Return the parts of the text that tell how files are joined."""
    found = figures.rattachements
    year, month, day = (int(part) for part in found["date"].split("-"))
    codes, names = found["codes"], found["nom"]
    return {
        "rattachements_jour": PartialDate(year, month, day).label,
        "rattachements_codes": number(codes["codes"]),
        "rattachements_part": _percent(codes["part"]),
        "rattachements_par_code": number(codes["par_seconde"]),
        "rattachements_rappel": _percent(names["rappel"]),
        "rattachements_precision": _percent(names["precision"]),
        "rattachements_lignes": number(names["lignes"]),
        "rattachements_par_nom": number(names["par_seconde"]),
        "table_rattachements": _files(found["fichiers"]),
        "table_noms": _names(found["fichiers"]),
        "table_pair": _peer(found["pair"]),
    }


def _files(rows: Sequence[Mapping[str, Any]]) -> str:
    told = [
        (
            f"`{r['fichier']}`",
            *(number(r[name]) for name in ("lus", "acceptes", "repares", "ambigus", "refuses")),
            number(r["par_seconde"]),
        )
        for r in rows
    ]
    heads = (
        *("Fichier", "Lignes", "Acceptées", "Réparées", "Ambiguës", "Refusées"),
        "Lignes par seconde",
    )
    caption = "Fichiers réels rattachés de bout en bout, lecture et écriture comprises"
    return table(caption, heads, told, (1, 2, 3, 4, 5, 6))


def _names(rows: Sequence[Mapping[str, Any]]) -> str:
    told = [
        (
            f"`{r['fichier']}`",
            number(r["nom"]["lignes"]),
            _percent(r["nom"]["rappel"]),
            _percent(r["nom"]["precision"]),
        )
        for r in rows
        if r["nom"]
    ]
    heads = ("Fichier", "Lignes étiquetées", "Rappel", "Précision")
    return table("Code caché : retrouvé par le nom et le département", heads, told, (1, 2, 3))


def _peer(peer: Mapping[str, Any]) -> str:
    ours = peer["nous"]
    told = [("**Cartoexp**", *_row(ours))]
    told.append((peer["nom"].replace("==", " "), *(_row(peer) if "rappel" in peer else ("",) * 4)))
    heads = ("Outil", "Lignes", "Rappel", "Précision", "Lignes par seconde")
    return table("Mêmes noms de communes, même machine", heads, told, (1, 2, 3, 4))


def _row(one: Mapping[str, Any]) -> tuple[str, str, str, str]:
    return (
        number(one["lignes"]),
        _percent(one["rappel"]),
        _percent(one["precision"]),
        number(one["par_seconde"]),
    )


def _percent(share: float | None) -> str:
    """Return a share cut to two decimals: what misses a row is never « 100 % »."""
    return "" if share is None else f"{number(floor(1e4 * share) / 100, 2)} %"
