"""How the columns of a file and the options fill the fields: the plan of an import."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.cells import CellError
from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.errors import CartoexpError
from cartoexp.domain.imports.champs import CHAMPS, CONSTANTES, EXPERIMENTATION, FICHE, NOMS, Champ
from cartoexp.domain.imports.valeurs import ValeurError, lire, nettoyer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.colonnes import Correspondance
    from cartoexp.domain.imports.connu import Connu
    from cartoexp.domain.rattachement import Indices

SANS_LIEU = (
    "Aucune colonne ne désigne un territoire. Nommez-la : --colonne code=…, ou nom=…, siren=…, "
    "longitude=… et latitude=…."
)
SANS_EXPERIENCE = (
    "L’expérimentation n’est pas dite. Donnez son identifiant (--experimentation), la colonne des "
    "identifiants (--colonne experimentation=…) ou celle des titres (--colonne titre=…)."
)
SANS_SOURCE = (
    "La source manque : rien n’entre au catalogue sans elle. Donnez --source-titre ou "
    "--source-url, ou leur colonne (--colonne source_url=…)."
)
SANS_STATUT = (
    "Le statut manque. Donnez --statut (projet, en_cours, terminee, perennisee, generalisee, "
    "abandonnee), ou sa colonne (--colonne statut=…)."
)
NOUVELLE = "Une expérimentation que le catalogue n’a pas demande aussi"
MOST_NAMED = 20
MEMORY = 10_000
"""Values whose reading is kept."""


class PlanIncompletError(CartoexpError):
    """The columns and the options do not make a whole record; each line says what to give."""

    def __init__(self, manques: Sequence[str]) -> None:
        """Keep what is missing."""
        super().__init__(manques[0])
        self.manques = tuple(manques)

    def lines(self) -> list[str]:
        """Return what is missing, line by line."""
        return [*self.manques, "Rien n’a été lu ni écrit."]


@dataclass(frozen=True)
class Plan:
    """Columns (by number) and constants of the fields, columns of the territory.

    A field that has both takes its constant where its cell is empty. ``traductions`` tell by
    field what words of the file stand for (words folded).
    """

    entetes: Sequence[str]
    lieu: Correspondance
    colonnes: Mapping[str, int] = field(default_factory=dict)
    valeurs: Mapping[str, str] = field(default_factory=dict)
    traductions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sans_experience: bool = False
    """Whether rows are tried for an experiment that is not told yet: nothing is there twice."""
    _lues: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict, compare=False)

    def dit(self, nom: str) -> bool:
        """Whether a field is told, by a column or a constant."""
        return nom in self.colonnes or nom in self.valeurs

    @property
    def par_titre(self) -> bool:
        """Whether experiments are named by their titles, and may be new."""
        return not self.dit(EXPERIMENTATION)

    def indices(self, ligne: Sequence[str]) -> Indices:
        """Return what a row, and the constants, tell of its territory."""
        found = self.lieu.indices(ligne)
        given = {n: v for n, v in self._lieux.items() if not getattr(found, n)}
        return replace(found, **given) if given else found

    @cached_property
    def _lieux(self) -> dict[str, str]:
        return {n: self.valeurs[n] for n in CONSTANTES if n in self.valeurs}

    def lire(self, ligne: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
        """Return the values of a row by field, and by field why some are refused."""
        values: dict[str, str] = {}
        refused: dict[str, str] = {}
        for nom in self._noms:
            raw = self.brut(nom, ligne)
            champ = CHAMPS.get(nom)
            if champ is None:
                values[nom] = raw
                continue
            found = self._lues.get((nom, raw))
            if found is None:
                found = self._retenir(champ, raw)
            values[nom], why = found
            if why:
                refused[nom] = why
        return values, refused

    def _retenir(self, champ: Champ, raw: str) -> tuple[str, str]:
        """Return the value of a cell, or why it is refused; files repeat their values."""
        try:
            found = lire(champ, raw, self.traductions.get(champ.nom, {})), ""
        except ValeurError as error:
            found = "", str(error)
        if len(self._lues) >= MEMORY:
            self._lues.clear()
        self._lues[champ.nom, raw] = found
        return found

    def brut(self, nom: str, ligne: Sequence[str]) -> str:
        """Return what the row, or the constant, says of a field, as it was written."""
        column = self.colonnes.get(nom)
        read = nettoyer(ligne[column]) if column is not None else ""
        return read or self.valeurs.get(nom, "")

    @cached_property
    def _noms(self) -> tuple[str, ...]:
        return tuple(n for n in dict.fromkeys((*self.colonnes, *self.valeurs)) if n in NOMS)

    def verifier(self) -> None:
        """Check that a row may make a whole record.

        Raises:
            PlanIncompletError: with everything that is missing.
        """
        missing = self.manques()
        if not self.lieu.territoriale:
            names = ", ".join(quote(n) for n in self.entetes[:MOST_NAMED])
            missing.insert(0, f"{SANS_LIEU} Colonnes du fichier : {names}.")
        if missing:
            raise PlanIncompletError(missing)

    def manques(self) -> list[str]:
        """Return what no row tells, beside its territory, and how to tell it."""
        missing = []
        if self.par_titre and not self.dit("titre"):
            missing.append(SANS_EXPERIENCE)
        if not (self.dit("source_titre") or self.dit("source_url")):
            missing.append(SANS_SOURCE)
        if not self.dit("statut"):
            missing.append(SANS_STATUT)
        return missing

    def manques_d_essai(self) -> list[str]:
        """Return what a trial does without, and an import needs."""
        missing = self.manques()
        titled = self.par_titre and self.dit("titre")
        lacking = self.manques_de_fiche() if missing and titled else []
        if lacking:
            missing.append(f"{NOUVELLE} : {', '.join(lacking)} (--valeur {lacking[0]}=…).")
        return missing

    def pour_essai(self) -> Plan:
        """Return a plan that takes what is missing for told: a trial then judges all the rest."""
        taken = {"source_titre": "x"} if not self.dit("source_url") else {}
        taken |= {"statut": "projet", "resume": "x", "themes": "emploi", "base_legale": "inconnue"}
        given = {nom: text for nom, text in taken.items() if not self.dit(nom)}
        alone = self.par_titre and not self.dit("titre")
        return replace(self, valeurs={**given, **self.valeurs}, sans_experience=alone, _lues={})

    def verifier_valeurs(self, connu: Connu) -> None:
        """Check what the options say of every row, before any is read.

        Raises:
            PlanIncompletError: with everything that the catalogue would refuse.
        """
        wrong = []
        for nom, text in self.valeurs.items():
            champ = CHAMPS.get(nom)
            try:
                value = lire(champ, text, self.traductions.get(nom, {})) if champ else ""
                if champ and value:
                    champ.colonne.read(value)
            except (ValeurError, CellError) as error:
                wrong.append(f"{nom} : {error}")
        alone = EXPERIMENTATION not in self.colonnes
        told = self.valeurs.get(EXPERIMENTATION)
        if told and alone and told not in connu.titres:
            wrong.append(connu.inconnue(told))
        if wrong:
            raise PlanIncompletError(wrong)

    def manques_de_fiche(self) -> list[str]:
        """Return what a new experiment would lack: told when a row makes one."""
        return [champ.nom for champ in FICHE if champ.colonne.required and not self.dit(champ.nom)]

    def empreinte(self, fichier: str) -> str:
        """Return the identity of the import of a file (its sha256) by this plan."""
        told = [
            fichier,
            list(self.entetes),
            [self.lieu.niveau, *sorted(self.lieu.colonnes.items())],
            sorted(self.colonnes.items()),
            sorted(self.valeurs.items()),
            sorted((k, sorted(t.items())) for k, t in self.traductions.items() if t),
        ]
        return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:12]
