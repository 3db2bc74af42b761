"""From the clues of a row to its outcome: ways are tried in order, contradictions are told."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cartoexp.domain.rattachement import motifs, par_code, par_nom
from cartoexp.domain.rattachement.accords import Accords, Nom
from cartoexp.domain.rattachement.codes import SIREN, SIRET, Codes, luhn, nettoyer
from cartoexp.domain.rattachement.formes import lire_nom
from cartoexp.domain.rattachement.inscription import inscrire
from cartoexp.domain.rattachement.lignes import Ligne, lire_ligne
from cartoexp.domain.rattachement.niveaux import lire_niveau
from cartoexp.domain.rattachement.noms import ParNom, departement_postal
from cartoexp.domain.rattachement.points import Point, Points, distance_km
from cartoexp.domain.rattachement.proches import Proches
from cartoexp.domain.rattachement.simples import Simples
from cartoexp.domain.rattachement.types import Indices, Rattachement, Statut, Voie
from cartoexp.domain.rattachement.zones import Zones
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cartoexp.domain.rattachement.annuaire import Annuaire
    from cartoexp.domain.territoires import NomAncien, Passage, Territoire

MEMORY = 20_000
"""Rows whose outcome is kept: files repeat their territories."""
NEAR_KM = 10
"""A place drawn beside its commune: its name tells it better than its point."""
OUTSIDE = "Les coordonnées ne sont pas des degrés (WGS 84) d’un point de France."
LENGTH = 5
"""Characters of the code of a commune, and of a postal code."""


@dataclass(frozen=True, slots=True, repr=False)
class Rattacheur:
    """Rows to territories, built once from the reference; safe to share between threads."""

    codes: Codes
    annuaire: Annuaire
    zones: Zones
    accords: Accords
    noms: ParNom
    points: Points
    simples: Simples
    _memoire: dict[Indices, Rattachement] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        territoires: Iterable[Territoire],
        passages: Iterable[Passage],
        locate: Callable[[float, float], Territoire | None],
        noms: Iterable[NomAncien] = (),
    ) -> Rattacheur:
        """Index the reference; ``locate`` takes a longitude and a latitude (WGS 84, degrees)."""
        known, ways, former = list(territoires), list(passages), list(noms)
        annuaire, zones = inscrire(known, ways, former), Zones.build(known)
        near = Proches.build(annuaire)
        return cls(
            Codes.build(known, ways, former),
            annuaire,
            zones,
            Accords(annuaire, near),
            ParNom(annuaire, zones, near),
            Points.build(known, locate),
            Simples.build(known, annuaire),
        )

    def rattacher(self, indices: Indices) -> Rattachement:
        """Return the outcome of a row: always the same for the same clues."""
        found = self.simples.rattacher(indices) or self._memoire.get(indices)
        if found is None:
            if len(self._memoire) >= MEMORY:
                self._memoire.clear()
            found = self._memoire[indices] = self.juger(indices)
        return found

    def juger(self, indices: Indices) -> Rattachement:
        """Judge a row, whether or not it was met before."""
        return self._juger(lire_ligne(indices, self.zones))

    def neuf(self) -> Rattacheur:
        """Return the same, which has met no row yet."""
        return replace(self, _memoire={})

    def oublier(self) -> None:
        """Forget the rows that were met: those of visitors are not kept."""
        self._memoire.clear()

    def _juger(self, ligne: Ligne) -> Rattachement:
        if ligne.vide:
            return par_nom.refus(("Rien ne désigne un territoire sur cette ligne.",))
        for texte in filter(None, (ligne.indices.code, ligne.indices.siren)):
            lus = self.codes.lire(texte)
            if lus:
                return par_code.juger(lus, ligne, self.accords)
        gone = self.codes.dissoute(ligne.indices.code or ligne.indices.siren)
        if gone:
            return par_nom.dissoute(*gone, ligne.notes)
        ligne, notes = self._sans_code(ligne)
        point = self.points.lire(ligne)
        if point:
            return self._au_point(point, ligne, notes)
        if ligne.indices.nom:
            return par_nom.juger(self.noms.trouver(ligne), ligne, notes)
        return self._au_code_postal(ligne, notes)

    def _sans_code(self, ligne: Ligne) -> tuple[Ligne, tuple[str, ...]]:
        """What an unknown code still tells: a postal code, or the département it begins with."""
        code = ligne.indices.code
        if not code:
            siren = ligne.indices.siren
            notes = (f"SIREN {motifs.cite(siren)} inconnu.",) if siren else ()
            return self._au_departement(ligne, nettoyer(siren)), notes
        number = nettoyer(code)
        postal = number.zfill(LENGTH)
        if postal in self.annuaire.postaux and not ligne.indices.code_postal:
            indices = replace(ligne.indices, code_postal=postal)
            said = f"Le code {motifs.cite(code)} n’est pas un code INSEE, mais un code postal."
            return replace(ligne, indices=indices), (said,)
        return self._au_departement(ligne, number), (f"Code {motifs.cite(code)} inconnu.",)

    def _au_departement(self, ligne: Ligne, number: str) -> Ligne:
        """An unknown code of a commune, as the SIREN of one, still tells its département."""
        if ligne.zone is not None:
            return ligne
        if len(number) == LENGTH:
            start = number
        elif len(number) in {SIREN, SIRET} and number.startswith("21") and luhn(number[:SIREN]):
            start = number[2:]
        else:
            return ligne
        around = frozenset({start[:2]}) if start[:1] == "2" else departement_postal(start)
        around = frozenset({"2A", "2B"}) if start[:2] == "20" else around
        known = frozenset(c for c in around if (Niveau.DEPARTEMENT, c) in self.codes.territoires)
        where = f"dans le département {', '.join(sorted(known))}, d’après son code"
        return replace(ligne, zone=known, lieu=where) if known else ligne

    def _au_point(self, point: Point, ligne: Ligne, notes: tuple[str, ...]) -> Rattachement:
        t = point.territoire
        accord = self.accords.juger(t, ligne)
        told = (*notes, *ligne.notes, point.dit)
        where = f"Les coordonnées sont à {motifs.nomme(point.commune)}."
        if accord.nom is Nom.AUTRE:
            kept = self._nomme_autour(accord.autres, point)
            if kept is None:
                said = f"Le nom {motifs.cite(ligne.indices.nom)} désigne "
                said += f"{accord.autre or motifs.liste(accord.autres)}."
                return par_nom.ambigu((*told, where, said), (t, *accord.autres))
            if self._contient(kept, point.commune):
                t = kept
            else:
                told = (*told, f"Par le nom, à moins de {NEAR_KM} km du point.")
                return _rattache(Statut.REPARE, kept, (*told, where))
        elif accord.nom is Nom.INCONNU:
            said = f"Le nom {motifs.cite(ligne.indices.nom)} n’est pas connu."
            return par_nom.ambigu((*told, where, said), (t,))
        elif accord.ecarts:
            return par_nom.ambigu((*told, where, *accord.ecarts), (t,))
        return _rattache(Statut.REPARE if any(told) else Statut.ACCEPTE, t, (*told, where))

    def _nomme_autour(self, others: tuple[Territoire, ...], point: Point) -> Territoire | None:
        """Return the only territory of this name that holds the point, or that is beside it."""
        around = [o for o in others if self._contient(o, point.commune)]
        beside = around or [
            o for o in others if o.niveau is Niveau.COMMUNE and distance_km(o, point) <= NEAR_KM
        ]
        return beside[0] if len(beside) == 1 else None

    def _contient(self, large: Territoire, commune: Territoire) -> bool:
        return self.points.autour(commune, frozenset({large.niveau})) == large

    def _au_code_postal(self, ligne: Ligne, notes: tuple[str, ...]) -> Rattachement:
        code = ligne.indices.code_postal
        held = self.annuaire.postaux.get(code, ())
        told = (*notes, *ligne.notes)
        if not code:
            return par_nom.refus(told or (OUTSIDE,))
        if not held:
            return par_nom.refus((*told, f"Code postal {motifs.cite(code)} inconnu."))
        said = f"Le code postal {code} désigne {motifs.liste(held)}."
        if len(held) > 1 or ligne.indices.code:
            return par_nom.ambigu((*told, said), held)
        return Rattachement(
            Statut.REPARE, held[0], Voie.NOM_CODE_POSTAL, motifs.phrases((*told, said))
        )

    def connait_nom(self, texte: str) -> bool:
        """Tell whether a text is the name of a territory, in some writing."""
        for d in lire_nom(texte):
            found = (n for told, n in self.annuaire.chercher(d, d.niveaux) if n and not told)
            if next(found, None):
                return True
        return False

    def connait_siren(self, texte: str) -> bool:
        """Tell whether a text is the SIREN or a SIRET of a territory."""
        return any(len(lu.ecrit) == SIREN for lu in self.codes.lire(texte))

    def connait_code_postal(self, texte: str) -> bool:
        """Tell whether a text is a postal code, its first zero lost or not."""
        return nettoyer(texte).zfill(LENGTH) in self.annuaire.postaux

    def accorde(self, code: str, nom: str) -> bool:
        """Tell whether a code and a name are of one territory."""
        ligne = lire_ligne(Indices(code=code, nom=nom), self.zones)
        return any(self.accords.nomme(lu.territoire, ligne) for lu in self.codes.lire(code))

    def accorde_niveau(self, code: str, niveau: str) -> bool:
        """Tell whether a code is of the level that a cell tells, of any when it tells none."""
        told = lire_niveau(niveau)
        if told is None:
            return True
        return any(lu.territoire.niveau in told.niveaux for lu in self.codes.lire(code))

    def accorde_departement(self, departement: str, nom: str) -> bool:
        """Tell whether a name is of a territory of a département."""
        ligne = lire_ligne(Indices(nom=nom, departement=departement), self.zones)
        return ligne.zone is not None and bool(self.noms.trouver(ligne).nommes)

    def situe(self, longitude: str, latitude: str) -> bool:
        """Tell whether two cells are a point of France, in this order."""
        ligne = lire_ligne(Indices(longitude=longitude, latitude=latitude), self.zones)
        point = self.points.lire(ligne)
        return point is not None and not point.dit

    def accorde_postal(self, code: str, nom: str) -> bool:
        """Tell whether a name is of a commune of a postal code."""
        ligne = lire_ligne(Indices(nom=nom), self.zones)
        held = self.annuaire.postaux.get(nettoyer(code).zfill(LENGTH), ())
        return any(self.accords.nomme(t, ligne) for t in held)


def _rattache(statut: Statut, t: Territoire, told: tuple[str, ...]) -> Rattachement:
    return Rattachement(statut, t, Voie.COORDONNEES, motifs.phrases(told))
