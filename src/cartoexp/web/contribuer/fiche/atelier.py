"""A proposal at work: the draft, the record that it is about, what is said of both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Gravite
from cartoexp.domain.contributions import Genre
from cartoexp.domain.contributions.proposition import NOUVELLE_SOURCE
from cartoexp.web import champs
from cartoexp.web.contribuer.fiche import lignes
from cartoexp.web.contribuer.fiche.etapes import FACULTATIVES, PARCOURS, Etape, etape_de

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.catalogue import Problem
    from cartoexp.domain.contributions.contribution import Contenu, Contribution, Ligne
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.domain.contributions.reperes import Repere
    from cartoexp.services.contributions import Examen

Erreurs = dict[str, list[str]]
"""What is wrong in a row, by column."""
LIEU, CITES = "lieu", "territoires"
"""The question that the columns of a territory answer together; the column that names several."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something to put right or to look at: where, what; ``rang`` is that of the row shown."""

    etape: Etape
    rang: int | None
    champ: str
    texte: str
    bloque: bool = True

    @property
    def ancre(self) -> str:
        """Id of the field, of the row, or of the step."""
        table = self.etape.table
        if self.rang is None:
            return "contenu"
        return champs.nommer(table, self.rang, self.champ) if self.champ else f"{table}-{self.rang}"


@dataclass(frozen=True, slots=True)
class Atelier:
    """What the pages of a proposal are made of; ``jeton`` is empty until there is a draft."""

    genre: Genre
    fiche: str = ""
    base: Dossier = field(default_factory=dict)
    contenu: Contenu = field(default_factory=dict)
    jeton: str = ""
    contribution: Contribution | None = None
    examen: Examen | None = None

    @property
    def etapes(self) -> tuple[Etape, ...]:
        """Its steps."""
        return PARCOURS[self.genre]

    @property
    def titre(self) -> str:
        """Title of the record that it is about, or of the one that is proposed."""
        own = self.contenu.get("experiments", [])
        row = next(iter(self.base.get("experiments", {}).values()), {})
        return row.get("titre") or (own[0].get("titre", "") if own else "") or self.fiche

    def amende(self, etape: Etape) -> Mapping[str, Ligne]:
        """Return the rows of the record that a step may amend."""
        return self.base.get(etape.table, {}) if self.genre is Genre.MODIFICATION else {}

    def proposees(self, etape: Etape) -> list[Ligne]:
        """Return the rows that the draft proposes in a step."""
        return self.contenu.get(etape.table, [])

    def rangees(self, etape: Etape) -> list[lignes.Rangee]:
        """Return the rows of a step."""
        return lignes.montrer(etape.table, self.amende(etape), self.proposees(etape))

    def empreinte(self, etape: Etape) -> str:
        """Return a mark of what a step shows; of all steps for the last one."""
        shown = self.etapes if etape is Etape.RELIRE else (etape,)
        return lignes.empreinte(r for e in shown if e.table for r in self.rangees(e))

    def sources(self) -> list[tuple[str, str]]:
        """Return the sources that a row may name: those of the proposal, then of the record."""
        new = [row for row in self.contenu.get("sources", []) if not row.get(lignes.ID)]
        found = [
            (f"{NOUVELLE_SOURCE}{rank}", row.get("titre") or row.get("url", ""))
            for rank, row in enumerate(new, 1)
        ]
        known = self.base.get("sources", {}).items()
        return [*found, *((key, row.get("titre") or row.get("url", key)) for key, row in known)]

    def points(self) -> list[Point]:
        """Return what is to be put right or looked at, each thing once, in the order of steps."""
        if self.examen is None:
            return []
        pairs = zip(self.examen.problems, self.examen.reperes, strict=True)
        told = [_point(self, problem, place) for problem, place in pairs]
        found = {(p.etape, p.rang, p.champ, p.texte): p for p in told if p is not None}
        order = {etape: rank for rank, etape in enumerate(self.etapes)}
        return sorted(found.values(), key=lambda p: (order[p.etape], p.rang is not None, p.rang))

    def erreurs(self, etape: Etape) -> dict[int, Erreurs]:
        """Return what is wrong in a step, by rank of the row then by column."""
        found: dict[int, Erreurs] = defaultdict(lambda: defaultdict(list))
        for point in self.points():
            if point.etape is etape and point.rang is not None:
                found[point.rang][point.champ].append(point.texte)
        return found

    def facultative(self, etape: Etape) -> bool:
        """Tell whether a step may be left as it is."""
        if (self.genre, etape) == (Genre.DEROGATION, Etape.SOURCES):
            asked = self.proposees(Etape.DEROGATIONS)
            return bool(asked) and all(row.get("source") for row in asked)
        return (self.genre, etape) in FACULTATIVES

    def avec(self, contenu: Contenu) -> Atelier:
        """Return the same with another content, of which nothing is said yet."""
        return replace(self, contenu=contenu, examen=None)


def _point(atelier: Atelier, problem: Problem, place: Repere) -> Point | None:
    """Return what to tell of a problem, nothing when another one tells it already."""
    etape = etape_de(atelier.genre, place.table)
    blocking = problem.gravite is Gravite.ERREUR
    if etape is Etape.RELIRE:
        return Point(etape, None, "", champs.dire(problem), blocking)
    if place.rang is None and not place.cle:
        return Point(etape, None, "", _manque(etape), blocking)
    rank = _rang(atelier.rangees(etape), place)
    if rank is not None and (blocking or atelier.rangees(etape)[rank].proposee):
        return _du_champ(atelier, problem, Point(etape, rank, place.champ, "", blocking))
    told = f"{etape.groupe}\u00a0: {champs.dire(problem)}"
    return Point(etape, None, "", told, blocking) if blocking else None


def _du_champ(atelier: Atelier, problem: Problem, point: Point) -> Point | None:
    if _sans_source(problem, point):
        return Point(Etape.SOURCES, None, "", _manque(Etape.SOURCES), point.bloque)
    told = replace(point, texte=champs.dire(problem))
    asked = champs.champ(point.etape.table, point.champ)
    if asked is None:
        return replace(told, champ="")
    if asked.nom == "source" and not problem.value and not atelier.sources():
        return None  # there is none to choose: the step of sources tells it
    if not asked.lieu:
        return told
    row = atelier.rangees(point.etape)[point.rang or 0]
    known = asked.nom == "nom" and row.cellules.get("code")  # its code tells what is wrong
    cited = asked.nom == CITES and row.place is not None and not row.cle
    return None if known else replace(told, champ=LIEU, texte=asked.manque if cited else told.texte)


def _sans_source(problem: Problem, point: Point) -> bool:
    return point.etape is Etape.DEROGATIONS and point.champ == "source" and not problem.value


def _rang(rangees: Sequence[lignes.Rangee], place: Repere) -> int | None:
    for rank, row in enumerate(rangees):
        if place.rang is not None and row.place == place.rang:
            return rank
        if place.rang is None and row.cle == place.cle and (row.cle or row.avant):
            return rank
    return None


def _manque(etape: Etape) -> str:
    if etape is Etape.TERRITOIRES:
        return "Ajoutez au moins un territoire."
    return "Ajoutez au moins une source." if etape is Etape.SOURCES else "À compléter."
