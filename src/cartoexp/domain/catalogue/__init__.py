"""The catalogue's row schema, and its check: problems are data, never exceptions.

``parse_rows`` splits a file, ``validate_catalogue`` reads the five files together and returns a
catalogue or every problem, ``write_catalogue`` gives the text of the files back. ``table_schema``
gives the same columns in the words of Frictionless.
"""

from cartoexp.domain.catalogue.parsing import RawTable, parse_rows
from cartoexp.domain.catalogue.places import Territoires
from cartoexp.domain.catalogue.problems import Gravite, Problem, has_errors
from cartoexp.domain.catalogue.table_schema import table_schema
from cartoexp.domain.catalogue.tables import TABLES, Table
from cartoexp.domain.catalogue.validation import Catalogue, validate_catalogue
from cartoexp.domain.catalogue.writing import write_catalogue

__all__ = [
    "TABLES",
    "Catalogue",
    "Gravite",
    "Problem",
    "RawTable",
    "Table",
    "Territoires",
    "has_errors",
    "parse_rows",
    "table_schema",
    "validate_catalogue",
    "write_catalogue",
]
