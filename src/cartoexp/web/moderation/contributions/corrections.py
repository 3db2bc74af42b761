"""The rows that who moderates may amend before publishing; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.contributions.contenu import ADMIS, RESERVES
from cartoexp.domain.contributions.dossier import PARTS
from cartoexp.domain.contributions.proposition import NOUVELLE_SOURCE
from cartoexp.web.champs import champs
from cartoexp.web.moderation import valeurs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions.contribution import Contenu, Ligne
    from cartoexp.services.contributions import Relecture
    from cartoexp.web.champs import Champ
    from cartoexp.web.moderation.contributions.saisie import Saisie

ID = "id"


@dataclass(frozen=True, slots=True)
class Correction:
    """A row: its cells as its fields show them; ``identifiant`` is that of one of the record."""

    table: str
    rang: int
    cellules: Mapping[str, str]
    identifiant: str
    nom: str


def possible(read: Relecture) -> bool:
    """Tell whether something of a contribution can be amended."""
    held = read.contribution
    if held.genre is Genre.TOUJOURS_EXACT:
        return False
    known = bool(read.examen.proposition.base["experiments"])
    return known if held.genre is Genre.SIGNALEMENT else bool(_proposees(read))


def colonnes(table: str) -> list[Champ]:
    """Return the columns that may be amended."""
    reserved = RESERVES.get(table, frozenset())
    return [c for c in champs(table, moderation=True) if c.nom not in reserved]


def lignes(read: Relecture, saisie: Saisie | None) -> list[Correction]:
    """Return the rows: as they were written, or else as they are proposed."""
    if not possible(read):
        return []
    content = _proposees(read) if saisie is None or saisie.contenu is None else saisie.contenu
    if saisie is not None and saisie.ligne:
        content = _avec(content, saisie.ligne, read)
    base = read.examen.proposition.base
    return [
        Correction(table, rank, row, row.get(ID, ""), _nom(table, row, base[table]))
        for table, rows in content.items()
        for rank, row in enumerate(rows)
    ]


def contenu(read: Relecture, saisie: Saisie | None) -> Contenu | None:
    """Return the rows as they are amended, ``None`` when they are not."""
    if saisie is None or saisie.contenu is None or not possible(read):
        return None
    return None if _pareil(saisie.contenu, _proposees(read)) else saisie.contenu


def ajoutables(read: Relecture, shown: Sequence[Correction]) -> list[tuple[str, str]]:
    """Return the (key, name) of the rows of the record that may be amended besides."""
    if Genre.MODIFICATION not in (read.contribution.genre, _comme(read)):
        return []
    there = {(row.table, row.identifiant) for row in shown}
    base = read.examen.proposition.base
    return [
        (f"{table}:{key}", f"{valeurs.TABLES[table]}\u00a0: {valeurs.nom(table, row)}")
        for table in ("implantations", "evaluations", "sources")
        for key, row in base[table].items()
        if (table, key) not in there
    ]


def sources(read: Relecture, shown: Sequence[Correction]) -> list[tuple[str, str]]:
    """Return what the « source » of a row may be: new ones by their rank, those of the record."""
    new = [row for row in shown if row.table == "sources" and not row.identifiant]
    held = read.examen.proposition.base["sources"]
    return [
        *((f"{NOUVELLE_SOURCE}{rank}", row.nom) for rank, row in enumerate(new, 1)),
        *((key, valeurs.nom("sources", row)) for key, row in held.items()),
    ]


def _comme(read: Relecture) -> Genre:
    """Return what correcting a contribution is: that of a report amends the record."""
    genre = read.contribution.genre
    return Genre.MODIFICATION if genre is Genre.SIGNALEMENT else genre


def _proposees(read: Relecture) -> Contenu:
    """Return the rows of a contribution, completed by what the record says where it is silent."""
    held, base = read.contribution, read.examen.proposition.base
    admitted = ADMIS[_comme(read)]
    content = {t: rows for t, rows in held.contenu.items() if t in admitted}
    if _comme(read) is Genre.MODIFICATION:
        content = {"experiments": [{}]} | content
    own = {"experiments": next(iter(base["experiments"].values()), {})}
    found: Contenu = {}
    for table in (t.name for t in PARTS):
        for row in content.get(table, ()):
            known = own.get(table) or base[table].get(row.get(ID, ""), {})
            found.setdefault(table, []).append(_ligne(table, known | row, row.get(ID, "")))
    return found


def _avec(content: Contenu, key: str, read: Relecture) -> Contenu:
    """Return rows with one more of the record."""
    table, _, name = key.partition(":")
    row = read.examen.proposition.base.get(table, {}).get(name)
    if row is None or key not in dict(ajoutables(read, [])):
        return content
    return content | {table: [*content.get(table, ()), _ligne(table, row, name)]}


def _ligne(table: str, row: Mapping[str, str], identifiant: str) -> Ligne:
    cells = {c.nom: row.get(c.nom, "") for c in colonnes(table)}
    return cells | ({ID: identifiant} if identifiant else {})


def _nom(table: str, row: Ligne, held: Mapping[str, Ligne]) -> str:
    if table == "experiments":
        return "La fiche"
    known = held.get(row.get(ID, ""), {}) | row
    return valeurs.nom(table, known) or "Nouvelle ligne"


def _pareil(one: Contenu, other: Contenu) -> bool:
    """Tell whether two contents have the same cells, empty ones aside."""

    def told(content: Contenu) -> list[tuple[str, list[Ligne]]]:
        return [
            (table, [{n: c for n, c in row.items() if c} for row in content[table]])
            for table in sorted(content)
        ]

    return told(one) == told(other)
