"""Parameters of comparables and candidates: weights of themes, constraints, options."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.errors import ContradictionError, ParameterProblem
from cartoexp.domain.ponderation import MOST
from cartoexp.domain.territoires import Niveau
from cartoexp.web.api import levels
from cartoexp.web.api.parameters import Parameter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.contraintes import Contraintes
    from cartoexp.domain.query import Reader
    from cartoexp.services.territoires import TerritoireService

MOST_INHABITANTS = 100_000_000
MOST_CODES = 120
"""More than there are départements."""
_WEIGHT = rf"(?:{MOST:.0f}(?:\.0{{1,3}})?|[0-9](?:\.[0-9]{{1,3}})?)"


def boolean(name: str, description: str) -> Parameter[bool | None]:
    """Declare a yes or no, ``None`` when it is not given."""

    def read(reader: Reader) -> bool | None:
        value = reader.single(name)
        if value is None:
            return None
        if value not in {"true", "false"}:
            reader.problem(name, f"« {name} » attend true ou false.", ("true", "false"))
        return value == "true"

    return Parameter(name, description, {"type": "boolean"}, read, expected="`true` ou `false`")


def inhabitants(name: str, description: str) -> Parameter[int | None]:
    """Declare a number of inhabitants."""

    def read(reader: Reader) -> int | None:
        given = reader.single(name) is not None
        found = reader.integer(name, 0, 0, MOST_INHABITANTS)
        return found if given else None

    schema = {"type": "integer", "minimum": 0, "maximum": MOST_INHABITANTS}
    return Parameter(name, description, schema, read)


def codes(name: str, description: str, level: levels.Level) -> Parameter[tuple[str, ...]]:
    """Declare codes of a level, separated by commas."""
    shape = re.compile(level.pattern, re.ASCII)
    expected = f"des codes séparés par des virgules, comme {level.example}"

    def read(reader: Reader) -> tuple[str, ...]:
        given = [v for raw in reader.query.get(name, ()) for v in raw.split(",") if v]
        if len(given) > MOST_CODES or not all(map(shape.fullmatch, given)):
            reader.problem(name, f"« {name} » attend {expected}.")
            return ()
        return tuple(dict.fromkeys(given))

    items = {"type": "string", "pattern": f"^(?:{level.pattern})$"}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MOST_CODES}
    return Parameter(name, description, schema, read, level.example, listed=True, expected=expected)


def weights(themes: Sequence[str]) -> Parameter[Mapping[str, float]]:
    """Declare the weights of themes: ``theme:number`` pairs, separated by commas.

    Reading raises :class:`ContradictionError` for a theme that is given two weights.
    """
    name, example = "poids", ",".join(f"{t}:{w}" for t, w in zip(themes, (2, 0.5), strict=False))
    pair = re.compile(rf"([a-z_]{{1,40}}):({_WEIGHT})", re.ASCII)
    expected = f"des couples thème:poids, de 0 à {MOST:.0f}, comme {example}"

    def read(reader: Reader) -> Mapping[str, float]:
        found: dict[str, float] = {}
        given = [v for raw in reader.query.get(name, ()) for v in raw.split(",") if v]
        for value in given:
            match = pair.fullmatch(value)
            if not match or match[1] not in themes:
                reader.problem(name, f"« {name} » attend {expected}.", themes)
                return {}
            theme, weight = match[1], float(match[2])
            if found.setdefault(theme, weight) != weight:
                told = "Un thème a deux poids différents : gardez-en un."
                raise ContradictionError([ParameterProblem(name, told)])
        return found

    schema = {
        "type": "array",
        "items": {"type": "string", "pattern": f"^(?:{'|'.join(themes)}):{_WEIGHT}$"},
        "minItems": 1,
        "maxItems": 2 * len(themes),
    }
    told = "Poids de chaque thème ; 1 pour ceux qui ne sont pas donnés, 0 pour l’ignorer."
    return Parameter(name, told, schema, read, example, listed=True, expected=expected)


POPULATION_MIN = inhabitants("populationMin", "Population la plus petite, comprise.")
POPULATION_MAX = inhabitants("populationMax", "Population la plus grande, comprise.")
REGIONS = codes("regions", "Régions où chercher.", levels.REGIONS)
DEPARTEMENTS = codes("departements", "Départements où chercher.", levels.DEPARTEMENTS)


def check_places(contraintes: Contraintes, territoires: TerritoireService) -> None:
    """Refuse régions and départements that do not exist, or that exclude each other.

    Raises:
        TerritoireNotFoundError: for an unknown one.
        ContradictionError: when no département is in a région.
    """
    for code in contraintes.regions:
        territoires.get(Niveau.REGION, code)
    inside = [territoires.get(Niveau.DEPARTEMENT, code) for code in contraintes.departements]
    regions = contraintes.regions
    if regions and inside and not any(t.code_region in regions for t in inside):
        told = "Aucun de ces départements n’est dans ces régions."
        raise ContradictionError([ParameterProblem("departements", told)])
