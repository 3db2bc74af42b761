"""What of a cell's content is known to the reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Connus:
    """Tests of a cell, or of two, against the reference.

    ``accord`` and ``accord_postal`` take a code and a name, ``accord_niveau`` a code and a level,
    ``accord_departement`` a département and a name, ``point`` a longitude and a latitude.
    """

    code: Callable[[str], bool]
    siren: Callable[[str], bool]
    nom: Callable[[str], bool]
    departement: Callable[[str], bool]
    region: Callable[[str], bool]
    code_postal: Callable[[str], bool]
    accord: Callable[[str, str], bool]
    accord_postal: Callable[[str, str], bool]
    accord_niveau: Callable[[str, str], bool]
    accord_departement: Callable[[str, str], bool]
    point: Callable[[str, str], bool]
