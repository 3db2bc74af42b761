"""What becomes of rows: each ends in one outcome, and those accepted bring their records.

A row is judged by the same check as a row of the catalogue's own files. Nothing is written here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.tables import IMPLANTATIONS, SOURCES
from cartoexp.domain.constats import Issue, Remarque
from cartoexp.domain.experiments import Implantation, Source
from cartoexp.domain.imports import dits, identifiants
from cartoexp.domain.imports.champs import IMPLANTATION, MILLESIME, SOURCE
from cartoexp.domain.imports.connu import CATALOGUE
from cartoexp.domain.imports.experiences import Experiences, Visee
from cartoexp.domain.imports.typage import typer
from cartoexp.domain.imports.valeurs import est_simple
from cartoexp.domain.lots import Apport
from cartoexp.domain.rattachement import Statut, Voie
from cartoexp.domain.vocabulaires import Rattachement as Lien

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.catalogue.tables import Table
    from cartoexp.domain.imports.connu import Connu
    from cartoexp.domain.imports.plan import Plan
    from cartoexp.domain.rattachement import Indices, Rattachement

_PLACEHOLDER = {"id": "x", "niveau": "commune", "code": "x", "nom": "x"}
"""Stands for the territory that a row has not got, so that the rest of it is checked too."""
_ISSUES = {
    Statut.ACCEPTE: Issue.ACCEPTE,
    Statut.REPARE: Issue.REPARE,
    Statut.AMBIGU: Issue.AMBIGU,
    Statut.REFUSE: Issue.REFUSE,
}


@dataclass(frozen=True, slots=True)
class Lue:
    """A row as it was read, with the territory it was joined to."""

    numero: int
    cellules: Sequence[str]
    indices: Indices
    rattachement: Rattachement
    remarque: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Outcome of a row, what is said of it, and the records it brings."""

    ligne: int
    issue: Issue
    remarques: tuple[Remarque, ...]
    apports: tuple[Apport, ...] = ()
    centre: tuple[float, float] | None = None


@dataclass
class _Examen:
    """A row under judgement."""

    lue: Lue
    valeurs: dict[str, str]
    visee: Visee
    refus: list[Remarque] = field(default_factory=list)
    notes: list[Remarque] = field(default_factory=list)
    source: dict[str, str] = field(default_factory=dict)
    implantation: dict[str, str] = field(default_factory=dict)


class Juge:
    """Judges the rows of one file, in their order."""

    def __init__(self, plan: Plan, connu: Connu, millesime: int) -> None:
        """Begin with what is known; ``millesime`` is that of the codes of the reference."""
        self.plan = plan
        self.connu = connu
        self.millesime = millesime
        self._experiences = Experiences(plan, connu)
        self._brought: set[str] = set()

    def juger(self, lues: Iterable[Lue]) -> list[Verdict]:
        """Return what becomes of some rows, in order; those before count as accepted."""
        verdicts: list[Verdict] = []
        run: list[_Examen] = []
        new: set[str] = set()
        for lue in lues:
            examen = self._examiner(lue)
            if examen.visee.fiche and examen.visee.id in new:
                # An earlier row may bring the same experiment: it is judged first.
                verdicts += self._ensemble(run)
                run, new, examen = [], set(), self._examiner(lue)
            if examen.visee.fiche:
                new.add(examen.visee.id)
            run.append(examen)
        return verdicts + self._ensemble(run)

    def _ensemble(self, examens: list[_Examen]) -> list[Verdict]:
        sources = self._typer(examens, SOURCES, [e.source for e in examens])
        places = self._typer(examens, IMPLANTATIONS, [e.implantation for e in examens])
        return [
            self._conclure(examen, source, place)
            for examen, source, place in zip(examens, sources, places, strict=True)
        ]

    def _examiner(self, lue: Lue) -> _Examen:
        plan, ligne = self.plan, lue.cellules
        values, refused = plan.lire(ligne)
        examen = _Examen(lue, values, self._experiences.viser(values))
        examen.refus += [
            Remarque(dits.nommer(plan, nom), plan.brut(nom, ligne), told)
            for nom, told in refused.items()
        ]
        if examen.visee.refus:
            examen.refus.append(examen.visee.refus)
        if lue.remarque:
            examen.notes.append(Remarque("", "", lue.remarque))
        examen.source = self._source(values)
        examen.implantation = self._implantation(examen)
        # A value that was refused has its remark: it must not be missed as well.
        for nom in refused:
            examen.implantation.update(_STAND_INS.get(nom, {}))
            examen.source.update(_SOURCE_STAND_INS.get(nom, {}))
        return examen

    def _source(self, values: Mapping[str, str]) -> dict[str, str]:
        cells = {champ.colonne.name: values.get(champ.nom, "") for champ in SOURCE}
        cells["type"] = cells["type"] or "inconnu"
        known = self.connu.source(cells["titre"] or None, cells["url"] or None)
        made = identifiants.source(cells["titre"], cells["url"], cells["date"], cells["type"])
        return {**cells, "id": known or made}

    def _implantation(self, examen: _Examen) -> dict[str, str]:
        lue = examen.lue
        values = {**examen.valeurs, **examen.visee.locales}
        cells = {champ.colonne.name: values.get(champ.nom, "") for champ in IMPLANTATION}
        place = lue.rattachement.territoire
        made = dict(_PLACEHOLDER)
        if place:
            told = lue.indices.nom.strip()
            made = {
                "id": identifiants.implantation(examen.visee.id, place, self.connu.ids),
                "niveau": place.niveau.value,
                "code": place.code,
                "nom": told if est_simple(told) else place.nom,
            }
        deduced = lue.rattachement.voie is Voie.COORDONNEES
        return {
            **cells,
            **made,
            "experimentation": examen.visee.id,
            "millesime_cog": str(self.millesime),
            "rattachement": cells["rattachement"] or (Lien.DEDUIT if deduced else Lien.SOURCE),
            "citee_essai": cells["citee_essai"] or "non",
            "source": examen.source["id"],
        }

    def _typer(
        self,
        examens: Sequence[_Examen],
        table: Table,
        rows: list[dict[str, str]],
    ) -> list[dict[str, Any]]:
        records, problems = typer(table, rows)
        for index, found in problems.items():
            examen = examens[index]
            cells = examen.lue.cellules
            examen.refus += [dits.probleme(self.plan, cells, table.name, p) for p in found]
        return records

    def _conclure(
        self, examen: _Examen, source: Mapping[str, Any], place: Mapping[str, Any]
    ) -> Verdict:
        lue, found = examen.lue, examen.lue.rattachement
        told = dits.lieu(self.plan, lue.cellules, found)
        if found.territoire and not examen.visee.refus and not self.plan.sans_experience:
            t = found.territoire
            held = self.connu.places.get((examen.visee.id, t.niveau.value, t.code))
            if held is not None:
                return Verdict(lue.numero, Issue.DEJA_PRESENT, (_deja(told, held),))
        if not examen.refus:
            examen.refus += self._experiences.verifier(examen.visee, lue, source["id"])
        if examen.refus:
            left = () if found.territoire else (told,)
            return Verdict(lue.numero, Issue.REFUSE, (*left, *examen.refus, *examen.notes))
        issue = _ISSUES[found.statut]
        if not found.territoire:
            return Verdict(lue.numero, issue, (told, *examen.notes))
        if examen.notes:
            issue = Issue.REPARE
        apports = self._apports(examen, source, place)
        told_all = (told, *examen.notes)
        return Verdict(lue.numero, issue, told_all, apports, found.territoire.centre)

    def _apports(
        self, examen: _Examen, source: Mapping[str, Any], place: Mapping[str, Any]
    ) -> tuple[Apport, ...]:
        """Return the records of an accepted row, and know them from now on."""
        lue, apports = examen.lue, []
        if source["id"] not in self._brought:
            self._brought.add(source["id"])
            apports.append(Apport(Source(**source), lue.numero))
        fiche = self._experiences.creer(examen.visee, lue.numero)
        if fiche:
            apports.append(Apport(fiche, lue.numero))
        record = Implantation(**place)
        key = (record.experimentation, record.niveau.value, record.code)
        self.connu.places[key] = lue.numero
        self.connu.ids.add(record.id)
        apports.append(Apport(record, lue.numero, self._donne(examen)))
        return tuple(apports)

    def _donne(self, examen: _Examen) -> dict[str, str]:
        """Return what the row said of its territory at the time."""
        given = {
            role.value: examen.lue.cellules[c].strip()
            for role, c in self.plan.lieu.colonnes.items()
        }
        voie = examen.lue.rattachement.voie
        told = {**given, "voie": voie.value if voie else ""}
        told[MILLESIME] = examen.valeurs.get(MILLESIME, "")
        return {name: text for name, text in told.items() if text}


_STAND_INS = {"statut": {"statut": "projet"}, "rattachement": {"rattachement": "source"}}
_SOURCE_STAND_INS = {
    "source_titre": {"titre": "x"},
    "source_url": {"titre": "x"},
    "source_type": {"type": "inconnu"},
}


def _deja(lieu: Remarque, held: int) -> Remarque:
    where = "au catalogue" if held == CATALOGUE else f"à la ligne {held} de ce fichier"
    said = f"{lieu.message.split('. ')[0].rstrip('.')} : déjà {where}. La ligne n’ajoute rien."
    return Remarque(lieu.champ, lieu.valeur, said)
