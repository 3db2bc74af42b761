"""From a file that was sent and joined to a layer: only codes and one column are taken."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.constats import Issue
from cartoexp.domain.couches import (
    Comptes,
    Couche,
    CoucheRefuseeError,
    Cumul,
    Dessin,
    Lignes,
    Nature,
)
from cartoexp.domain.couches.agregat import lire
from cartoexp.domain.couches.couche import (
    MAX_CELLULE,
    MAX_COLONNE,
    MAX_ORIGINE,
    MAX_TITRE,
    MAX_UNITE,
    echeance,
)
from cartoexp.domain.couches.nombres import IllisibleError, part_lisible
from cartoexp.domain.phrases.typographie import capital, quote
from cartoexp.domain.territoires import Niveau
from cartoexp.services import envois
from cartoexp.services.rattachements.resultats import COLONNES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from cartoexp.domain.colonnes import Correspondance
    from cartoexp.domain.rattachement import Rattacheur
    from cartoexp.services.envois import Apercu, Envoi

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)
NUMERIC = 0.8
"""Share of numbers from which a column is proposed as one."""
_STATUT, _NIVEAU, _CODE = COLONNES[0], COLONNES[1], COLONNES[2]


@dataclass(frozen=True, slots=True)
class Proposee:
    """A column that may be mapped, what it seems to hold, its first values."""

    nom: str
    nature: Nature
    exemples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choix:
    """What somebody wants of a file.

    ``colonne`` is empty when rows are counted; its whole content tells a ``nature`` left open.
    """

    colonne: str
    nature: Nature | None
    cumul: Cumul
    dessin: Dessin
    titre: str = ""
    origine: str = ""
    unite: str = ""


def propositions(apercu: Apercu) -> list[Proposee]:
    """Return the columns that may be mapped: those that tell the territory are not among them."""
    used = set(apercu.roles().values())
    found = []
    for place, name in enumerate(apercu.entetes):
        cells = [row.cellules[place] for row in apercu.lignes]
        held = tuple(dict.fromkeys(c for c in cells if c.strip()))
        if name in used or name in COLONNES:
            continue
        found.append(Proposee(name, _nature(held), held[:3]))
    return found


def fabriquer(
    envoi: Envoi,
    apercu: Apercu,
    correspondance: Correspondance,
    choix: Choix,
    *,
    rattacheur: Rattacheur,
    millesime: str,
    jour: date,
) -> Couche:
    """Join a file and return the layer that is made of one of its columns; nothing is kept yet.

    Raises:
        FichierRefuseError: the file cannot be read to its end, or has too many rows.
        CoucheRefuseeError: the file has no such column, or no row to show.
    """
    if choix.colonne and choix.colonne not in apercu.entetes:
        raise CoucheRefuseeError("Choisissez la colonne à cartographier.")
    envois.joindre_envoi(envoi, rattacheur, jour, apercu, correspondance)
    path = envois.fichier_de(envoi, "resultat.csv", rattacheur)
    comptes, lignes = _taken(path, choix.colonne)
    nature = choix.nature or _nature(lignes.cellules) if choix.colonne else Nature.NOMBRE
    _check(lignes, choix.colonne, nature)
    return Couche(
        "",
        _short(choix.titre, MAX_TITRE) or _titled(choix.colonne),
        _short(choix.origine, MAX_ORIGINE),
        _short(choix.colonne, MAX_COLONNE),
        _short(choix.unite, MAX_UNITE),
        nature,
        choix.cumul if choix.colonne else Cumul.LIGNES,
        choix.dessin,
        comptes,
        millesime,
        jour,
        echeance(jour),
        lignes,
    )


def _taken(path: Path, colonne: str) -> tuple[Comptes, Lignes]:
    """Return the counts of a joined file, and of its rows the territory and one cell."""
    counts = dict.fromkeys(Issue, 0)
    places: dict[tuple[Niveau, str], int] = {}
    ranks: list[int] = []
    cells: list[str] = []
    for issue, niveau, code, cell in _rows(path, colonne):
        counts[issue] += 1
        if not code:
            continue
        ranks.append(places.setdefault((Niveau(niveau), code), len(places)))
        cells.append(_short(cell.removeprefix("'"), MAX_CELLULE))
    told = Comptes(
        sum(counts.values()),
        counts[Issue.ACCEPTE],
        counts[Issue.REPARE],
        counts[Issue.AMBIGU],
        counts[Issue.REFUSE],
    )
    return told, Lignes(tuple(places), tuple(ranks), tuple(cells))


def _rows(path: Path, colonne: str) -> Iterator[tuple[Issue, str, str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = csv.reader(source)
        header = next(rows)
        statut, niveau, code = (header.index(name) for name in (_STATUT, _NIVEAU, _CODE))
        wanted = header.index(colonne) if colonne else None
        for row in rows:
            cell = "" if wanted is None else row[wanted]
            yield Issue(row[statut]), row[niveau], row[code], cell


def _nature(cells: Sequence[str]) -> Nature:
    return Nature.NOMBRE if part_lisible(cells) >= NUMERIC else Nature.CATEGORIE


def _check(lignes: Lignes, colonne: str, nature: Nature) -> None:
    """Refuse what would be an empty map, or one of persons.

    Raises:
        CoucheRefuseeError: no row has a territory, or none of those has a value, or the column
            holds electronic addresses.
    """
    if not lignes.rangs:
        raise CoucheRefuseeError(
            "Aucune ligne de ce fichier n’a pu être rattachée à un territoire. Vérifiez les "
            "colonnes qui le désignent."
        )
    if not colonne:
        return
    told = quote(_short(colonne, MAX_COLONNE))
    if any(map(_EMAIL.search, lignes.cellules)):
        raise CoucheRefuseeError(
            f"La colonne {told} contient des adresses électroniques\u00a0: n’apportez pas de "
            "données personnelles. Choisissez-en une autre."
        )
    if not any(_has_value(cell, nature) for cell in lignes.cellules):
        kind = "nombre" if nature is Nature.NOMBRE else "valeur"
        raise CoucheRefuseeError(
            f"La colonne {told} n’a aucun{'' if kind == 'nombre' else 'e'} {kind} lisible. "
            "Choisissez-en une autre, ou lisez-la comme des catégories."
        )


def _has_value(cell: str, nature: Nature) -> bool:
    try:
        return lire(cell, nature) is not None
    except IllisibleError:
        return False


def _titled(colonne: str) -> str:
    """Return the title that a column makes: « MONTANT_engagé » is « MONTANT engagé »."""
    return capital(_short(colonne.replace("_", " "), MAX_TITRE)) or "Nombre de lignes"


def _short(text: str, most: int) -> str:
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return kept if len(kept) <= most else f"{kept[: most - 1].rstrip()}…"
