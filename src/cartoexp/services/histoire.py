"""Use case: what the code of a commune meant on a day, and what a commune was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.histoire import Datee, Periode, recit
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.territoires import Niveau, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from cartoexp.domain.resolution import Resolver
    from cartoexp.domain.territoires import Territoire
    from cartoexp.store.histoire import Histoire

ANCIEN_NOM = "ancien_nom"
"""Nature of the way from a former name of a commune that has kept its code."""
_PARTS = {
    "deleguee": "{} en est une commune déléguée, sous le même code.",
    "associee": "{} en est une commune associée, sous le même code.",
}


@dataclass(frozen=True, slots=True, repr=False)
class HistoireService:
    """The register of communes beside the current ones."""

    resolver: Resolver
    histoire: Histoire

    def datee(self, code: str, jour: date) -> tuple[Datee, str] | None:
        """Return what a code meant on a day and is now, with a sentence; ``None`` if unknown."""
        found = self.histoire.registre.resolve(code, jour)
        resolution = self.resolver.resolve(code, Niveau.COMMUNE)
        if resolution is None and found is None:
            return None
        if found is None and resolution is not None:
            here = resolution.territoire
            same = here.code == code
            periodes = (Periode(here.code, here.nom),) if same else ()
            told = recit.SANS_CHANGEMENT if same else f"{resolution.message} {recit.INCONNU}"
            return Datee(code, jour, periodes, (here.code,), certain=False), told
        assert found is not None  # noqa: S101  told above
        return found, recit.datee(found, self._names(found.actuels))

    def _names(self, codes: tuple[str, ...]) -> dict[str, str]:
        known = self.resolver.territoires
        return {c: t.nom for c in codes if (t := known.get((Niveau.COMMUNE, c)))}

    def recit(self, commune: Territoire) -> list[str]:
        """Return what happened to a commune, in sentences, the latest first."""
        found = [e.phrase for e in recit.recit(self.histoire.registre, commune.code)]
        namesake = self.histoire.homonymes.get(commune.code)
        if namesake is not None:
            found.append(_PARTS[namesake[0]].format(typeset(namesake[1])))
        return found

    def homonymes(self) -> Iterator[Passage]:
        """Yield the communes déléguées, and the former names, that have the code of a commune."""
        known = self.resolver.territoires
        for code, (nature, nom) in self.histoire.homonymes.items():
            if (Niveau.COMMUNE, code) in known:
                yield Passage(code, nom, code, nature)
        for code, periodes in self.histoire.registre.periodes.items():
            here = known.get((Niveau.COMMUNE, code))
            told = {here.nom, self.histoire.homonymes.get(code, ("", ""))[1]} if here else set()
            names = dict.fromkeys(p.nom for p in periodes if here and p.nom not in told)
            yield from (Passage(code, nom, code, ANCIEN_NOM) for nom in names)
