"""The clues of a row, read: cleaned texts, levels, départements, readings of the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.codes import nettoyer
from cartoexp.domain.rattachement.formes import lire_nom
from cartoexp.domain.rattachement.motifs import cite
from cartoexp.domain.rattachement.niveaux import lire_niveau
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.rattachement.formes import Designation
    from cartoexp.domain.rattachement.niveaux import NiveauDit
    from cartoexp.domain.rattachement.types import Indices
    from cartoexp.domain.rattachement.zones import Zones

_NOTHING = frozenset(
    (
        *("", "nan", "none", "null", "na", "n/a", "#n/a", "#ref!", "nc", "n.c.", "-", "–", "—"),
        *("?", ".", "/", "non renseigné", "non renseigne", "inconnu", "néant", "neant", "<na>"),
    )
)

_CODE_ET_NOM = re.compile(
    r"(\d{5}|2[AB]\d{3}|\d{9})(?:\s*[-–—:|/_]\s*|\s+)([^\W\d_].+)", re.IGNORECASE
)
POSTAL = 5
CODE = 3
"""Characters of the code of a département or of a région, at most."""


@dataclass(frozen=True, slots=True)
class Ligne:
    """A row as it is judged.

    ``niveaux`` are the levels that a column tells (empty: none or any) and ``autre`` what it tells
    that is no territory of ours; ``zone`` is the set of départements in which the territory has to
    be, ``None`` when nothing tells it, and ``lieu`` how the row says it; ``repli`` is where else
    it may be, when a région and a département do not fit; ``notes`` are sentences.
    """

    indices: Indices
    niveaux: frozenset[Niveau] = frozenset()
    type_epci: str = ""
    autre: str = ""
    zone: frozenset[str] | None = None
    lieu: str = ""
    repli: frozenset[str] | None = None
    noms: tuple[Designation, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def vide(self) -> bool:
        """Whether nothing names a territory: a département is not its communes."""
        i = self.indices
        return not (i.code or i.siren or i.nom or i.code_postal or (i.longitude and i.latitude))


def lire_ligne(indices: Indices, zones: Zones) -> Ligne:
    """Return the clues of a row as they are judged."""
    row = _cleaned(indices)
    told = lire_niveau(row.niveau) if row.niveau else None
    row, parted = _separee(_own(row, told))
    zone, lieu, repli, notes = _zone(row, zones)
    return Ligne(
        row,
        told.niveaux if told else frozenset(),
        told.type_epci if told else "",
        told.autre if told else "",
        zone,
        lieu,
        repli,
        lire_nom(row.nom),
        (*parted, *notes),
    )


def _cleaned(row: Indices) -> Indices:
    texts = {name: text for name in row.__slots__ if (text := getattr(row, name))}
    changed = {n: sans_rien(t) for n, t in texts.items()}
    if row.code_postal:
        changed["code_postal"] = code_postal(changed["code_postal"])
    return replace(row, **changed) if changed != texts else row


def code_postal(text: str) -> str:
    """Return a postal code without what surrounds it, its first zero put back."""
    cleaned = nettoyer(text)
    return cleaned.zfill(POSTAL) if cleaned.isdigit() and len(cleaned) == POSTAL - 1 else cleaned


def sans_rien(text: str) -> str:
    """Return a cell, ``""`` when what it holds says that there is nothing (« NULL », « n/a »)."""
    stripped = text.strip()
    return "" if stripped.casefold() in _NOTHING else stripped


def _separee(row: Indices) -> tuple[Indices, tuple[str, ...]]:
    """Part a cell that holds a code and its name: « 01004 - Ambérieu-en-Bugey »."""
    both = _CODE_ET_NOM.fullmatch(row.code)
    if not both:
        return row, ()
    said = f"Code et nom lus dans une même cellule\u00a0: {cite(row.code)}."
    return replace(row, code=both[1], nom=row.nom or both[2]), (said,)


def _own(row: Indices, told: NiveauDit | None) -> Indices:
    """A row that is told to be a département, and names nothing finer, is that département."""
    if not told or row.code or row.siren or row.nom or row.code_postal:
        return row
    if told.niveaux == {Niveau.DEPARTEMENT} and row.departement:
        return _as_own(row, row.departement)
    if told.niveaux == {Niveau.REGION} and row.region:
        return _as_own(row, row.region)
    return row


def _as_own(row: Indices, text: str) -> Indices:
    short = len(text) <= CODE and any(c.isdigit() for c in text)  # « Ain » and « Lot » are names
    return replace(row, code=text) if short else replace(row, nom=text)


def _zone(
    row: Indices, zones: Zones
) -> tuple[frozenset[str] | None, str, frozenset[str] | None, tuple[str, ...]]:
    departements = zones.departement(row.departement) if row.departement else None
    region = zones.region(row.region) if row.region else None
    told = cite(row.departement)
    unknown = (f"Département {told} inconnu.",) if row.departement and not departements else ()
    if departements is None:
        return region, f"dans la région {cite(row.region)}" if region else "", None, unknown
    where = f"dans le département {told}"
    if region is None or departements & region:
        return departements, where, None, ()
    gap = f"Le département {told} n’est pas dans la région {cite(row.region)}."
    return departements, where, region, (gap,)
