"""Whether the other clues of a row speak of the territory that one of them led to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from cartoexp.domain.rattachement import motifs
from cartoexp.domain.rattachement.cles import cle, cle_large
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE, DOUBLES
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cartoexp.domain.rattachement.annuaire import Annuaire, Nomme
    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.rattachement.proches import Proches
    from cartoexp.domain.territoires import Territoire


class Nom(Enum):
    """What the written name says of a territory."""

    ABSENT = auto()
    ACCORD = auto()
    PROCHE = auto()
    INCONNU = auto()
    AUTRE = auto()


@dataclass(frozen=True, slots=True)
class Accord:
    """What the row says of a territory; ``autres`` are those that its name designates instead.

    ``voisins`` are communes around whose name is close to an unknown one.
    ``ecarts`` are sentences on what else does not fit; ``ecart_de_niveau`` when a level does not.
    """

    nom: Nom
    autres: tuple[Territoire, ...] = ()
    autre: str = ""
    ecarts: tuple[str, ...] = ()
    ecart_de_niveau: bool = False
    voisins: tuple[Territoire, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Accords:
    """Comparison of a territory with the clues of a row."""

    annuaire: Annuaire
    proches: Proches

    def juger(self, t: Territoire, ligne: Ligne, ancien: str = "") -> Accord:
        """Compare; ``ancien`` is the former code that led there, ``""`` when there is none."""
        levels = tuple(_ecarts_de_niveau(t, ligne))
        ecarts = (*self._ecarts_de_lieu(t, ligne, ancien), *levels)
        if not ligne.indices.nom:
            return Accord(Nom.ABSENT, ecarts=ecarts, ecart_de_niveau=bool(levels))
        nom, autres, autre = self._nom(t, ligne)
        near = self._voisins(t, ligne) if nom is Nom.INCONNU else ()
        return Accord(nom, autres, autre, ecarts, bool(levels), near)

    def _voisins(self, t: Territoire, ligne: Ligne) -> tuple[Territoire, ...]:
        """Return the communes around whose name is close to the one that is written."""
        if t.niveau is not Niveau.COMMUNE:
            return ()
        around = replace(ligne, zone=self.annuaire.departements.get(t.cle))
        found = self.proches.chercher(around, debuts=False)
        return () if t in found else tuple(n for n in found if n.niveau is Niveau.COMMUNE)

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
        bearers = self._porteurs(t, ligne)
        if bearers:
            rivals = _rivaux(t, bearers)
            return (Nom.AUTRE, rivals, "") if rivals else (Nom.ACCORD, (), "")
        others = self._autres(ligne)
        if others:
            short = _begins(cle(written), cle(t.nom))
            here = self.annuaire.departements.get(t.cle, frozenset())
            if short and not any(n.departements & here for n in others):
                return Nom.PROCHE, (), ""
            return Nom.AUTRE, tuple(dict.fromkeys(n.territoire for n in others)), ""
        autre = next((d.autre for d in ligne.noms if d.autre), "")
        if autre:
            return Nom.AUTRE, (), autre
        alike = _alike(cle(written), cle(t.nom))
        return (Nom.PROCHE if alike else Nom.INCONNU), (), ""

    def nomme(self, t: Territoire, ligne: Ligne) -> bool:
        """Tell whether one reading of the name is a name of the territory."""
        return bool(self._porteurs(t, ligne))

    def _porteurs(self, t: Territoire, ligne: Ligne) -> Sequence[Nomme]:
        """Return who bears the name, the territory among them, or nobody."""
        level = frozenset({t.niveau})
        for d in ligne.noms:
            if d.autre or (d.niveaux and t.niveau not in d.niveaux):
                continue
            if t.niveau in COMMUNAUTAIRE and not (d.niveaux or ligne.niveaux):
                # « Arras » is the commune, not the communauté urbaine, unless something tells it.
                same = self.annuaire.stricts.get(d.cle, ())
                if any(n.territoire.niveau is Niveau.COMMUNE and not n.ancien for n in same):
                    continue
            for _, found in self.annuaire.chercher(d, level):
                if any(n.territoire is t for n in found):
                    return found
        return ()

    def _autres(self, ligne: Ligne) -> list[Nomme]:
        """Return what the name designates, by its surest reading alone."""
        for d in ligne.noms:
            if d.autre:
                return []
            if d.situe:
                continue
            for told, found in self.annuaire.chercher(d, d.niveaux):
                current = [n for n in found if not n.ancien]
                if current and not told:
                    return current
        return []


def _rivaux(t: Territoire, bearers: Sequence[Nomme]) -> tuple[Territoire, ...]:
    """Return who has more right to a name that the territory no longer bears alone.

    What it was parted with, or a neighbour that bears it now.
    """
    parted = tuple(dict.fromkeys(n.territoire for n in bearers if n.partage))
    if len(parted) > 1:
        return parted
    own = [n for n in bearers if n.territoire is t]
    if not all(n.ancien for n in own):
        return ()
    here = frozenset[str]().union(*(n.departements for n in own))
    return tuple(n.territoire for n in bearers if not n.ancien and n.departements & here)


def _ecarts_de_niveau(t: Territoire, ligne: Ligne) -> Iterable[str]:
    told = motifs.cite(ligne.indices.niveau)
    if any(t.cle in one for one in DOUBLES) and ligne.niveaux & {
        Niveau.COMMUNE,
        Niveau.DEPARTEMENT,
    }:
        return
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
    if f" {written} " in f" {name} " or f" {name} " in f" {written} ":
        return True
    return _distance_is_small(cle_large(written), cle_large(name))


def _distance_is_small(one: str, other: str) -> bool:
    allowed = 1 + max(len(one), len(other)) // 6
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
