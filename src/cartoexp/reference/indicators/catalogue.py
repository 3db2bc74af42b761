"""Labels, sources, transforms and rules of ``catalogue.toml`` and ``environs.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from cartoexp.domain.lecture import Portee
from cartoexp.reference.indicators.aggregate import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Indicateur:
    """One indicator: what it says, in French, and how its groups and distances treat it."""

    id: str
    libelle: str
    description: str
    unite: str
    theme: str
    source: str
    producteur: str
    millesime: str
    transform: str
    agregation: Rule
    decimales: int
    portee: Portee = Portee.TERRITOIRE

    def as_record(self, manquants: dict[str, float]) -> dict[str, Any]:
        """Return the JSON record of ``indicateurs.json``, with shares of missing values."""
        return asdict(self) | {"agregation": self.agregation.value, "manquants": manquants}


def read_catalogue() -> list[Indicateur]:
    """Return the indicators in the order in which they are shown, the surroundings last."""
    rows = read_toml("catalogue.toml")["indicateur"]
    own = [Indicateur(**(row | {"agregation": Rule(row["agregation"])})) for row in rows]
    return [*own, *_surroundings({item.id: item for item in own})]


def read_toml(name: str) -> dict[str, Any]:
    """Return one of the TOML files beside this module."""
    folder = files("cartoexp.reference.indicators")
    return tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))


def _surroundings(own: dict[str, Indicateur]) -> Iterator[Indicateur]:
    """Yield the indicators of ``environs.toml``, whose words are mostly the same."""
    read = read_toml("environs.toml")
    words = read["elus"]
    for row in (*read["profession"], *read["groupe"]):
        yield replace(
            own["part_elus_cadres"],
            id=f"elus_20km_{row['id']}",
            libelle=words["libelle"].format(**row),
            description=words["description"].format(**row),
            theme="environs",
            agregation=Rule.MOYENNE,
            portee=Portee.ENVIRONS,
        )
    for row in read["moyenne"]:
        base = own[row["id"]]
        yield replace(
            base,
            id=f"{base.id}_30km",
            libelle=row["libelle"],
            description=read["description"].format(libelle=base.libelle),
            unite=row.get("unite", base.unite),
            theme="environs",
            agregation=Rule.MOYENNE,
            portee=Portee.ENVIRONS,
        )
