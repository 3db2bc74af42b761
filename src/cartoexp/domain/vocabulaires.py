"""Closed vocabularies of the record, with their French labels: the source of truth.

The values travel in files, URLs and the API; the labels are what people read.
``data/experiments/datapackage.json`` and ``vocabulaires.csv`` repeat them, and a test keeps them
equal.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self

from cartoexp.domain.territoires import Niveau

_NBSP = "\u00a0"


class Vocabulaire(StrEnum):
    """A text value that carries its French label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Build a member from its value and its label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Famille(Vocabulaire):
    """Five families of themes; each has one colour (``--fam-<value>`` of the style sheet)."""

    TRAVAIL = "travail", "Travail et solidarités"
    QUOTIDIEN = "quotidien", "Santé, logement, éducation"
    ECOLOGIE = "ecologie", "Transition écologique"
    DEMOCRATIE = "democratie", "Démocratie locale"
    ACTION = "action", "Territoires et action publique"


class Theme(Vocabulaire):
    """Fourteen themes, in the order of their families."""

    EMPLOI = "emploi", "Emploi et insertion"
    SOLIDARITE = "solidarite", "Solidarités et revenu de base"
    SANTE = "sante", "Santé"
    LOGEMENT = "logement", "Logement et habitat"
    EDUCATION = "education", "Éducation, jeunesse, culture"
    ENERGIE = "energie", "Énergie"
    ENVIRONNEMENT = "environnement", "Environnement et transition"
    ALIMENTATION = "alimentation", "Alimentation et agriculture"
    MOBILITE = "mobilite", "Mobilités"
    DEMOCRATIE = "democratie", "Démocratie participative"
    BUDGET_PARTICIPATIF = "budget_participatif", "Budgets participatifs"
    CENTRE_VILLE = "centre_ville", "Centres-villes et ruralité"
    NUMERIQUE = "numerique", "Numérique et ville intelligente"
    FISCALITE = "fiscalite", "Finances et action publique"

    @property
    def sigle(self) -> str:
        """Two letters that stand for the theme beside the colour of its family."""
        return _THEMES[self][0]

    @property
    def famille(self) -> Famille:
        """Family."""
        return _THEMES[self][1]


_THEMES = {
    Theme.EMPLOI: ("Em", Famille.TRAVAIL),
    Theme.SOLIDARITE: ("So", Famille.TRAVAIL),
    Theme.SANTE: ("Sa", Famille.QUOTIDIEN),
    Theme.LOGEMENT: ("Lo", Famille.QUOTIDIEN),
    Theme.EDUCATION: ("Éd", Famille.QUOTIDIEN),
    Theme.ENERGIE: ("Én", Famille.ECOLOGIE),
    Theme.ENVIRONNEMENT: ("Ev", Famille.ECOLOGIE),
    Theme.ALIMENTATION: ("Al", Famille.ECOLOGIE),
    Theme.MOBILITE: ("Mo", Famille.ECOLOGIE),
    Theme.DEMOCRATIE: ("Dé", Famille.DEMOCRATIE),
    Theme.BUDGET_PARTICIPATIF: ("Bp", Famille.DEMOCRATIE),
    Theme.CENTRE_VILLE: ("Cv", Famille.ACTION),
    Theme.NUMERIQUE: ("Nu", Famille.ACTION),
    Theme.FISCALITE: ("Fi", Famille.ACTION),
}


class Statut(Vocabulaire):
    """Status of an implantation at the date of its attestation, never today's."""

    PROJET = "projet", "En projet"
    EN_COURS = "en_cours", "En cours"
    TERMINEE = "terminee", "Terminée (sans suite connue)"
    PERENNISEE = "perennisee", "Pérennisée localement"
    GENERALISEE = "generalisee", "Généralisée au niveau national"
    ABANDONNEE = "abandonnee", "Abandonnée ou annulée"

    @property
    def provisoire(self) -> bool:
        """Whether the status is expected to change by itself with time."""
        return self in {Statut.PROJET, Statut.EN_COURS}


class BaseLegale(Vocabulaire):
    """Legal ground of an experiment."""

    CONSTITUTION_37_1 = (
        "constitution_37_1",
        f"Art.{_NBSP}37-1 de la Constitution (loi ou règlement expérimental)",
    )
    CONSTITUTION_72_4 = (
        "constitution_72_4",
        f"Art.{_NBSP}72 al.{_NBSP}4 (dérogation des collectivités)",
    )
    LOI_SPECIALE = "loi_speciale", "Loi expérimentale (fondement constitutionnel non vérifié)"
    DEROGATION_PREFECTORALE = "derogation_prefectorale", "Dérogation du préfet"
    DROIT_COMMUN = "droit_commun", "Droit commun / libre administration"
    INCONNUE = "inconnue", "Non renseignée"


class Dimension(Vocabulaire):
    """What the founding essay expects of an experiment."""

    RESILIENTE = "resiliente", "Résiliente"
    CITOYENNE = "citoyenne", "Citoyenne"
    EFFICACE = "efficace", "Efficace"


class Provenance(Vocabulaire):
    """Where a statement comes from: a source that was read, or the compiler's judgement."""

    SOURCE = "source", "Établi par une source"
    JUGEMENT = "jugement", "Qualification proposée par Cartoexp"


class Rattachement(Vocabulaire):
    """How the link between an experiment and a territory is known."""

    SOURCE = "source", "Source consultée"
    DEDUIT = "deduit", "Rattachement ou fait déduit"


class TypeSource(Vocabulaire):
    """Kind of a source."""

    OFFICIEL = "officiel", "Source officielle ou juridique"
    PRESSE_SPECIALISEE = "presse_specialisee", "Presse et presse spécialisée"
    SECONDAIRE = "secondaire", "Source secondaire (reprise, blog, militant)"
    INCONNU = "inconnu", "Type de source non renseigné"


class TypeEvaluation(Vocabulaire):
    """Who carried out an evaluation."""

    INTERNE = "interne", "Bilan du porteur"
    SCIENTIFIQUE = "scientifique", "Évaluation scientifique"
    EXTERNE = "externe", "Évaluateur extérieur"
    COUR_DES_COMPTES = "cour_des_comptes", "Cour ou chambre régionale des comptes"
    PARLEMENTAIRE = "parlementaire", "Rapport parlementaire"
    INSPECTION = "inspection", "Inspection générale de l’État"
    AUTRE = "autre", "Autre évaluation"


class Effet(Vocabulaire):
    """Effect that an evaluation concludes to."""

    NUISIBLE = "nuisible", "Nuisible"
    NUL = "nul", "Nul"
    MITIGE = "mitige", "Mitigé"
    FAVORABLE = "favorable", "Favorable"
    INCONNU = "inconnu", "Inconnu"


class Suite(Vocabulaire):
    """What became of the experiment, as far as the source of the evaluation goes."""

    GENERALISEE = "generalisee", "Généralisée"
    PERENNISEE = "perennisee", "Pérennisée"
    PROROGEE = "prorogee", "Prorogée"
    ABANDONNEE = "abandonnee", "Abandonnée"
    EN_ATTENTE = "en_attente", "En attente de décision"
    INCONNUE = "inconnue", "Suite inconnue"


class Lecture(Vocabulaire):
    """What was read of an evaluation."""

    TEXTE_LU = "texte_lu", "Passage lu, souvent dans un résumé"
    REFERENCE_SEULE = "reference_seule", "Référence connue, texte non lu"


class Confiance(Vocabulaire):
    """Confidence in an evaluation's record."""

    ELEVEE = "elevee", "Confiance élevée"
    MOYENNE = "moyenne", "Confiance moyenne"


class Fondement(Vocabulaire):
    """What allows a norm to be derogated from."""

    CONSTITUTION_37_1 = "constitution_37_1", f"Art.{_NBSP}37-1 de la Constitution"
    CONSTITUTION_72_4 = "constitution_72_4", f"Art.{_NBSP}72, al.{_NBSP}4, de la Constitution"
    LO_1113 = "lo_1113", f"Art.{_NBSP}LO{_NBSP}1113-1 et suivants du CGCT"
    DECRET_2017_1845 = (
        "decret_2017_1845",
        f"Décret n°{_NBSP}2017-1845 (dérogation du préfet, à l’essai)",
    )
    DECRET_2020_412 = "decret_2020_412", f"Décret n°{_NBSP}2020-412 (dérogation du préfet)"
    DECRET_2020_412_ETENDU = (
        "decret_2020_412_etendu",
        f"Décret n°{_NBSP}2020-412 étendu par le décret n°{_NBSP}2025-724 (dérogation du préfet)",
    )
    LOI = "loi", "Loi expérimentale (fondement constitutionnel non vérifié)"
    FRANCE_EXPERIMENTATION = "france_experimentation", "France Expérimentation"
    AUTRE = "autre", "Autre fondement"
    INCONNU = "inconnu", "Fondement non renseigné"


class Decision(Vocabulaire):
    """What was decided on a request for a derogation."""

    EN_ATTENTE = "en_attente", "Demandée, décision attendue"
    ACCORDEE = "accordee", "Accordée"
    REFUSEE = "refusee", "Refusée"
    RETIREE = "retiree", "Demande retirée"
    INCONNUE = "inconnue", "Décision inconnue"


class EchellePreuve(IntEnum):
    """Strength of evidence, after the Maryland scale (0 added for what measures nothing)."""

    DECLARATIF = 0
    SANS_COMPARAISON = 1
    AVEC_COMPARAISON = 2
    TEMOINS = 3
    CAUSAL = 4
    RANDOMISE = 5

    @property
    def label(self) -> str:
        """French label."""
        return _ECHELLE[self]


_ECHELLE = {
    EchellePreuve.DECLARATIF: "Déclaratif, sans mesure de l’effet",
    EchellePreuve.SANS_COMPARAISON: "Mesure ou enquête sans comparaison",
    EchellePreuve.AVEC_COMPARAISON: "Comparaison simple, par exemple avant et après",
    EchellePreuve.TEMOINS: "Comparaison avec des témoins",
    EchellePreuve.CAUSAL: "Estimation causale sans tirage au sort",
    EchellePreuve.RANDOMISE: "Essai randomisé",
}

VOCABULAIRES: dict[str, type[Vocabulaire | EchellePreuve | Niveau]] = {
    "niveau": Niveau,
    "theme": Theme,
    "famille": Famille,
    "statut": Statut,
    "base_legale": BaseLegale,
    "dimension": Dimension,
    "provenance": Provenance,
    "rattachement": Rattachement,
    "type_source": TypeSource,
    "type_evaluation": TypeEvaluation,
    "echelle_preuve": EchellePreuve,
    "effet": Effet,
    "suite": Suite,
    "lecture": Lecture,
    "confiance": Confiance,
    "fondement": Fondement,
    "decision": Decision,
}
"""Every vocabulary by the name it has in ``vocabulaires.csv``."""
