"""What is asked of the derogations of a proposal, beyond what is asked of a catalogue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cartoexp.domain.catalogue.places import INCONNU_AUJOURD_HUI
from cartoexp.domain.catalogue.problems import Gravite
from cartoexp.domain.catalogue.tables import DEROGATIONS
from cartoexp.domain.contributions.doublons import PROCHE, Doublon
from cartoexp.domain.normes import lire
from cartoexp.domain.texte import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cartoexp.domain.catalogue import Problem
    from cartoexp.domain.contributions.contribution import Contenu, Ligne
    from cartoexp.domain.contributions.dossier import Dossier
    from cartoexp.domain.derogations import Derogation

SOUTENUE = "Ce territoire soutient déjà cette demande."
PAREILLE = "Cette demande est déjà au registre : votre territoire s’y ajoutera comme soutien."
VOISINE = "Une demande très proche porte sur la même norme. Reprenez son objet pour la soutenir."


def exiger_lieux(problems: Iterable[Problem], base: Dossier) -> Iterator[Problem]:
    """Yield problems; a territory that is none is refused unless the record held it already."""
    held = {
        place
        for row in base.get(DEROGATIONS.name, {}).values()
        for place in row.get("territoires", "").split("|")
    }
    for problem in problems:
        unknown = problem.file == DEROGATIONS.file and problem.message.endswith(INCONNU_AUJOURD_HUI)
        if unknown and problem.value not in held:
            told = problem.message.removesuffix(INCONNU_AUJOURD_HUI)
            yield replace(problem, message=told, gravite=Gravite.ERREUR)
        else:
            yield problem


def demandes_connues(
    contenu: Contenu, connues: Iterable[Derogation], titres: Mapping[str, str]
) -> list[Doublon]:
    """Return what the registry holds already of the derogations that are proposed."""
    rows = [row for row in contenu.get(DEROGATIONS.name, ()) if not row.get("id")]
    known = list(connues)
    found = [
        Doublon(d.experimentation, titres.get(d.experimentation, d.experimentation), told)
        for row in rows
        for d in known
        if (told := _dit(row, d))
    ]
    return list({(d.experimentation, d.motif): d for d in found}.values())


def _dit(row: Ligne, known: Derogation) -> str:
    norme = lire(row.get("norme_texte", ""), row.get("norme_article", ""))
    objet = fold(row.get("objet", ""))
    if not objet or norme.inconnue or norme.cle != known.norme.cle:
        return ""
    asked = row.get("demande") or objet
    if asked == known.cle_demande[1]:
        places = set(row.get("territoires", "").split("|")) - {""}
        return SOUTENUE if places & set(map(str, known.territoires)) else PAREILLE
    return VOISINE if fuzz.token_sort_ratio(objet, fold(known.objet)) >= PROCHE else ""
