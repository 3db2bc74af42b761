"""Names close to a misspelt one: proposed to whoever corrects the file, never chosen."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cartoexp.domain.rattachement.annuaire import mots_propres
from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.inscription import sans_genre
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cartoexp.domain.rattachement.annuaire import Annuaire, Nomme
    from cartoexp.domain.rattachement.formes import Designation
    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.territoires import Territoire

END = 4
"""Letters at either end of a name: one mistake leaves one of the ends whole."""
LONG = 9
"""Letters from which a name may have two mistakes."""
SHORTEST = 4
MOST = 3
OF = re.compile(r"^(?:de la |de l |du |des |de |d )")
KINDS = frozenset({"cc", "ca", "cu"})


@dataclass(frozen=True, slots=True, repr=False)
class Proches:
    """Strict keys by département and by their ends; EPCI by the words of their names."""

    noms: Mapping[str, Sequence[Nomme]]
    par_departement: Mapping[str, Sequence[str]]
    par_bout: Mapping[str, Sequence[str]]
    par_mot: Mapping[str, Sequence[tuple[Nomme, set[str]]]]
    ordre: Sequence[str]

    @classmethod
    def build(cls, annuaire: Annuaire) -> Proches:
        """Index the names of a directory."""
        epci = {n.territoire.code: n for held in annuaire.epci.values() for n in held}.values()
        names = {OF.sub("", cle(sans_genre(n.nom))): [n] for n in epci} | annuaire.stricts
        inside: dict[str, list[str]] = defaultdict(list)
        ends: dict[str, list[str]] = defaultdict(list)
        words: dict[str, list[tuple[Nomme, set[str]]]] = defaultdict(list)
        for key, named in names.items():
            for code in {c for n in named for c in n.departements}:
                inside[code].append(key)
            for end in _ends(key):
                ends[end].append(key)
        for n in epci:
            own = mots_propres(n.nom) - KINDS
            for word in own:
                words[word].append((n, own))
        return cls(names, dict(inside), dict(ends), dict(words), sorted(annuaire.stricts))

    def allonges(self, key: str) -> list[Nomme]:
        """Return the communes of today whose name begins by a name: « Évian-les-Bains »."""
        start = bisect_left(self.ordre, f"{key} ")
        longer = takewhile(lambda k: k.startswith(f"{key} "), islice(self.ordre, start, None))
        named = (n for k in longer for n in self.noms[k])
        return [n for n in named if n.territoire.niveau is Niveau.COMMUNE and not n.ancien]

    def chercher(self, ligne: Ligne, *, debuts: bool = True) -> tuple[Territoire, ...]:
        """Return the few territories whose name is close to the one of a row.

        ``debuts`` has those that begin by it looked at as well.
        """
        found: dict[Territoire, int] = {}
        for d in ligne.noms:
            niveaux = d.niveaux or ligne.niveaux
            if len(d.cle) < SHORTEST or d.autre:
                continue
            near = [*self._par_lettres(d, ligne), *self._par_mots(d, niveaux)]
            near += [(n, LONG) for n in self.allonges(d.cle)] if debuts else []
            for n, distance in near:
                t = n.territoire
                fits = not niveaux or t.niveau in niveaux
                if fits and (ligne.zone is None or n.departements & ligne.zone):
                    found[t] = min(distance, found.get(t, distance))
        return tuple(sorted(found, key=lambda t: (found[t], -(t.population or 0), t.code))[:MOST])

    def _par_lettres(self, d: Designation, ligne: Ligne) -> Iterable[tuple[Nomme, int]]:
        """Yield names one or two letters away."""
        allowed = 1 + (len(d.cle) >= LONG)
        keys = list(dict.fromkeys(self._candidats(d.cle, ligne.zone)))
        close = process.extract(d.cle, keys, scorer=OSA.distance, score_cutoff=allowed, limit=MOST)
        for key, distance, _ in close:
            for n in self.noms[key]:
                yield n, int(distance)

    def _par_mots(self, d: Designation, niveaux: frozenset[Niveau]) -> Iterable[tuple[Nomme, int]]:
        """Yield EPCI whose own words hold those that are written, or are held by them."""
        written = mots_propres(d.cle)
        if not written or not niveaux & COMMUNAUTAIRE:
            return
        for word in written:
            for n, own in self.par_mot.get(word, ()):
                if written <= own or own <= written:
                    yield n, len(own ^ written)

    def _candidats(self, key: str, zone: frozenset[str] | None) -> Iterable[str]:
        if zone is None:
            for end in _ends(key):
                yield from self.par_bout.get(end, ())
        else:
            for code in zone:
                yield from self.par_departement.get(code, ())


def _ends(key: str) -> tuple[str, str]:
    """Return both ends of a name; « Saint » and articles say too little to be the first one."""
    words = key.split()
    while len(words) > 1 and words[0] in {"saint", "sainte", "le", "la", "les", "l"}:
        del words[0]
    bare = " ".join(words)
    return f"^{bare[:END]}", f"{bare[-END:]}$"
