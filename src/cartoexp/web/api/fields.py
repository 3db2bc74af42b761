"""Fields of territories, named as API Géo names them; a field that is unknown is left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cartoexp.domain.territoires import Niveau
from cartoexp.services.geometries import point

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.geometries import GeometryService
    from cartoexp.services.territoires import TerritoireService

    Field = Callable[[Territoire], Any]

GEOMETRIES = ("centre", "contour", "bbox")
HECTARES = 100
"""Hectares in a km²."""


@dataclass(frozen=True)
class Fields:
    """What each field of each level holds."""

    territoires: TerritoireService
    geometries: GeometryService

    def project(self, territoire: Territoire, names: Iterable[str]) -> dict[str, Any]:
        """Return the fields of a territory, in the given order."""
        level = self.of[territoire.niveau]
        found = ((name, level[name](territoire)) for name in names)
        return {name: value for name, value in found if value is not None}

    @cached_property
    def of(self) -> Mapping[Niveau, Mapping[str, Field]]:
        """Functions by name of field, by level."""
        common = self._common()
        epci = {**common, **self._intercommunal()}
        chef_lieu: dict[str, Field] = {
            "chefLieu": lambda t: t.chef_lieu,
            "nbCommunes": lambda t: t.nb_communes,
        }
        above: dict[str, Field] = {
            "codeRegion": lambda t: t.code_region,
            "region": self._parent(Niveau.REGION, "code_region"),
        }
        return {
            Niveau.COMMUNE: {**common, **above, **self._communal()},
            Niveau.EPCI: epci,
            Niveau.EPT: {**epci, "codeEpci": lambda t: t.code_epci},
            Niveau.DEPARTEMENT: {**common, **above, **chef_lieu},
            Niveau.REGION: {**common, **chef_lieu},
        }

    def _common(self) -> dict[str, Field]:
        return {
            "nom": lambda t: t.nom,
            "code": lambda t: t.code,
            "population": lambda t: t.population,
            "surface": lambda t: t.superficie_km2 and round(t.superficie_km2 * HECTARES, 2),
            "zone": lambda t: t.zone.value,
            "centre": lambda t: point(t.centre),
            "contour": self.geometries.contour,
            "bbox": self.geometries.bbox,
        }

    def _communal(self) -> dict[str, Field]:
        return {
            "siren": lambda t: t.siren,
            "codesPostaux": lambda t: list(t.codes_postaux),
            "codeEpci": lambda t: t.code_epci,
            "epci": self._parent(Niveau.EPCI, "code_epci"),
            "codeEpt": lambda t: t.code_ept,
            "codeDepartement": lambda t: t.code_departement,
            "departement": self._parent(Niveau.DEPARTEMENT, "code_departement"),
            "mairie": self.geometries.mairie,
            "type": lambda _: "commune-actuelle",
            "anciensCodes": lambda t: [p.code_ancien for p in self.territoires.former(t)],
            "deleguees": lambda t: self._parts(t, "deleguee"),
            "associees": lambda t: self._parts(t, "associee"),
        }

    def _intercommunal(self) -> dict[str, Field]:
        return {
            "type": lambda t: t.type_epci,
            "nbCommunes": lambda t: t.nb_communes,
            "codeDepartement": lambda t: t.code_departement,
            "codeRegion": lambda t: t.code_region,
            "codesDepartements": lambda t: self._codes(t, "code_departement"),
            "codesRegions": lambda t: self._codes(t, "code_region"),
        }

    def _parent(self, niveau: Niveau, name: str) -> Field:
        def parent(territoire: Territoire) -> dict[str, str] | None:
            found = self.territoires.find(niveau, getattr(territoire, name))
            return {"code": found.code, "nom": found.nom} if found else None

        return parent

    def _parts(self, commune: Territoire, nature: str) -> list[dict[str, str]]:
        """Return the current parts of a commune that still have a name of their own."""
        passages = [p for p in self.territoires.former(commune) if p.nature == nature]
        return [{"code": p.code_ancien, "nom": p.nom_ancien} for p in passages if p.nom_ancien]

    def _codes(self, territoire: Territoire, name: str) -> list[str]:
        return sorted(self._touched[territoire.cle, name])

    @cached_property
    def _touched(self) -> Mapping[tuple[tuple[Niveau, str], str], set[str]]:
        """Codes of the départements and régions where each EPCI and EPT has communes."""
        found: dict[tuple[tuple[Niveau, str], str], set[str]] = defaultdict(set)
        for commune in self.territoires.level(Niveau.COMMUNE):
            above = ((Niveau.EPCI, commune.code_epci), (Niveau.EPT, commune.code_ept))
            for niveau, code in above:
                for name in ("code_departement", "code_region"):
                    if code and (value := getattr(commune, name)):
                        found[(niveau, code), name].add(value)
        return found
