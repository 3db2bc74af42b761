"""An endpoint as data: the route, the documentation and the specification are read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.domain.query import Reader
    from cartoexp.web.api.bodies import Body
    from cartoexp.web.api.parameters import Parameter

T = TypeVar("T")

ROOT = "/api/v1"
REFERENCE = "public, max-age=3600"
"""Territories change once a year: an hour without asking again."""
CATALOGUE = "no-cache"
"""A publication is seen at once; the ETag makes a second question cost nothing."""
NEVER = "no-store"


class Tag(StrEnum):
    """Sections of the documentation."""

    COMMUNES = "Communes"
    INTERCOMMUNALITES = "Intercommunalités"
    DEPARTEMENTS = "Départements et régions"
    INDICATEURS = "Indicateurs"
    CATALOGUE = "Expérimentations"
    DEROGATIONS = "Dérogations"
    ESSAIMAGE = "Comparables et essaimage"
    SERVICE = "Service"


@dataclass(frozen=True, slots=True)
class Call:
    """One request: its query, read parameter by parameter, the values in its path, its body."""

    reader: Reader
    path: Mapping[str, str]
    body: Any = None

    def read(self, parameter: Parameter[T]) -> T:
        """Return the value of a parameter; a refusal is kept for ``check``."""
        return parameter.read(self.reader)

    def check(self) -> None:
        """Refuse the request when any parameter was refused.

        Raises:
            InvalidParametersError: with every problem.
        """
        self.reader.raise_problems()


@dataclass(frozen=True, slots=True)
class Span:
    """One page of a list: its number from 1, its size, and the size of the whole."""

    page: int
    limit: int
    total: int = 0

    @property
    def offset(self) -> int:
        """Position of its first item."""
        return (self.page - 1) * self.limit

    @property
    def last(self) -> int:
        """Number of the last page, at least 1."""
        return max(1, -(-self.total // self.limit))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view returns: JSON values, the page they are if they are a list, and the format.

    ``headers`` are those that the endpoint describes. ``columns`` makes a CSV file of a list: they
    are the fields of its records.
    """

    content: Any
    span: Span | None = None
    geojson: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    columns: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A path that answers GET, or POST when it has a ``body``.

    ``path`` names its parts in braces (``/communes/{code}``); ``parts`` describes them.
    ``schema`` and ``geo_schema`` are the types of the answer in JSON and in GeoJSON; ``headers``
    describes those of its own, ``refusals`` the statuses by which only it refuses. ``conflicts``
    tells that right criteria may contradict each other.
    ``example`` is a path and a query that work.
    """

    path: str
    name: str
    tag: Tag
    summary: str
    description: str
    view: Callable[[Call], Answer]
    schema: Any
    geo_schema: Any = None
    parameters: tuple[Parameter[Any], ...] = ()
    parts: Mapping[str, Mapping[str, Any]]
    body: Body | None = None
    headers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    refusals: Mapping[str, str] = field(default_factory=dict)
    conflicts: bool = False
    paged: bool = False
    cache: str = REFERENCE
    example: str

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "POST" if self.body else "GET"

    @property
    def route(self) -> str:
        """The path as Flask writes it."""
        return self.path.replace("{", "<").replace("}", ">")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parameters that may be given."""
        return tuple(name for parameter in self.parameters for name in parameter.names)
