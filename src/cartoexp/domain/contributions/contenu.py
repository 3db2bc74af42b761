"""What a contributor sends: cleaned, bounded, and rid of what is not theirs to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import TABLES, Problem
from cartoexp.domain.catalogue.cells import CellError, read_text, read_url
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.contributions.contribution import Contenu, Genre, Ligne
from cartoexp.domain.contributions.dossier import PARTS
from cartoexp.domain.contributions.errors import ContributionRefuseeError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


MAX_LIGNES, MAX_TOTAL = 50, 60_000
"""Rows of one proposal, and characters of all its cells."""
MAX_MESSAGE, MAX_COURRIEL = 4_000, 254
SIGNALEMENT = "signalement"
"""The part of a content that is no table: what is wrong in words, a source, the page seen."""
DU_SIGNALEMENT = {"message": MAX_MESSAGE, "source": 500, "page": 1_000}
"""Its cells, each with the most characters that it may hold."""
IGNORES = "ignores"
"""The part of a content that tells what was left out of it, as sentences: never proposed."""
MAX_IGNORES = 20
RESERVES: Mapping[str, frozenset[str]] = {
    "experiments": frozenset({"verifie_le", "sources"}),
    "implantations": frozenset({"experimentation", "citee_essai", "millesime_cog"}),
    "evaluations": frozenset({"experimentation"}),
    "derogations": frozenset({"experimentation"}),
}
"""Columns that the site fills itself."""
_TABLES = frozenset(t.name for t in PARTS)
ADMIS: Mapping[Genre, frozenset[str]] = {
    Genre.NOUVELLE: _TABLES,
    Genre.MODIFICATION: _TABLES,
    Genre.EVALUATION: frozenset({"evaluations", "sources"}),
    Genre.DEROGATION: frozenset({"derogations", "sources"}),
    Genre.SOURCE: frozenset({"sources"}),
    Genre.SIGNALEMENT: frozenset({SIGNALEMENT}),
    Genre.TOUJOURS_EXACT: frozenset({SIGNALEMENT}),
}
"""Parts of a content by kind of contribution."""
_COLUMNS = {t.name: {c.name: c for c in t.columns} for t in PARTS}
_FILES = {t.name: t.file for t in TABLES}


def nettoyer(
    genre: Genre, recu: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[Contenu, list[str]]:
    """Return what is kept of a content, and a sentence for each thing that is left out.

    Raises:
        ContributionRefuseeError: it is larger than what is admitted; the cells at fault are told.
    """
    ignored: list[str] = []
    content: Contenu = {}
    for part, rows in recu.items():
        if part == IGNORES:
            continue
        if part not in ADMIS[genre]:
            ignored.append(_ignored(part))
            continue
        kept = [_ligne(genre, part, row, ignored) for row in rows]
        content[part] = [row for row in kept if row]
    problems = _demesures(content)
    if problems:
        raise ContributionRefuseeError(problems)
    return content, list(dict.fromkeys(ignored))


def _ligne(genre: Genre, part: str, row: Mapping[str, str], ignored: list[str]) -> Ligne:
    if part == SIGNALEMENT:
        ignored += [_ignored(name) for name in row if name not in DU_SIGNALEMENT]
        told = {name: _texte(row.get(name, "")) for name in DU_SIGNALEMENT}
        return {name: text for name, text in told.items() if text}
    # A cell that is emptied is kept: in an amendment it says that nothing is left.
    kept: Ligne = {}
    for name, cell in row.items():
        own = name in _COLUMNS[part] and name not in RESERVES.get(part, ())
        if not own or (name == "id" and genre is not Genre.MODIFICATION):
            ignored.append(_ignored(name))
        elif (text := _texte(cell)) or genre is Genre.MODIFICATION:
            kept[name] = text
    return kept


def _ignored(name: str) -> str:
    return (
        f"{quote(name)} n’est pas à remplir par qui contribue : cette valeur est laissée de côté."
    )


def _texte(cell: str) -> str:
    return cell.replace("\r\n", "\n").strip()


def _demesures(content: Contenu) -> list[Problem]:
    """Return what is too long to be kept, even as a draft."""
    problems = []
    for part, rows in content.items():
        for line, row in enumerate(rows, 2):
            for name, cell in row.items():
                problem = _trop_long(part, line, name, cell)
                problems += [problem] if problem else []
    if problems:
        return problems
    if sum(map(len, content.values())) > MAX_LIGNES:
        told = f"la proposition compte plus de {MAX_LIGNES} lignes. Faites-en plusieurs."
        return [Problem("proposition", 0, "", "", told)]
    if (
        sum(len(cell) for rows in content.values() for row in rows for cell in row.values())
        > MAX_TOTAL
    ):
        told = f"la proposition compte plus de {MAX_TOTAL} caractères. Faites-en plusieurs."
        return [Problem("proposition", 0, "", "", told)]
    return []


def _trop_long(part: str, line: int, name: str, cell: str) -> Problem | None:
    if part == SIGNALEMENT:
        most = DU_SIGNALEMENT[name]
        if len(cell) <= most:
            return None
        told = f"le texte compte {len(cell)} caractères, {most} au plus. Raccourcissez-le."
        return Problem(part, 0, name, "", told)
    schema = _COLUMNS[part][name].schema.get("constraints", {})
    limit = schema.get("maxLength", 1_000) if isinstance(schema, dict) else 1_000
    if len(cell) <= limit:
        return None
    try:
        _COLUMNS[part][name].read(cell)
        told = f"le texte compte {len(cell)} caractères, {limit} au plus. Raccourcissez-le."
    except CellError as error:
        told = str(error)
    return Problem(_FILES[part], line, name, cell[:80], told)


def avec_ignores(contenu: Contenu, ignores: Sequence[str]) -> Contenu:
    """Return a content as it is kept: with what was left out of it."""
    told = [{"texte": text} for text in ignores[:MAX_IGNORES]]
    return contenu | ({IGNORES: told} if told else {})


def sans_ignores(contenu: Contenu) -> tuple[Contenu, list[str]]:
    """Return a content that was kept as it is proposed, and what was left out of it."""
    told = [row["texte"] for row in contenu.get(IGNORES, ())]
    return {part: rows for part, rows in contenu.items() if part != IGNORES}, told


def verifier_signalement(ligne: Mapping[str, str]) -> list[Problem]:
    """Return what is to be corrected in a report."""
    problems = []
    for name, read in (("message", read_text(MAX_MESSAGE)), ("source", read_url)):
        try:
            read(ligne.get(name, "")) if ligne.get(name) else None
        except CellError as error:
            problems.append(Problem(SIGNALEMENT, 0, name, ligne[name][:80], str(error)))
    return problems


def verifier_message(texte: str) -> str:
    """Return the text of a question, an answer or a reason.

    Raises:
        ContributionRefuseeError: it is empty or too long.
    """
    text, told = _texte(texte), "le message est vide. Écrivez-le."
    if text:
        try:
            return read_text(MAX_MESSAGE)(text)
        except CellError as error:
            told = str(error)
    raise ContributionRefuseeError([Problem("message", 0, "texte", "", told)])


def verifier_courriel(courriel: str) -> str:
    """Return an e-mail address, or nothing when none is given.

    Raises:
        ContributionRefuseeError: it is no address.
    """
    text = courriel.strip()
    name, at, host = text.rpartition("@")
    sound = at and name and "." in host.strip(".") and not any(c.isspace() for c in text)
    if not text or (sound and len(text) <= MAX_COURRIEL and text.isprintable() and "@" not in name):
        return text
    told = "ce n’est pas une adresse électronique. Corrigez-la, ou laissez la case vide."
    raise ContributionRefuseeError([Problem("proposition", 0, "courriel", "", told)])
