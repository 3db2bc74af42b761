"""The pinned sources of ``sources.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

UNPINNED = "non épinglée : constatée à la construction"
"""What a manifest tells of a hash that nobody had given."""


@dataclass(frozen=True, slots=True)
class Source:
    """One pinned package, and where its data come from.

    ``id`` is our short name; ``registre`` is ``npm`` or ``pypi``; ``archive`` the file that the
    registry's own client writes; ``sha256`` its hash in hexadecimal, empty when nobody has told
    it; ``epingle`` whether it was known before the archive came; ``fichiers`` the data files read
    from it. The other fields are meant for attribution and are copied to the manifest.
    """

    id: str
    registre: str
    paquet: str
    version: str
    archive: str
    sha256: str
    usage: str
    producteurs: tuple[str, ...]
    licence: str
    millesime: str
    attribution: str
    fichiers: tuple[str, ...]
    epingle: bool = True

    def as_record(self) -> dict[str, Any]:
        """Return the JSON record of the manifest."""
        record: dict[str, Any] = {
            "id": self.id,
            "source": f"{self.registre} {self.paquet}",
            "producteurs": list(self.producteurs),
            "version": self.version,
            "sha256": self.sha256,
            "millesime": self.millesime,
            "licence": self.licence,
            "attribution": self.attribution,
            "usage": self.usage,
            "fichiers": list(self.fichiers),
        }
        return record if self.epingle else record | {"empreinte": UNPINNED}


def read_sources() -> dict[str, Source]:
    """Return the pinned sources by id, in the order of ``sources.toml``."""
    text = files("cartoexp.reference").joinpath("sources.toml").read_text(encoding="utf-8")
    return {row["id"]: _source(row) for row in tomllib.loads(text)["source"]}


def unpinned(paquet: str, version: str, sha256: str = "") -> Source:
    """Return the source of another version of a package of npm than those of ``sources.toml``.

    What does not depend on the version is that of the newest pinned one.
    """
    model = next(source for source in read_sources().values() if source.paquet == paquet)
    archive = f"{paquet.removeprefix('@').replace('/', '-')}-{version}.tgz"
    return replace(model, version=version, archive=archive, sha256=sha256)


def _source(row: dict[str, Any]) -> Source:
    lists = {key: tuple(row[key]) for key in ("producteurs", "fichiers")}
    return Source(**(row | lists))
