"""Territories of the Code officiel géographique: levels, records, shape of the codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Niveau(StrEnum):
    """Levels of territory. ``EPT`` are levels inside the métropole du Grand Paris, not EPCI."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    EPT = "ept"
    COMMUNE = "commune"

    @property
    def label(self) -> str:
        """French singular."""
        return _LABELS[self][0]

    @property
    def label_pluriel(self) -> str:
        """French plural."""
        return _LABELS[self][1]

    @property
    def feminin(self) -> bool:
        """Whether the French noun is feminine (« une région », « une commune »)."""
        return self in {Niveau.REGION, Niveau.COMMUNE, Niveau.EPCI}


class NiveauCarte(StrEnum):
    """Levels that the map draws and by which experiments are counted, at this level or below."""

    REGION = "region"
    DEPARTEMENT = "departement"
    EPCI = "epci"
    COMMUNE = "commune"

    @property
    def niveau(self) -> Niveau:
        """The level of territory."""
        return Niveau(self.value)


_LABELS = {
    Niveau.REGION: ("Région", "Régions"),
    Niveau.DEPARTEMENT: ("Département", "Départements"),
    Niveau.EPCI: ("Intercommunalité", "Intercommunalités"),
    Niveau.EPT: ("Établissement public territorial", "Établissements publics territoriaux"),
    Niveau.COMMUNE: ("Commune", "Communes"),
}


class Zone(StrEnum):
    """Part of France, as decoupage-administratif names it. COM have no outline in our sources."""

    METRO = "metro"
    DROM = "drom"
    COM = "com"


@dataclass(frozen=True, slots=True, order=True)
class Lieu:
    """A territory by its level and its code, written « commune:59178 »."""

    niveau: Niveau
    code: str

    def __str__(self) -> str:
        """Return the form of the files."""
        return f"{self.niveau.value}:{self.code}"


_CODES = {
    Niveau.REGION: re.compile(r"\d{2}", re.ASCII),
    Niveau.DEPARTEMENT: re.compile(r"\d{2}|2[AB]|9[78]\d", re.ASCII),
    Niveau.EPCI: re.compile(r"\d{9}", re.ASCII),
    Niveau.EPT: re.compile(r"\d{9}", re.ASCII),
    Niveau.COMMUNE: re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII),
}
POSTAL_CODE = re.compile(r"\d{5}", re.ASCII)


def has_shape(niveau: Niveau, code: str) -> bool:
    """Tell whether ``code`` has the shape of a code of this level (not whether it exists)."""
    return _CODES[niveau].fullmatch(code) is not None


@dataclass(frozen=True, slots=True)
class Territoire:
    """A current territory.

    ``population`` is municipal, in inhabitants, ``None`` when the source lacks it;
    ``superficie_km2`` comes from the outline, ``None`` without one; ``centre`` is (longitude,
    latitude) in WGS 84 (EPSG:4326), inside the outline. An EPCI's ``code_departement`` is the one
    that holds most of its communes. ``nb_communes`` is 1 for a commune.
    """

    niveau: Niveau
    code: str
    nom: str
    zone: Zone
    population: int | None = None
    superficie_km2: float | None = None
    nb_communes: int = 1
    type_epci: str | None = None
    siren: str | None = None
    code_epci: str | None = None
    code_ept: str | None = None
    code_departement: str | None = None
    code_region: str | None = None
    codes_postaux: tuple[str, ...] = ()
    chef_lieu: str | None = None
    centre: tuple[float, float] | None = None

    @property
    def cle(self) -> tuple[Niveau, str]:
        """Identity: level and code."""
        return self.niveau, self.code

    @property
    def chemin(self) -> str:
        """Path of its page."""
        return f"/territoires/{self.niveau}/{self.code}"

    @property
    def nature(self) -> str:
        """What it is, in French: those of the COM are no départements."""
        if self.niveau is Niveau.DEPARTEMENT and self.zone is Zone.COM:
            return "Collectivité ultramarine"
        return self.niveau.label

    @property
    def densite(self) -> float | None:
        """Inhabitants per km²."""
        if self.population is None or not self.superficie_km2:
            return None
        return self.population / self.superficie_km2


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from a former code to the current commune (``date``: ISO, when known)."""

    code_ancien: str
    nom_ancien: str | None
    code: str
    nature: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class NomAncien:
    """A name that is not, or no longer, the one of the territory that it leads to.

    ``nature`` is ``ancien`` (renamed or merged), ``deleguee``, ``associee`` or ``dissoute`` (an
    EPCI that is no more: ``code`` is the one that has all its communes, ``None`` when several
    have). ``code_ancien`` is the code that went with the name; ``fin`` the day (ISO) from which
    the name was no longer official, ``None`` while it is still in use or when unknown.
    """

    niveau: Niveau
    code: str | None
    nom: str
    code_ancien: str
    nature: str
    fin: str | None = None
