"""Each territory of the shipped catalogue is a current one of the built reference."""

from pathlib import Path

from cartoexp.domain.catalogue import Catalogue, RawTable, validate_catalogue
from cartoexp.domain.resolution import Resolver
from cartoexp.store.reference import read_reference

REFERENCE = Path(__file__).parents[2] / "data" / "communes"


def test_codes_are_current_and_names_are_theirs(
    raw: dict[str, RawTable], shipped: Catalogue
) -> None:
    """No warning either: no code had to be replaced, no name belongs to another code."""
    reference = read_reference(REFERENCE)
    resolver = Resolver.build(reference.territoires, reference.passages)
    assert validate_catalogue(raw, resolver) == (shipped, [])
