"""What former changes of vintage did, done again to a catalogue that is read anew."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue import Gravite
from cartoexp.domain.experiments import Implantation
from cartoexp.domain.millesimes import Nomme
from cartoexp.domain.millesimes.recodage import Etat, Recodage, Rejeu
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.territoires import Niveau
from cartoexp.store import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from cartoexp.domain.catalogue import Catalogue, Problem, RawTable
    from cartoexp.domain.histoire import Registre
    from cartoexp.domain.lots import Apport
    from cartoexp.store.reference import Reference

SEVERAL = 2
_FILE = "implantations.csv"
_COLUMNS = ("id", "niveau", "code")


@dataclass
class Reprise:
    """Goes over the records of one load, in three steps: files, imports, then the whole.

    The files and the imports still say the codes of their time, which the reference may no longer
    know: these are replaced first. What waits for a person passes the checks under a code of its
    level that nothing else uses, so that it takes the place of nothing, and is taken out last.

    A commune that was parted since the vintage of its record waits too, be it new to the database.
    """

    rejeu: Rejeu
    connus: Mapping[Niveau, Mapping[str, str]]
    registre: Registre
    annee: int
    instant: str
    donnes: dict[str, tuple[str, int]] = field(default_factory=dict)
    suivis: dict[str, Recodage] = field(default_factory=dict)
    attente: list[Recodage] = field(default_factory=list)
    pris: set[tuple[str, str]] = field(default_factory=set)
    lignes: set[int] = field(default_factory=set)

    @classmethod
    def de(
        cls,
        recodages: Iterable[Recodage],
        reference: Reference,
        registre: Registre,
        instant: datetime,
    ) -> Reprise:
        """Take the changes up to the vintage of a reference."""
        year, now = int(reference.millesime), instant.isoformat(timespec="seconds")
        known: dict[Niveau, dict[str, str]] = {niveau: {} for niveau in Niveau}
        for territoire in reference.territoires:
            known[territoire.niveau][territoire.code] = territoire.nom
        rejeu = Rejeu.de(r for r in recodages if r.millesime <= year)
        return cls(rejeu, known, registre, year, now)

    def tables(self, tables: Mapping[str, RawTable]) -> dict[str, RawTable]:
        """Return the tables of a catalogue with today's codes."""
        found = dict(tables)
        table = tables.get("implantations")
        if table and set(_COLUMNS) <= set(table.header):
            places = [table.header.index(name) for name in _COLUMNS]
            self.pris |= {(row[places[1]], row[places[2]]) for row in table.rows}
            rows = [self._row(row, *places) for row in table.rows]
            changed = zip(table.lines, table.rows, rows, strict=True)
            self.lignes |= {line for line, before, after in changed if before != after}
            found["implantations"] = replace(table, rows=rows)
        return found

    def _row(self, row: list[str], identifier: int, niveau: int, code: int) -> list[str]:
        if row[niveau] not in set(Niveau):
            return row
        changed = list(row)
        self.donnes[row[identifier]] = row[code], 0
        changed[code] = self._code(row[identifier], Niveau(row[niveau]), row[code])
        return changed

    def utiles(self, problems: Iterable[Problem]) -> list[Problem]:
        """Leave out the warnings about codes that are not those of the file."""
        return [
            p
            for p in problems
            if p.gravite is not Gravite.AVERTISSEMENT
            or p.file != _FILE
            or p.line not in self.lignes
        ]

    def apports(self, apports: Iterable[Apport]) -> Iterator[Apport]:
        """Yield what imports bring with today's codes."""
        brought = list(apports)
        placed = [a.fiche for a in brought if isinstance(a.fiche, Implantation)]
        self.pris |= {(fiche.niveau.value, fiche.code) for fiche in placed}
        for apport in brought:
            fiche = apport.fiche
            if isinstance(fiche, Implantation):
                self.donnes[fiche.id] = fiche.code, fiche.millesime_cog
                code = self._code(fiche.id, fiche.niveau, fiche.code)
                yield replace(apport, fiche=replace(fiche, code=code))
            else:
                yield apport

    def code(self, identifier: str, niveau: Niveau, code: str) -> str:
        """Return today's code of an implantation that a decision added in its time."""
        self.donnes.setdefault(identifier, (code, 0))
        return self._code(identifier, niveau, code)

    def _code(self, identifier: str, niveau: Niveau, code: str) -> str:
        recodage = self.rejeu.suivre(identifier, code)
        if recodage is None:
            return code
        self.suivis[identifier] = recodage
        return recodage.code or self._free(niveau)

    def _free(self, niveau: Niveau) -> str:
        unused = (c for c in self.connus[niveau] if (niveau.value, c) not in self.pris)
        code = next(unused, next(iter(self.connus[niveau])))
        self.pris.add((niveau.value, code))
        return code

    def catalogue(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue without what waits for a person, which is then in ``attente``."""
        self.attente.clear()
        return replace(catalogue, implantations=tuple(self._kept(catalogue.implantations)))

    def _kept(self, implantations: Iterable[Implantation]) -> Iterator[Implantation]:
        for implantation in implantations:
            recodage = (
                self.suivis.get(implantation.id)
                or self.rejeu.suivre(implantation.id, implantation.code)
                or self._parted(implantation)
            )
            if recodage is None:
                yield implantation
            elif recodage.code is None:
                self.attente.append(replace(recodage, contenu=contenu(implantation, recodage)))
            else:
                yield replace(implantation, code=recodage.code, millesime_cog=recodage.millesime)

    def _parted(self, implantation: Implantation) -> Recodage | None:
        """Return what waits because its commune was parted since the vintage of its record."""
        code, year = self.donnes.get(implantation.id, (implantation.code, 0))
        year = year or implantation.millesime_cog
        if implantation.niveau is not Niveau.COMMUNE or year >= self.annee:
            return None
        names = self.connus[Niveau.COMMUNE]
        codes = self.registre.depuis(code, date(year, 1, 1))
        now = [Nomme(c, names[c]) for c in codes if c in names]
        if len(now) < SEVERAL:
            return None
        return Recodage(
            implantation=implantation.id,
            experimentation=implantation.experimentation,
            millesime=self.annee,
            niveau=implantation.niveau,
            code_avant=code,
            nom_avant=implantation.nom,
            millesime_avant=year,
            etat=Etat.ATTENTE,
            code=None,
            motif=f"Ce que {code} désignait au COG {year} est aujourd’hui séparé en "
            f"{listed([str(place) for place in now])}.",
            candidats=tuple(now),
            instant=self.instant,
        )

    def perimes(self) -> list[Recodage]:
        """Return what waited for records that are gone, or say another code since."""
        waiting = {r.implantation for r in self.attente}
        return [
            recodage
            for rows in self.rejeu.par_implantation.values()
            for recodage in rows
            if recodage.code is None and recodage.implantation not in waiting
        ]


def contenu(implantation: Implantation, recodage: Recodage) -> str:
    """Return the record of an implantation that waits, as it was given (JSON)."""
    given = replace(implantation, code=recodage.code_avant, millesime_cog=recodage.millesime_avant)
    return json.dumps(records.to_row(given), ensure_ascii=False)
