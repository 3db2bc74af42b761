"""A base du comparateur made up for tests, and a small file with its description."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import numpy as np

from cartoexp.reference.ajouts.definition import Definition
from cartoexp.reference.ajouts.ensemble import Ensemble, build
from cartoexp.reference.indicators.aggregate import Rule
from cartoexp.reference.indicators.frame import Measure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Territoire
    from cartoexp.reference.ajouts.terrain import Terrain

HEADER = (
    "CODGEO P{b}_POP P{a}_POP NAIS{a}{b} DECE{a}{b} P{b}_LOG P{b}_RP P{b}_RSECOCC P{b}_LOGVAC "
    "P{b}_RP_PROP NBMENFISC{c} PIMP{c} MED{c} TP60{c} P{b}_EMPLT P{b}_EMPLT_SAL P{a}_EMPLT "
    "P{b}_POP1564 P{b}_CHOM1564 P{b}_ACT1564 ETTOT{e} ETAZ{e} ETBE{e} ETFZ{e} ETGU{e} ETOQ{e}"
)
ROW = dict.fromkeys(HEADER.split()[1:], "100") | {"MED{c}": "20000", "P{b}_CHOM1564": "10"}


def columns(a: str = "13", b: str = "18", c: str = "19", e: str = "18") -> list[str]:
    return [name.format(a=a, b=b, c=c, e=e) for name in HEADER.split()]


def write_base(
    path: Path,
    rows: Mapping[str, Mapping[str, str]],
    header: list[str] | None = None,
    name: str = "base_cc_comparateur.CSV",
) -> Path:
    """Write a base of some communes; each row tells what differs, by unformatted column."""
    lines = [";".join(header or columns())]
    lines += [";".join([code, *(ROW | dict(told)).values()]) for code, told in rows.items()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, "\n".join(lines) + "\n")
        archive.writestr(f"meta_{name}", "COD_VAR;LIB_VAR\n")
    return path


TOML = """
id = "points_recharge"
libelle = "Points de recharge"
unite = "points"
theme = "services"
transform = "log1p"
agregation = "somme"
source = "Fichier d’essai"
licence = "Licence Ouverte 2.0"
millesime = "2025"
decimales = 0
[colonnes]
code = "code"
valeur = "nombre"
"""


def made_up(terrain: Terrain, nom: str = "part_essai", poids: float = 0.05) -> Ensemble:
    """A set of one indicator known of every commune but those of the Lozère."""
    values = np.array([np.nan if t.code[:2] == "48" else i % 100 + 1 for i, t in _rank(terrain)])
    definition = Definition(
        id=nom,
        libelle="Part d’essai",
        description="Faite pour les tests.",
        unite="%",
        theme="emploi",
        source="Base d’essai",
        producteur="INSEE (essai)",
        millesime="2021",
        licence="Licence Ouverte 2.0",
        transform="none",
        agregation=Rule.MOYENNE,
        decimales=1,
        poids=poids,
    )
    return build(nom, terrain, [(definition, Measure(values))])


def _rank(terrain: Terrain) -> list[tuple[int, Territoire]]:
    return list(enumerate(terrain.communes))
