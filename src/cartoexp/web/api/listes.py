"""Lists of records: which fields, in which format; one declaration gives both and their shape."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NotRequired, get_type_hints

from typing_extensions import TypedDict

from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import Answer
from cartoexp.web.api.levels import FORMAT, TABLE, Format
from cartoexp.web.api.schemas.commun import Collection

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cartoexp.web.api.endpoint import Call, Span
    from cartoexp.web.api.parameters import Parameter

Item = Any
"""A record: one of the typed dictionaries of ``schemas``."""


@dataclass(frozen=True)
class Liste:
    """How a list of records of one shape is written.

    ``geometry`` gives the GeoJSON geometry of a record, where there is one; ``key`` names the
    field that identifies it.
    """

    shape: Any
    key: str = "id"
    geometry: Callable[[Item], object] | None = None

    @cached_property
    def _types(self) -> dict[str, Any]:
        return get_type_hints(self.shape, include_extras=True)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Fields of a record."""
        return tuple(self._types)

    @cached_property
    def partial(self) -> Any:  # noqa: ANN401  a type
        """The shape, any field of which may be left out."""
        make: Any = TypedDict
        fields = {name: NotRequired[kind] for name, kind in self._types.items()}
        found = make(f"{self.shape.__name__}Liste", fields)
        found.__doc__ = self.shape.__doc__
        return found

    @property
    def schema(self) -> Any:  # noqa: ANN401  a type
        """What a JSON answer holds."""
        several: Any = list
        return several[self.partial]

    @property
    def geo_schema(self) -> Any:  # noqa: ANN401  a type
        """What a GeoJSON answer holds."""
        several: Any = Collection
        return several[self.partial] if self.geometry else None

    @cached_property
    def _fields(self) -> Parameter[tuple[str, ...]]:
        return p.values("fields", "Champs voulus ; tous sinon.", self.names)

    @property
    def _format(self) -> Parameter[Any]:
        return FORMAT if self.geometry else TABLE

    @property
    def parameters(self) -> tuple[Parameter[Any], ...]:
        """The parameters that choose the fields and the format."""
        return (self._fields, self._format)

    def read(self, call: Call) -> Vue:
        """Read them."""
        return Vue(self, call.read(self._fields) or self.names, Format(call.read(self._format)))


@dataclass(frozen=True, slots=True)
class Vue:
    """A list as it is asked for."""

    liste: Liste
    names: tuple[str, ...]
    format: Format

    def answer(self, items: Sequence[Item], span: Span | None = None, **more: Any) -> Answer:  # noqa: ANN401  of an Answer
        """Return the records in the format that is asked for."""
        kept = [self._kept(item) for item in items]
        if self.format is Format.CSV:
            return Answer(kept, span, columns=self.names, **more)
        geometry = self.liste.geometry
        if self.format is Format.JSON or geometry is None:
            return Answer(kept, span, **more)
        features = [
            {
                "type": "Feature",
                "id": item[self.liste.key],
                "geometry": geometry(item),
                "properties": properties,
            }
            for item, properties in zip(items, kept, strict=True)
        ]
        content = {"type": "FeatureCollection", "features": features}
        return Answer(content, span, geojson=True, **more)

    def _kept(self, item: Item) -> Mapping[str, Any]:
        if self.names == self.liste.names:
            whole: Mapping[str, Any] = item
            return whole
        return {name: item[name] for name in self.names if name in item}
