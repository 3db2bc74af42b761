"""The shipped catalogue, read once."""

from pathlib import Path

import pytest

from cartoexp.domain.catalogue import TABLES, Catalogue, RawTable, parse_rows, validate_catalogue
from cartoexp.domain.resolution import Resolver
from cartoexp.domain.territoires import Niveau, Territoire, Zone

FOLDER = Path(__file__).parents[2] / "data" / "experiments"


@pytest.fixture(scope="session")
def folder() -> Path:
    return FOLDER


@pytest.fixture(scope="session")
def raw(folder: Path) -> dict[str, RawTable]:
    tables = {}
    for table in TABLES:
        with (folder / table.file).open(encoding="utf-8", newline="") as lines:
            tables[table.name] = parse_rows(table.file, lines)
    return tables


@pytest.fixture(scope="session")
def shipped(raw: dict[str, RawTable]) -> Catalogue:
    """Checked against its own territories: the real reference is another test's business."""
    header = raw["implantations"].header
    rows = [dict(zip(header, row, strict=True)) for row in raw["implantations"].rows]
    places = {(r["niveau"], r["code"]): r["nom"] for r in rows}
    territoires = [Territoire(Niveau(n), c, nom, Zone.METRO) for (n, c), nom in places.items()]
    catalogue, problems = validate_catalogue(raw, Resolver.build(territoires, []))
    assert catalogue is not None, [str(p) for p in problems]
    assert not problems, [str(p) for p in problems]
    return catalogue
