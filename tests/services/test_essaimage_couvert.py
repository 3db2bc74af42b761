"""Communes that their EPCI already runs an experiment for are no candidates."""

import pytest

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.territoires import Niveau
from cartoexp.services.conditions import Conditions
from cartoexp.services.depart import Depart
from cartoexp.services.essaimage import Options
from cartoexp.services.registry import Services


def test_a_commune_whose_epci_runs_it_is_no_candidate(services: Services) -> None:
    depart = services.departs.of_experiment("tarif_social_eau", Niveau.COMMUNE)
    dijon = services.territoires.get(Niveau.COMMUNE, "21231")
    assert dijon.code_epci in depart.epcis
    whole = len(services.profils.level(Niveau.COMMUNE).territoires)
    found = services.essaimage.rank(depart, Options(details=False), whole)
    codes = {c.territoire.code for c in found.candidats}
    assert "21231" not in codes
    assert all(c.territoire.code_epci not in depart.epcis for c in found.candidats)
    every = services.essaimage.rank(depart, Options(details=False, avec_implantations=True), whole)
    assert every.effectif == whole


def test_conditions_of_the_record_can_be_kept_to(services: Services) -> None:
    depart = services.departs.of_experiment("tzcld", Niveau.COMMUNE)
    found = services.essaimage.rank(depart, Options(conditions_remplies=True), 60)
    assert all(5_000 <= (c.territoire.population or 0) <= 10_000 for c in found.candidats)
    assert {met for c in found.candidats for _, met in c.conditions} == {True}
    every = services.essaimage.rank(depart, Options(), 60)
    assert {met for c in every.candidats for _, met in c.conditions} == {True, False}
    assert found.effectif < every.effectif


def test_conditions_that_nothing_tells_are_not_guessed(services: Services) -> None:
    depart = services.departs.of_experiment("extinction_eclairage")
    with pytest.raises(InvalidParametersError, match="vérifiable"):
        services.essaimage.rank(depart, Options(conditions_remplies=True), 5)


def test_another_level_than_the_record_says_is_told(services: Services) -> None:
    depart = services.departs.of_experiment("cte", Niveau.DEPARTEMENT)
    found = services.essaimage.rank(depart, Options(), 5).conditions
    assert [c.extrait for c in found.autre_niveau] == ["Intercommunalité avec projet de territoire"]
    assert not found.propres


@pytest.mark.parametrize(
    ("identifiant", "niveau"),
    [
        ("tzcld", Niveau.EPCI),
        ("ville_intelligente", Niveau.EPCI),
        ("thalassothermie", Niveau.COMMUNE),
    ],
)
def test_a_whole_level_meets_what_each_of_it_meets(
    services: Services, identifiant: str, niveau: Niveau
) -> None:
    level = services.profils.level(niveau)
    depart = Depart(niveau, (), record=services.experiments.get(identifiant))
    found = Conditions.read(depart, level, services.indicateurs)
    assert found.propres
    for row in range(0, len(level.territoires), 97):
        here = level.territoires[row]
        values = {v.indicateur.id: v.valeur for v in services.indicateurs.values(here)}
        told = [(c, c.met(here, values["littoral"])) for c in found.propres]
        assert list(found.of(row)) == told
