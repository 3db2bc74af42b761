"""Texts that a spreadsheet opens without harm.

A spreadsheet takes a cell that begins with = + - @ for a formula, and a formula can send data away
or start a program. The texts of the catalogue come from many hands, contributors included. So an
apostrophe is put before such a text, the mark by which spreadsheets themselves keep a text a text.
Numbers stay numbers. The files of the catalogue itself are the source and are never changed.
"""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return the text, with an apostrophe before it when a spreadsheet would run it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text
