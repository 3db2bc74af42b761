"""Lost and cut outlines are put together again, and nothing else is touched."""

import pytest
import shapely

from cartoexp.reference.errors import ReferenceBuildError
from cartoexp.reference.repairs import assemble, parts_of
from tests.reference.builders import cog, commune, release, square

DELEGUEE = "commune-deleguee"


def test_parts_follow_the_chef_lieu_rather_than_the_old_list() -> None:
    code = cog(
        [commune("60054"), commune("60694")],
        rattachees={"60455": ("60694", DELEGUEE, "La Neuville")},
        anciens={"60455": "60054"},
    )
    assert parts_of(code) == {"60694": ["60455"]}


def test_a_lost_outline_is_made_of_its_parts() -> None:
    code = cog(
        [commune("01001")],
        rattachees={"01001": ("01001", DELEGUEE, "A"), "01002": ("01001", DELEGUEE, "B")},
    )
    repairs: dict[str, list[str]] = {}
    older = release(parts={"01001": square(0, 0), "01002": square(1, 0)})
    outlines = assemble(code, [release(), older], repairs)
    assert outlines["01001"].equals(square(0, 0, 2))
    assert repairs == {"contour_perdu_recompose": ["01001"]}


def test_a_commune_created_again_takes_its_land_back() -> None:
    code = cog([commune("15031"), commune("15035"), commune("15141")])
    repairs: dict[str, list[str]] = {}
    newest = release(communes={"15141": square(0, 0, 3)})
    older = release(parts={"15031": square(1, 0), "15035": square(2, 0)})
    outlines = assemble(code, [newest, older], repairs)
    assert outlines["15031"].equals(square(1, 0))
    assert outlines["15141"].equals(square(0, 0))
    assert repairs == {
        "contour_repris_d_une_version_anterieure": ["15031", "15035"],
        "contour_ampute_d_une_commune_retablie": ["15141"],
    }


def test_a_missing_part_is_added_from_an_older_release() -> None:
    code = cog([commune("01001")], anciens={"01002": "01001"})
    repairs: dict[str, list[str]] = {}
    newest = release(communes={"01001": square(0, 0)})
    older = release(communes={"01001": square(0, 0), "01002": square(1, 0)})
    outlines = assemble(code, [newest, older], repairs)
    assert outlines["01001"].equals(square(0, 0, 2))
    assert repairs == {"contour_incomplet_complete": ["01001"]}


def test_a_part_that_only_differs_by_its_edges_changes_nothing() -> None:
    code = cog([commune("01001")], anciens={"01002": "01001"})
    repairs: dict[str, list[str]] = {}
    whole = square(0, 0, 2)
    older = release(communes={"01002": square(1, 0, 1.0005)})
    outlines = assemble(code, [release(communes={"01001": whole}), older], repairs)
    assert outlines["01001"].equals(whole)
    assert repairs == {}


def test_the_com_are_not_drawn() -> None:
    code = cog([commune("01001"), commune("98735", zone="com")])
    outlines = assemble(code, [release(communes={"01001": square(0, 0)})], {})
    assert list(outlines) == ["01001"]


def test_a_commune_without_any_outline_stops_the_build() -> None:
    with pytest.raises(ReferenceBuildError, match="01001"):
        assemble(cog([commune("01001")]), [release(), release()], {})


def test_a_twin_code_that_is_current_is_never_a_part() -> None:
    code = cog([commune("01001"), commune("01002")], anciens={"01002": "01001"})
    newest = release(communes={"01001": square(0, 0), "01002": square(1, 0)})
    outlines = assemble(code, [newest, newest], {})
    assert shapely.area(shapely.intersection(outlines["01001"], outlines["01002"])) == 0
