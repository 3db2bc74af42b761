"""A catalogue of two invented experiments on real territories, and what is needed to check it."""

import csv
from copy import deepcopy
from io import StringIO

from cartoexp.domain.catalogue import TABLES, Catalogue, Problem, parse_rows, validate_catalogue
from cartoexp.domain.resolution import Resolver
from cartoexp.domain.territoires import Niveau, Passage, Territoire, Zone

Row = dict[str, str]
Rows = dict[str, list[Row]]

RESOLVER = Resolver.build(
    [
        Territoire(Niveau.COMMUNE, "01001", "L’Abergement-Clémenciat", Zone.METRO),
        Territoire(Niveau.COMMUNE, "14581", "Aurseulles", Zone.METRO),
        Territoire(Niveau.COMMUNE, "2A004", "Ajaccio", Zone.METRO),
        Territoire(Niveau.COMMUNE, "59178", "Douai", Zone.METRO, siren="215901786"),
        Territoire(Niveau.EPCI, "200044618", "CA Douaisis Agglo", Zone.METRO),
        Territoire(Niveau.EPT, "200057875", "Est Ensemble", Zone.METRO),
        Territoire(Niveau.DEPARTEMENT, "59", "Nord", Zone.METRO),
        Territoire(Niveau.REGION, "32", "Hauts-de-France", Zone.METRO),
    ],
    [Passage("14011", "Anctoville", "14581", "fusion")],
)


def _experiment(key: str, theme: str) -> Row:
    return {
        "id": key,
        "titre": f"Essai {key}",
        "resume": "Un essai, pour voir.",
        "themes": theme,
        "dimension": "citoyenne",
        "dimension_provenance": "jugement",
        "base_legale": "droit_commun",
        "base_legale_provenance": "jugement",
        "reference_legale": "",
        "probleme": "Un problème.",
        "probleme_provenance": "source",
        "porteurs": "La ville",
        "partenaires": "",
        "public_vise": "",
        "financement": "",
        "conditions_transfert": "",
        "conditions_transfert_provenance": "",
        "enseignements": "",
        "page_officielle_url": "https://www.example.org/essai",
        "notes_provenance": "",
    }


def _implantation(number: int, experiment: str, niveau: str, code: str, nom: str) -> Row:
    return {
        "id": f"{experiment}-{number:03d}",
        "experimentation": experiment,
        "niveau": niveau,
        "code": code,
        "nom": nom,
        "millesime_cog": "2026",
        "statut": "en_cours",
        "statut_date": "2025-12",
        "debut": "2016",
        "fin": "",
        "rattachement": "source",
        "citee_essai": "non",
        "source": "presse-1",
        "titre_local": "",
        "resume_local": "",
        "reference_legale": "",
        "note": "",
    }


VALID: Rows = {
    "experiments": [
        _experiment("jardin", "alimentation|democratie"),
        _experiment("navette", "mobilite"),
    ],
    "implantations": [
        _implantation(1, "jardin", "commune", "59178", "Douai"),
        _implantation(2, "jardin", "epci", "200044618", "CA Douaisis Agglo"),
        _implantation(1, "navette", "commune", "01001", "L'Abergement-Clémenciat"),
        _implantation(2, "navette", "ept", "200057875", "Est Ensemble"),
        _implantation(3, "navette", "departement", "59", "Nord"),
        _implantation(4, "navette", "region", "32", "Hauts-de-France"),
    ],
    "evaluations": [
        {
            "id": "jardin-eval-01",
            "experimentation": "jardin",
            "annee": "2020",
            "titre": "Premier bilan",
            "evaluateur": "La ville",
            "type": "interne",
            "methode": "Enquête",
            "echelle_preuve": "1",
            "echelle_preuve_provenance": "jugement",
            "effet": "mitige",
            "resultats": 'Des récoltes, "peu" de récolteurs.',
            "suite": "inconnue",
            "source": "rapport-2",
            "lecture": "texte_lu",
            "confiance": "moyenne",
        }
    ],
    "sources": [
        {
            "id": "presse-1",
            "titre": "",
            "url": "https://www.example.org/article",
            "date": "2025-12-03",
            "type": "presse_specialisee",
        },
        {"id": "rapport-2", "titre": "Rapport", "url": "", "date": "", "type": "officiel"},
    ],
    "experimentations_sources": [
        {"experimentation": "jardin", "rang": "1", "source": "rapport-2"},
        {"experimentation": "jardin", "rang": "2", "source": "presse-1"},
        {"experimentation": "navette", "rang": "1", "source": "presse-1"},
    ],
    "derogations": [
        {
            "id": "navette-derog-01",
            "experimentation": "navette",
            "norme_texte": "code de la route",
            "norme_article": "art. R. 412-6",
            "norme_url": "https://www.example.org/norme",
            "autorite": "Préfet du Nord",
            "fondement": "decret_2020_412",
            "territoires": "commune:59178|epci:200044618",
            "objet": "Faire rouler une navette sans conducteur.",
            "motifs": "",
            "demande_le": "2021",
            "decision": "accordee",
            "decision_le": "2021-06-01",
            "acte": "arrêté du 1er juin 2021",
            "acte_url": "",
            "debut": "2021-07",
            "expiration": "2024-07-01",
            "evaluation_due_le": "2024-01",
            "issue": "prorogee",
            "issue_le": "2024",
            "source": "presse-1",
            "source_suite": "rapport-2",
            "provenance": "source",
        }
    ],
}


def valid() -> Rows:
    return deepcopy(VALID)


def to_csv(rows: list[Row]) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def check_texts(texts: dict[str, str]) -> tuple[Catalogue | None, list[Problem]]:
    raw = {
        table.name: parse_rows(table.file, StringIO(texts[table.name], newline=""))
        for table in TABLES
        if table.name in texts
    }
    return validate_catalogue(raw, RESOLVER)


def check(rows: Rows) -> tuple[Catalogue | None, list[Problem]]:
    return check_texts({name: to_csv(table) for name, table in rows.items()})
