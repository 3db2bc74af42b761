"""From a name to the only territory that bears it where the row says, or to those that may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement.annuaire import mots_propres
from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE, DOUBLES
from cartoexp.domain.rattachement.types import Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.rattachement.annuaire import Annuaire, Dissoute, Nomme
    from cartoexp.domain.rattachement.formes import Designation
    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.rattachement.proches import Proches
    from cartoexp.domain.rattachement.zones import Zones
    from cartoexp.domain.territoires import Territoire

FEW_WORDS = 4
"""Own words of a name in which one may be an acronym; a longer one is a sentence."""
SIGLE = "Sigle de l’intercommunalité."


@dataclass(frozen=True, slots=True)
class Trouve:
    """Who bears a name.

    ``nommes`` bear it where the row says; ``ailleurs`` bear it, but elsewhere or at another level;
    ``autre`` is what the name designates when that is no territory of ours; ``dissoutes`` are the
    EPCI of this name that are no more; ``autre_niveau`` bear it, but are not of the level that is
    told; ``proches`` have a name a letter or two away.
    """

    nommes: tuple[Nomme, ...] = ()
    voie: Voie = Voie.NOM_SEUL
    dit: tuple[str, ...] = ()
    ailleurs: tuple[Nomme, ...] = ()
    autre: str = ""
    dissoutes: tuple[Dissoute, ...] = ()
    autre_niveau: tuple[Nomme, ...] = ()
    proches: tuple[Territoire, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class ParNom:
    """Search by name."""

    annuaire: Annuaire
    zones: Zones
    proches: Proches

    def trouver(self, ligne: Ligne) -> Trouve:
        """Return who bears the name of a row: the surest reading that fits wins."""
        found = self._chercher(ligne)
        if found.nommes or found.dissoutes or found.autre:
            return found
        if ligne.repli is not None:
            second = self._chercher(replace(ligne, zone=ligne.repli))
            if second.nommes:
                return second
        if found.ailleurs:
            return found
        if ligne.niveaux:
            other = self._chercher(replace(ligne, niveaux=frozenset()))
            if other.nommes:
                return Trouve(autre_niveau=other.nommes)
        return Trouve(proches=self.proches.chercher(ligne))

    def _chercher(self, ligne: Ligne) -> Trouve:
        """Try every reading by its strict names, then by looser ones, then by acronyms."""
        elsewhere: tuple[Nomme, ...] = ()
        shaped = next((d.autre for d in ligne.noms if d.autre), "")
        for sure in (True, False):
            for rank, d in enumerate(ligne.noms):
                if _exclue(d, ligne, shaped, literal=not rank, sure=sure):
                    continue
                found = self._par_lecture(d, ligne, sure=sure)
                if found.nommes or found.dissoutes:
                    return found
                elsewhere = elsewhere or found.ailleurs
        if shaped:
            return Trouve(autre=shaped)
        found = self._par_sigle(ligne)
        if found.nommes:
            return found
        return Trouve(autre=ligne.autre) if ligne.autre else Trouve(ailleurs=elsewhere)

    def _par_lecture(self, d: Designation, ligne: Ligne, *, sure: bool) -> Trouve:
        niveaux, gap = _niveaux(d, ligne)
        own = self._zone_propre(d)
        if d.situe and own is None:
            return Trouve()
        zone = own if ligne.zone is None or own is None else ligne.zone & own
        zone = ligne.zone if zone is None else zone
        postal = ligne.indices.code_postal or d.code_postal
        aside = _laissee(d, niveaux) if own is None else ""
        elsewhere: tuple[Nomme, ...] = ()
        gone = tuple(self.annuaire.dissoute(d)) if zone is None else ()
        for told, found in self.annuaire.chercher(d, niveaux):
            if bool(told) is sure or not found:
                continue
            if told and gone:
                return Trouve(dissoutes=gone)
            kept, voie, note = self._la(found, zone, postal)
            if kept:
                dit = (*d.reparations, *_arrondissement(d), told, note, gap, aside)
                return Trouve(tuple(kept), voie, tuple(s for s in dit if s))
            elsewhere = elsewhere or tuple(found)
        if not (sure or elsewhere):
            return Trouve(dissoutes=tuple(self.annuaire.dissoute(d)))
        return Trouve(ailleurs=elsewhere)

    def _par_sigle(self, ligne: Ligne) -> Trouve:
        """A word of the name may be the acronym of an EPCI: « CARENE - Saint-Nazaire Agglo »."""
        if ligne.niveaux and not ligne.niveaux & COMMUNAUTAIRE:
            return Trouve()
        told = ligne.niveaux or any(d.niveaux & COMMUNAUTAIRE for d in ligne.noms)
        if not told and ligne.zone is None:
            return Trouve()
        words = ligne.noms[0].cle.split() if ligne.noms else []
        if len(mots_propres(" ".join(words))) > FEW_WORDS:
            return Trouve()
        found = [n for word in words for n in self.annuaire.sigles.get(word, ())]
        kept, voie, _ = self._la(found, ligne.zone, ligne.indices.code_postal)
        return Trouve(tuple(kept), voie, (SIGLE,))

    def _zone_propre(self, d: Designation) -> frozenset[str] | None:
        """Return the départements that the name carries with it, ``None`` when it tells none."""
        if not d.departement:
            return None
        return self.zones.nomme(d.departement)

    def _la(
        self, found: Sequence[Nomme], zone: frozenset[str] | None, postal: str
    ) -> tuple[list[Nomme], Voie, str]:
        """Keep those that are where the row says; a current name is then surer than a former."""
        if zone is not None:
            kept = _actuels([n for n in found if n.departements & zone])
            if len(_territoires(kept)) > 1 and postal:
                held = self.annuaire.postaux.get(postal, ())
                kept = [n for n in kept if n.territoire in held] or kept
            return _seule(kept), Voie.NOM_DEPARTEMENT, ""
        if postal:
            return self._au_code_postal(found, postal)
        return self._partout(found), Voie.NOM_SEUL, ""

    def _partout(self, found: Sequence[Nomme]) -> list[Nomme]:
        """Keep all bearers; a former name also means who bears it lengthened, « Boulogne-… »."""
        kept = _seule(list(found))
        if not all(n.ancien and n.territoire.niveau is Niveau.COMMUNE for n in kept):
            return kept
        longer = (m for n in kept for m in self.proches.allonges(cle(n.nom)))
        known = {n.territoire for n in kept}
        return [*kept, *(m for m in longer if m.territoire not in known)]

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


def _exclue(d: Designation, ligne: Ligne, shaped: str, *, literal: bool, sure: bool) -> bool:
    """Tell whether a reading cannot stand beside a syndicat: « L’Hôpital », « Ars (23) » can."""
    if ligne.autre:
        return not d.niveaux - {Niveau.COMMUNE}
    if not shaped:
        return False
    return bool(d.autre or d.niveaux) or not (sure or (literal and ligne.zone is not None))


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
    gap = f"Le niveau attendu était «\u00a0{ligne.indices.niveau}\u00a0»."
    return d.niveaux, gap if ligne.niveaux or ligne.autre else ""


def _laissee(d: Designation, niveaux: frozenset[Niveau]) -> str:
    """Tell that parentheses were left out, but those of an EPCI: they hold its acronym."""
    if not d.parenthese or niveaux & COMMUNAUTAIRE:
        return ""
    return f"«\u00a0({d.parenthese})\u00a0» laissé de côté."


def _arrondissement(d: Designation) -> tuple[str, ...]:
    if not d.arrondissement:
        return ()
    return (f"Arrondissement {d.arrondissement} rattaché à sa commune.",)


def _actuels(found: list[Nomme]) -> list[Nomme]:
    return [n for n in found if not n.ancien] or found


def _territoires(found: Sequence[Nomme]) -> set[tuple[Niveau, str]]:
    return {n.territoire.cle for n in found}


def _seule(found: list[Nomme]) -> list[Nomme]:
    if _territoires(found) in DOUBLES:
        return [n for n in found if n.territoire.niveau is Niveau.COMMUNE]
    return found
