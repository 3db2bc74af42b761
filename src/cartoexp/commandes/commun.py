"""What every command shares: where it prints, and how it tells that something went wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from cartoexp import ROOT, serving
from cartoexp.domain.errors import CartoexpError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.settings import Settings

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
CACHE = ROOT / ".cache" / "reference"
REFERENCE = ROOT / "data" / "communes"


def read_settings() -> Settings:
    """Return the settings of this machine."""
    from cartoexp.settings import Settings  # noqa: PLC0415  heavy

    return Settings()


@contextmanager
def told() -> Iterator[None]:
    """Show our errors as lines for people, and leave with status 2."""
    try:
        yield
    except CartoexpError as error:
        for line in error.lines():
            errors.print(line, markup=False)
        raise typer.Exit(serving.UNUSABLE) from None
