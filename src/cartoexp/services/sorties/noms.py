"""Names of files: what, which filters, when; short, and ASCII for every system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from cartoexp.services.sorties.formats import Format
    from cartoexp.services.sorties.tables import Table

LONGEST = 60
"""Characters given to the filters: a name is read in a window."""
MORE = "etc"


def file_name(table: Table, format_: Format, *, excel: bool = False) -> str:
    """Return « cartoexp-implantations-energie-en-cours-2026-11-24.csv »."""
    marks: list[str] = []
    for mark in filter(None, map(_plain, table.marques)):
        if len("-".join([*marks, mark])) > LONGEST:
            marks.append(MORE)
            break
        marks.append(mark)
    parts = ["cartoexp", _plain(table.nom), *marks, table.notice.jour.isoformat()]
    return f"{'-'.join(parts)}{'-excel' if excel else ''}.{format_}"


def _plain(text: str) -> str:
    return fold(text.replace("_", " ")).replace(" ", "-")
