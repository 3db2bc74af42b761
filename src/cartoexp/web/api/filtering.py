"""The filters of the catalogue as parameters: the same query as the pages and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import (
    ContradictionError,
    InvalidParametersError,
)
from cartoexp.domain.filters import PARAMETERS, PREUVES, Filters, SansDate
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import MAX_TEXT
from cartoexp.domain.vocabulaires import BaseLegale, Dimension, Effet, Statut, Theme
from cartoexp.web.api import levels
from cartoexp.web.api.parameters import TEXT_PATTERN, Parameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.query import Reader
    from cartoexp.services.territoires import TerritoireService
    from cartoexp.web.api.endpoint import Call


def read(call: Call, territoires: TerritoireService) -> Filters:
    """Read the filters; refusals are kept by the call, which then returns no filter.

    Raises:
        TerritoireNotFoundError: for a territory that does not exist.
        ContradictionError: for years in the wrong order.
    """
    query = {name: given for name in PARAMETERS if (given := call.reader.query.get(name))}
    try:
        filters = Filters.parse(query)
    except ContradictionError:
        raise
    except InvalidParametersError as error:
        call.reader.problems.extend(error.problems)
        return Filters()
    for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI):
        if code := getattr(filters, niveau.value):
            territoires.get(niveau, code)
    return filters


def _unread(_: Reader) -> None:
    """Stand for the reading: ``Filters.parse`` reads all of them together."""


def _filter(
    name: str,
    description: str,
    schema: Mapping[str, Any],
    *,
    example: str | None = None,
    expected: str = "",
) -> Parameter[None]:
    listed = schema["type"] == "array"
    return Parameter(name, description, schema, _unread, example, listed=listed, expected=expected)


def _several(values: Iterable[str]) -> Mapping[str, Any]:
    items = {"type": "string", "enum": [str(value) for value in values]}
    return {"type": "array", "items": items, "minItems": 1, "maxItems": 60}


def _shaped(pattern: str) -> Mapping[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


_YEAR = "(?:(?:19|20)[0-9]{2}|2100)"
FILTERS: tuple[Parameter[None], ...] = (
    _filter("niveau", "Niveau de l’implantation elle-même.", _several(Niveau)),
    _filter("theme", "Thèmes.", _several(Theme), example="energie,emploi"),
    _filter("statut", "Statuts, à la date de leur attestation.", _several(Statut)),
    _filter("base", "Bases légales.", _several(BaseLegale)),
    _filter("dimension", "Dimensions de l’essai fondateur.", _several(Dimension)),
    _filter("preuve", "Force de la preuve d’une évaluation.", _several(PREUVES)),
    _filter("effet", "Effet auquel conclut une évaluation.", _several(Effet)),
    _filter(
        "annee",
        "Années que la période d’une implantation recouvre en partie.",
        _shaped(f"{_YEAR}-?|-{_YEAR}|{_YEAR}-{_YEAR}"),
        example="2016-",
        expected="une année ou un intervalle : 2016, 2016-2024, 2016- ou -2010",
    ),
    _filter(
        "sans_date",
        "Que faire des implantations sans année de début, quand des années sont demandées.",
        {"type": "string", "enum": [s.value for s in SansDate], "default": SansDate.EXCLURE.value},
    ),
    _filter(
        "region",
        "Région qui les contient.",
        _shaped(levels.REGIONS.pattern),
        example="32",
        expected="un code à deux chiffres, comme 32",
    ),
    _filter(
        "departement",
        "Département qui les contient.",
        _shaped(levels.DEPARTEMENTS.pattern),
        example="59",
        expected="un code, comme 59, 2A ou 974",
    ),
    _filter(
        "epci",
        "Intercommunalité qui les contient.",
        _shaped(levels.EPCIS.pattern),
        expected="un SIREN à neuf chiffres, comme 200093201",
    ),
    _filter(
        "q",
        "Texte cherché dans les titres, les résumés et les noms de territoire.",
        {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN},
        example="chômeur",
    ),
)
