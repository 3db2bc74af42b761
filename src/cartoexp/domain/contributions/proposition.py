"""From what is proposed and what the catalogue holds to the dossier that would be published."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Problem
from cartoexp.domain.catalogue.cells import LIST_SEPARATOR
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.contributions.contribution import Genre, Ligne
from cartoexp.domain.contributions.dossier import PARTS, SOURCES, Dossier
from cartoexp.domain.contributions.doublons import adresse
from cartoexp.domain.imports import identifiants
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Provenance

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from cartoexp.domain.catalogue import Territoires
    from cartoexp.domain.contributions.contribution import Contribution

DEFAUTS: Mapping[str, Ligne] = {
    "experiments": {"base_legale": "inconnue"},
    "implantations": {"rattachement": "source", "citee_essai": "non"},
    "evaluations": {
        "type": "autre",
        "echelle_preuve": "0",
        "echelle_preuve_provenance": "jugement",
        "effet": "inconnu",
        "suite": "inconnue",
        "lecture": "reference_seule",
        "confiance": "moyenne",
    },
    "derogations": {
        "fondement": "inconnu",
        "decision": "inconnue",
        "issue": "inconnue",
        "provenance": "source",
    },
    "sources": {"type": "inconnu"},
}
"""What stands in a new row where nothing is said: what claims the least."""
AFFIRMATIONS: Mapping[str, tuple[str, ...]] = {
    "dimension_provenance": ("dimension",),
    "base_legale_provenance": ("base_legale", "reference_legale"),
    "probleme_provenance": ("probleme",),
    "conditions_transfert_provenance": ("conditions_transfert",),
}
"""Claims of a record, by the column that says where they come from."""
NOUVELLE_SOURCE = "nouvelle-"
"""How a new row names a source of the same proposal: « nouvelle-1 » is the first."""
_FILES = {table.name: table.file for table in PARTS}


@dataclass
class Cadre:
    """What a proposal is completed from.

    ``sources`` are the rows of the whole catalogue by id; ``experimentations`` the ids in use.
    """

    territoires: Territoires
    millesime: int
    sources: Mapping[str, Ligne] = field(default_factory=dict)
    experimentations: Collection[str] = ()


@dataclass
class Proposition:
    """A dossier as it is and as it would be, and what cannot be made of the proposal.

    ``cles`` holds, by table, the id that each row of the proposal has in the dossier.
    """

    base: Dossier
    propose: Dossier
    problems: list[Problem] = field(default_factory=list)
    cles: dict[str, list[str]] = field(default_factory=dict)

    @property
    def experimentation(self) -> str:
        """Id of the record."""
        return next(iter(self.propose["experiments"]), "")


def proposer(contribution: Contribution, base: Dossier, cadre: Cadre, jour: str) -> Proposition:
    """Complete a proposal over the dossier that it is about; ``base`` is empty for a new record.

    ``jour`` is that of the confirmation, for a record that is still true.
    """
    made = Proposition(
        base, {name: {k: dict(r) for k, r in rows.items()} for name, rows in base.items()}
    )
    if contribution.genre is Genre.TOUJOURS_EXACT:
        for row in made.propose["experiments"].values():
            row["verifie_le"] = jour
        return made
    if contribution.genre is Genre.SIGNALEMENT and not set(contribution.contenu) & set(_FILES):
        return made
    _experimentation(made, contribution, cadre)
    sources = _sources(made, contribution, cadre)
    for table in ("implantations", "evaluations", "derogations"):
        keys = made.cles.setdefault(table, [])
        for rank, row in enumerate(contribution.contenu.get(table, ()), 1):
            if row.get("id"):
                keys.append(row["id"])
                _modifier_existante(made, table, rank + 1, row)
                continue
            key = f"{made.experimentation}-{contribution.id[:8]}-{table[:4]}-{rank}"
            keys.append(key)
            full = _complete(made, table, row | {"id": key}, cadre, sources)
            made.propose[table][key] = {name: cell for name, cell in full.items() if cell}
    return made


def vide() -> Dossier:
    """Return the dossier of nothing."""
    return {table.name: {} for table in PARTS}


def _experimentation(made: Proposition, contribution: Contribution, cadre: Cadre) -> None:
    held = made.propose["experiments"]
    given = [row for row in contribution.contenu.get("experiments", ()) if row]
    if not held:
        row = DEFAUTS["experiments"] | (_pleine(given[0]) if given else {})
        key = contribution.fiche or identifiants.experimentation(
            row.get("titre", ""), cadre.experimentations
        )
        held[key] = {"id": key, **{n: c for n, c in row.items() if n != "id"}}
    else:
        for row in given:
            _modifier(next(iter(held.values())), row)
    for key, row in held.items():
        made.cles["experiments"] = [key]
        if given:
            _avouer(row, set().union(*given))


def _avouer(row: Ligne, said: set[str]) -> None:
    """Tell a claim that comes without its provenance as a judgement, which claims the least."""
    for provenance, claims in AFFIRMATIONS.items():
        claimed = any(row.get(c, "inconnue") != "inconnue" for c in claims)
        if claimed and not row.get(provenance) and not said.isdisjoint(claims):
            row[provenance] = Provenance.JUGEMENT.value


def _sources(made: Proposition, contribution: Contribution, cadre: Cadre) -> list[str]:
    """Add the sources of a proposal; return their ids, in its order."""
    by_url = {adresse(row["url"]): key for key, row in cadre.sources.items() if row.get("url")}
    found: list[str] = []
    keys = made.cles.setdefault("sources", [])
    for rank, row in enumerate(contribution.contenu.get("sources", ()), 2):
        if row.get("id"):
            keys.append(row["id"])
            _modifier_existante(made, "sources", rank, row)
            continue
        full = DEFAUTS["sources"] | _pleine(row)
        key = by_url.get(adresse(full.get("url", ""))) if full.get("url") else None
        if key is None:
            key = identifiants.source(*(full.get(n, "") for n in ("titre", "url", "date", "type")))
            made.propose["sources"][key] = {"id": key, **full}
        else:  # the same page is one source, whoever cites it
            made.base["sources"].setdefault(key, dict(cadre.sources[key]))
            made.propose["sources"].setdefault(key, dict(cadre.sources[key]))
        found.append(key)
        keys.append(key)
    if contribution.genre not in {Genre.EVALUATION, Genre.DEROGATION}:
        record = next(iter(made.propose["experiments"].values()))
        cited = [s for s in record.get(SOURCES, "").split(LIST_SEPARATOR) if s]
        links = LIST_SEPARATOR.join(dict.fromkeys([*cited, *found]))
        if links:
            record[SOURCES] = links
    return found


def _complete(made: Proposition, table: str, row: Ligne, cadre: Cadre, sources: list[str]) -> Ligne:
    """Return a new row of a table of the dossier, with all that it does not say itself."""
    full = DEFAUTS[table] | _pleine(row) | {"experimentation": made.experimentation}
    own = table == "derogations"  # what a record rests on does not tell who asked for what
    full["source"] = _source(made, full.get("source", ""), sources, propre=own)
    if full.get("source_suite"):
        full["source_suite"] = _source(made, full["source_suite"], sources)
    if table == "implantations":
        full["millesime_cog"] = str(cadre.millesime)
        full.setdefault("nom", _nom(full, cadre))
    return full


def _source(made: Proposition, given: str, sources: list[str], *, propre: bool = False) -> str:
    if given.startswith(NOUVELLE_SOURCE) and given[len(NOUVELLE_SOURCE) :].isdecimal():
        rank = int(given[len(NOUVELLE_SOURCE) :]) - 1
        return sources[rank] if 0 <= rank < len(sources) else given
    if given or sources:
        return given or sources[0]
    if propre:
        return ""
    record = next(iter(made.propose["experiments"].values()))
    return record.get(SOURCES, "").split(LIST_SEPARATOR)[0]


def _nom(row: Ligne, cadre: Cadre) -> str:
    if row.get("niveau") not in set(Niveau) or not row.get("code"):
        return ""
    found = cadre.territoires.resolve(row["code"], Niveau(row["niveau"]))
    return found.territoire.nom if found else ""


def _modifier_existante(made: Proposition, table: str, line: int, row: Ligne) -> None:
    held = made.propose[table].get(row["id"])
    if held is not None:
        _modifier(held, row)
        return
    told = f"{quote(row['id'])} n’est pas dans cette fiche. Rouvrez la fiche, puis recommencez."
    made.problems.append(Problem(_FILES[table], line, "id", row["id"], told))


def _modifier(held: Ligne, row: Ligne) -> None:
    for name, cell in row.items():
        if name == "id":
            continue
        if cell:
            held[name] = cell
        else:
            held.pop(name, None)


def _pleine(row: Ligne) -> Ligne:
    return {name: cell for name, cell in row.items() if cell}
