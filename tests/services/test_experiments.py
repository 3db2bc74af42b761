"""The catalogue as services give it: filters against the slow way, counts, refusals."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import event

from cartoexp.domain.errors import ExperimentNotFoundError, InvalidParametersError
from cartoexp.domain.experiments import Implantation
from cartoexp.domain.filters import Filters, SansDate
from cartoexp.domain.selection import last_year
from cartoexp.domain.territoires import Niveau, Territoire
from cartoexp.domain.texte import fold
from cartoexp.services.experiments import Record
from cartoexp.services.listing import Tri
from cartoexp.services.registry import Services
from tests.unit.test_filters import filters


@pytest.fixture(scope="session")
def records(services: Services) -> list[Record]:
    return [services.experiments.get(x.id) for x in services.experiments.snapshot().experiments]


def years_match(i: Implantation, chosen: Filters) -> bool:
    if chosen.sans_date is SansDate.SEULES:
        return i.debut is None
    if chosen.annee is None:
        return True
    if i.debut is None:
        return chosen.sans_date is SansDate.INCLURE
    end = last_year(i.statut, i.fin, i.statut_date.annee if i.statut_date else None)
    low, high = chosen.annee.debut or 0, chosen.annee.fin or 9999
    return i.debut <= high and end >= low


def holds(t: Territoire, niveau: Niveau, code: str | None) -> bool:
    own = t.code if t.niveau is niveau else getattr(t, f"code_{niveau}")
    return code is None or own == code


def matches(record: Record, i: Implantation, t: Territoire, chosen: Filters) -> bool:
    x = record.experiment
    evaluated = [
        e
        for e in record.evaluations
        if (not chosen.preuve or str(int(e.echelle_preuve)) in chosen.preuve)
        and (not chosen.effet or e.effet in chosen.effet)
    ]
    text = fold(f"{x.titre} {x.resume} {t.nom} {i.titre_local or ''}")
    return all(
        (
            not chosen.niveau or i.niveau in chosen.niveau,
            not chosen.theme or bool(set(chosen.theme) & set(x.themes)),
            not chosen.statut or i.statut in chosen.statut,
            not chosen.base or x.base_legale in chosen.base,
            not chosen.dimension or x.dimension in chosen.dimension,
            bool(evaluated) or not (chosen.preuve or chosen.effet),
            years_match(i, chosen),
            holds(t, Niveau.REGION, chosen.region),
            holds(t, Niveau.DEPARTEMENT, chosen.departement),
            holds(t, Niveau.EPCI, chosen.epci),
            all(word in text for word in fold(chosen.q).split()),
        )
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=filters())
def test_filters_agree_with_the_slow_way(
    services: Services, records: list[Record], chosen: Filters
) -> None:
    try:
        services.experiments.check(chosen)
    except InvalidParametersError:
        return
    slow = {i.id for r in records for i, t in r.implantations if matches(r, i, t, chosen)}
    fast = {p.key.id for p in services.experiments.places(chosen)}
    assert fast == slow
    listing = services.experiments.list_page(chosen, Tri.TITRE, 0, 1000)
    assert listing.implantations == len(slow)
    assert listing.experimentations == len({i.rsplit("-", 1)[0] for i in slow})


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=filters())
def test_the_count_beside_a_choice_is_what_choosing_it_gives(
    services: Services, chosen: Filters
) -> None:
    try:
        services.experiments.check(chosen)
    except InvalidParametersError:
        return
    for name, choices in services.experiments.facets(chosen).items():
        for choice in choices:
            pairs = dict(chosen.without(name).pairs()) | {name: choice.value}
            if chosen.sans_date is SansDate.INCLURE and name != "annee":
                pairs["sans_date"] = "inclure"
            only = Filters.parse({k: [v] for k, v in pairs.items()})
            assert services.experiments.list_page(only, Tri.TITRE).experimentations == choice.count


def test_the_whole_catalogue(services: Services) -> None:
    listing = services.experiments.list_page(Filters(), Tri.IMPLANTATIONS, 0, 500)
    assert (listing.experimentations, listing.implantations) == (179, 1321)
    assert [c.implantations for c in listing.cards] == sorted(
        (c.implantations for c in listing.cards), reverse=True
    )
    assert sum(c.implantations for c in listing.cards) == 1321


@pytest.mark.parametrize("tri", list(Tri))
def test_pages_follow_each_other_without_gap(services: Services, tri: Tri) -> None:
    whole = [c.experiment.id for c in services.experiments.list_page(Filters(), tri, 0, 500).cards]
    paged = [
        c.experiment.id
        for offset in range(0, 200, 25)
        for c in services.experiments.list_page(Filters(), tri, offset, 25).cards
    ]
    assert paged == whole
    assert len(set(whole)) == 179


def test_undated_implantations_are_told(services: Services) -> None:
    chosen = Filters.parse({"annee": ["1900-2100"]})
    listing = services.experiments.list_page(chosen, Tri.TITRE)
    assert listing.ecartees_sans_date == 135
    assert listing.implantations == 1321 - 135


def test_counts_by_territory_agree_with_the_implantations(
    services: Services, records: list[Record]
) -> None:
    counts = services.experiments.counts(Filters(), Niveau.DEPARTEMENT)
    held: dict[str, set[str]] = {}
    for record in records:
        for _, t in record.implantations:
            code = t.code if t.niveau is Niveau.DEPARTEMENT else t.code_departement
            if code:
                held.setdefault(code, set()).add(record.experiment.id)
    assert counts.experimentations == {code: len(ids) for code, ids in held.items()}
    above = {r.experiment.id for r in records} - set().union(*held.values())
    assert counts.au_dessus == len(above)


def test_a_list_costs_one_query(services: Services) -> None:
    services.experiments.snapshot()
    seen: Counter[str] = Counter()

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen[statement.split(maxsplit=1)[0]] += 1

    event.listen(services.engine, "before_cursor_execute", note)
    services.experiments.list_page(Filters.parse({"theme": ["energie"]}), Tri.TITRE, 0, 50)
    event.remove(services.engine, "before_cursor_execute", note)
    assert sum(n for verb, n in seen.items() if verb == "SELECT") == 1


@pytest.mark.parametrize(
    ("query", "parametre"),
    [
        ({"region": ["32"], "departement": ["31"]}, "departement"),
        ({"departement": ["59"], "epci": ["243100518"]}, "epci"),
        ({"region": ["32"], "epci": ["243100518"]}, "epci"),
        ({"region": ["99"]}, "region"),
        ({"epci": ["123456789"]}, "epci"),
    ],
)
def test_contradictions_and_unknown_territories_are_refused(
    services: Services, query: dict[str, list[str]], parametre: str
) -> None:
    with pytest.raises(InvalidParametersError) as raised:
        services.experiments.list_page(Filters.parse(query), Tri.TITRE)
    assert [p.parametre for p in raised.value.problems] == [parametre]


def test_a_record_is_whole(services: Services) -> None:
    record = services.experiments.get("tzcld")
    assert len(record.implantations) == 66
    wanted = {*record.experiment.sources, *(i.source for i, _ in record.implantations)}
    wanted |= {e.source for e in record.evaluations}
    # What only a derogation cites is cited by the record too.
    asked = {"charrel-avocats-com-c9c17ee2", "uesr29-fr-32cc9bf4"}
    assert wanted | asked == set(record.sources)
    assert record.experiment.sources


def test_an_unknown_experiment_gives_the_three_closest(services: Services) -> None:
    with pytest.raises(ExperimentNotFoundError) as raised:
        services.experiments.get("budget-participatif")
    assert len(raised.value.proches) == 3
    assert any("udget participatif" in s.titre for s in raised.value.proches)
