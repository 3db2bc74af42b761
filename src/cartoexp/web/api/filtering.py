"""The filters of the catalogue as parameters: the same query as the pages and the exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import InvalidParametersError
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
    """
    query = {name: given for name in PARAMETERS if (given := call.reader.query.get(name))}
    if query.get("sans_date") == [SansDate.INCLURE] and "annee" not in query:
        del query["sans_date"]  # nothing is left out as long as no year is asked for
    try:
        filters = Filters.parse(query)
    except InvalidParametersError as error:
        call.reader.problems.extend(error.problems)
        return Filters()
    for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI):
        if code := getattr(filters, niveau.value):
            territoires.get(niveau, code)
    return filters


def _unread(_: Reader) -> None:
    """Stand for the reading: ``Filters.parse`` reads all of them together."""


def _several(values: Iterable[str]) -> Mapping[str, Any]:
    items = {"type": "string", "enum": [str(value) for value in values]}
    return {"type": "array", "items": items, "minItems": 1, "maxItems": 60}


def _code(pattern: str) -> Mapping[str, Any]:
    return {"type": "string", "pattern": f"^(?:{pattern})$"}


_DESCRIBED: dict[str, tuple[str, Mapping[str, Any], str | None]] = {
    "niveau": ("Niveau de l’implantation elle-même.", _several(Niveau), None),
    "theme": ("Thèmes.", _several(Theme), "energie,emploi"),
    "statut": ("Statuts, à la date de leur attestation.", _several(Statut), None),
    "base": ("Bases légales.", _several(BaseLegale), None),
    "dimension": ("Dimensions de l’essai fondateur.", _several(Dimension), None),
    "preuve": ("Force de la preuve d’une évaluation, de 0 à 5.", _several(PREUVES), None),
    "effet": ("Effet auquel conclut une évaluation.", _several(Effet), None),
    "annee": (
        "Année ou intervalle, que la période recouvre en partie : 2016, 2016-2024, 2016-, -2010.",
        {"type": "string", "pattern": "^(?:(?:19|20)[0-9]{2}-?|-(?:19|20)[0-9]{2})$"},
        "2016-",
    ),
    "sans_date": (
        "Que faire des implantations sans année de début, quand des années sont demandées.",
        {"type": "string", "enum": [*SansDate], "default": SansDate.EXCLURE.value},
        None,
    ),
    "region": ("Code de la région qui les contient.", _code(levels.REGIONS.pattern), "32"),
    "departement": (
        "Code du département qui les contient.",
        _code(levels.DEPARTEMENTS.pattern),
        "59",
    ),
    "epci": ("SIREN de l’intercommunalité qui les contient.", _code(levels.EPCIS.pattern), None),
    "q": (
        "Texte cherché dans les titres, les résumés et les noms de territoire.",
        {"type": "string", "maxLength": MAX_TEXT, "pattern": TEXT_PATTERN},
        "chômeur",
    ),
}
FILTERS: tuple[Parameter[None], ...] = tuple(
    Parameter(name, told, schema, _unread, example, listed=schema["type"] == "array")
    for name, (told, schema, example) in _DESCRIBED.items()
)
