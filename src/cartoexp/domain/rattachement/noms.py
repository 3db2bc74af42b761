"""From a name to the only territory that bears it where the row says, or to those that may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.types import Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.rattachement.annuaire import Annuaire, Nomme
    from cartoexp.domain.rattachement.formes import Designation
    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.rattachement.zones import Zones

PARIS = {(Niveau.COMMUNE, "75056"), (Niveau.DEPARTEMENT, "75")}
"""One place under two codes since 2019: the commune stands for it."""


@dataclass(frozen=True, slots=True)
class Trouve:
    """Who bears a name.

    ``nommes`` bear it where the row says; ``ailleurs`` bear it, but elsewhere or at another level;
    ``autre`` is what the name designates when that is no territory of ours.
    """

    nommes: tuple[Nomme, ...] = ()
    voie: Voie = Voie.NOM_SEUL
    dit: tuple[str, ...] = ()
    ailleurs: tuple[Nomme, ...] = ()
    autre: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class ParNom:
    """Search by name."""

    annuaire: Annuaire
    zones: Zones

    def trouver(self, ligne: Ligne) -> Trouve:
        """Return who bears the name of a row: the surest reading that fits wins."""
        elsewhere: tuple[Nomme, ...] = ()
        literal = True
        other = next((d.autre for d in ligne.noms if d.autre), "") or ligne.autre
        for d in ligne.noms:
            if other and not literal:
                return Trouve(autre=other)
            found = self._par_lecture(d, ligne)
            if found.nommes and not (ligne.autre and literal):
                return found
            elsewhere = elsewhere or found.ailleurs
            literal = False
        return Trouve(ailleurs=elsewhere, autre=other)

    def _par_lecture(self, d: Designation, ligne: Ligne) -> Trouve:
        niveaux, gap = _niveaux(d, ligne)
        zone, postal = self._contexte(d, ligne)
        elsewhere: tuple[Nomme, ...] = ()
        for told, found in self.annuaire.chercher(d, niveaux):
            if not found:
                continue
            kept, voie, note = self._la(found, zone, postal)
            if kept:
                dit = (*d.reparations, *_arrondissement(d), told, note, gap)
                return Trouve(tuple(kept), voie, tuple(s for s in dit if s))
            elsewhere = elsewhere or tuple(found)
        return Trouve(ailleurs=elsewhere)

    def _contexte(self, d: Designation, ligne: Ligne) -> tuple[frozenset[str] | None, str]:
        zone = ligne.zone
        own = self.zones.departement(d.departement) or self.zones.region(d.departement)
        if own:
            zone = own if zone is None else zone & own
        return zone, ligne.indices.code_postal or d.code_postal

    def _la(
        self, found: Sequence[Nomme], zone: frozenset[str] | None, postal: str
    ) -> tuple[list[Nomme], Voie, str]:
        """Keep those that are where the row says; a current name is then surer than a former."""
        if zone is not None:
            kept = _actuels([n for n in found if n.departements & zone])
            if len(_territoires(kept)) > 1 and postal:
                held = self.annuaire.postaux.get(postal, ())
                kept = [n for n in kept if n.territoire in held] or kept
            return kept, Voie.NOM_DEPARTEMENT, ""
        if postal:
            return self._au_code_postal(found, postal)
        return _paris(list(found)), Voie.NOM_SEUL, ""

    def _au_code_postal(self, found: Sequence[Nomme], postal: str) -> tuple[list[Nomme], Voie, str]:
        held = self.annuaire.postaux.get(postal, ())
        kept = _actuels([n for n in found if n.territoire in held])
        if kept:
            return kept, Voie.NOM_CODE_POSTAL, ""
        around = departement_postal(postal)
        kept = _actuels([n for n in found if n.departements & around])
        return (
            kept,
            Voie.NOM_CODE_POSTAL,
            f"Code postal {postal}\u00a0: seul son département compte.",
        )


def departement_postal(code: str) -> frozenset[str]:
    """Return the départements that the beginning of a postal code tells."""
    if code.startswith("20"):
        return frozenset({"2A", "2B"})
    return frozenset({code[:3] if code.startswith(("97", "98")) else code[:2]})


def _niveaux(d: Designation, ligne: Ligne) -> tuple[frozenset[Niveau], str]:
    """The shape of a name tells its level better than a column does, but the gap is told."""
    if not d.niveaux:
        return ligne.niveaux, ""
    both = d.niveaux & ligne.niveaux
    if both or not ligne.indices.niveau:
        return both or d.niveaux, ""
    gap = f"La colonne du niveau dit «\u00a0{ligne.indices.niveau}\u00a0»."
    return d.niveaux, gap if ligne.niveaux or ligne.autre else ""


def _arrondissement(d: Designation) -> tuple[str, ...]:
    if not d.arrondissement:
        return ()
    return (f"Arrondissement {d.arrondissement} rattaché à sa commune.",)


def _actuels(found: list[Nomme]) -> list[Nomme]:
    return [n for n in found if not n.ancien] or found


def _territoires(found: Sequence[Nomme]) -> set[tuple[Niveau, str]]:
    return {n.territoire.cle for n in found}


def _paris(found: list[Nomme]) -> list[Nomme]:
    if _territoires(found) == PARIS:
        return [n for n in found if n.territoire.niveau is Niveau.COMMUNE]
    return found
