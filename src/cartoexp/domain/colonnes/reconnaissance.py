"""Which column is what, told by its header and by its content, with a confidence."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cartoexp.domain.colonnes import contenu
from cartoexp.domain.colonnes.reconnue import Reconnue
from cartoexp.domain.colonnes.roles import Role, lire_entete, niveau_dit, roles_dits
from cartoexp.domain.colonnes.voisines import voisines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cartoexp.domain.colonnes.connus import Connus

LEAST = 0.5
"""A role below this confidence is not proposed."""
_ALONE = {Role.CODE: 0.8, Role.SIREN: 0.8, Role.NOM: 0.7, Role.CODE_POSTAL: 0.9, Role.NIVEAU: 0.9}
"""Share of known content from which a column is recognised without its header."""
_NEEDED = {Role.CODE: 0.5, Role.NOM: 0.2, Role.NIVEAU: 0.3, Role.LONGITUDE: 0.5}
_WEIGHT = {0.0: 0.2, 0.4: 0.35, 1.0: 0.5}
"""What a header adds to what the content says."""
COMMUNE = 5
HALF = 0.5
SHORT = 3
"""Characters of the code of a département, at most."""
MOST = 0.8
SURE = 0.8
WIDE = frozenset({"departement", "region"})
SEAT = re.compile(r"\b(?:chef lieu|prefecture|siege|capitale)\b")
ENOUGH, MOSTLY = 5, 0.95
"""Different codes, and the share of postal ones, from which a column is of postal codes."""


def reconnaitre(
    entetes: Sequence[str],
    echantillon: Sequence[Sequence[str]],
    connus: Connus | None = None,
) -> tuple[Reconnue, ...]:
    """Return the columns recognised, at most one a role and one role a column.

    Args:
        entetes: the headers, in order.
        echantillon: some rows, as wide as the headers.
        connus: tests of cells against the reference; without them only shapes are looked at.
    """
    columns = [[row[i] for row in echantillon if i < len(row)] for i in range(len(entetes))]
    proposed = list(_proposed(entetes, columns, contenu.tests(connus)))
    proposed = _finest(proposed, entetes, columns)
    if connus:
        proposed = _names_of_codes(proposed, columns, connus)
        proposed = _of_these_codes(_postal_or_insee(proposed, columns, connus), columns, connus)
    kept: dict[Role, Reconnue] = {}
    taken: set[int] = set()
    for one in sorted(proposed, key=lambda r: (-r.confiance, list(Role).index(r.role), r.colonne)):
        if one.role not in kept and one.colonne not in taken and one.confiance >= LEAST:
            kept[one.role] = one
            taken.add(one.colonne)
    if connus:
        for one in voisines(columns, kept, connus):
            kept[one.role] = one
    return tuple(sorted(kept.values(), key=lambda r: r.colonne))


def _proposed(
    entetes: Sequence[str],
    columns: Sequence[Sequence[str]],
    tests: dict[Role, Callable[[str], bool]],
) -> Iterator[Reconnue]:
    for i, (entete, cells) in enumerate(zip(entetes, columns, strict=True)):
        told = roles_dits(entete)
        filled = any(c.strip() for c in cells)
        for role in Role:
            header = told.get(role, 0.0)
            test = tests.get(role) if filled else None
            if test is not None and (header or role in _ALONE):
                share = contenu.part(cells, test)
                yield from _tested(role, i, entete, cells, header=header, share=share)
            elif test is None and header == 1:
                yield Reconnue(role, i, 0.7, f"l’en-tête «\u00a0{entete}\u00a0» le dit")


def _tested(
    role: Role, place: int, entete: str, cells: Sequence[str], *, header: float, share: float
) -> Iterator[Reconnue]:
    """Yield a column whose content speaks for a role, ``share`` of it."""
    needed = _NEEDED.get(role, 0.3) if header else _ALONE[role]
    short = role is Role.CODE and header < 1 and contenu.part(cells, _long) < HALF
    if share < needed or short:
        return
    why = f"{share:.0%} des valeurs reconnues".replace("%", "\u00a0%")
    if header == 1:
        why = f"l’en-tête «\u00a0{entete}\u00a0» le dit, {why}"
    yield Reconnue(role, place, round(_WEIGHT[header] + share / 2, 3), why)


def _long(cell: str) -> bool:
    """Tell whether a cell is as long as the code of a commune: a count or a rank is not."""
    return len(cell.strip()) >= COMMUNE


def _finest(
    proposed: list[Reconnue], entetes: Sequence[str], columns: Sequence[Sequence[str]]
) -> list[Reconnue]:
    """Beside a column of communes, those of their EPCI and départements are not the rows' own."""
    levels = {r.colonne: niveau_dit(entetes[r.colonne]) for r in proposed if r.role is Role.NOM}

    def own(one: Reconnue) -> bool:
        cells = columns[one.colonne]
        mostly = 2 * sum(1 for c in cells if c.strip()) >= len(cells)
        return levels[one.colonne] == "commune" and one.confiance >= SURE and mostly

    if not any(own(r) for r in proposed if r.role is Role.NOM):
        return _within(proposed, entetes, columns, levels)
    return [r for r in proposed if r.role is not Role.NOM or levels[r.colonne] in {"", "commune"}]


def _within(
    proposed: list[Reconnue],
    entetes: Sequence[str],
    columns: Sequence[Sequence[str]],
    levels: Mapping[int, str],
) -> list[Reconnue]:
    """Names of départements and régions situate the rows that other names tell apart."""

    def finer(one: Reconnue) -> bool:
        hint = Role.NOM in roles_dits(entetes[one.colonne])
        most = max(len(set(columns[c])) for c, level in levels.items() if level in WIDE)
        more = len(set(columns[one.colonne])) > most
        seat = SEAT.search(lire_entete(entetes[one.colonne]))
        return levels[one.colonne] not in WIDE and not seat and (hint or more)

    names = [r for r in proposed if r.role is Role.NOM and r.confiance >= LEAST]
    if not WIDE & set(levels.values()) or not any(map(finer, names)):
        return proposed
    return [r for r in proposed if r.role is not Role.NOM or levels[r.colonne] not in WIDE]


def _names_of_codes(
    proposed: list[Reconnue], columns: Sequence[Sequence[str]], connus: Connus
) -> list[Reconnue]:
    """Of several columns of names, keep those of the codes: « EPCI », « Code », « Commune »."""
    codes = max((r for r in proposed if r.role is Role.CODE), key=_sure, default=None)
    names = [r for r in proposed if r.role is Role.NOM]
    if codes is None or len(names) == 1:
        return proposed

    def agreeing(one: Reconnue) -> float:
        pairs = zip(columns[codes.colonne], columns[one.colonne], strict=False)
        told = [connus.accord(c, n) for c, n in pairs if c and n]
        return sum(told) / len(told) if told else 0.0

    shares = {r.colonne: agreeing(r) for r in names}
    best = max(shares.values(), default=0.0)
    return [r for r in proposed if r.role is not Role.NOM or 2 * shares[r.colonne] >= best]


def _sure(one: Reconnue) -> float:
    return one.confiance


def _of_these_codes(
    proposed: list[Reconnue], columns: Sequence[Sequence[str]], connus: Connus
) -> list[Reconnue]:
    """Drop what tells another level than the codes do: the kind of the EPCI of each commune."""
    codes = [r for r in proposed if r.role is Role.CODE]
    if not codes:
        return proposed
    cells = columns[max(codes, key=lambda r: r.confiance).colonne]

    def fits(one: Reconnue) -> bool:
        pairs = [(c, n) for c, n in zip(cells, columns[one.colonne], strict=False) if c and n]
        agreeing = sum(connus.accord_niveau(c, n) for c, n in pairs)
        return 2 * agreeing >= len(pairs)

    return [r for r in proposed if r.role is not Role.NIVEAU or fits(r)]


def _of_departements(
    one: Reconnue, cells: Sequence[str], names: Sequence[str], connus: Connus
) -> Reconnue:
    """Two or three characters beside names of communes are the code of their département."""
    if one.role is not Role.CODE or contenu.part(cells, lambda c: len(c.strip()) <= SHORT) < MOST:
        return one
    pairs = [(c, n) for c, n in zip(cells, names, strict=False) if c and n]
    agreeing = sum(connus.accord(c, n) for c, n in pairs)
    return one if 2 * agreeing >= len(pairs) else replace(one, role=Role.DEPARTEMENT)


def _postal_by_itself(
    proposed: list[Reconnue], columns: Sequence[Sequence[str]], connus: Connus
) -> list[Reconnue]:
    """Without names, codes of which all are postal ones and some are no INSEE are postal."""
    kept = []
    for one in proposed:
        cells = columns[one.colonne]
        enough = len({c for c in cells if c.strip()}) >= ENOUGH
        postal = contenu.part(cells, connus.code_postal)
        if one.role is Role.CODE and enough and MOSTLY <= postal > contenu.part(cells, connus.code):
            why = f"{postal:.0%} de codes postaux".replace("%", "\u00a0%")
            kept.append(replace(one, role=Role.CODE_POSTAL, raison=why))
        else:
            kept.append(one)
    return kept


def _postal_or_insee(
    proposed: list[Reconnue], columns: Sequence[Sequence[str]], connus: Connus
) -> list[Reconnue]:
    """Five digits are an INSEE or a postal code: the names of the rows tell which."""
    best = max((r for r in proposed if r.role is Role.NOM), key=lambda r: r.confiance, default=None)
    if best is None:
        return _postal_by_itself(proposed, columns, connus)
    names = columns[best.colonne]
    proposed = [_of_departements(r, columns[r.colonne], names, connus) for r in proposed]
    kept = []
    for one in proposed:
        if one.role not in {Role.CODE, Role.CODE_POSTAL}:
            kept.append(one)
            continue
        pairs = [(c, n) for c, n in zip(columns[one.colonne], names, strict=False) if c and n]
        insee = sum(connus.accord(c, n) for c, n in pairs)
        postal = sum(connus.accord_postal(c, n) for c, n in pairs)
        mine, other = (insee, postal) if one.role is Role.CODE else (postal, insee)
        if mine >= other:
            kept.append(one)
    return kept
