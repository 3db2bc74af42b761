"""Use case: France as one array of commune ids, and what the ids mean."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from operator import attrgetter
from typing import TYPE_CHECKING

import brotli
import numpy as np

from cartoexp.domain.territoires import Niveau
from cartoexp.store.grille import read_content, read_ranks, read_tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.territoires import TerritoireService

NOTHING = 0xFFFF
"""Written for « no territory », in the grid as in the tables."""
PARENTS = {
    Niveau.EPCI: "code_epci",
    Niveau.DEPARTEMENT: "code_departement",
    Niveau.REGION: "code_region",
}
NIVEAUX = (Niveau.COMMUNE, *PARENTS)
"""Levels that the grid can be coloured by."""
BOUNDED = (Niveau.DEPARTEMENT, Niveau.EPCI)
"""Levels that have boundaries to draw; those of the départements tell the régions apart."""
QUALITY = 9
"""Of what is compressed here, once a process; the files of the grid come with the best one."""


@dataclass(frozen=True, slots=True)
class Contenu:
    """Something that never changes at its address, as brotli: how it is kept and mostly sent."""

    br: bytes

    @property
    def brut(self) -> bytes:
        """The bytes themselves."""
        content: bytes = brotli.decompress(self.br)
        return content


@dataclass(frozen=True)
class GrilleService:
    """The grid of communes, its tiles, and the tables that read it; read-only."""

    folder: Path
    territoires: TerritoireService
    _made: dict[tuple[str, Niveau], Contenu] = field(default_factory=dict, init=False)

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that change with the grid or with the reference."""
        manifest = read_content(self.folder, "manifest.json")
        return sha256(manifest + self.territoires.reference.version.encode()).hexdigest()[:12]

    def warm(self) -> None:
        """Build what every worker reads, before they are forked."""
        for niveau in NIVEAUX:
            self.index(niveau)
        for niveau in PARENTS:
            self.appartenances(niveau)
        assert self._tiles  # noqa: S101  reading the attribute is what builds it

    def codes(self, niveau: Niveau) -> tuple[str, ...]:
        """Return the codes of a level that are drawn: communes by rank, others in code order."""
        return self._codes[niveau]

    def index(self, niveau: Niveau) -> Mapping[str, int]:
        """Return the place of each code in :meth:`codes`."""
        return self._index[niveau]

    @cached_property
    def z6(self) -> Contenu:
        """Return the packed grid, as :mod:`cartoexp.reference.grille.pack` describes it."""
        return Contenu(read_content(self.folder, "z6.bin.br"))

    def traits(self, niveau: Niveau) -> Contenu:
        """Return boundaries, as :mod:`cartoexp.reference.grille.traits` describes them."""
        return self._kept("traits", niveau, self._boundaries)

    def tile(self, z: int, x: int, y: int) -> Contenu | None:
        """Return the ranks of 256 x 256 pixels (uint16, little endian); ``None`` without land."""
        content = self._tiles.get((z, x, y))
        return None if content is None else Contenu(content)

    def appartenances(self, niveau: Niveau) -> Contenu:
        """Return, for each rank, the place in :meth:`codes` of its territory (uint16)."""
        return self._kept("appartenances", niveau, self._belongings)

    def noms(self, niveau: Niveau) -> Contenu:
        """Return the codes and names of a level, as JSON, in the order of :meth:`codes`."""
        return self._kept("noms", niveau, self._names)

    def _kept(self, kind: str, niveau: Niveau, make: Callable[[Niveau], bytes]) -> Contenu:
        if (kind, niveau) not in self._made:
            self._made[kind, niveau] = Contenu(make(niveau))
        return self._made[kind, niveau]

    def _boundaries(self, niveau: Niveau) -> bytes:
        return read_content(self.folder, f"traits-{niveau}.bin.br")

    def _belongings(self, niveau: Niveau) -> bytes:
        places = self.index(niveau)
        found = [NOTHING if p is None else places[p] for p in self._parents(niveau)]
        return _compressed(np.array(found, dtype="<u2").tobytes())

    def _names(self, niveau: Niveau) -> bytes:
        if niveau == Niveau.COMMUNE:
            return read_content(self.folder, "noms-commune.json.br")
        codes = self.codes(niveau)
        return _compressed(names(codes, [self.territoires.get(niveau, c).nom for c in codes]))

    @cached_property
    def _tiles(self) -> dict[tuple[int, int, int], bytes]:
        return read_tiles(self.folder)

    @cached_property
    def _communes(self) -> list[Territoire]:
        known = self.territoires.resolver.territoires
        return [known[Niveau.COMMUNE, code] for code in read_ranks(self.folder)]

    def _parents(self, niveau: Niveau) -> list[str | None]:
        return list(map(attrgetter(PARENTS[niveau]), self._communes))

    @cached_property
    def _codes(self) -> dict[Niveau, tuple[str, ...]]:
        above = {n: tuple(sorted(set(filter(None, self._parents(n))))) for n in PARENTS}
        return {Niveau.COMMUNE: tuple(t.code for t in self._communes), **above}

    @cached_property
    def _index(self) -> dict[Niveau, dict[str, int]]:
        return {n: {code: i for i, code in enumerate(codes)} for n, codes in self._codes.items()}


def names(codes: Iterable[str], noms: Iterable[str]) -> bytes:
    """Return codes and names as JSON: the codes are cheaper as one text."""
    record = {"codes": " ".join(codes), "noms": list(noms)}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def _compressed(content: bytes) -> bytes:
    made: bytes = brotli.compress(content, quality=QUALITY)
    return made
