"""What lots make of a catalogue: whatever no longer fits is set aside and told, never lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.experiments import Experiment, Implantation, Source
from cartoexp.domain.lots.lot import Genre
from cartoexp.domain.resolution import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.catalogue.places import Territoires
    from cartoexp.domain.catalogue.validation import Catalogue
    from cartoexp.domain.lots.lot import Apport, Fiche

Cle = tuple[str, Genre, str]

PRESENTE = "Le catalogue contient déjà cette implantation."
SANS_LIEU = "Aucune de ses implantations ne s’applique."
DEJA = "déjà au catalogue"
"""Why a source is not brought by a lot: nothing to tell, it is there."""


@dataclass(frozen=True, slots=True)
class Ecart:
    """A record of a lot that is not applied to the catalogue as it is now, and why."""

    cle: Cle
    raison: str


@dataclass(frozen=True, slots=True)
class Application:
    """The catalogue with its lots, and what of them does not apply."""

    catalogue: Catalogue
    ecarts: tuple[Ecart, ...]


@dataclass
class _Travail:
    """Records under way, by id."""

    sources: dict[str, Source]
    experiments: dict[str, Experiment]
    implantations: dict[str, Implantation]
    places: set[tuple[str, str, str]]
    raisons: dict[Cle, str] = field(default_factory=dict)


def appliquer(
    catalogue: Catalogue, apports: Iterable[Apport], territoires: Territoires, millesime: int
) -> Application:
    """Add what lots bring, in their order; each kind before those that refer to it.

    The catalogue comes first: what it holds itself is not doubled. ``millesime`` is that of the
    codes of ``territoires``; former codes are brought to the current ones.
    """
    work = _Travail(
        {s.id: s for s in catalogue.sources},
        {x.id: x for x in catalogue.experiments},
        {i.id: i for i in catalogue.implantations},
        {(i.experimentation, i.niveau.value, i.code) for i in catalogue.implantations},
    )
    brought: dict[Genre, list[Apport]] = defaultdict(list)
    for apport in apports:
        brought[apport.genre].append(apport)
    for apport in (a for genre in Genre for a in brought[genre]):
        raison = _ajouter(work, apport.fiche, territoires, millesime)
        if raison:
            work.raisons[apport.cle] = raison
    _drop_empty(work, brought)
    by_id: Any = attrgetter("id")
    whole = replace(
        catalogue,
        experiments=tuple(sorted(work.experiments.values(), key=by_id)),
        implantations=tuple(sorted(work.implantations.values(), key=by_id)),
        sources=tuple(sorted(work.sources.values(), key=by_id)),
    )
    return Application(whole, tuple(Ecart(cle, told) for cle, told in work.raisons.items()))


def _ajouter(work: _Travail, fiche: Fiche, territoires: Territoires, millesime: int) -> str:
    """Add a record; return why it does not apply, or nothing."""
    if isinstance(fiche, Source):
        return DEJA if work.sources.setdefault(fiche.id, fiche) is not fiche else ""
    if isinstance(fiche, Experiment):
        new = work.experiments.setdefault(fiche.id, fiche) is fiche
        return "" if new else f"Le catalogue contient déjà l’expérimentation {quote(fiche.id)}."
    return _placer(work, fiche, territoires, millesime)


def _placer(work: _Travail, fiche: Implantation, territoires: Territoires, millesime: int) -> str:
    placed = _situer(fiche, territoires, millesime)
    if isinstance(placed, str):
        return placed
    key = (placed.experimentation, placed.niveau.value, placed.code)
    if placed.experimentation not in work.experiments:
        return f"L’expérimentation {quote(placed.experimentation)} n’est plus au catalogue."
    if key in work.places or placed.id in work.implantations:
        return PRESENTE
    work.places.add(key)
    work.implantations[placed.id] = placed
    return ""


def _situer(fiche: Implantation, territoires: Territoires, millesime: int) -> Implantation | str:
    """Return the implantation on a current territory, or why there is none."""
    found = territoires.resolve(fiche.code, fiche.niveau)
    if found is None or found.nature is Nature.REPARE:
        return f"Le code {quote(fiche.code)} ne désigne plus aucun territoire de ce niveau."
    if found.territoire.code == fiche.code:
        return fiche
    return replace(fiche, code=found.territoire.code, millesime_cog=millesime)


def _drop_empty(work: _Travail, brought: dict[Genre, list[Apport]]) -> None:
    """Leave out the experiments and the sources that lots brought and nothing rests on."""
    placed = {i.experimentation for i in work.implantations.values()}
    for apport in brought[Genre.EXPERIMENTATION]:
        if apport.cle not in work.raisons and apport.fiche.id not in placed:
            del work.experiments[apport.fiche.id]
            work.raisons[apport.cle] = SANS_LIEU
    used = {i.source for i in work.implantations.values()}
    used.update(s for x in work.experiments.values() for s in x.sources)
    for apport in brought[Genre.SOURCE]:
        if apport.cle not in work.raisons and apport.fiche.id not in used:
            del work.sources[apport.fiche.id]
            work.raisons[apport.cle] = SANS_LIEU
