"""Whatever is written is read back; whatever is broken is refused in words."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.graines import graines
from tests.fuzz.lecture import eprouver
from tests.unit.lecture import cellules, texte

CELLS = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters=' ;,"\n'),
    min_size=1,
    max_size=12,
).map(lambda text: f"x{text.strip()}")
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proprietes")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, delimiter=st.sampled_from(";,\t|"), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_texts_are_read_back(
    folder: Path, rows: list[tuple[str, str, str]], delimiter: str, encoding: str
) -> None:
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([("Code", "Nom", "Note"), *rows])
    assert cellules(texte(folder, held.getvalue().encode(encoding))) == rows


@pytest.mark.filterwarnings("ignore")
def test_broken_files_are_refused_in_words(folder: Path) -> None:
    """A second of what ``make fuzz`` does for five minutes."""
    tried, read = eprouver(graines(folder), folder / "ruine", 1, 100)
    assert tried >= 60
    assert 0 < read < tried
