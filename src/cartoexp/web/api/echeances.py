"""Endpoint of deadlines."""

from __future__ import annotations

from calendar import isleap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cartoexp.domain.echeances import FILTRES, Choix, Constat, Nature
from cartoexp.domain.echeances.choix import LONGEST, PROPRES
from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Suite
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.filtering import FILTERS
from cartoexp.web.api.levels import MAX_LIMIT, PAGE
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.parameters import Parameter
from cartoexp.web.api.records import iso
from cartoexp.web.api.schemas import echeances as shapes
from cartoexp.web.communs.echeances import fiche

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.domain.query import Reader
    from cartoexp.web.context import Web

ECHEANCES = f"{ROOT}/echeances"
LISTED = Liste(shapes.Echeance)
LIMIT = p.integer("limit", "Nombre d’échéances par page.", 100, MAX_LIMIT)
_LEAP = "|".join(str(year) for year in range(1900, 2101) if isleap(year))
_YEAR = "(?:(?:19|20)[0-9]{2}|2100)"
_DATE = (
    rf"{_YEAR}(?:-(?:0[1-9]|1[0-2]))?|"
    rf"{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|"
    r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|"
    rf"(?:{_LEAP})-02-29"
)


def _unread(_: Reader) -> None:
    """Stand for the reading: ``Choix.parse`` reads all of them together."""


def _several(name: str, description: str, values: Iterable[str]) -> Parameter[None]:
    items = {"type": "string", "enum": [str(value) for value in values]}
    schema = {"type": "array", "items": items, "minItems": 1, "maxItems": 60}
    return Parameter(name, description, schema, _unread, listed=True)


def _day(name: str, description: str, example: str) -> Parameter[None]:
    schema: Mapping[str, Any] = {"type": "string", "pattern": f"^(?:{_DATE})$"}
    expected = "une année, un mois ou un jour : 2026, 2026-11 ou 2026-11-30"
    return Parameter(name, description, schema, _unread, example, expected=expected)


OWN: tuple[Parameter[None], ...] = (
    _several("nature", "Ce dont la date est la date.", Nature),
    _several("suite", "Suites données, ou « inconnue ».", Suite),
    _several(
        "evaluation",
        "Ce qui est recensé de l’évaluation.",
        [c for c in Constat if c is not Constat.SANS_OBJET],
    ),
    _day("de", "Début de la période : une date est gardée dès qu’un de ses jours y est.", "2026"),
    _day("a", "Fin de la période.", "2027-06"),
    Parameter(
        "mois",
        "Mois à venir, à la place de « de » et « a ».",
        {"type": "integer", "minimum": 1, "maximum": LONGEST},
        _unread,
        6,
    ),
    Parameter(
        "experimentation",
        "Identifiant d’une expérimentation.",
        {"type": "string", "pattern": "^[a-z0-9]+([_-][a-z0-9]+)*$", "maxLength": 80},
        _unread,
        "tzcld",
        expected="un identifiant, comme tzcld",
    ),
)
SHARED = tuple(f for f in FILTERS if f.name in FILTRES)


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def list(self, call: Call) -> Answer:
        choix, vue = self._choix(call), LISTED.read(call)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        today = self.web.today()
        found = self.web.services.echeances.registre(choix, today).toutes
        part = found[span.offset : span.offset + span.limit]
        items = [record(e, today) for e in part]
        return vue.answer(items, replace(span, total=len(found)))

    def _choix(self, call: Call) -> Choix:
        """Read what is asked for; refusals are kept by the call, which then asks for nothing.

        Raises:
            NotFoundError: for a territory or an experiment that does not exist.
            ContradictionError: for a period that ends before it begins.
        """
        names = (*FILTRES, *PROPRES)
        query = {name: given for name in names if (given := call.reader.query.get(name))}
        try:
            choix = Choix.parse(query)
        except ContradictionError:
            raise
        except InvalidParametersError as error:
            call.reader.problems.extend(error.problems)
            return Choix()
        services = self.web.services
        for niveau in (Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI):
            if code := getattr(choix.filters, niveau.value):
                services.territoires.get(niveau, code)
        if choix.criteres.experimentation:
            services.experiments.get(choix.criteres.experimentation)
        return choix


def record(e: Echeance, today: date) -> shapes.Echeance:
    """Return a deadline as JSON values."""
    held = e.intervalle
    oldest, latest = e.attestations
    return {
        "id": e.cle,
        "nature": e.nature,
        "natureLibelle": e.nature.label,
        "date": iso(e.date),
        "dateLibelle": phrases.quand(e),
        "precision": e.precision,
        "auPlusTot": held.premier.isoformat() if held else None,
        "auPlusTard": held.dernier.isoformat() if held else None,
        "moment": e.moment(today),
        "experimentation": e.experiment.id,
        "titre": e.experiment.titre,
        "derogation": e.derogation or None,
        "objet": e.objet or None,
        "themes": list(e.experiment.themes),
        "statut": e.statut,
        "attestationAncienne": iso(oldest),
        "attestationRecente": iso(latest),
        "suites": [
            {
                "suite": s.suite,
                "suiteLibelle": s.suite.label,
                "selon": s.selon,
                "date": iso(s.date),
            }
            for s in e.suites
        ],
        "evaluation": e.constat,
        "evaluationLibelle": e.constat.label,
        "contradiction": e.contradiction or None,
        "territoires": [{"niveau": t.niveau, "code": t.code, "nom": t.nom} for t in e.territoires],
        "sources": list(e.sources),
        "page": fiche(e),
    }


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoint."""
    yield Endpoint(
        path=ECHEANCES,
        name="lister_echeances",
        tag=Tag.CATALOGUE,
        summary="Lister des échéances",
        description=_TOLD,
        view=_Views(web).list,
        schema=LISTED.schema,
        parameters=(*SHARED, *OWN, *LISTED.parameters, LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{ECHEANCES}?region=32&nature=fin_prevue,fin&a=2027&limit=2",
    )


_TOLD = (
    "Ce qui prend fin, ce qui devait être évalué et ce qu’il en est advenu, d’après les "
    "expérimentations, les dérogations et les évaluations recensées. Ce qui peut encore venir est "
    "en tête, du plus proche au plus lointain, puis ce qui est passé, du plus récent au plus "
    "ancien, puis ce qui n’a pas de date : elles ne sont d’aucune période et restent dans chaque "
    "réponse. Une date connue au mois ou à l’année n’est jamais remplacée par un jour."
)
