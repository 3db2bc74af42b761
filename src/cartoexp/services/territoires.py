"""Use cases on territories: find, resolve, locate, browse."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from cartoexp.domain.errors import Suggestion, TerritoireNotFoundError
from cartoexp.domain.recherche import NameIndex
from cartoexp.domain.resolution import Resolution, Resolver
from cartoexp.domain.territoires import POSTAL_CODE, Niveau, Passage, Territoire, Zone
from cartoexp.domain.texte import fold
from cartoexp.services.histoire import HistoireService
from cartoexp.store import mairies
from cartoexp.store.engine import Sessions, told_errors
from cartoexp.store.histoire import Histoire, read_histoire

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date
    from typing import Any

    from cartoexp.domain.histoire import Datee
    from cartoexp.services.outlines import Outlines
    from cartoexp.store.reference import Reference


CLOSE = 3
SEARCHED = (Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT, Niveau.DEPARTEMENT, Niveau.REGION)


@dataclass(frozen=True, repr=False)
class TerritoireService:
    """Territories of the reference; read-only, shared by every thread."""

    reference: Reference
    outlines: Outlines
    sessions: Sessions

    @cached_property
    def resolver(self) -> Resolver:
        """Codes to current territories."""
        return Resolver.build(self.reference.territoires, self._former_codes)

    @cached_property
    def _former_codes(self) -> list[Passage]:
        """Ways from former codes, named wherever a source names them."""
        return [*self._register.nommes(self.reference.passages)]

    @cached_property
    def _register(self) -> Histoire:
        return read_histoire(self.outlines.folder)

    @cached_property
    def histoire(self) -> HistoireService:
        """What communes were."""
        return HistoireService(self.resolver, self._register)

    def datee(self, code: str, jour: date) -> tuple[Datee, str]:
        """Return what the code of a commune meant on a day and what it is now, with a sentence.

        Raises:
            TerritoireNotFoundError: nothing ever carried this code.
        """
        found = self.histoire.datee(code, jour)
        if found is None:
            raise self.not_found(Niveau.COMMUNE, code)
        return found

    @cached_property
    def _names(self) -> NameIndex:
        entries = enumerate(self.reference.territoires)
        return NameIndex.build((i, t.nom, t.population or 0, t.code) for i, t in entries)

    @cached_property
    def _former_names(self) -> NameIndex:
        known = self.resolver.territoires
        entries = (
            (i, p.nom_ancien, known[Niveau.COMMUNE, p.code].population or 0, p.code_ancien)
            for i, p in enumerate(self._anciens)
            if p.nom_ancien
        )
        return NameIndex.build(entries)

    @cached_property
    def _anciens(self) -> list[Passage]:
        """Ways from former codes, then from former names under the code of today."""
        return [*self._former_codes, *self.histoire.homonymes()]

    @cached_property
    def _postal(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for i, territoire in enumerate(self.reference.territoires):
            for code in territoire.codes_postaux:
                found[code].append(i)
        return dict(found)

    def warm(self) -> None:
        """Build every index now, before the workers are forked."""
        for index in (self.resolver, self._names, self._former_names, self._postal, self._children):
            assert index is not None  # noqa: S101  reading the attribute is what builds it
        self.locate(2.35, 48.85)

    def get(self, niveau: Niveau, code: str) -> Territoire:
        """Return a current territory.

        Raises:
            TerritoireNotFoundError: with the three closest ones.
        """
        found = self.resolver.territoires.get((niveau, code))
        if found is None:
            raise self.not_found(niveau, code)
        return found

    def find(self, niveau: Niveau, code: str | None) -> Territoire | None:
        """Return a current territory, or ``None``."""
        return self.resolver.territoires.get((niveau, code)) if code else None

    def resolve(self, niveau: Niveau | None, code: str) -> Resolution:
        """Return the current territory that any code means, and what was done.

        Raises:
            TerritoireNotFoundError: with the three closest ones.
        """
        found = self.resolver.resolve(code, niveau)
        if found is None:
            raise self.not_found(niveau, code)
        return found

    def not_found(self, niveau: Niveau | None, code: str) -> TerritoireNotFoundError:
        """Return the error for an unknown code, with the closest territories of that level."""
        noun = "Aucun territoire" if niveau is None else _none_of(niveau)
        close = [Suggestion(f"{t.nom} ({t.code})", t.chemin) for t in self.closest(niveau, code)]
        return TerritoireNotFoundError(f"{noun} ne porte ce code.", close)

    def closest(self, niveau: Niveau | None, text: str) -> list[Territoire]:
        """Return the three territories whose code or name is closest to ``text``."""
        known, level = self.reference.territoires, niveau or Niveau.COMMUNE
        if any(c.isdigit() for c in text[:20]):
            wanted = text[:20].upper()
            pairs = [(t, t.code) for t in known if t.niveau is level]
        else:
            wanted = fold(text[:60])
            named = zip(self._names.ids, self._names.names, strict=True)
            pairs = [(known[i], name) for i, name in named if known[i].niveau is level]
        keys = [key for _, key in pairs]
        found = process.extract(wanted, keys, scorer=fuzz.ratio, limit=CLOSE)
        return [pairs[position][0] for _, _, position in found]

    def search(
        self,
        text: str,
        limit: int = 10,
        niveaux: Collection[Niveau] = SEARCHED,
        keep: Callable[[Territoire], bool] | None = None,
    ) -> list[Territoire]:
        """Return territories by any part of their name, a postal code or a code.

        The most populous come first among equals.
        """
        known = self.reference.territoires
        by_code = [t for t in self._by_code(text.strip(), niveaux) if keep is None or keep(t)]
        if niveaux is SEARCHED and keep is None:
            numbers = self._names.search(text, limit)
        else:
            numbers = self._names.search(text, limit, self._accept(niveaux, keep))
        by_name = [known[i] for i in numbers]
        return list(dict.fromkeys([*by_code, *by_name]))[:limit] if by_code else by_name

    def match_names(
        self,
        text: str,
        niveau: Niveau,
        keep: Callable[[Territoire], bool] | None = None,
    ) -> tuple[list[Territoire], ...]:
        """Return all territories of a level, by closeness of their name to ``text``.

        Four groups: whole name, beginning, beginning of a word, inside; each by population.
        """
        known = self.reference.territoires
        groups = self._names.matches(text, self._accept((niveau,), keep))
        return tuple([known[i] for i in group] for group in groups)

    def _accept(
        self, niveaux: Collection[Niveau], keep: Callable[[Territoire], bool] | None
    ) -> Callable[[int], object]:
        """Return what keeps a match: it is asked thousands of times, so that a table is read."""
        wanted = self._of_level(frozenset(niveaux))
        if keep is None:
            return wanted.__getitem__
        known = self.reference.territoires
        return lambda i: wanted[i] and keep(known[i])

    def _of_level(self, niveaux: frozenset[Niveau]) -> bytes:
        """Return 1 for each territory of these levels, 0 for the others."""
        found = self._tables.get(niveaux)
        if found is None:
            found = bytes(t.niveau in niveaux for t in self.reference.territoires)
            self._tables[niveaux] = found
        return found

    @cached_property
    def _tables(self) -> dict[frozenset[Niveau], bytes]:
        return {}

    def search_former(self, text: str, limit: int = 10) -> list[Passage]:
        """Return the ways from former communes whose name holds ``text`` to current ones."""
        passages = self._anciens
        return [passages[i] for i in self._former_names.search(text, limit)]

    def by_postal_code(self, code: str) -> list[Territoire]:
        """Return the communes of a postal code, the most populous first."""
        found = [self.reference.territoires[i] for i in self._postal.get(code, ())]
        return sorted(found, key=lambda t: (-(t.population or 0), t.code))

    def _by_code(self, text: str, niveaux: Collection[Niveau]) -> Iterable[Territoire]:
        if not any(c.isdigit() for c in text):
            return []
        found = [r.territoire for n in niveaux if (r := self.resolver.resolve(text, n))]
        postal = POSTAL_CODE.fullmatch(text) and Niveau.COMMUNE in niveaux
        return [*found, *(self.by_postal_code(text) if postal else ())]

    def locate(self, lon: float, lat: float) -> Territoire | None:
        """Return the commune whose exact outline holds a point (WGS 84, degrees), or ``None``.

        On a shared boundary the first code wins.
        """
        return self.outlines.locate(lon, lat)

    @cached_property
    def _children(self) -> dict[tuple[Niveau, Niveau, str], list[Territoire]]:
        found: dict[tuple[Niveau, Niveau, str], list[Territoire]] = defaultdict(list)
        for t in self.reference.territoires:
            for parent, code in (
                (Niveau.REGION, t.code_region),
                (Niveau.DEPARTEMENT, t.code_departement),
                (Niveau.EPCI, t.code_epci),
                (Niveau.EPT, t.code_ept),
            ):
                if code and parent is not t.niveau:
                    found[parent, t.niveau, code].append(t)
        return dict(found)

    def members(self, parent: Territoire, niveau: Niveau) -> list[Territoire]:
        """Return the territories of a level inside another one, by code.

        An EPCI is inside the département that holds most of its communes.
        """
        return self._children.get((parent.niveau, niveau, parent.code), [])

    def level(self, niveau: Niveau, *, com: bool = True) -> list[Territoire]:
        """Return all territories of a level, by code, with or without the COM."""
        every = self._levels[niveau]
        return [t for t in every if com or t.zone is not Zone.COM]

    @cached_property
    def _levels(self) -> dict[Niveau, list[Territoire]]:
        every = self.reference.territoires
        return {niveau: [t for t in every if t.niveau is niveau] for niveau in Niveau}

    def mairie(self, commune: Territoire) -> dict[str, Any] | None:
        """Return the public contact of a mairie, or ``None``."""
        return self.mairies([commune]).get(commune.code)

    def mairies(self, communes: Iterable[Territoire]) -> dict[str, dict[str, Any]]:
        """Return the public contacts of mairies, by code of commune, in one query."""
        codes = [t.code for t in communes]
        with told_errors(), self.sessions() as session:
            return mairies.get_many(session, codes)

    def former(self, commune: Territoire) -> list[Any]:
        """Return the passages that lead to a commune, by former code."""
        return self._passages.get(commune.code, [])

    @cached_property
    def _passages(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = defaultdict(list)
        for passage in self._former_codes:
            found[passage.code].append(passage)
        return dict(found)


def _none_of(niveau: Niveau) -> str:
    word = niveau.label.lower()
    return f"Aucun{'e' if niveau.feminin else ''} {word}"
