"""Columns recognised by headers on several lines."""

import pytest

from cartoexp.domain.colonnes import Role
from cartoexp.domain.colonnes.roles import roles_dits


@pytest.mark.parametrize(
    ("entete", "role"),
    [
        ("Code géographique – CODGEO", Role.CODE),
        ("Commune – Code INSEE", Role.CODE),
        ("Territoire – Département", Role.DEPARTEMENT),
    ],
)
def test_each_line_of_a_header_may_tell(entete: str, role: Role) -> None:
    assert roles_dits(entete)[role] == 1.0
