"""What a build is made of: the pinned sources, or the same with another version of the code."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.reference.fetch import obtain, sha256_of
from cartoexp.reference.manifest import MILLESIME
from cartoexp.reference.millesimes.obtenir import source_of
from cartoexp.reference.millesimes.paquet import year_of_archive
from cartoexp.reference.sources import Source, read_sources

if TYPE_CHECKING:
    from pathlib import Path

_PREFIX = "cog-"


@dataclass(frozen=True, slots=True)
class Recette:
    """Sources of a build. ``cog`` is the id of the one that holds the code of ``millesime``.

    ``editions`` are the years of the code up to that one. Counts are exact for the ``epinglee``
    one only: of another version nobody has counted anything before.
    """

    sources: tuple[Source, ...]
    cog: str
    millesime: int
    editions: tuple[int, ...]
    epinglee: bool

    @classmethod
    def epinglees(cls) -> Recette:
        """Return the pinned sources."""
        sources = tuple(read_sources().values())
        return cls(sources, f"{_PREFIX}{MILLESIME}", int(MILLESIME), _years(sources), epinglee=True)


def avec(version: str, cache: Path, sha256: str = "", millesime: int | None = None) -> Recette:
    """Return the pinned sources with another version of the code, which is obtained at once.

    Args:
        version: version of the package.
        cache: folder of the archives.
        sha256: its hash, when it is known; else what comes is told as not pinned.
        millesime: year of the code, when the package does not tell it.

    Raises:
        SourceUnavailableError: the package cannot be obtained, is not that of ``sha256``, or does
            not tell its year.
    """
    pinned = Recette.epinglees()
    source = source_of(version, sha256)
    archive = obtain(source, cache)
    year = millesime or year_of_archive(archive)
    identifier = f"{_PREFIX}{year}"
    if pinned.millesime == year and source in pinned.sources:
        return pinned
    source = replace(
        source,
        id=identifier,
        sha256=sha256_of(archive),
        millesime=f"COG {year}",
        epingle=bool(source.sha256),
    )
    others = [s for s in pinned.sources if s.id != identifier]
    sources = (source, *others)
    years = tuple(y for y in _years(sources) if y <= year)
    return Recette(sources, identifier, year, years, epinglee=False)


def _years(sources: tuple[Source, ...]) -> tuple[int, ...]:
    ids = (s.id.removeprefix(_PREFIX) for s in sources if s.id.startswith(_PREFIX))
    return tuple(sorted(int(year) for year in ids))
