"""Every former code leads to a current one, in one step, with its nature and its date."""

import pytest

from cartoexp.reference.errors import ReferenceBuildError
from cartoexp.reference.passages import Edition, build_passages
from tests.reference.builders import cog, commune


def test_chains_are_followed_to_a_current_commune() -> None:
    code = cog([commune("01003")], anciens={"01001": "01002", "01002": "01003"})
    found = {p.code_ancien: p.code for p in build_passages(code, {}, {})}
    assert found == {"01001": "01003", "01002": "01003"}


def test_a_current_code_is_never_a_former_one() -> None:
    code = cog(
        [commune("01001"), commune("01002")],
        rattachees={"01001": ("01001", "commune-deleguee", "A")},
        anciens={"01002": "01001"},
    )
    assert build_passages(code, {}, {}) == []


@pytest.mark.parametrize("anciens", [{"01009": "01008"}, {"01008": "01009", "01009": "01008"}])
def test_a_code_that_leads_nowhere_stops_the_build(anciens: dict[str, str]) -> None:
    with pytest.raises(ReferenceBuildError, match="01009"):
        build_passages(cog([commune("01001")], anciens=anciens), {}, {})


def test_nature_name_and_date() -> None:
    code = cog(
        [commune("2A004"), commune("14581"), commune("97601")],
        rattachees={"14011": ("14581", "commune-deleguee", "Anctoville")},
        anciens={"20004": "2A004", "14012": "14581"},
    )
    editions = {
        2023: Edition({"14011": "Anctoville", "14012": "Ancienne"}, {"98501": "97601"}),
        2024: Edition({"14011": "Anctoville"}, {}),
        2025: Edition({}, {}),
    }
    passages = build_passages(code, editions, {})
    found = {p.code_ancien: (p.nature, p.nom_ancien, p.date) for p in passages}
    assert found == {
        "14011": ("deleguee", "Anctoville", "2025-01-01"),
        "14012": ("fusionnee", "Ancienne", "2024-01-01"),
        "20004": ("recodee", "Commune 2A004", None),
        "98501": ("recodee", "Commune 97601", None),
    }


def test_no_date_when_the_next_edition_is_not_at_hand() -> None:
    code = cog([commune("01001")], anciens={"01002": "01001"})
    editions = {2019: Edition({"01002": "B"}, {}), 2021: Edition({}, {})}
    assert [p.date for p in build_passages(code, editions, {})] == [None]
