"""Find what the tests need and do not bring along, Chromium and PostGIS first.

Run as a script it prints the name of what is missing, one a line; `scripts/ensure-servers.sh`
installs those. Only the standard library is used, so that it runs before anything is installed.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_HOME = Path("/usr/lib/postgresql")
POSTGRES_SHARE = Path("/usr/share/postgresql")


def find_chromium() -> Path | None:
    """Return a Chromium that Playwright can drive, `CARTOEXP_CHROMIUM` first.

    Snap's is passed over: it has a `/tmp` of its own and sees nothing that Playwright writes.
    """
    for name in (os.environ.get("CARTOEXP_CHROMIUM", ""), *CHROMIUM_NAMES):
        found = shutil.which(name) if name else None
        if found and not _is_snap(Path(found).resolve()):
            return Path(found)
    return None


def _is_snap(path: Path) -> bool:
    if "snap" in path.parts or path.name == "snap":
        return True
    with path.open("rb") as file:
        head = file.read(4096)
    return head.startswith(b"#!") and b"/snap/" in head


def find_postgis() -> Path | None:
    """Return the `bin` folder of the newest PostgreSQL of Debian or Ubuntu that has PostGIS."""
    versions = [path.parent.parent.name for path in POSTGRES_HOME.glob("*/bin/initdb")]
    for version in sorted(filter(str.isdigit, versions), key=int, reverse=True):
        if (POSTGRES_SHARE / version / "extension/postgis.control").exists():
            return POSTGRES_HOME / version / "bin"
    return None


def find_gdal() -> Path | None:
    """Return `ogr2ogr`, the client by which others read our services and files."""
    return _found("ogr2ogr")


def find_libreoffice() -> Path | None:
    """Return LibreOffice's own command, which opens our spreadsheets."""
    return _found("soffice")


def find_poppler() -> Path | None:
    """Return the command that tells where each word of a PDF stands."""
    return _found("pdftotext")


def find_redis() -> Path | None:
    """Return the server where several machines count together."""
    return _found("redis-server")


def _found(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


FINDERS = {
    "chromium": find_chromium,
    "postgis": find_postgis,
    "gdal": find_gdal,
    "libreoffice": find_libreoffice,
    "poppler": find_poppler,
    "redis": find_redis,
}


def missing() -> Iterator[str]:
    """Yield the names of what the tests would have to skip."""
    return (name for name, find in FINDERS.items() if find() is None)


if __name__ == "__main__":
    for absent in missing():
        print(absent)  # noqa: T201 - read by scripts/ensure-servers.sh
