"""The small TOML file that describes an indicator: read whole, every fault told at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.lecture import CODES, RANK, THEMES, YES_OR_NO
from cartoexp.reference.ajouts.definition import (
    DEFAULT_WEIGHT,
    MOST_WEIGHT,
    RULES,
    TRANSFORMS,
    Definition,
)
from cartoexp.reference.ajouts.errors import AjoutRefuseError
from cartoexp.reference.ajouts.nombres import MISSING
from cartoexp.reference.indicators.aggregate import LEAST_COVERED, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

ID = re.compile(r"[a-z][a-z0-9_]{2,39}", re.ASCII)
LONGEST = {"libelle": 80, "unite": 30, "description": 600}
LONG = 200
UNSAFE = re.compile(r"[\x00-\x1f\x7f<>{}\[\]|`\\]")
RESERVED = frozenset({"niveau", "code", "nom", "nombre", "taux", "comparabilite", "essaimage"})
TEXTS = ("id", "libelle", "unite", "theme", "agregation", "source", "millesime", "licence")
OPTIONAL = ("description", "producteur", "transform", "decimales", "poids", "couverture")
COLUMNS = ("code", "valeur", "denominateur", "facteur", "manquants")
MOST_DECIMALS = 6
ALLOWED_THEMES = tuple(theme for theme in THEMES if theme != "environs")


@dataclass(frozen=True, slots=True)
class Colonnes:
    """Names of the columns of a file.

    With ``denominateur`` the value is ``facteur`` times the ratio of both; ``manquants`` are the
    cells that mean that there is no value.
    """

    code: str
    valeur: str
    denominateur: str = ""
    facteur: float = 1.0
    manquants: frozenset[str] = MISSING


@dataclass(frozen=True, slots=True)
class Description:
    """An indicator to add, and where a file holds it."""

    definition: Definition
    colonnes: Colonnes


def read_toml(path: Path) -> dict[str, Any]:
    """Return the content of a TOML file.

    Raises:
        AjoutRefuseError: when it is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AjoutRefuseError(f"{path} : description absente ou illisible.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AjoutRefuseError(f"{path} : ce n’est pas du TOML valable ({error}).") from error


def check_description(told: Mapping[str, Any], name: str, known: Collection[str]) -> Description:
    """Return a description once checked.

    Raises:
        AjoutRefuseError: with every fault of it.
    """
    columns = told.get("colonnes", {})
    faults = [*_faults(told, known), *_column_faults(columns, told)]
    if faults:
        raise AjoutRefuseError(f"{name} : description refusée.", [f"- {fault}" for fault in faults])
    definition = Definition(
        id=told["id"],
        libelle=told["libelle"],
        description=told.get("description", ""),
        unite=told["unite"],
        theme=told["theme"],
        source=told["source"],
        producteur=told.get("producteur", told["source"]),
        millesime=str(told["millesime"]),
        licence=told["licence"],
        transform=told.get("transform", "none"),
        agregation=Rule(told["agregation"]),
        decimales=told.get("decimales", 1),
        poids=float(told.get("poids", DEFAULT_WEIGHT)),
        couverture=float(told.get("couverture", default_coverage(told["agregation"]))),
    )
    given = {n: columns[n] for n in ("code", "valeur", "denominateur") if n in columns}
    marks = MISSING | frozenset(columns.get("manquants", ()))
    return Description(
        definition,
        Colonnes(**given, facteur=float(columns.get("facteur", 1)), manquants=marks),
    )


def default_coverage(rule: str) -> float:
    """Return the share of a population that a group must know: all of it where values add up."""
    return 1.0 if rule in {Rule.SOMME, Rule.MAXIMUM} else LEAST_COVERED


def _faults(told: Mapping[str, Any], known: Collection[str]) -> Iterator[str]:
    for field in TEXTS:
        if not str(told.get(field, "")).strip():
            yield f"« {field} » manque."
    for field in told.keys() - {*TEXTS, *OPTIONAL, "colonnes"}:
        yield f"« {field} » est inconnu."
    for field in (*TEXTS, "description", "producteur"):
        value = told.get(field, "")
        if not isinstance(value, str) and not (field == "millesime" and type(value) is int):
            yield f"« {field} » doit être un texte entre guillemets."
        elif isinstance(value, str) and (
            UNSAFE.search(value) or len(value) > LONGEST.get(field, LONG)
        ):
            most = LONGEST.get(field, LONG)
            yield f"« {field} » : {most} caractères au plus, sans balise ni crochet."
    yield from _identity(str(told.get("id", "")), known)
    yield from _choices(told)
    yield from _numbers(told)


def _identity(identifier: str, known: Collection[str]) -> Iterator[str]:
    if identifier and not ID.fullmatch(identifier):
        yield "« id » : minuscules sans accent, chiffres et _, de 3 à 40 caractères."
    if identifier in known or identifier in RESERVED or identifier in CODES:
        yield f"« id » : {identifier} existe déjà ; choisissez-en un autre."


def _choices(told: Mapping[str, Any]) -> Iterator[str]:
    choices = {
        "theme": ALLOWED_THEMES,
        "agregation": tuple(rule.value for rule in RULES),
        "transform": TRANSFORMS,
    }
    for field, allowed in choices.items():
        if (value := told.get(field)) and value not in allowed:
            yield f"« {field} » : « {value} » est inconnu. Admis : {', '.join(allowed)}."
    if told.get("unite") in (RANK, YES_OR_NO):
        yield f"« unite » : « {told['unite']} » est réservé."


def _numbers(told: Mapping[str, Any]) -> Iterator[str]:
    decimals, weight = told.get("decimales", 1), told.get("poids", DEFAULT_WEIGHT)
    if type(decimals) is not int or not 0 <= decimals <= MOST_DECIMALS:
        yield f"« decimales » : un nombre entier de 0 à {MOST_DECIMALS}."
    if type(weight) not in {int, float} or not 0 <= weight <= MOST_WEIGHT:
        yield f"« poids » : un nombre de 0 (hors de la comparaison) à {MOST_WEIGHT}."
    covered = told.get("couverture", 1)
    if type(covered) not in {int, float} or not LEAST_COVERED <= covered <= 1:
        yield f"« couverture » : un nombre de {LEAST_COVERED} à 1."


def _column_faults(columns: Any, told: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401  of any type
    if not isinstance(columns, dict):
        yield "« [colonnes] » doit être une table."
        return
    for field in ("code", "valeur"):
        if not isinstance(columns.get(field), str) or not columns[field].strip():
            yield f"« {field} » manque sous [colonnes] : le nom d’une colonne du fichier."
    for field in columns.keys() - set(COLUMNS):
        yield f"« {field} » est inconnu sous [colonnes]."
    below = columns.get("denominateur", "")
    if not isinstance(below, str) or (told.get("agregation") == Rule.RECALCUL) != bool(below):
        yield (
            "« denominateur » (sous [colonnes]) va avec l’agrégation « recalcul », et avec elle "
            "seulement."
        )
    if type(columns.get("facteur", 1)) not in {int, float} or not columns.get("facteur", 1) > 0:
        yield "« facteur » : un nombre positif, 100 pour un pourcentage."
    marks = columns.get("manquants", [])
    if not isinstance(marks, list) or not all(isinstance(mark, str) for mark in marks):
        yield '« manquants » : une liste de textes, comme ["NC", "-"].'
