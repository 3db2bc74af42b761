"""What a request for features says: every refusal is a 400, as the standard wants."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.instants import read_interval
from cartoexp.domain.query import Reader
from cartoexp.services.entites.cadres import Cadre
from cartoexp.services.entites.couche import Demande
from cartoexp.services.entites.reperes import Repere
from cartoexp.web.errors import MalformedRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.services.entites.proprietes import Propriete
    from cartoexp.web.ogc.collections import Collection

LIMIT, MAX_LIMIT, LAST_OFFSET = 100, 1_000, 999_999_999
FORMAT, CRS, BBOX, BBOX_CRS, DATETIME = "f", "crs", "bbox", "bbox-crs", "datetime"
PARAMETERS = (BBOX, BBOX_CRS, DATETIME, "limit", "offset", CRS, FORMAT)
MAX_VALUE = 200
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII)
_FLAT, _HIGH = 4, 6
"""Numbers of a box, without and with heights."""
_EARTH = {Repere.CRS84: (180.0, 90.0), Repere.EPSG4326: (90.0, 180.0)}
"""Furthest value on each axis."""


@dataclass(frozen=True, slots=True)
class Lecture:
    """A request for features: which, from which on, how many at most, in which system."""

    demande: Demande
    offset: int
    limit: int
    repere: Repere


def check(query: Mapping[str, Sequence[str]], allowed: Iterable[str]) -> Reader:
    """Return a reader of a query that only holds ``allowed`` parameters, none of them empty.

    The refusals are kept: ``refuse`` raises them.
    """
    reader = Reader(query)
    reader.refuse_unknown(allowed)
    for name in sorted(set(allowed) & set(query)):
        if not all(value.strip() for value in query[name]):
            reader.problem(name, f"« {name} » est vide : donnez-lui une valeur ou retirez-le.")
    return reader


def refuse(reader: Reader) -> None:
    """Raise the refusals that were kept.

    Raises:
        MalformedRequestError: with all of them.
    """
    if reader.problems:
        raise MalformedRequestError(reader.problems)


def read(reader: Reader, collection: Collection) -> Lecture:
    """Read a request for the features of a collection; refusals are kept by the reader."""
    read = (_criterion(reader, propriete) for propriete in collection.filtres)
    criteres = {name: value for name, value in read if value is not None}
    demande = Demande(_box(reader), _years(reader), criteres)
    limit = reader.integer("limit", LIMIT, 1, LAST_OFFSET)
    return Lecture(
        demande,
        reader.integer("offset", 0, 0, LAST_OFFSET),
        min(limit, MAX_LIMIT),
        system(reader, CRS),
    )


def system(reader: Reader, name: str) -> Repere:
    """Read a coordinate system: CRS84 unless told."""
    given = reader.single(name)
    if given is None:
        return Repere.CRS84
    if given not in set(Repere):
        reader.problem(name, f"« {name} » attend l’adresse d’un système connu.", list(Repere))
        return Repere.CRS84
    return Repere(given)


def _box(reader: Reader) -> Cadre | None:
    repere, text = system(reader, BBOX_CRS), reader.single(BBOX)
    if text is None:
        if reader.single(BBOX_CRS):
            reader.problem(BBOX_CRS, "« bbox-crs » ne va pas sans « bbox ».")
        return None
    parts = text.split(",")
    if len(parts) not in {_FLAT, _HIGH} or not all(map(_NUMBER.fullmatch, parts)):
        told = "« bbox » attend quatre ou six nombres séparés par des virgules."
        reader.problem(BBOX, told)
        return None
    numbers = [float(part) for part in parts]
    if len(numbers) == _HIGH:  # heights say nothing of what lies flat
        del numbers[5], numbers[2]
    cadre = Cadre((numbers[0], numbers[1], numbers[2], numbers[3]), repere)
    if told := _wrong(cadre):
        reader.problem(BBOX, told)
        return None
    return cadre


def _wrong(cadre: Cadre) -> str:
    """Return why a box is none, or nothing."""
    first, second, third, fourth = cadre.bornes
    if cadre.repere is Repere.LAMBERT93:
        finite = all(map(math.isfinite, cadre.bornes))
        right = finite and first <= third and second <= fourth
        return "" if right else "« bbox » attend l’ouest avant l’est, le sud avant le nord."
    x, y = _EARTH[cadre.repere]
    if max(abs(first), abs(third)) > x or max(abs(second), abs(fourth)) > y:
        return "« bbox » sort de la Terre : vérifiez l’ordre des axes."
    south, north = (second, fourth) if cadre.repere is Repere.CRS84 else (first, third)
    return "« bbox » attend le sud avant le nord." if south > north else ""


def _years(reader: Reader) -> tuple[int, int] | None:
    text = reader.single(DATETIME)
    if text is None:
        return None
    found = read_interval(text)
    if found is None:
        reader.problem(
            DATETIME,
            "« datetime » attend un instant ou un intervalle RFC 3339, comme 2019-01-01, "
            "2019-01-01T00:00:00Z/.. ou ../2020-12-31.",
        )
    return found


def _criterion(reader: Reader, propriete: Propriete) -> tuple[str, str | None]:
    name, value = propriete.nom, reader.single(propriete.nom)
    if value is not None and propriete.valeurs and value not in propriete.valeurs:
        reader.problem(name, f"Valeur inconnue pour « {name} ».", propriete.valeurs)
        return name, None
    if value is not None and len(value) > MAX_VALUE:
        reader.problem(name, f"« {name} » dépasse {MAX_VALUE} caractères.")
        return name, None
    return name, value
