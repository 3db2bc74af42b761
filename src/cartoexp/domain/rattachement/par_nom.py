"""From who bears a name to an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.rattachement import motifs
from cartoexp.domain.rattachement.cles import cle_large
from cartoexp.domain.rattachement.inscription import sans_genre
from cartoexp.domain.rattachement.types import Rattachement, Statut, Voie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.rattachement.lignes import Ligne
    from cartoexp.domain.rattachement.noms import Trouve
    from cartoexp.domain.territoires import Territoire


def juger(trouve: Trouve, ligne: Ligne, notes: Sequence[str]) -> Rattachement:
    """Return the outcome of a row that is known by its name."""
    name = motifs.cite(ligne.indices.nom)
    told = (*notes, *ligne.notes)
    if trouve.autre:
        said = f"{name} désigne {trouve.autre}, qui n’est pas un territoire de la référence."
        return refus((*told, said))
    if trouve.dissoutes:
        ended = trouve.dissoutes[0]
        return dissoute(ended.nom, ended.siren, ended.suite, told)
    if not trouve.nommes:
        return _absent(trouve, ligne, told)
    candidats = tuple(dict.fromkeys(n.territoire for n in trouve.nommes))
    if len(candidats) > 1:
        said = f"{name} peut désigner {motifs.liste(candidats)}."
        return ambigu((*told, said), candidats)
    t = candidats[0]
    former = next((n.nom for n in trouve.nommes if n.ancien), "")
    gone = f"Ancien nom\u00a0: {former}, aujourd’hui {motifs.nomme(t)}." if former else ""
    repairs = (*told, *trouve.dit, gone)
    statut = Statut.REPARE if any(repairs) else Statut.ACCEPTE
    return Rattachement(
        statut, t, trouve.voie, motifs.phrases((*repairs, motifs.PAR_NOM[trouve.voie]))
    )


def _absent(trouve: Trouve, ligne: Ligne, told: Sequence[str]) -> Rattachement:
    name = motifs.cite(ligne.indices.nom)
    if trouve.autre_niveau:
        found = tuple(dict.fromkeys(n.territoire for n in trouve.autre_niveau))
        level = motifs.cite(ligne.indices.niveau)
        said = f"Aucun territoire du niveau {level} ne porte le nom {name}, mais\u00a0: "
        return ambigu((*told, f"{said}{motifs.liste(found)}."), found)
    candidats = tuple(dict.fromkeys(n.territoire for n in trouve.ailleurs))
    if not candidats:
        close = f"\u00a0; proche de\u00a0: {motifs.liste(trouve.proches)}" if trouve.proches else ""
        said = f"Aucun territoire ne porte le nom {name}{close}."
        return refus((*told, said), trouve.proches)
    where = ligne.lieu or "là où la ligne le situe"
    said = f"Aucun territoire ne porte le nom {name} {where}\u00a0; ailleurs\u00a0: "
    return ambigu((*told, f"{said}{motifs.liste(candidats)}."), candidats)


def dissoute(nom: str, siren: str, suite: Territoire | None, told: Sequence[str]) -> Rattachement:
    """Return what becomes of a row on an EPCI that is no more.

    A successor is followed when it bears the same name, and only proposed otherwise.
    """
    said = f"L’intercommunalité {nom} ({siren}) n’existe plus\u00a0; "
    if suite is None:
        return refus((*told, f"{said}ses communes sont dans plusieurs intercommunalités."))
    said = f"{said}toutes ses communes sont aujourd’hui dans {motifs.nomme(suite)}."
    if cle_large(sans_genre(nom)) == cle_large(sans_genre(suite.nom)):
        return Rattachement(Statut.REPARE, suite, Voie.ANCIEN_CODE, motifs.phrases((*told, said)))
    return ambigu((*told, said), (suite,))


def refus(told: Sequence[str], candidats: tuple[Territoire, ...] = ()) -> Rattachement:
    """Return a refusal."""
    return Rattachement(Statut.REFUSE, None, None, motifs.phrases(told), candidats)


def ambigu(told: Sequence[str], candidats: tuple[Territoire, ...]) -> Rattachement:
    """Return a hesitation between territories."""
    return Rattachement(Statut.AMBIGU, None, None, motifs.phrases(told), candidats)
