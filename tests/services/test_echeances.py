"""The register over the shipped catalogue, on both databases: each count is made again here."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cartoexp.domain.echeances import Choix, Constat, Moment, Nature
from cartoexp.domain.errors import ContradictionError, InvalidParametersError
from cartoexp.domain.vocabulaires import Statut
from cartoexp.services.listing import Tri
from cartoexp.store import derogations as waivers

if TYPE_CHECKING:
    from cartoexp.services.echeances import Registre
    from cartoexp.services.registry import Services

TODAY = date(2026, 11, 29)


def ask(services: Services, query: str = "") -> Registre:
    pairs = (pair.split("=") for pair in query.split("&") if pair)
    return services.echeances.registre(Choix.parse({k: [v] for k, v in pairs}), TODAY)


def test_nothing_is_dropped_and_nothing_is_told_twice(services: Services) -> None:
    whole = ask(services)
    keys = Counter(e.cle for e in whole.toutes)
    assert set(keys.values()) == {1}
    snapshot = services.experiments.snapshot()
    ended = {(k.experimentation, k.niveau, k.code) for k in snapshot.keys}
    told = {
        (e.experiment.id, *t.cle)
        for e in whole.toutes
        if e.nature in {Nature.FIN, Nature.FIN_PREVUE}
        for t in e.territoires
    }
    assert told == ended, "every implantation has its end, known or unknown"
    with services.echeances.sessions() as session:
        rows = waivers.lister(session)
    assert {e.derogation for e in whole.toutes} - {""} <= {d.id for d in rows}
    assert sum(e.nature is Nature.EVALUATION for e in whole.toutes) == 193
    assert all(e.date is None for e in whole.inconnues)
    assert all(e.date is not None for e in whole.datees)
    assert whole.comptes.sans_date == len(whole.inconnues)


def test_counts_are_those_of_the_list(services: Services) -> None:
    whole = ask(services)
    late = {e.sujet for e in whole.toutes if e.constat is Constat.NON_RECENSEE}
    assert whole.comptes.non_recensees.total == len(late) > 0
    coming = ask(services, "mois=12&nature=fin_prevue,expiration,evaluation_due")
    assert whole.comptes.a_venir.total == len({e.sujet for e in coming.datees}) > 0
    assert all(e.moment(TODAY) is not Moment.PASSEE for e in coming.datees)
    assert whole.comptes.en_retard.experimentations == 0, "only a text makes anyone late"
    assert all(e.derogation for e in ask(services, "evaluation=en_retard").toutes)
    assert all(
        e.statut is not Statut.ABANDONNEE for e in ask(services, "evaluation=non_recensee").toutes
    )


def test_a_place_keeps_its_own_territories(services: Services) -> None:
    found = ask(services, "region=32")
    assert found.toutes
    for e in found.toutes:
        codes = {t.code_region or t.code for t in e.territoires}
        assert codes == {"32"}, e.cle
    ids = {e.experiment.id for e in found.toutes if e.nature is not Nature.EVALUATION}
    page = services.experiments.list_page(
        Choix.parse({"region": ["32"]}).filters, Tri.IMPLANTATIONS, limit=1_000
    )
    assert {c.experiment.id for c in page.cards} >= {
        e.experiment.id for e in found.toutes if not e.derogation
    }
    assert ids


def test_a_derogation_is_where_it_says(services: Services) -> None:
    """That of Noirmoutier names its intercommunalité: Yeu, of the same experiment, is not in it."""
    found = ask(services, "epci=248500191&nature=expiration")
    assert [e.derogation for e in found.toutes] == ["derogation_prefet_littoral-noirmoutier"]
    both = ask(
        services, "departement=85&nature=expiration&experimentation=derogation_prefet_littoral"
    )
    assert len({e.derogation for e in both.toutes}) == 2


def test_a_text_is_looked_for_in_what_derogations_are_about(services: Services) -> None:
    assert {e.derogation for e in ask(services, "q=L. 6222-1").toutes} == {
        "apprentissage_30ans-derogation"
    }
    assert ask(services, "q=licorne").toutes == []


def test_one_experiment(services: Services) -> None:
    found = ask(services, "experimentation=halte_soins_addictions")
    assert {e.experiment.id for e in found.toutes} == {"halte_soins_addictions"}
    kinds = {(e.nature, str(e.date)) for e in found.datees if e.moment(TODAY) is Moment.A_VENIR}
    assert (Nature.EXPIRATION, "2027-12-31") in kinds


def test_the_real_contradiction_is_told(services: Services) -> None:
    (found,) = ask(services).contradictoires
    assert found.experiment.id == "gratuite_transports"
    assert "2010" in found.contradiction
    assert "2016" in found.contradiction


def test_sources_and_dates_of_records(services: Services) -> None:
    whole = ask(services, "region=32")
    known = services.echeances.sources(whole.toutes)
    assert all(set(e.sources) <= known.keys() for e in whole.toutes)
    assert all(e.sources for e in whole.toutes)
    moments = {services.echeances.modifiee(e) for e in whole.toutes}
    assert max(moments) <= services.echeances.derniere()


@pytest.mark.parametrize("query", ["region=99", "experimentation=licorne", "departement=999"])
def test_what_does_not_exist_is_refused(services: Services, query: str) -> None:
    with pytest.raises(InvalidParametersError):
        ask(services, query)


def test_places_that_exclude_each_other_are_told(services: Services) -> None:
    with pytest.raises(ContradictionError):
        ask(services, "region=32&departement=13")
