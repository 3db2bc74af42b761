"""Tables as CSV files that a spreadsheet opens without harm; pure but for the answer.

A spreadsheet takes a cell that begins with = + - @ for a formula, and a formula can send data
away or start a program. The texts of the catalogue come from many hands, contributors included.
So an apostrophe is put before such a text, the mark by which spreadsheets themselves keep a text
a text. Numbers, codes and dates that we write are left as they are: −5 stays a number. The files
of ``/donnees`` are the source and are never changed.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from flask import Response

from cartoexp.web.context import cached

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"


def harmless(text: str) -> str:
    """Return the text, with an apostrophe before it when a spreadsheet would run it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def cell(value: str | float | None) -> str | int | float:
    """Return what is written of a value; unknown is empty, never zero."""
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else value


def write(columns: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    """Return the text of a file (RFC 4180): comma, CRLF, a head, UTF-8 without a mark."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def download(text: str, name: str) -> Response:
    """Return a CSV file, named after its content."""
    return send(text.encode(), MEDIA_TYPE, f"{name}.csv")


def send(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to keep; other sites may read it, search engines leave it aside."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    return cached(response, "no-cache")
