"""The experiment that a row speaks of: one of the catalogue, or a new one that rows tell whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.catalogue.tables import EXPERIMENTS
from cartoexp.domain.constats import Remarque
from cartoexp.domain.experiments import Experiment
from cartoexp.domain.imports import dits, identifiants
from cartoexp.domain.imports.champs import EXPERIMENTATION, FICHE
from cartoexp.domain.imports.typage import typer
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartoexp.domain.imports.connu import Connu
    from cartoexp.domain.imports.juge import Lue
    from cartoexp.domain.imports.plan import Plan

INCONNUE = "x"
"""Id of an experiment that could not be told, so that the rest of the row is checked."""
LOCALES = {"titre": "titre_local", "resume": "resume_local", "reference_legale": "reference_locale"}
"""What an implantation may say in its own way, beside the record of its experiment."""

SANS_IDENTIFIANT = "L’identifiant de l’expérimentation est vide. Remplissez-le."
SANS_TITRE = "Le titre de l’expérimentation est vide. Remplissez-le."


@dataclass(frozen=True, slots=True)
class Visee:
    """The experiment of a row: its id, the cells of its record if it is new.

    ``locales`` are values of the row that differ from the record and stay with the implantation.
    """

    id: str
    fiche: Mapping[str, str] | None = None
    locales: Mapping[str, str] = field(default_factory=dict)
    refus: Remarque | None = None


@dataclass
class _Neuve:
    """A new experiment, as its first row tells it."""

    ligne: int
    cellules: dict[str, str]


class Experiences:
    """Experiments that the rows of a file speak of."""

    def __init__(self, plan: Plan, connu: Connu) -> None:
        """Begin; ``connu`` learns the experiments that rows bring."""
        self.plan = plan
        self.connu = connu
        self._checked: dict[tuple[str, ...], tuple[dict[str, Any], list[Any]]] = {}
        self._neuves: dict[str, _Neuve] = {}
        self._pending: dict[str, dict[str, Any]] = {}

    def viser(self, values: Mapping[str, str]) -> Visee:
        """Return the experiment of a row."""
        if self.plan.sans_experience:
            return Visee(INCONNUE)
        if self.plan.par_titre:
            return self._par_titre(values.get("titre", ""), values)
        identifier = values.get(EXPERIMENTATION, "")
        if identifier in self.connu.titres:
            return Visee(identifier)
        told = self.connu.inconnue(identifier) if identifier else SANS_IDENTIFIANT
        return _refus(self.plan, EXPERIMENTATION, identifier, told)

    def _par_titre(self, titre: str, values: Mapping[str, str]) -> Visee:
        held = self.connu.par_titre.get(fold(titre), [])
        if not titre or len(held) > 1:
            several = f"Plusieurs expérimentations ont ce titre : {', '.join(map(quote, held))}."
            told = f"{several} Donnez l’identifiant." if titre else SANS_TITRE
            return _refus(self.plan, "titre", titre, told)
        cells = {champ.nom: values.get(champ.nom, "") for champ in FICHE}
        if held:
            new = self._neuves.get(held[0])
            return Visee(held[0]) if new is None else self._suite(held[0], new, cells)
        missing = self.plan.manques_de_fiche()
        if missing:
            return _refus(self.plan, "titre", titre, _incomplete(missing))
        made = identifiants.experimentation(titre, self.connu.titres)
        return Visee(made, {"id": made, **cells})

    def _suite(self, identifier: str, new: _Neuve, cells: Mapping[str, str]) -> Visee:
        """Return the experiment that an earlier row brought, if this one says the same of it."""
        locales = {}
        for nom, text in cells.items():
            before = new.cellules[nom]
            if not text or text == before:
                continue
            if nom not in LOCALES:
                told = (
                    f"La ligne {new.ligne} dit {quote(before)} de la même expérimentation. "
                    "Dites la même chose, ou donnez un autre titre."
                )
                return _refus(self.plan, nom, text, told)
            locales[LOCALES[nom]] = text
        return Visee(identifier, None, locales)

    def verifier(self, visee: Visee, lue: Lue, source: str) -> list[Remarque]:
        """Check the record of a new experiment; return what refuses it."""
        if visee.fiche is None:
            return []
        key = tuple(visee.fiche.values())
        if key not in self._checked:
            records, problems = typer(EXPERIMENTS, [visee.fiche])
            self._checked[key] = (records[0], problems.get(0, []))
        record, found = self._checked[key]
        self._pending[visee.id] = {**record, "sources": (source,)}
        return [dits.probleme(self.plan, lue.cellules, EXPERIMENTS.name, p) for p in found]

    def creer(self, visee: Visee, numero: int) -> Experiment | None:
        """Return the new experiment of an accepted row, known from now on; none if it is known."""
        if visee.fiche is None or visee.id in self.connu.titres:
            return None
        values = self._pending.pop(visee.id)
        cells = {champ.nom: visee.fiche[champ.nom] for champ in FICHE}
        self._neuves[visee.id] = _Neuve(numero, cells)
        self.connu.ajouter_fiche(visee.id, values["titre"])
        return Experiment(**values)


def _refus(plan: Plan, nom: str, valeur: str, told: str) -> Visee:
    return Visee(INCONNUE, refus=Remarque(dits.nommer(plan, nom), valeur, told))


def _incomplete(missing: list[str]) -> str:
    return (
        "Cette expérimentation n’est pas au catalogue. Pour l’y ajouter, donnez aussi : "
        f"{', '.join(missing)} (--valeur {missing[0]}=… ou --colonne {missing[0]}=…)."
    )
