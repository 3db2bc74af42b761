"""A comparison as text, JSON, CSV or a page that stands alone."""

from __future__ import annotations

import csv
import io
import json
from enum import StrEnum
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import small, typeset
from cartoexp.reference.millesimes.lignes import DISCRETES, TITRES, Ligne

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cartoexp.domain.millesimes import Difference, Nomme

SEPARATOR = "|"
COLUMNS = (
    *("changement", "implantation", "codes_avant", "noms_avant", "codes_apres", "noms_apres"),
    "detail",
)


class Format(StrEnum):
    """How a comparison is written."""

    TEXTE = "texte"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


def render(difference: Difference, rows: Sequence[Ligne], wanted: Format) -> str:
    """Return a comparison in one format; ``rows`` come grouped by kind."""
    return _RENDERERS[wanted](difference, rows)


def _parts(rows: Sequence[Ligne]) -> dict[str, list[Ligne]]:
    """Return the rows of every kind, none included."""
    found: dict[str, list[Ligne]] = {quoi: [] for quoi in TITRES}
    for quoi, group in groupby(rows, key=lambda row: row.quoi):
        found[quoi] += group
    return found


def _title(d: Difference) -> str:
    return f"Du {d.ancien.libelle} au {d.nouveau.libelle}"


def _summary(d: Difference, rows: Sequence[Ligne]) -> list[str]:
    """Return what there is to know before any detail."""
    counts = {quoi: number(len(found)) for quoi, found in _parts(rows).items()}
    before, after = d.ancien, d.nouveau
    size = (
        f"Communes : {number(len(before.communes))} puis {number(len(after.communes))}. "
        f"Intercommunalités : {number(len(before.epci))} puis {number(len(after.epci))}."
    )
    fates = (
        f"Implantations à trancher : {counts['implantations_a_trancher']}, déplacées : "
        f"{counts['implantations_deplacees']}, gardées : {counts['implantations_gardees']}."
    )
    return [size, fates]


def _shown(rows: Sequence[Ligne]) -> Iterator[tuple[str, list[str]]]:
    """Yield a title and sentences for every kind of change of which there is one."""
    for quoi, found in _parts(rows).items():
        if found:
            told = [] if quoi in DISCRETES else [sentence(row) for row in found]
            yield f"{TITRES[quoi]} : {number(len(found))}", told


def _none(rows: Sequence[Ligne]) -> str:
    none = [small(TITRES[quoi]) for quoi, found in _parts(rows).items() if not found]
    return f"Aucun changement dans ces rubriques : {' ; '.join(none)}."


def _text(d: Difference, rows: Sequence[Ligne]) -> str:
    lines = [_title(d), *_summary(d, rows)]
    for title, told in _shown(rows):
        lines += ["", title, *(f"  {text}" for text in told)]
    return "\n".join([*lines, "", _none(rows), ""])


def sentence(row: Ligne) -> str:
    """Return a row in one line: « A (1) + B (2) → C (3) ; détail »."""
    sides = (" + ".join(map(str, places)) for places in (row.avant, row.apres))
    before, after = map(typeset, sides)
    moved = before if before == after else " → ".join(part for part in (before, after) if part)
    told = " ; ".join(part for part in (moved, row.detail) if part)
    return f"{row.implantation} : {told}" if row.implantation else told


def _json(d: Difference, rows: Sequence[Ligne]) -> str:
    record: dict[str, Any] = {
        "ancien": _vintage(d.ancien.libelle, d.ancien.annee),
        "nouveau": _vintage(d.nouveau.libelle, d.nouveau.annee),
        "effectifs": {quoi: len(found) for quoi, found in _parts(rows).items()},
    }
    record |= {quoi: [_record(row) for row in found] for quoi, found in _parts(rows).items()}
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _vintage(libelle: str, annee: int) -> dict[str, Any]:
    return {"libelle": libelle, "millesime": annee}


def _record(row: Ligne) -> dict[str, Any]:
    record: dict[str, Any] = {"implantation": row.implantation} if row.implantation else {}
    record |= {"avant": _places(row.avant), "apres": _places(row.apres)}
    return record | ({"detail": row.detail} if row.detail else {})


def _places(places: Sequence[Nomme]) -> list[dict[str, str]]:
    return [{"code": place.code, "nom": place.nom} for place in places]


def _csv(_: Difference, rows: Sequence[Ligne]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        sides = [
            SEPARATOR.join(getattr(place, name) for place in places)
            for places in (row.avant, row.apres)
            for name in ("code", "nom")
        ]
        writer.writerow([row.quoi, row.implantation, *sides, row.detail])
    return text.getvalue()


def _html(d: Difference, rows: Sequence[Ligne]) -> str:
    sections = []
    for title, told in _shown(rows):
        items = "".join(f"<li>{escape(text)}</li>" for text in told)
        content = f"<ul>{items}</ul>" if items else ""
        sections.append(f"<section><h2>{escape(title)}</h2>{content}</section>")
    summary = "".join(f"<p>{escape(text)}</p>" for text in _summary(d, rows))
    parts = {
        "titre": escape(_title(d)),
        "resume": summary,
        "parties": "\n".join(sections),
        "aucune": escape(_none(rows)),
    }
    page = files(__package__).joinpath("page.html").read_text("utf-8")
    for name, value in parts.items():
        page = page.replace(f"<!-- {name} -->", value)
    return page


_RENDERERS: dict[Format, Callable[[Difference, Sequence[Ligne]], str]] = {
    Format.TEXTE: _text,
    Format.JSON: _json,
    Format.CSV: _csv,
    Format.HTML: _html,
}
