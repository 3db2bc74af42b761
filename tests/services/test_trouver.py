"""A territory is found by whatever its inhabitants call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cartoexp.services.trouver import find

if TYPE_CHECKING:
    from cartoexp.services.registry import Services


def told(services: Services, text: str) -> dict[str, str]:
    return {t.territoire.nom: t.compris for t in find(services.territoires, text).trouves}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Douai", "Douai"),
        ("st étienne", "Saint-Étienne"),
        ("nord", "Nord"),
        ("hauts de france", "Hauts-de-France"),
        ("plaine commune", "Plaine Commune"),
        ("papeete", "Papeete"),
        ("saint barthelemy", "Saint-Barthélemy"),
    ],
)
def test_the_first_answer_to_a_name(services: Services, text: str, name: str) -> None:
    found = find(services.territoires, text).trouves
    assert found[0].territoire.nom == name
    assert found[0].compris == ""


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("14011", "Aurseulles", "Anctoville"),
        ("anctoville", "Aurseulles", "Anctoville"),
        ("paris 12", "Paris", "arrondissement"),
        ("75112", "Paris", "arrondissement"),
        ("1004", "Ambérieu-en-Bugey", "01004"),
        ("20004", "Ajaccio", "2A004"),
        ("210100079", "Ambronay", "SIREN"),
    ],
)
def test_what_was_understood_is_told(services: Services, text: str, name: str, word: str) -> None:
    assert word in told(services, text)[name]


def test_a_postal_code_comes_before_an_official_code(services: Services) -> None:
    found = find(services.territoires, "59500").trouves
    assert found[0].territoire.nom == "Douai"
    assert "code" in found[0].compris
    ribecourt = next(t for t in found if t.territoire.code == "59500")
    assert "code officiel" in ribecourt.compris


def test_each_territory_is_given_once(services: Services) -> None:
    keys = [t.territoire.cle for t in find(services.territoires, "saint").trouves]
    assert len(keys) == len(set(keys)) == 20


def test_more_answers_are_told(services: Services) -> None:
    assert find(services.territoires, "saint").autres
    assert not find(services.territoires, "douai").autres


def test_nothing_found_gives_the_closest_names(services: Services) -> None:
    answer = find(services.territoires, "Doouai")
    assert not answer.trouves
    assert "Douai" in [t.nom for t in answer.proches]
    assert len(answer.proches) == 3
