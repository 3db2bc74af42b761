"""What is already there when rows are judged: the catalogue in short, then the rows accepted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cartoexp.domain.catalogue.problems import quote
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.experiments import Experiment, Source

Cle = tuple[str, str, str]
"""Experiment, level, code."""
CATALOGUE = 0
"""Stands for the line of what the catalogue holds itself."""


@dataclass
class Connu:
    """Experiments, implantations and sources, by what rows name them by.

    ``places`` gives by implantation the line of the file that brought it, or ``CATALOGUE``.
    """

    titres: dict[str, str] = field(default_factory=dict)
    places: dict[Cle, int] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    sources: dict[tuple[str | None, str | None], str] = field(default_factory=dict)
    par_titre: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    par_url: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _inconnus: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        experiments: Iterable[Experiment],
        implantations: Iterable[tuple[str, Cle]],
        sources: Iterable[Source],
    ) -> Connu:
        """Index a catalogue; implantations are (id, key) pairs."""
        known = cls()
        for x in experiments:
            known.ajouter_fiche(x.id, x.titre)
        for identifier, cle in implantations:
            known.ids.add(identifier)
            known.places[cle] = CATALOGUE
        for source in sources:
            known.sources.setdefault((source.titre, source.url), source.id)
            if source.url:
                known.par_url[source.url].append(source.id)
        return known

    def ajouter_fiche(self, identifier: str, titre: str) -> None:
        """Know one more experiment."""
        self.titres[identifier] = titre
        self.par_titre[fold(titre)].append(identifier)

    def source(self, titre: str | None, url: str | None) -> str | None:
        """Return the source of the catalogue that is this one, if it has it."""
        found = self.sources.get((titre, url))
        if found is None and titre is None and url and len(self.par_url.get(url, ())) == 1:
            return self.par_url[url][0]
        return found

    def inconnue(self, identifier: str) -> str:
        """Return what to do of an id that the catalogue does not have."""
        if identifier not in self._inconnus:
            close = get_close_matches(identifier, self.titres, n=3)
            by_title = self.par_titre.get(fold(identifier), [])
            cure = " ou ".join(map(quote, by_title or close))
            said = f"Vouliez-vous écrire {cure} ?" if cure else "Vérifiez l’identifiant."
            self._inconnus[identifier] = (
                f"{quote(identifier)} n’est l’identifiant d’aucune expérimentation du catalogue. "
                f"{said} Pour des titres, dites --colonne titre=…"
            )
        return self._inconnus[identifier]
