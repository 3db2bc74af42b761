"""The rows that who moderates may amend before publishing; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre
from cartoexp.domain.contributions.contenu import ADMIS, RESERVES
from cartoexp.domain.contributions.dossier import PARTS
from cartoexp.domain.contributions.proposition import NOUVELLE_SOURCE
from cartoexp.web.champs import champs
from cartoexp.web.communs import cellules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contributions.contribution import Contenu, Ligne
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.services.contributions import Relecture
    from cartoexp.web.champs import Champ
    from cartoexp.web.moderation.contributions.saisie import Saisie

ID = "id"


@dataclass(frozen=True, slots=True)
class Correction:
    """A row: its cells as its fields show them; ``identifiant`` is that of one of the record.

    ``changees`` are the columns that differ from what the record says.
    """

    table: str
    rang: int
    cellules: Mapping[str, str]
    identifiant: str
    nom: str
    changees: frozenset[str] = frozenset()


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


def lignes(read: Relecture, saisie: Saisie | None) -> tuple[list[Correction], Contenu]:
    """Return the rows with what was written in them, and as they would be without."""
    if not possible(read):
        return [], {}
    own = _avec_ajouts(read, saisie)
    content = _ecrites(own, saisie)
    base = read.examen.proposition.base
    found = [
        _correction(table, rank, row, _connue(table, row, base))
        for table in cellules.TABLES
        for rank, row in enumerate(content.get(table, ()))
    ]
    return found, own


def contenu(read: Relecture, saisie: Saisie | None) -> Contenu | None:
    """Return the rows as they are amended, ``None`` when they are not."""
    if saisie is None or not possible(read):
        return None
    own = _avec_ajouts(read, saisie)
    content = _ecrites(own, saisie)
    return None if content == own else content


def _avec_ajouts(read: Relecture, saisie: Saisie | None) -> Contenu:
    """Return the rows that are proposed, and those of the record that were asked for besides."""
    content = _proposees(read)
    if saisie is None:
        return content
    for table, rows in saisie.contenu.items():
        for row in rows[len(content.get(table, ())) :]:
            content = _avec(content, f"{table}:{row.get(ID, '')}", read)
    return _avec(content, saisie.ligne, read) if saisie.ligne else content


def _ecrites(own: Contenu, saisie: Saisie | None) -> Contenu:
    """Return rows with the cells that were written in their fields: the others stay as they are."""
    if saisie is None:
        return own
    return {
        table: [row | _ecrite(table, rank, saisie) for rank, row in enumerate(rows)]
        for table, rows in own.items()
    }


def _ecrite(table: str, rank: int, saisie: Saisie) -> Ligne:
    """Return the cells of a row that differ from what its fields held when they were shown."""
    rows, shown = saisie.contenu.get(table, []), saisie.origine.get(table, [])
    written = rows[rank] if rank < len(rows) else {}
    before = shown[rank] if rank < len(shown) else {}
    asked = {c.nom for c in colonnes(table)}
    changed = {n: c for n, c in written.items() if n in asked and c != before.get(n, "")}
    if "code" in changed and not written.get(ID):
        # It names another territory: the reference gives the name of this one.
        changed.setdefault("nom", "")
    return changed


def _correction(table: str, rank: int, row: Ligne, known: Ligne) -> Correction:
    changed = frozenset(n for n, c in row.items() if n != ID and c != known.get(n, ""))
    name = "La fiche" if table == "experiments" else cellules.nom(table, known | row)
    return Correction(table, rank, row, row.get(ID, ""), name or "Nouvelle ligne", changed)


def _connue(table: str, row: Ligne, base: Dossier) -> Ligne:
    """Return what the record says of a row."""
    if table == "experiments":
        return next(iter(base[table].values()), {})
    return base[table].get(row.get(ID, ""), {})


def ajoutables(read: Relecture, shown: Sequence[Correction]) -> list[tuple[str, str]]:
    """Return the (key, name) of the rows of the record that may be amended besides."""
    if Genre.MODIFICATION not in (read.contribution.genre, _comme(read)):
        return []
    there = {(row.table, row.identifiant) for row in shown}
    base = read.examen.proposition.base
    return [
        (f"{table}:{key}", f"{cellules.TABLES[table]}\u00a0: {cellules.nom(table, row)}")
        for table in ("implantations", "evaluations", "derogations", "sources")
        for key, row in base[table].items()
        if (table, key) not in there
    ]


def sources(read: Relecture, shown: Sequence[Correction]) -> list[tuple[str, str]]:
    """Return what the « source » of a row may be: new ones by their rank, those of the record."""
    new = [row for row in shown if row.table == "sources" and not row.identifiant]
    held = read.examen.proposition.base["sources"]
    return [
        *((f"{NOUVELLE_SOURCE}{rank}", row.nom) for rank, row in enumerate(new, 1)),
        *((key, cellules.nom("sources", row)) for key, row in held.items()),
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
        content.setdefault("experiments", [{}])
    found: Contenu = {}
    for table in (t.name for t in PARTS):
        for row in content.get(table, ()):
            full = _connue(table, row, base) | row
            found.setdefault(table, []).append(_ligne(table, full, row.get(ID, "")))
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
