"""Experiments in a frame of the map."""

from cartoexp.domain.filters import Filters
from cartoexp.domain.territoires import Niveau
from cartoexp.services.emprise import Emprise, EmpriseIndex
from cartoexp.services.listing import Tri
from cartoexp.services.registry import Services

DOUAI = Emprise(3.05, 50.35, 3.10, 50.39)
AT_SEA = Emprise(-9.0, 46.0, -8.0, 47.0)
EVERYWHERE = Emprise(-180, -90, 180, 90)


def test_territories_of_a_frame_hold_a_commune_centred_there(services: Services) -> None:
    index = EmpriseIndex.build(services.reference.territoires)
    found = index.territoires_in(DOUAI)
    assert "59178" in found[Niveau.COMMUNE]
    assert found[Niveau.DEPARTEMENT] == {"59"}
    assert found[Niveau.REGION] == {"32"}
    assert not any(index.territoires_in(AT_SEA).values())


def test_a_list_in_a_frame_is_a_part_of_the_list(services: Services) -> None:
    def listed(emprise: Emprise | None) -> set[str]:
        page = services.experiments.list_page(Filters(), Tri.TITRE, 0, 1_000, emprise)
        assert page.experimentations == len(page.cards)
        return {card.experiment.id for card in page.cards}

    whole, near = listed(None), listed(DOUAI)
    assert near
    assert near < whole
    assert listed(AT_SEA) == set()
    places = services.experiments.places(Filters())
    here = {
        p.experiment.id
        for p in places
        if p.territoire.cle in {(Niveau.COMMUNE, "59178"), (Niveau.DEPARTEMENT, "59")}
    }
    assert here <= near


def test_the_whole_world_leaves_out_only_what_has_no_commune(services: Services) -> None:
    page = services.experiments.list_page(Filters(), Tri.TITRE, 0, 1_000, EVERYWHERE)
    assert page.implantations <= page.implantations_catalogue
    assert page.experimentations > 150
