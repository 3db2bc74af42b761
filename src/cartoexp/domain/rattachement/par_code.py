"""From the readings of a code to an outcome, the other clues of the row being heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.rattachement import motifs
from cartoexp.domain.rattachement.accords import Accord, Nom
from cartoexp.domain.rattachement.types import Rattachement, Statut, Voie
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.domain.rattachement.accords import Accords
    from cartoexp.domain.rattachement.codes import Lu
    from cartoexp.domain.rattachement.lignes import Ligne

_SAID = {Voie.CODE: motifs.ACTUEL}


def juger(lus: Sequence[Lu], ligne: Ligne, accords: Accords) -> Rattachement:
    """Return the outcome of a row whose code is known."""
    lu = _choisi(lus, ligne, accords)
    if lu is None:
        candidats = tuple(dict.fromkeys(x.territoire for x in lus))
        said = (
            f"Le code {motifs.cite(lus[0].ecrit)} peut désigner plusieurs territoires\u00a0: "
            f"{motifs.liste(candidats)}."
        )
        return Rattachement(Statut.AMBIGU, None, None, said, candidats)
    ancien = lu.ecrit if lu.voie is Voie.ANCIEN_CODE else ""
    accord = accords.juger(lu.territoire, ligne, ancien)
    if accord.nom is Nom.AUTRE:
        return _en_code_postal(lu, accord, ligne, accords) or _contredit(lu, accord, ligne)
    return _verdict(lu, accord, ligne)


def _choisi(lus: Sequence[Lu], ligne: Ligne, accords: Accords) -> Lu | None:
    """Return the reading that the level or the name tells, or else the surest; none if parted."""
    if len(lus) == 1:
        return lus[0]
    fitting = [x for x in lus if not ligne.niveaux or x.territoire.niveau in ligne.niveaux] or lus
    named = [x for x in fitting if accords.nomme(x.territoire, ligne)]
    if len(named) == 1:
        return named[0]
    parted = len(fitting) > 1 and fitting[0].voie in {Voie.ANCIEN_CODE, Voie.SIREN}
    return None if parted else fitting[0]


def _verdict(lu: Lu, accord: Accord, ligne: Ligne) -> Rattachement:
    t = lu.territoire
    misfit = accord.ecart_de_niveau and t.niveau is Niveau.COMMUNE
    if misfit or (accord.ecarts and accord.nom is not Nom.ACCORD):
        told = motifs.phrases((f"Le code est celui {motifs.de_nomme(t)}.", *accord.ecarts))
        return Rattachement(Statut.AMBIGU, None, None, told, (t,))
    name = motifs.cite(ligne.indices.nom)
    if accord.voisins:
        of = f"le code {motifs.cite(lu.ecrit)} est celui {motifs.de_nomme(t)}"
        near = motifs.liste(accord.voisins)
        told = f"Le nom {name} n’est pas connu, mais proche de\u00a0: {near}\u00a0; {of}."
        return Rattachement(Statut.AMBIGU, None, None, told, (t, *accord.voisins))
    notes = [*lu.dit, *ligne.notes, *accord.ecarts]
    if accord.nom is Nom.INCONNU:
        notes.append(f"Le nom {name} n’est pas connu\u00a0: c’est le code qui est suivi.")
    elif accord.nom is Nom.PROCHE:
        notes.append(f"Nom officiel\u00a0: {t.nom}.")
    doubts = accord.ecarts or ligne.notes or accord.nom is Nom.INCONNU
    sound = lu.voie in {Voie.CODE, Voie.SIREN} and not doubts
    statut = Statut.ACCEPTE if sound else Statut.REPARE
    return Rattachement(statut, t, lu.voie, motifs.phrases([_SAID.get(lu.voie, ""), *notes]))


def _en_code_postal(lu: Lu, accord: Accord, ligne: Ligne, accords: Accords) -> Rattachement | None:
    """Read the code as a postal one, when the row's name is of a commune that has it."""
    held = accords.annuaire.postaux.get(lu.ecrit, ())
    named = [t for t in held if t in accord.autres]
    if len(named) != 1:
        return None
    said = f"{lu.ecrit} est ici un code postal. Par le nom et le code postal."
    told = motifs.phrases((*ligne.notes, said))
    return Rattachement(Statut.REPARE, named[0], Voie.NOM_CODE_POSTAL, told)


def _contredit(lu: Lu, accord: Accord, ligne: Ligne) -> Rattachement:
    name = motifs.cite(ligne.indices.nom)
    of = f"le code {motifs.cite(lu.ecrit)} est celui {motifs.de_nomme(lu.territoire)}"
    if accord.autre:
        said = f"Le nom {name} désigne {accord.autre}, {of}."
    else:
        said = f"Le nom {name} désigne {motifs.liste(accord.autres)}, mais {of}."
    return Rattachement(Statut.AMBIGU, None, None, said, (lu.territoire, *accord.autres))
