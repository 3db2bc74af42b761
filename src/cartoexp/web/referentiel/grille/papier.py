"""The two pages to be attached to a deliberation: what their template tells; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.dates import day
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, THIN, quote, typeset
from cartoexp.domain.referentiel.grille import COLONNES, DE_LA_MESURE, DU_PROJET, MESURE, PROJET
from cartoexp.domain.referentiel.lacunes import indicateurs
from cartoexp.domain.temoins import Verdict
from cartoexp.services.temoins import Portee
from cartoexp.web.referentiel.grille import dire, equilibre
from cartoexp.web.referentiel.grille.duree import duree
from cartoexp.web.referentiel.grille.vu import NOM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.temoins import Reglages
    from cartoexp.web.referentiel.grille.assembler import Lieux
    from cartoexp.web.referentiel.grille.temoins import Trouves
    from cartoexp.web.referentiel.grille.vu import Vu

VIDE = "à compléter"
SANS_TEMOIN = (
    "Aucun territoire témoin n’est retenu\u00a0: les effets seront jugés sur la seule évolution "
    "des territoires qui essaient. Une évolution générale pourrait être prise pour un effet de "
    "l’essai."
)


def told(vu: Vu, ou: Lieux) -> dict[str, Any]:
    """Return what the template « grille » tells."""
    held = vu.dossier
    projet = {c.nom: _dit(held.dit(PROJET, c.nom)) for c in DU_PROJET}
    mesure = [(c.libelle, _dit(held.dit(MESURE, c.nom))) for c in DE_LA_MESURE]
    return {
        "titre": typeset(vu.titre),
        "sur-titre": NOM,
        "description": f"{NOM}{NBSP}: {typeset(vu.titre)}",
        "pied": _pied(vu, ou),
        "vide": VIDE,
        "projet": projet,
        "libelles": {c.nom: c.libelle for c in DU_PROJET},
        "colonnes": ["Indicateur", *(c.libelle for c in COLONNES[1:])],
        "indicateurs": [[_dit(row[c.nom]) for c in COLONNES] for row in indicateurs(held)],
        "decision": [("Durée", duree(held) or VIDE), *mesure],
        **_lieux(vu, ou),
    }


def _dit(text: str) -> str:
    return typeset(text) or VIDE


def _pied(vu: Vu, ou: Lieux) -> str:
    data = ""
    if ou.trouves:
        data = f" Données{NBSP}: INSEE, IGN, DGCL, DGFiP, millésime{NBSP}{ou.trouves.millesime}."
    return (
        f"Composé le {day(vu.jour)} avec Cartoexp, référentiel de l’expérimentation locale, "
        f"version{NBSP}{vu.dossier.version}.{data} Les textes sont ceux de la collectivité."
    )


def _lieux(vu: Vu, ou: Lieux) -> dict[str, Any]:
    tried = [vu.nommer(t) for t in ou.essais]
    none = {
        "essais": ", ".join(tried) or VIDE,
        "paires": [],
        "regles": "",
        "equilibre": [],
        "equilibre-colonnes": list(equilibre.COLONNES),
        "equilibre-dit": "",
        "equilibre-note": "",
        "puissance": [],
        "sans-temoin": SANS_TEMOIN if tried else "",
    }
    if ou.trouves is None or not ou.trouves.appariement.temoins:
        return none
    found = ou.trouves.appariement
    return {
        **none,
        "sans-temoin": dire.seuls([vu.nommer(t) for t in found.seuls]) if found.seuls else "",
        "paires": [
            (vu.nommer(p.essai), _suite([vu.nommer(t.territoire) for t in p.temoins]))
            for p in found.paires
        ],
        "regles": _regles(ou.reglages, ou.reprise, ou.trouves),
        "equilibre": _equilibre(ou.trouves),
        "equilibre-dit": dire.conclusion(found, ou.trouves.indicateurs),
        "equilibre-note": dire.LEGENDE,
        "puissance": list(dire.puissance(found)),
    }


def _suite(names: Sequence[str]) -> str:
    return f"{THIN}; ".join(names) or "aucun"


def _equilibre(trouves: Trouves) -> list[Mapping[str, Any]]:
    return [
        {
            "cellules": list(equilibre.dits(x, trouves.indicateurs[x.indicateur])),
            "fort": x.verdict is Verdict.DESEQUILIBRE,
        }
        for x in trouves.appariement.equilibre.lignes
    ]


def _regles(asked: Reglages, reprise: str, trouves: Trouves) -> str:
    """Return the rules in one sentence, so that anyone may do the same again."""
    found = trouves.appariement
    when = f" le {day(trouves.le)}" if trouves.le else ""
    parts = [f"jusqu’à {count(asked.par, 'témoin')} par territoire"]
    if asked.portee is not Portee.FRANCE:
        parts.append(asked.portee.label.lower())
    if asked.distance_km:
        parts.append(f"à {asked.distance_km}{NBSP}km au moins de l’essai")
    if not asked.meme_epci and found.paires[0].essai.code_epci:
        parts.append("hors de la même intercommunalité")
    if reprise:
        parts.append(f"hors des territoires qui mènent ou ont mené {quote(typeset(reprise))}")
    if asked.theme:
        parts.append("ou une autre expérimentation recensée sur le même thème")
    if asked.proches:
        parts.append("proches au sens du moteur de comparaison")
    if trouves.ecartes:
        names = ", ".join(typeset(t.nom) for t in trouves.ecartes)
        parts.append(f"sauf {names}, écartés par l’équipe")
    return f"Choisis{when} parmi {count(found.admis, 'territoire')}{NBSP}: {', '.join(parts)}."
