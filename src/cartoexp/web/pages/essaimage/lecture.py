"""Reading of the query, whether it comes from a link or from the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError, ParameterProblem
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.query import Reader
from cartoexp.domain.reglages import FLAGS, YES
from cartoexp.domain.territoires import Niveau, NiveauCarte
from cartoexp.services.depart import MOST_CODES
from cartoexp.web.context import query
from cartoexp.web.pages.essaimage.adresse import (
    CODE,
    LAST_PAGE,
    LEARNT,
    LONGEST,
    MOST_WEIGHT,
    PLACES,
    STEP,
    Adresse,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Query = Mapping[str, Sequence[str]]

WEIGHT_FIELD = "poids_"
PARAMETERS = (
    *("experimentation", "codes", "niveau", "poids", "population_min", "population_max"),
    *PLACES,
    *FLAGS,
    *("page", "candidat"),
)
MOST_INHABITANTS = 100_000_000
_ID = re.compile(r"[a-z0-9_-]{1,80}", re.ASCII)
_PAIR = re.compile(r"([a-z_]{1,40}):([0-3](?:\.[05])?)", re.ASCII)
_SEPARATORS = re.compile(r"[\s,;\"']+")
_LIEU = re.compile(r"(region|departement)-([0-9AB]{2,3})", re.ASCII)


def sent_by_form(query: Query) -> bool:
    """Tell whether the query has fields of the form, to be rewritten as an address."""
    return "lieu" in query or any(name.startswith(WEIGHT_FIELD) for name in query)


def read(query: Query) -> tuple[Adresse, list[ParameterProblem]]:
    """Return what can be read of a query, and what is refused of it."""
    reader = Reader(_from_form(query))
    reader.refuse_unknown(PARAMETERS)
    found = Adresse(
        experimentation=_identifier(reader),
        codes=_codes(reader),
        niveau=_level(reader),
        poids=_weights(reader),
        population_min=_inhabitants(reader, "population_min"),
        population_max=_inhabitants(reader, "population_max"),
        region=reader.code("region", Niveau.REGION),
        departement=reader.code("departement", Niveau.DEPARTEMENT),
        page=reader.integer("page", 1, 1, LAST_PAGE),
        candidat=_open(reader),
        **{name: _yes(reader, name) for name in FLAGS},
    )
    if found.experimentation and found.codes:
        told = "Partez d’une expérimentation ou d’une liste de codes, pas des deux."
        reader.problem("codes", told)
    if found.codes and found.niveau is None:
        reader.problem("niveau", "Dites à quel niveau sont ces codes.", [*NiveauCarte])
    return found, reader.problems


def demanded() -> Adresse:
    """Return the address of the request.

    Raises:
        InvalidParametersError: with every problem, or when nothing to start from is given.
    """
    found, problems = read(query())
    if found.vide and not problems:
        told = "Dites d’où partir\u00a0: une expérimentation ou des codes."
        problems = [ParameterProblem("experimentation", told)]
    if problems:
        raise InvalidParametersError(problems)
    return found


def split_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a text, whatever separates them, each once."""
    return tuple(dict.fromkeys(filter(None, _SEPARATORS.split(text.upper()))))


def _from_form(query: Query) -> dict[str, list[str]]:
    """Return the query with the fields of the form as the address spells them.

    An experiment that is chosen takes the place of the codes that the form carries along.
    """
    found = {k: [*v] for k, v in query.items() if k != "lieu" and not k.startswith(WEIGHT_FIELD)}
    if not sent_by_form(query):
        return found
    if any(query.get("experimentation", ())):
        found.pop("codes", None)
    levels = query.get("niveau", ())
    for place in filter(None, query.get("lieu", ())):
        match = _LIEU.fullmatch(place)
        name, value = match.groups() if match else ("departement", "?")
        if name not in levels and Niveau.REGION.value not in levels:  # nothing of it is inside
            found.setdefault(name, []).append(value)
    if levels and Niveau.COMMUNE.value not in levels:
        found.pop("un_par_epci", None)
    weights = [
        f"{name.removeprefix(WEIGHT_FIELD)}:{value}"
        for name, values in query.items()
        if name.startswith(WEIGHT_FIELD)
        for value in values
    ]
    if weights:
        found["poids"] = [",".join(weights)]
    return found


def _identifier(reader: Reader) -> str:
    value = reader.single("experimentation") or ""
    if value and not _ID.fullmatch(value):
        reader.problem("experimentation", "Cette expérimentation n’est pas au catalogue.")
        return ""
    return value


def _codes(reader: Reader) -> tuple[str, ...]:
    given = split_codes(" ".join(reader.query.get("codes", ())))
    length = len(",".join(given))
    if length > LONGEST:
        told = (
            f"Cette liste de {number(len(given))} codes est trop longue pour une adresse, qui en "
            f"porte un millier. Envoyez-la à l’interface de programmation (API){NBSP}: elle en "
            f"prend {number(MOST_CODES)}."
        )
        reader.problem("codes", told)
        return ()
    odd = [code for code in given if not CODE.fullmatch(code)]
    if odd:
        told = (
            f"{number(len(odd))} élément(s) de la liste ne sont pas des codes. Donnez des chiffres "
            "et des lettres, séparés par des espaces, des virgules ou des retours à la ligne."
        )
        reader.problem("codes", told)
    return tuple(code for code in given if CODE.fullmatch(code))


def _level(reader: Reader) -> NiveauCarte | None:
    given = any(reader.query.get("niveau", ()))
    found = reader.choice("niveau", NiveauCarte, NiveauCarte.COMMUNE)
    return found if given else None


def _weights(reader: Reader) -> tuple[tuple[str, float], ...]:
    found: dict[str, float] = {}
    for value in filter(None, ",".join(reader.query.get("poids", ())).split(",")):
        match = _PAIR.fullmatch(value)
        if not match or float(match[2]) > MOST_WEIGHT:
            told = (
                f"Un poids va de 0 à {MOST_WEIGHT:.0f} par pas de {STEP:g}".replace(".", ",")
                + ", comme demographie:1.5."
            )
            reader.problem("poids", told)
            break
        if found.setdefault(match[1], float(match[2])) != float(match[2]):
            reader.problem("poids", "Un thème a deux poids différents\u00a0: gardez-en un.")
    return tuple((theme, weight) for theme, weight in found.items() if weight != LEARNT)


def _inhabitants(reader: Reader, name: str) -> int | None:
    typed = re.sub(r"[\s\u00a0\u202f]", "", reader.single(name) or "")
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", typed) or int(typed) > MOST_INHABITANTS:
        reader.problem(name, "Une population se donne en habitants, en chiffres, sans signe.")
        return None
    return int(typed)


def _yes(reader: Reader, name: str) -> bool:
    value = reader.single(name)
    if value not in {None, YES}:
        reader.problem(name, f"«\u00a0{name}\u00a0» attend «\u00a0{YES}\u00a0», ou rien.", (YES,))
    return value == YES


def _open(reader: Reader) -> str:
    value = reader.single("candidat") or ""
    return value if CODE.fullmatch(value) else ""
