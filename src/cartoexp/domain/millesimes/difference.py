"""What has changed between two vintages of the code, commune by commune and EPCI by EPCI."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.millesimes.liens import Liens
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.millesimes.etat import Groupement, Millesime, Nomme


@dataclass(frozen=True, slots=True)
class Fusion:
    """Several communes became one; ``creee`` when none of them had its code."""

    commune: Nomme
    reunies: tuple[Nomme, ...]
    creee: bool


@dataclass(frozen=True, slots=True)
class Separation:
    """One commune became several."""

    commune: Nomme
    parties: tuple[Nomme, ...]


@dataclass(frozen=True, slots=True)
class Changement:
    """One territory under another name, code or kind; ``graphie``: only the spelling changed."""

    avant: Nomme
    apres: Nomme
    graphie: bool = False


@dataclass(frozen=True, slots=True)
class ChangementType:
    """An EPCI whose kind changed."""

    epci: Nomme
    avant: str
    apres: str


@dataclass(frozen=True, slots=True)
class Dissolution:
    """An EPCI that is no more, and how many of its communes are now in which one (or in none)."""

    epci: Nomme
    reprises: tuple[tuple[Nomme | None, int], ...]

    @property
    def repreneur(self) -> Nomme | None:
        """The only EPCI that took all its communes, if there is such a one."""
        return self.reprises[0][0] if len(self.reprises) == 1 else None


@dataclass(frozen=True, slots=True)
class Creation:
    """A new EPCI, and how many of its communes come from which one (or from none)."""

    epci: Nomme
    type: str | None
    origines: tuple[tuple[Nomme | None, int], ...]


@dataclass(frozen=True, slots=True)
class Mouvement:
    """A commune of the newer vintage that is in another EPCI than it was, or in none."""

    commune: Nomme
    avant: Nomme | None
    apres: Nomme | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed; ``sans_suite``: gone, and the newer vintage does not say where."""

    ancien: Millesime
    nouveau: Millesime
    liens: Liens
    fusions: tuple[Fusion, ...]
    separations: tuple[Separation, ...]
    renommees: tuple[Changement, ...]
    recodees: tuple[Changement, ...]
    sans_suite: tuple[Nomme, ...]
    sans_origine: tuple[Nomme, ...]
    epci_crees: tuple[Creation, ...]
    epci_dissous: tuple[Dissolution, ...]
    epci_renommes: tuple[Changement, ...]
    epci_types: tuple[ChangementType, ...]
    mouvements: tuple[Mouvement, ...]


def comparer(ancien: Millesime, nouveau: Millesime) -> Difference:
    """Compare two vintages; everything comes in the order of codes."""
    liens = Liens(ancien, nouveau)
    alone = [(n, o[0]) for n, o in liens.origines.items() if len(o) == 1]
    whole = [(old, new) for new, old in alone if len(liens.suites[old]) == 1]
    same = [(old, new) for old, new in whole if old == new]
    shared = sorted(set(ancien.epci) & set(nouveau.epci))
    mouvements = _moves(liens)
    return Difference(
        ancien,
        nouveau,
        liens,
        fusions=tuple(_merged(liens)),
        separations=tuple(_parted(liens)),
        renommees=_renamed((ancien.commune(o), nouveau.commune(n)) for o, n in same),
        recodees=tuple(
            Changement(ancien.commune(o), nouveau.commune(n)) for o, n in sorted(whole) if o != n
        ),
        sans_suite=tuple(ancien.commune(o) for o, n in sorted(liens.suites.items()) if not n),
        sans_origine=tuple(nouveau.commune(n) for n, o in sorted(liens.origines.items()) if not o),
        epci_crees=tuple(_founded(liens)),
        epci_dissous=tuple(_dissolved(liens)),
        epci_renommes=_renamed((ancien.epci[c].nomme, nouveau.epci[c].nomme) for c in shared),
        epci_types=tuple(_kinds(ancien.epci, nouveau.epci, shared)),
        mouvements=mouvements,
    )


def _merged(liens: Liens) -> Iterable[Fusion]:
    for code, origins in sorted(liens.origines.items()):
        if len(origins) > 1:
            reunies = tuple(liens.ancien.commune(o) for o in origins)
            yield Fusion(liens.nouveau.commune(code), reunies, creee=code not in origins)


def _parted(liens: Liens) -> Iterable[Separation]:
    for code, parts in sorted(liens.suites.items()):
        if len(parts) > 1:
            parties = tuple(liens.nouveau.commune(p) for p in parts)
            yield Separation(liens.ancien.commune(code), parties)


def _renamed(pairs: Iterable[tuple[Nomme, Nomme]]) -> tuple[Changement, ...]:
    return tuple(
        Changement(before, after, graphie=fold(before.nom) == fold(after.nom))
        for before, after in sorted(pairs)
        if before.nom != after.nom
    )


def _kinds(
    before: Mapping[str, Groupement], after: Mapping[str, Groupement], codes: Iterable[str]
) -> Iterable[ChangementType]:
    for code in codes:
        old, new = before[code].type, after[code].type
        if old and new and old != new:
            yield ChangementType(after[code].nomme, old, new)


def _founded(liens: Liens) -> Iterable[Creation]:
    for code in sorted(set(liens.nouveau.epci) - set(liens.ancien.epci)):
        members = [c for c, epci in liens.nouveau.epci_de.items() if epci == code]
        origins = Counter(liens.ancien.epci_de.get(o) for m in members for o in liens.origines[m])
        group = liens.nouveau.epci[code]
        yield Creation(group.nomme, group.type, _told(origins, liens.ancien.epci))


def _dissolved(liens: Liens) -> Iterable[Dissolution]:
    for code in sorted(set(liens.ancien.epci) - set(liens.nouveau.epci)):
        members = [c for c, epci in liens.ancien.epci_de.items() if epci == code]
        heirs = Counter(liens.nouveau.epci_de.get(n) for m in members for n in liens.suites[m])
        yield Dissolution(liens.ancien.epci[code].nomme, _told(heirs, liens.nouveau.epci))


def _told(
    counts: Counter[str | None], groups: Mapping[str, Groupement]
) -> tuple[tuple[Nomme | None, int], ...]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    return tuple((groups[code].nomme if code else None, count) for code, count in ordered)


def _moves(liens: Liens) -> tuple[Mouvement, ...]:
    found = set()
    for code, origins in liens.origines.items():
        after = liens.nouveau.epci_de.get(code)
        for before in {liens.ancien.epci_de.get(o) for o in origins} - {after}:
            found.add((code, before or "", after or ""))
    old, new = liens.ancien.epci, liens.nouveau.epci
    return tuple(
        Mouvement(
            liens.nouveau.commune(code),
            old[before].nomme if before else None,
            new[after].nomme if after else None,
        )
        for code, before, after in sorted(found)
    )
