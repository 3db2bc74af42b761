"""The page about the reference tells the figures of the manifest, and those of the lists."""

import tomllib
from pathlib import Path
from typing import Any

from cartoexp.reference.document import with_figures

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date(manifest: dict[str, Any]) -> None:
    page = (ROOT / "docs" / "reference-data.md").read_text(encoding="utf-8")
    assert page == with_figures(page, manifest), "python -m cartoexp.reference.document"


def test_the_page_counts_the_listed_areas() -> None:
    page = (ROOT / "docs" / "reference-data.md").read_text(encoding="utf-8")
    listed = tomllib.loads(Path(__file__).with_name("superficies.toml").read_text("utf-8"))
    section = page.partition("| motif | communes |")[2].partition("\n\n")[0]
    told = [line.split("|")[2].strip() for line in section.splitlines()[2:]]
    assert told == [str(len(codes)) for codes in listed.values()]
