"""The tables of the catalogue and their columns, with the French descriptions people read."""

from __future__ import annotations

from dataclasses import dataclass

from cartoexp.domain import vocabulaires as v
from cartoexp.domain.catalogue.columns import (
    Column,
    choice,
    choices,
    identifier,
    integer,
    lieux,
    partial_date,
    text,
    url,
    year,
    yes_no,
)
from cartoexp.domain.territoires import Niveau

SHORT, MEDIUM, LONG = 200, 600, 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """One file: name without extension, French title, columns. The first of ``keys`` is primary.

    A catalogue may do without an ``optional`` file.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    keys: tuple[tuple[str, ...], ...] = (("id",),)
    optional: bool = False

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"


EXPERIMENTS = Table(
    "experiments",
    "Expérimentations",
    (
        identifier("id", "Identifiant stable, repris dans les adresses."),
        text("titre", "Titre de l’expérimentation.", limit=SHORT, required=True),
        text("resume", "Ce qui est essayé, en une ou deux phrases.", limit=MEDIUM, required=True),
        choices("themes", "Un ou plusieurs thèmes, séparés par « | ».", v.Theme),
        choice(
            "dimension",
            "Ce que l’expérimentation cherche d’abord : résilience, citoyenneté ou efficacité.",
            v.Dimension,
            required=False,
        ),
        choice(
            "dimension_provenance",
            "Dit si la dimension vient d’une source ou d’un jugement de Cartoexp.",
            v.Provenance,
            required=False,
        ),
        choice("base_legale", "Fondement juridique.", v.BaseLegale),
        choice(
            "base_legale_provenance",
            "Dit si le fondement et la référence juridiques viennent d’une source ou d’un jugement "
            "de Cartoexp.",
            v.Provenance,
            required=False,
        ),
        text("reference_legale", "Lois, décrets et articles.", limit=MEDIUM),
        text("probleme", "Problème visé.", limit=MEDIUM),
        choice(
            "probleme_provenance",
            "Dit si le problème visé vient d’une source ou d’un jugement de Cartoexp.",
            v.Provenance,
            required=False,
        ),
        text("porteurs", "Qui porte l’expérimentation.", limit=MEDIUM),
        text("partenaires", "Qui y participe.", limit=MEDIUM),
        text("public_vise", "À qui elle s’adresse.", limit=MEDIUM),
        text("financement", "Montants et financeurs connus.", limit=MEDIUM),
        text(
            "conditions_transfert",
            "Ce qu’il faut réunir pour la reprendre ailleurs : un conseil, pas une règle de droit.",
            limit=MEDIUM,
        ),
        choice(
            "conditions_transfert_provenance",
            "Dit si les conditions viennent d’une source, reformulée, ou d’un jugement de "
            "Cartoexp.",
            v.Provenance,
            required=False,
        ),
        text("enseignements", "Ce qui marche, ce qui freine, ce qui est à adapter.", limit=LONG),
        url("page_officielle_url", "Adresse de la page officielle."),
        text("notes_provenance", "Réserves sur l’origine des informations.", limit=MEDIUM),
        text("description", "Description longue.", limit=LONG, optional=True),
        text("hypotheses", "Hypothèses à vérifier.", limit=LONG, optional=True),
        text("criteres_succes", "Critères de succès fixés d’avance.", limit=LONG, optional=True),
        text("echantillon", "Échantillon ou comparaison prévue.", limit=LONG, optional=True),
        text("norme_derogee", "Norme à laquelle il est dérogé.", limit=MEDIUM, optional=True),
        identifier(
            "parent",
            "Expérimentation dont celle-ci est la reprise.",
            references="experiments",
            required=False,
            optional=True,
        ),
        partial_date("verifie_le", "Date de la dernière vérification de la fiche.", optional=True),
    ),
)

IMPLANTATIONS = Table(
    "implantations",
    "Implantations : une expérimentation sur un territoire",
    (
        identifier("id", "Identifiant stable de l’implantation."),
        identifier("experimentation", "Expérimentation concernée.", references="experiments"),
        choice("niveau", "Niveau du territoire.", Niveau),
        text(
            "code",
            "Code officiel géographique du territoire ; numéro SIREN pour une intercommunalité.",
            limit=20,
            required=True,
        ),
        text("nom", "Nom du territoire.", limit=SHORT, required=True),
        integer(
            "millesime_cog",
            "Millésime du code officiel géographique auquel appartient le code.",
            low=1999,
            high=2100,
            required=True,
        ),
        choice("statut", "Statut à la date d’attestation, et non aujourd’hui.", v.Statut),
        partial_date("statut_date", "Date à laquelle le statut est attesté ; vide si inconnue."),
        year("debut", "Année de début ; vide si inconnue."),
        year("fin", "Année de fin ; vide si inconnue ou non échue."),
        choice(
            "rattachement",
            "Dit si le lien entre l’expérimentation et le territoire est lu dans une source ou "
            "déduit.",
            v.Rattachement,
        ),
        yes_no("citee_essai", "Dit si l’essai fondateur cite ce territoire pour cet exemple."),
        identifier("source", "Source de l’implantation.", references="sources"),
        text("titre_local", "Titre local, s’il diffère de celui de la fiche.", limit=SHORT),
        text("resume_local", "Résumé local, s’il diffère de celui de la fiche.", limit=MEDIUM),
        text(
            "reference_legale",
            "Référence juridique locale, si elle diffère de celle de la fiche.",
            limit=MEDIUM,
        ),
        text("note", "Précision ou réserve propre à ce territoire.", limit=MEDIUM),
        text("perimetre", "Quartier ou partie du territoire.", limit=SHORT, optional=True),
        text("vague", "Vague de déploiement.", limit=SHORT, optional=True),
    ),
)

EVALUATIONS = Table(
    "evaluations",
    "Évaluations",
    (
        identifier("id", "Identifiant stable de l’évaluation."),
        identifier("experimentation", "Expérimentation évaluée.", references="experiments"),
        year("annee", "Année de l’évaluation ; vide si la source ne la dit pas."),
        text("titre", "Titre de l’évaluation.", limit=SHORT, required=True),
        text("evaluateur", "Qui a évalué.", limit=SHORT, required=True),
        choice("type", "Nature de l’évaluateur.", v.TypeEvaluation),
        text("methode", "Méthode, en quelques mots.", limit=MEDIUM, required=True),
        choice("echelle_preuve", "Force de la preuve, de 0 à 5.", v.EchellePreuve),
        choice(
            "echelle_preuve_provenance",
            "Dit si la force de la preuve et l’effet viennent d’une source ou d’un jugement de "
            "Cartoexp.",
            v.Provenance,
        ),
        choice("effet", "Effet conclu.", v.Effet),
        text("resultats", "Résultats, en quelques phrases.", limit=LONG, required=True),
        choice("suite", "Suite donnée, d’après les sources et non à ce jour.", v.Suite),
        identifier("source", "Source de l’évaluation.", references="sources"),
        choice(
            "lecture", "Dit si un passage a été lu ou si seule la référence est connue.", v.Lecture
        ),
        choice("confiance", "Confiance dans la fiche de l’évaluation.", v.Confiance),
    ),
)

SOURCES = Table(
    "sources",
    "Sources",
    (
        identifier("id", "Identifiant stable de la source."),
        text("titre", "Titre ; vide quand seule l’adresse est connue.", limit=SHORT),
        url("url", "Adresse ; vide quand seul le titre est connu."),
        partial_date("date", "Date que donne le titre ; vide si elle est inconnue."),
        choice("type", "Nature de la source.", v.TypeSource),
    ),
)

LINKS = Table(
    "experimentations_sources",
    "Sources de chaque fiche d’expérimentation",
    (
        identifier("experimentation", "Expérimentation.", references="experiments"),
        integer("rang", "Ordre de la source dans la fiche.", low=1, high=999, required=True),
        identifier("source", "Source.", references="sources"),
    ),
    keys=(("experimentation", "source"), ("experimentation", "rang")),
)

DEROGATIONS = Table(
    "derogations",
    "Dérogations : une norme écartée ou à écarter, et ce qu’il en est advenu",
    (
        identifier("id", "Identifiant stable de la dérogation, repris dans son adresse."),
        identifier(
            "experimentation",
            "Expérimentation que la dérogation permet, ou qu’elle est elle-même.",
            references="experiments",
        ),
        text(
            "norme_texte",
            "Texte auquel il est dérogé : code, loi, décret… ; « inconnue » si aucune source ne "
            "le dit.",
            limit=MEDIUM,
            required=True,
        ),
        text("norme_article", "Article ou articles du texte ; vide si inconnus.", limit=SHORT),
        url("norme_url", "Adresse de la norme ; vide si inconnue."),
        text("autorite", "Qui décide de la dérogation ; vide si inconnu.", limit=SHORT),
        choice("fondement", "Ce qui permet de déroger.", v.Fondement),
        lieux(
            "territoires",
            "Territoires de la dérogation, niveau et code, séparés par « | » ; vide si ce sont "
            "ceux de l’expérimentation.",
        ),
        text("objet", "Ce que la dérogation permet, en une phrase.", limit=MEDIUM, required=True),
        text("motifs", "Pourquoi la norme fait obstacle ; vide si inconnu.", limit=LONG),
        partial_date("demande_le", "Date de la demande ; vide si inconnue."),
        choice("decision", "Décision prise, d’après la source.", v.Decision),
        partial_date("decision_le", "Date de la décision ; vide si inconnue."),
        text("acte", "Acte qui décide : loi, décret, arrêté… ; vide si inconnu.", limit=MEDIUM),
        url("acte_url", "Adresse de l’acte ; vide si inconnue."),
        partial_date("debut", "Date de début ; vide si inconnue."),
        partial_date("expiration", "Date d’expiration ; vide si inconnue ou sans terme."),
        partial_date("evaluation_due_le", "Date limite de l’évaluation ; vide si inconnue."),
        choice("issue", "Ce qu’il en est advenu, d’après les sources et non à ce jour.", v.Suite),
        partial_date("issue_le", "Date de l’issue ; vide si inconnue."),
        identifier(
            "source",
            "Source de la dérogation : norme, acte et décision.",
            references="sources",
        ),
        identifier(
            "source_suite",
            "Source des échéances et de l’issue, si elle diffère.",
            references="sources",
            required=False,
        ),
        choice(
            "provenance",
            "Dit si la norme et son rattachement sont lus dans la source ou jugés par Cartoexp.",
            v.Provenance,
        ),
        identifier(
            "demande",
            "Nom que partagent les lignes d’une même demande, quand leur objet s’écrit autrement.",
            required=False,
            optional=True,
        ),
        text("note", "Précision ou réserve.", limit=MEDIUM, optional=True),
    ),
    optional=True,
)

TABLES = (EXPERIMENTS, IMPLANTATIONS, EVALUATIONS, SOURCES, LINKS, DEROGATIONS)
"""Every table, in the order in which problems are listed."""
