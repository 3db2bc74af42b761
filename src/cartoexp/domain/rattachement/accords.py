"""Whether the other clues of a row speak of the territory that one of them led to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from cartoexp.domain.rattachement import motifs
from cartoexp.domain.rattachement.cles import cle, cle_large

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cartoexp.domain.rattachement.annuaire import Annuaire, Nomme
    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.territoires import Niveau, Territoire


class Nom(Enum):
    """What the written name says of a territory."""

    ABSENT = auto()
    ACCORD = auto()
    PROCHE = auto()
    INCONNU = auto()
    AUTRE = auto()


@dataclass(frozen=True, slots=True)
class Accord:
    """What the row says of a territory; ``autres`` are those that its name designates instead."""

    nom: Nom
    autres: tuple[Territoire, ...] = ()
    autre: str = ""
    ecarts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Accords:
    """Comparison of a territory with the clues of a row."""

    annuaire: Annuaire

    def juger(self, t: Territoire, ligne: Ligne, ancien: str = "") -> Accord:
        """Compare; ``ancien`` is the former code that led there, ``""`` when there is none."""
        ecarts = (*self._ecarts_de_lieu(t, ligne, ancien), *_ecarts_de_niveau(t, ligne))
        if not ligne.indices.nom:
            return Accord(Nom.ABSENT, ecarts=ecarts)
        nom, autres, autre = self._nom(t, ligne)
        return Accord(nom, autres, autre, ecarts)

    def _ecarts_de_lieu(self, t: Territoire, ligne: Ligne, ancien: str) -> Iterable[str]:
        inside = self.annuaire.departements.get(t.cle, frozenset())
        if ancien:
            inside = inside | {ancien[:2], ancien[:3]}
        if ligne.zone is not None and not ligne.zone & inside:
            yield f"La ligne le situe {ligne.lieu}."

    def _nom(self, t: Territoire, ligne: Ligne) -> tuple[Nom, tuple[Territoire, ...], str]:
        written = ligne.indices.nom
        if cle(written) == cle(t.nom):
            return Nom.ACCORD, (), ""
        if self.nomme(t, ligne):
            return Nom.ACCORD, (), ""
        others = self._autres(ligne)
        if others:
            short = _begins(cle(written), cle(t.nom))
            here = self.annuaire.departements.get(t.cle, frozenset())
            if short and not any(n.departements & here for n in others):
                return Nom.PROCHE, (), ""
            return Nom.AUTRE, tuple(dict.fromkeys(n.territoire for n in others)), ""
        if _alike(cle(written), cle(t.nom)):
            return Nom.PROCHE, (), ""
        autre = next((d.autre for d in ligne.noms if d.autre), "")
        return (Nom.AUTRE if autre else Nom.INCONNU), (), autre

    def nomme(self, t: Territoire, ligne: Ligne) -> bool:
        """Tell whether one reading of the name is a name of the territory."""
        level = frozenset({t.niveau})
        for d in ligne.noms:
            if d.autre or (d.niveaux and t.niveau not in d.niveaux):
                continue
            for _, found in self.annuaire.chercher(d, level):
                if any(n.territoire is t for n in found):
                    return True
        return False

    def _autres(self, ligne: Ligne) -> list[Nomme]:
        """Return what the name designates, by its surest reading alone."""
        for d in ligne.noms:
            if d.autre:
                return []
            for told, found in self.annuaire.chercher(d, d.niveaux):
                current = [n for n in found if not n.ancien]
                if current and not told:
                    return current
        return []


def _ecarts_de_niveau(t: Territoire, ligne: Ligne) -> Iterable[str]:
    told = motifs.cite(ligne.indices.niveau)
    if ligne.autre:
        yield f"La colonne du niveau dit {told}\u00a0: {ligne.autre} n’est pas un territoire."
    elif ligne.niveaux and t.niveau not in ligne.niveaux:
        yield f"La colonne du niveau dit {told}, le territoire est {_un(t.niveau)}."


def _un(niveau: Niveau) -> str:
    return f"un{'e' if niveau.feminin else ''} {niveau.label.lower()}"


def _begins(short: str, long: str) -> bool:
    return long.startswith(f"{short} ")


def _alike(written: str, name: str) -> bool:
    """Tell whether two strict keys are one name shortened, lengthened or misspelt."""
    if _begins(written, name) or _begins(name, written):
        return True
    one, other = cle_large(written), cle_large(name)
    return one in other or other in one or _distance_is_small(one, other)


def _distance_is_small(one: str, other: str) -> bool:
    allowed = 1 + max(len(one), len(other)) // 6
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
