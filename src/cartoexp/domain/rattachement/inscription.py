"""Filling of the directory of names from the reference."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.annuaire import Annuaire, Dissoute, Nomme, court
from cartoexp.domain.rattachement.cles import cle, cle_large
from cartoexp.domain.rattachement.formes import sigle_de
from cartoexp.domain.rattachement.mots import MOTS
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE
from cartoexp.domain.territoires import Niveau, NomAncien, Territoire

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cartoexp.domain.rattachement.annuaire import Index
    from cartoexp.domain.territoires import Passage

    Known = Mapping[tuple[Niveau, str], Territoire]

LONG_AGO = "2000"
"""Names that ended before are looked at last: files on today's policies are of this century."""
GONE = "dissoute"
_KIND = re.compile(r"^(?:CC|CA|CU|SAN|Métropole|Eurométropole)\s+", re.IGNORECASE)
_OF = re.compile(r"^(?:(?:de|du|des) |d['’])", re.IGNORECASE)
_COUNCIL = ("cd", "dep", "dept", "departement", "conseil departemental")
_QUOTED = re.compile("(?:''|\")(.+?)(?:''|\")")
_ACRONYM = re.compile(r"\s*\(([^()]*)\)?\s*$")


def inscrire(
    territoires: Iterable[Territoire], passages: Iterable[Passage], noms: Iterable[NomAncien]
) -> Annuaire:
    """Return the directory of the names of a reference."""
    known = {t.cle: t for t in territoires}
    directory = Annuaire(_departements(known.values()), _postal(known.values()))
    for t in known.values():
        _put(directory, Nomme(t, t.nom, directory.departements.get(t.cle, frozenset())))
    _put_collectivites(directory, known)
    _put_surnoms(directory, known)
    _put_anciens(directory, known, [*noms, *_of_passages(passages)])
    return directory


def _put_collectivites(directory: Annuaire, known: Known) -> None:
    """Index those that are several territories of ours: all of them bear the name."""
    for name, codes in MOTS["collectivites"].items():
        for code in codes:
            part = known.get((Niveau.REGION, code)) or known.get((Niveau.DEPARTEMENT, code))
            if part:
                inside = directory.departements[part.cle]
                _add(directory.stricts, name, Nomme(part, part.nom, inside))


def _put_surnoms(directory: Annuaire, known: Known) -> None:
    """Index usual names: « PACA », « Grand Lyon », « CD 46 »."""
    named = {
        (Niveau(niveau), code): names
        for niveau, of_level in MOTS["surnoms"].items()
        for code, names in of_level.items()
    }
    for (niveau, code), t in known.items():
        if niveau is Niveau.DEPARTEMENT:
            short = code.lower()
            named[t.cle] = [f"cd{short}", *(f"{kind} {short}" for kind in _COUNCIL)]
    for key, names in named.items():
        found = known.get(key)
        if found is None:
            continue
        for name in names:
            inside = directory.departements.get(key, frozenset())
            _add(directory.stricts, name, Nomme(found, found.nom, inside))


def _put_anciens(directory: Annuaire, known: Known, former: list[NomAncien]) -> None:
    parted = _parted(former)
    once: dict[tuple[str | None, str], frozenset[str]] = defaultdict(frozenset)
    for nom in former:
        once[nom.code, nom.nom] |= _autrefois(nom, known)
    for nom in {(n.niveau, n.code, n.nom): n for n in sorted(former, key=_end)}.values():
        target = known.get((nom.niveau, nom.code or ""))
        if nom.nature == GONE:
            gone = Dissoute(nom.nom, nom.code_ancien, target)
            directory.dissoutes.setdefault(cle_large(sans_genre(nom.nom)), []).append(gone)
        elif target and cle(nom.nom) != cle(target.nom):
            inside = directory.departements.get(target.cle, frozenset()) | once[nom.code, nom.nom]
            shared = (nom.nom, nom.code_ancien) in parted
            named = Nomme(target, nom.nom, inside, ancien=True, partage=shared)
            _put(directory, named, lointain=_end(nom) < LONG_AGO)


def _autrefois(nom: NomAncien, known: Known) -> frozenset[str]:
    """Return the département of the former code: Gernicourt went from the Aisne to the Marne."""
    code = nom.code_ancien[:3] if nom.code_ancien.startswith("97") else nom.code_ancien[:2]
    at = (Niveau.DEPARTEMENT, code)
    return frozenset({code}) if nom.niveau is Niveau.COMMUNE and at in known else frozenset()


def _end(nom: NomAncien) -> str:
    return nom.fin or "9999"


def _of_passages(passages: Iterable[Passage]) -> Iterable[NomAncien]:
    """The names of the passages that no history tells, in use as far as is known."""
    for p in passages:
        if p.nom_ancien and p.nature != "arrondissement_municipal":
            yield NomAncien(Niveau.COMMUNE, p.code, p.nom_ancien, p.code_ancien, p.nature, p.date)


def _parted(former: Iterable[NomAncien]) -> set[tuple[str, str]]:
    targets: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for nom in former:
        targets[nom.nom, nom.code_ancien].add(nom.code)
    return {key for key, codes in targets.items() if len(codes) > 1}


def _put(directory: Annuaire, named: Nomme, *, lointain: bool = False) -> None:
    if named.territoire.niveau in COMMUNAUTAIRE:
        _put_epci(directory, named)
    elif lointain:
        _add(directory.lointains, cle(named.nom), named)
    else:
        _add(directory.stricts, cle(named.nom), named)
        _add(directory.larges, cle_large(named.nom), named)
        if cle(named.nom).startswith("l "):  # « LHAY LES ROSES »
            _add(directory.larges, f"l{cle_large(named.nom)}", named)


def _put_epci(directory: Annuaire, named: Nomme) -> None:
    acronym = _ACRONYM.search(named.nom)
    if acronym and " " in acronym[1].strip():
        _add(directory.stricts, cle(acronym[1]), named)
        _add(directory.epci, cle_large(acronym[1]), named)
        _add(directory.epci_courts, court(acronym[1]), named)
    elif acronym:
        _add(directory.sigles, sigle_de(acronym[1]), named)
    other = _QUOTED.search(named.nom)
    if other:
        _add(directory.stricts, cle(other[1]), named)
        _add(directory.epci, cle_large(other[1]), named)
    whole = _ACRONYM.sub("", named.nom).strip()
    bare = sans_genre(named.nom)
    _add(directory.stricts, cle(whole), named)
    if bare != whole and not _OF.match(bare):
        _add(directory.stricts, cle(bare), named)
    _add(directory.epci, cle_large(bare), named)
    _add(directory.epci_courts, court(bare), named)


def sans_genre(nom: str) -> str:
    """Return the name of an EPCI without its kind and its acronym."""
    return _KIND.sub("", _ACRONYM.sub("", nom).strip())


def _add(index: Index, key: str, named: Nomme) -> None:
    held = index.setdefault(key, [])
    if all(n.territoire is not named.territoire for n in held):
        held.append(named)


def _departements(known: Iterable[Territoire]) -> dict[tuple[Niveau, str], frozenset[str]]:
    """Return the départements that each territory touches."""
    found: dict[tuple[Niveau, str], set[str]] = defaultdict(set)
    for t in known:
        own = t.code if t.niveau is Niveau.DEPARTEMENT else t.code_departement
        if own:
            found[t.cle].add(own)
        if t.niveau is Niveau.COMMUNE and own:
            for niveau, code in ((Niveau.EPCI, t.code_epci), (Niveau.EPT, t.code_ept)):
                if code:
                    found[niveau, code].add(own)
        if t.niveau is Niveau.DEPARTEMENT and t.code_region:
            found[Niveau.REGION, t.code_region].add(t.code)
    return {key: frozenset(codes) for key, codes in found.items()}


def _postal(known: Iterable[Territoire]) -> dict[str, tuple[Territoire, ...]]:
    found: dict[str, list[Territoire]] = defaultdict(list)
    for t in known:
        for code in t.codes_postaux:
            found[code].append(t)
    return {code: tuple(held) for code, held in found.items()}
