"""Decisions applied again to a catalogue that is read anew: what no longer fits is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue import Catalogue
from cartoexp.domain.catalogue.problems import has_errors
from cartoexp.domain.contributions import dossier as dossiers
from cartoexp.domain.contributions.differences import ABSENT, AUTRE, DEJA, appliquer, citees
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cartoexp.domain.catalogue import Problem, Territoires
    from cartoexp.domain.contributions.differences import Changement
    from cartoexp.domain.contributions.dossier import Dossier

    Recoder = Callable[[str, Niveau, str], str]


@dataclass(frozen=True, slots=True)
class Decision:
    """The changes of one decision on one record, each with its number in the journal."""

    experimentation: str
    numero: int
    changements: Sequence[tuple[int, Changement]]


@dataclass(frozen=True, slots=True)
class Ecart:
    """A change of the journal that the catalogue as it is now does without, and why."""

    journal: int
    experimentation: str
    raison: str


def rejouer(
    catalogue: Catalogue,
    decisions: Iterable[Decision],
    territoires: Territoires,
    recoder: Recoder = lambda _identifier, _niveau, code: code,
) -> tuple[Catalogue, list[Ecart]]:
    """Apply decisions to a catalogue, in their order; return it and what does not apply.

    ``recoder`` gives today's code of an implantation that was added under a former vintage.
    """
    ecarts: list[Ecart] = []
    for decision in decisions:
        catalogue, left = _rejouer(catalogue, decision, territoires, recoder)
        ecarts += left
    return catalogue, ecarts


def _rejouer(
    catalogue: Catalogue, decision: Decision, territoires: Territoires, recoder: Recoder
) -> tuple[Catalogue, list[Ecart]]:
    """Apply a decision whole; if the catalogue refuses that, each change that can be alone."""
    name = decision.experimentation
    changes = [(number, _recode(change, recoder)) for number, change in decision.changements]
    found, left = _essayer(catalogue, name, changes, territoires)
    if found is not None:
        return found, left
    ecarts: list[Ecart] = []
    added = [pair for pair in changes if pair[1].table == "sources" and not pair[1].champ]
    for number, change in (pair for pair in changes if pair not in added):
        cited = citees(change)
        brought = [pair for pair in added if pair[1].enregistrement in cited]
        found, left = _essayer(catalogue, name, [*brought, (number, change)], territoires)
        ecarts += [ecart for ecart in left if ecart.journal == number]
        catalogue = found or catalogue
    return catalogue, ecarts


def _essayer(
    catalogue: Catalogue,
    name: str,
    changes: Sequence[tuple[int, Changement]],
    territoires: Territoires,
) -> tuple[Catalogue | None, list[Ecart]]:
    """Apply changes of one record together; no catalogue when its rules refuse the whole."""
    part = dossiers.partie(catalogue, name)
    base = etendre(dossiers.de_catalogue(part), catalogue, (c for _, c in changes))
    wanted, left = appliquer(base, (change for _, change in changes))
    told = {id(change): raison for change, raison in left}
    if any(c.table == "experiments" and not c.champ and c.apres is None for _, c in changes):
        return _retirer(catalogue, part, wanted, changes, told)
    whole = next((why for c, why in left if c.table == "experiments" and not c.champ), "")
    if whole or not wanted["experiments"]:  # the record of the catalogue is another one, or gone
        return catalogue, [Ecart(n, name, whole or ABSENT) for n, _ in changes]
    ecarts = [Ecart(n, name, told[id(change)]) for n, change in changes if id(change) in told]
    known = {x.id for x in catalogue.experiments} - {name}
    found, problems = dossiers.valider(wanted, territoires, known)
    if found is None:
        return None, [Ecart(n, name, told.get(id(c)) or _refus(problems)) for n, c in changes]
    return remplacer(catalogue, part, dossiers.partie(found, name)), ecarts


def _retirer(
    catalogue: Catalogue,
    part: Catalogue,
    wanted: Dossier,
    changes: Sequence[tuple[int, Changement]],
    told: dict[int, str],
) -> tuple[Catalogue, list[Ecart]]:
    """Take a record out, if the catalogue says of it what was taken out and nothing rests on it."""
    name = next(c.enregistrement for _, c in changes if c.table == "experiments")
    kept = any(x.parent == name for x in catalogue.experiments)
    other = any(raison != DEJA for raison in told.values())
    rest = (rows for table, rows in wanted.items() if table != "sources")
    if kept or other or any(rest):
        return catalogue, [Ecart(n, name, told.get(id(c)) or AUTRE) for n, c in changes]
    return remplacer(catalogue, part, Catalogue((), (), (), ())), []


def _refus(problems: list[Problem]) -> str:
    first = next(p for p in problems if has_errors([p]))
    return f"La décision ne s’applique plus à cette fiche : {first}"


def _recode(change: Changement, recoder: Recoder) -> Changement:
    row = change.apres
    if change.table != "implantations" or not isinstance(row, dict):
        return change
    if row.get("niveau") not in set(Niveau):
        return change
    code = recoder(change.enregistrement, Niveau(row["niveau"]), row["code"])
    return replace(change, apres={**row, "code": code})


def etendre(base: Dossier, catalogue: Catalogue, changements: Iterable[Changement]) -> Dossier:
    """Add to a dossier the sources that changes cite and that the catalogue holds already."""
    cited = {source for change in changements for source in citees(change)}
    known = dossiers.lignes(s for s in catalogue.sources if s.id in cited)
    return base | {"sources": known | base["sources"]}


def remplacer(catalogue: Catalogue, avant: Catalogue, apres: Catalogue) -> Catalogue:
    """Put a new state of one record in the place of the one before.

    A source that only this record cited goes with what cited it.
    """
    gone = {s.id for s in avant.sources} - {s.id for s in apres.sources}
    others = _sans(catalogue.experiments, avant.experiments)
    placed = _sans(catalogue.implantations, avant.implantations)
    judged = _sans(catalogue.evaluations, avant.evaluations)
    asked = _sans(catalogue.derogations, avant.derogations)
    used = {s for x in others for s in x.sources} | {r.source for r in (*placed, *judged)}
    used |= {s for d in asked for s in d.citees}
    sources = {s.id: s for s in catalogue.sources if s.id not in gone or s.id in used}
    sources |= {s.id: s for s in apres.sources}
    by_id: Any = attrgetter("id")
    return Catalogue(
        tuple(sorted((*others, *apres.experiments), key=by_id)),
        tuple(sorted((*placed, *apres.implantations), key=by_id)),
        tuple(sorted((*judged, *apres.evaluations), key=by_id)),
        tuple(sorted(sources.values(), key=by_id)),
        tuple(sorted((*asked, *apres.derogations), key=by_id)),
    )


def _sans(rows: Iterable[Any], gone: Iterable[Any]) -> list[Any]:
    out = {row.id for row in gone}
    return [row for row in rows if row.id not in out]
