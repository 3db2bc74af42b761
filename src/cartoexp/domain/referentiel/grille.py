"""The evaluation grid before the start: what is asked, and how much of it two pages hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.dates import PartialDate
from cartoexp.domain.referentiel.champs import Champ, lire
from cartoexp.domain.referentiel.errors import Faute

if TYPE_CHECKING:
    from collections.abc import Mapping


PROJET, LIEUX, MESURE = "projet", "lieux", "mesure"
PARTIES = (
    (PROJET, "Le projet"),
    (MESURE, "La mesure"),
    (LIEUX, "Les territoires"),
)
"""Parts, in the order in which they are filled in."""
TITRE = Champ("titre", "Nom de l’expérimentation", "Celui que portera la délibération.", 120)
DU_PROJET = (
    TITRE,
    Champ(
        "porteur",
        "Qui porte l’expérimentation",
        "La collectivité, et la fonction qui la conduit. Pas de nom de personne.",
        140,
    ),
    Champ(
        "probleme",
        "Le problème à résoudre",
        "Ce qui se passe, depuis quand, pour combien de personnes, d’après quelle source. Ne "
        "nommez pas encore de solution.",
        500,
        5,
    ),
    Champ(
        "public", "Les personnes concernées", "Qui, combien, et qui risque d’être oublié.", 200, 2
    ),
    Champ(
        "action",
        "Ce qui sera fait",
        "L’action, et ce qui la distingue de ce qui se fait déjà.",
        500,
        5,
    ),
    Champ(
        "hypothese",
        "L’hypothèse",
        "Une phrase à laquelle les faits pourront donner tort\u00a0: si nous faisons…, alors… "
        "changera de… avant…, parce que…",
        360,
        4,
    ),
    Champ(
        "droit",
        "Le fondement juridique",
        "Droit commun, article 37-1 ou 72 de la Constitution, dérogation du préfet… avec "
        "l’autorité qui décide et l’échéance.",
        240,
        3,
    ),
)
INDICATEURS = 5
"""Indicators of a grid, at most."""
COLONNES = (
    Champ("nom", "Intitulé", most=90),
    Champ("source", "Source, et qui la relève", most=80),
    Champ("depart", "Valeur de départ", most=30),
    Champ("cible", "Cible", most=30),
    Champ("quand", "Relevé", most=30),
)
"""What is asked of each indicator; the name of a field ends with its rank."""
DEBUT, MOIS = "debut", "mois"
MOST_MOIS = 120
DE_LA_MESURE = (
    Champ(
        "succes",
        "Ce qui fera dire que c’est réussi",
        "Le résultat, chiffré, qui conduira à poursuivre.",
        240,
        3,
    ),
    Champ(
        "arret",
        "Ce qui fera arrêter",
        "Le résultat, le coût ou l’incident qui conduira à arrêter avant le terme.",
        240,
        3,
    ),
    Champ(
        "evaluateur", "Qui évalue", "Une fonction ou un organisme qui ne conduit pas l’essai.", 140
    ),
    Champ("cout", "Le coût prévu", "Tous financeurs compris, temps des agents compris.", 140),
    Champ(
        "restitution", "À qui, et quand, il en est rendu compte", "Assemblée, habitants, État…", 160
    ),
)


def champ(colonne: Champ, rang: int) -> str:
    """Return the name of a field of an indicator; ``rang`` is from 1."""
    return f"{colonne.nom}-{rang}"


def lire_projet(recu: Mapping[str, str]) -> tuple[dict[str, str], list[Faute]]:
    """Return the part on the project, and what is to be corrected."""
    found, faults = lire(DU_PROJET, recu)
    if TITRE.nom not in found:
        faults.append(Faute(TITRE.nom, "Donnez un nom à l’expérimentation."))
    return found, faults


def lire_mesure(recu: Mapping[str, str]) -> tuple[dict[str, str], list[Faute]]:
    """Return the part on what is measured, and what is to be corrected."""
    rows = [
        Champ(champ(c, i), f"{c.libelle} {i}", most=c.most)
        for i in range(1, INDICATEURS + 1)
        for c in COLONNES
    ]
    found, faults = lire((*DE_LA_MESURE, *rows), recu)
    for i in range(1, INDICATEURS + 1):
        named = champ(COLONNES[0], i)
        others = [champ(c, i) for c in COLONNES[1:]]
        if named not in found and any(name in found for name in others):
            faults.append(Faute(named, f"Nommez l’indicateur {i}, ou videz sa ligne."))
    for name, check in ((DEBUT, _debut), (MOIS, _mois)):
        text = " ".join(recu.get(name, "").split())
        if text:
            found[name] = text
            faults += check(text)
    return found, faults


def _debut(text: str) -> list[Faute]:
    try:
        PartialDate.parse(text)
    except ValueError:
        told = "Écrivez le début comme 2027, 2027-03 ou 2027-03-15."
        return [Faute(DEBUT, told)]
    return []


def _mois(text: str) -> list[Faute]:
    if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= MOST_MOIS and len(text) <= 4:  # noqa: PLR2004
        return []
    return [Faute(MOIS, f"Donnez la durée en mois entiers, de 1 à {MOST_MOIS}.")]
