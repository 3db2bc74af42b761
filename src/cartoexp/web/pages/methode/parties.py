"""Figures and tables of the method, as the words that fill its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.chiffres import THIN_THEME
from cartoexp.domain.dates import STALE_AFTER_MONTHS, PartialDate
from cartoexp.domain.lecture import Portee
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import EchellePreuve, Effet, Statut
from cartoexp.domain.voisinage import NEARBY_KM
from cartoexp.services.methode import MANY
from cartoexp.web.documents import table
from cartoexp.web.pages.methode import ajoutes, epreuves, rattachements

if TYPE_CHECKING:
    from cartoexp.services.methode import Compte, Figures

PASSAGES = {
    "deleguee": "Commune déléguée",
    "associee": "Commune associée",
    "arrondissement_municipal": "Arrondissement de Paris, Lyon ou Marseille",
    "fusionnee": "Commune réunie à une autre",
    "recodee": "Commune qui a changé de code",
}
THIN = "peu fourni : toute comparaison y est fragile"


def parts(figures: Figures) -> dict[str, str]:
    """Return every part of the text by name."""
    return {
        **_catalogue(figures.compte),
        **_doubts(figures.compte),
        **_evidence(figures.compte),
        **_territories(figures),
        **epreuves.parts(figures),
        "ajoutes": ajoutes.part(figures),
        **rattachements.parts(figures),
        "seuil_programme": number(MANY),
        "seuil_theme": number(THIN_THEME),
        "seuil_mois": number(STALE_AFTER_MONTHS),
        "seuil_km": number(NEARBY_KM),
        "jour": PartialDate(figures.jour.year, figures.jour.month, figures.jour.day).label,
    }


def _catalogue(compte: Compte) -> dict[str, str]:
    c = compte.chiffres
    themes = [
        (t.label, number(n.experimentations), number(n.implantations), THIN if n.thin else "")
        for t, n in c.themes.items()
    ]
    heads = ("Thème", "Expérimentations", "Implantations", "Remarque")
    levels = [(n.label_pluriel, number(compte.niveaux.get(n, 0))) for n in Niveau]
    return {
        "experimentations": count(c.experimentations, "expérimentation"),
        "implantations": count(c.implantations, "implantation"),
        "territoires": count(c.territoires, "territoire"),
        "evaluations": count(c.evaluations, "évaluation"),
        "evaluees": count(c.evaluees, "expérimentation"),
        "sources": count(compte.sources_total, "source"),
        "table_themes": table("Expérimentations et implantations par thème", heads, themes, (1, 2)),
        "table_niveaux": table(
            "Implantations par niveau de territoire", ("Niveau", "Implantations"), levels, (1,)
        ),
    }


def _doubts(compte: Compte) -> dict[str, str]:
    c = compte.chiffres
    statuses = [(s.label, number(compte.statuts.get(s, 0))) for s in Statut]
    return {
        "deduites": number(c.deduites),
        "sans_debut": count(c.sans_debut, "implantation"),
        "sans_attestation": number(c.sans_attestation),
        "sources_secondaires": count(compte.sources_secondaires, "implantation"),
        "sources_sans_date": number(compte.sources_sans_date),
        "programmes": count(compte.programmes, "programme"),
        "avec_note": count(compte.avec_note, "implantation"),
        "perimees": number(compte.perimees),
        "bases_jugees": number(compte.bases_jugees),
        "dimensions_jugees": number(compte.dimensions_jugees),
        "preuves_jugees": number(compte.preuves_jugees),
        "table_statuts": table(
            "Implantations par statut, chacun à sa date d’attestation",
            ("Statut", "Implantations"),
            statuses,
            (1,),
        ),
    }


def _evidence(compte: Compte) -> dict[str, str]:
    c = compte.chiffres
    strength = [(f"{int(e)}", e.label, number(compte.preuves.get(e, 0))) for e in EchellePreuve]
    effects = [(e.label, number(compte.effets.get(e, 0))) for e in Effet]
    return {
        "evaluations_internes": count(compte.evaluations_internes, "évaluation"),
        "evaluations_non_lues": count(compte.evaluations_non_lues, "évaluation"),
        "sans_evaluation": count(c.experimentations - c.evaluees, "expérimentation"),
        "table_preuves": table(
            "Évaluations par force de la preuve",
            ("Niveau", "Ce qu’il veut dire", "Évaluations"),
            strength,
            (2,),
        ),
        "table_effets": table("Évaluations par effet", ("Effet", "Évaluations"), effects, (1,)),
    }


def _territories(figures: Figures) -> dict[str, str]:
    held = figures.manifest["effectifs"]
    repairs = figures.manifest["reparations"].values()
    passages = sorted(figures.passages.items())
    return {
        "nb_communes": number(held["communes"]),
        "nb_epci": number(held["epci"]),
        "nb_ept": number(held["ept"]),
        "millesime": figures.manifest["millesime"],
        "anciens_codes": count(sum(figures.passages.values()), "ancien code", "anciens codes"),
        "table_reparations": table(
            "Réparations des contours et des contacts",
            ("Réparation", "Nombre"),
            [(r["libelle"], number(r["nombre"])) for r in repairs],
            (1,),
        ),
        "table_passages": table(
            "Anciens codes par nature",
            ("Nature", "Nombre"),
            [(PASSAGES.get(kind, kind), number(n)) for kind, n in passages],
            (1,),
        ),
        "table_indicateurs": _indicators(
            figures, Portee.TERRITOIRE, "Indicateurs, unités, définitions et sources"
        ),
        "table_environs": _indicators(
            figures, Portee.ENVIRONS, "Indicateurs des environs, unités, définitions et sources"
        ),
    }


def _indicators(figures: Figures, portee: Portee, caption: str) -> str:
    return table(
        caption,
        ("Indicateur", "Unité", "Définition", "Source et millésime"),
        [
            (i.libelle, i.unite, i.description, f"{i.producteur}, {i.millesime} ; {i.source}")
            for i in figures.indicateurs
            if i.portee is portee
        ],
    )
