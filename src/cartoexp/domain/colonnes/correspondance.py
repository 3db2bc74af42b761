"""Which column holds what: chosen once, used on every row, kept as TOML."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes.roles import Role, niveau_dit
from cartoexp.domain.errors import CorrespondanceError
from cartoexp.domain.rattachement.types import Indices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.colonnes.reconnue import Reconnue

ABSENT = -1
_FINER = frozenset(
    {Role.CODE, Role.SIREN, Role.NOM, Role.CODE_POSTAL, Role.LONGITUDE, Role.LATITUDE}
)


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Columns by role, from 0; ``niveau`` is the level of names that no column tells."""

    colonnes: Mapping[Role, int]
    niveau: str = ""
    _ordre: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        """Prepare what every row asks: the place of each clue, -1 for those that no column has."""
        places = (self.colonnes.get(Role(name), ABSENT) for name in Indices.__slots__)
        object.__setattr__(self, "_ordre", tuple(places))

    @classmethod
    def depuis(cls, entetes: Sequence[str], reconnues: Iterable[Reconnue]) -> Correspondance:
        """Build it from the columns recognised; the header of the names may tell their level."""
        return cls.de_colonnes(entetes, {r.role: r.colonne for r in reconnues})

    @classmethod
    def de_colonnes(cls, entetes: Sequence[str], colonnes: Mapping[Role, int]) -> Correspondance:
        """Build it from columns by role."""
        named = Role.NOM in colonnes and Role.NIVEAU not in colonnes
        return cls(dict(colonnes), niveau_dit(entetes[colonnes[Role.NOM]]) if named else "")

    @property
    def territoriale(self) -> bool:
        """Whether some column tells the territory of a row."""
        return any(role in self.colonnes for role in (*_FINER, Role.DEPARTEMENT, Role.REGION))

    def indices(self, ligne: Sequence[str]) -> Indices:
        """Return what a row tells of its territory; it has to be as wide as the headers."""
        cells = (*ligne, "")
        told = Indices(*[cells[i].strip() for i in self._ordre])
        if not _FINER & self.colonnes.keys():
            return self._du_departement(told)
        if self.niveau and not told.code and not told.siren:
            return replace(told, niveau=self.niveau)
        return told

    def _du_departement(self, told: Indices) -> Indices:
        """A file that has nothing finer is about départements, or about régions."""
        niveau = Role.DEPARTEMENT if Role.DEPARTEMENT in self.colonnes else Role.REGION
        return replace(told, niveau=niveau.value)

    def ecrire(self, entetes: Sequence[str]) -> str:
        """Return it as TOML, by the names of the columns."""
        lines = ["# Correspondance des colonnes, relue par cartoexp join et cartoexp import."]
        if self.niveau:
            lines.append(f"niveau = {_quoted(self.niveau)}")
        lines += ["", "[colonnes]"]
        lines += [f"{role} = {_quoted(entetes[i])}" for role, i in self.colonnes.items()]
        return "\n".join(lines) + "\n"

    @classmethod
    def lire(cls, texte: str, entetes: Sequence[str]) -> Correspondance:
        """Read it again for a file that has these headers.

        Raises:
            CorrespondanceError: not TOML, an unknown role, a column that the file lacks.
        """
        try:
            data = tomllib.loads(texte)
        except tomllib.TOMLDecodeError as error:
            raise CorrespondanceError(f"Correspondance illisible\u00a0: {error}.") from error
        named = data.get("colonnes")
        if not isinstance(named, dict) or not isinstance(data.get("niveau", ""), str):
            raise CorrespondanceError(
                'Correspondance sans table [colonnes]\u00a0: écrivez par exemple code = "codgeo".'
            )
        return cls(places(named, entetes), data.get("niveau", ""))


def places(named: Mapping[str, object], entetes: Sequence[str]) -> dict[Role, int]:
    """Return the columns that names designate.

    Raises:
        CorrespondanceError: an unknown role, a column that the file lacks.
    """
    found: dict[Role, int] = {}
    for role, column in named.items():
        if role not in set(Role):
            known = ", ".join(Role)
            raise CorrespondanceError(
                f"Rôle de colonne inconnu\u00a0: {role}. Connus\u00a0: {known}."
            )
        if column not in entetes:
            has = ", ".join(entetes)
            raise CorrespondanceError(
                f"Le fichier n’a pas de colonne «\u00a0{column}\u00a0». Il a\u00a0: {has}."
            )
        found[Role(role)] = entetes.index(str(column))
    return found


def _quoted(text: str) -> str:
    """A JSON string without escaped slashes is a TOML basic string."""
    return json.dumps(text, ensure_ascii=False)
