"""The level that a column or the words before a name tell: « Commune », « CA », « PETR »."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold

COMMUNAUTAIRE = frozenset({Niveau.EPCI, Niveau.EPT})


@dataclass(frozen=True, slots=True)
class NiveauDit:
    """Levels that a word may mean; ``type_epci`` as the reference writes it (CC, CA, CU, METRO).

    ``autre`` names, with its article, what is no territory of ours (« un syndicat »): there is no
    level then.
    """

    niveaux: frozenset[Niveau]
    type_epci: str = ""
    autre: str = ""


_COMMUNE = NiveauDit(frozenset({Niveau.COMMUNE}))
_EPCI = NiveauDit(COMMUNAUTAIRE)
_EPT = NiveauDit(frozenset({Niveau.EPT}))
_DEPARTEMENT = NiveauDit(frozenset({Niveau.DEPARTEMENT}))
_REGION = NiveauDit(frozenset({Niveau.REGION}))
_CC = NiveauDit(COMMUNAUTAIRE, "CC")
_CA = NiveauDit(COMMUNAUTAIRE, "CA")
_CU = NiveauDit(COMMUNAUTAIRE, "CU")
_METRO = NiveauDit(COMMUNAUTAIRE, "METRO")


def _autre(what: str) -> NiveauDit:
    return NiveauDit(frozenset(), "", what)


_WORDS: dict[str, NiveauDit] = {
    **dict.fromkeys(
        (
            "commune",
            "communes",
            "com",
            "ville",
            "villes",
            "mairie",
            "municipalite",
            "village",
            "commune nouvelle",
            "commune deleguee",
            "commune associee",
            "arm",
            "arrondissement municipal",
            "comm",
            "commune actuelle",
            "niveau communal",
            "communal",
        ),
        _COMMUNE,
    ),
    **dict.fromkeys(
        (
            "epci",
            "epci a fiscalite propre",
            "epci fp",
            "intercommunalite",
            "intercommunalites",
            "interco",
            "intercommunal",
            "groupement de communes",
            "groupement",
            "communaute",
            "communautes",
            "agglomeration et communaute de communes",
        ),
        _EPCI,
    ),
    **dict.fromkeys(
        (
            "cc",
            "communaute de communes",
            "communaute communes",
            "comcom",
            "com com",
            "communautes de communes",
            "cdc",
        ),
        _CC,
    ),
    **dict.fromkeys(
        (
            "ca",
            "communaute d agglomeration",
            "communaute agglomeration",
            "communautes d agglomeration",
            "agglomeration",
            "agglo",
        ),
        _CA,
    ),
    **dict.fromkeys(("cu", "communaute urbaine", "communautes urbaines"), _CU),
    **dict.fromkeys(
        ("metropole", "metropoles", "eurometropole", "metro", "met", "met69", "met 69", "me"),
        _METRO,
    ),
    **dict.fromkeys(("ept", "etablissement public territorial"), _EPT),
    **dict.fromkeys(
        (
            "departement",
            "departements",
            "dep",
            "dept",
            "dpt",
            "conseil departemental",
            "conseil general",
            "departemental",
            "niveau departemental",
            "cd",
        ),
        _DEPARTEMENT,
    ),
    **dict.fromkeys(
        (
            "region",
            "regions",
            "reg",
            "conseil regional",
            "regional",
            "niveau regional",
            "collectivite territoriale unique",
            "ctu",
        ),
        _REGION,
    ),
}
_AUTRES = {
    "petr": "un PETR",
    "pole d equilibre": "un PETR",
    "pole metropolitain": "un pôle métropolitain",
    "pole": "un pôle",
    "syndicat": "un syndicat",
    "syndicats": "un syndicat",
    "synd": "un syndicat",
    "smictom": "un syndicat",
    "sictom": "un syndicat",
    "sivom": "un syndicat",
    "sivu": "un syndicat",
    "siaep": "un syndicat",
    "sde": "un syndicat",
    "pays": "un pays",
    "pnr": "un parc naturel régional",
    "parc naturel": "un parc naturel régional",
    "parc national": "un parc national",
    "association": "une association",
    "associations": "une association",
    "asso": "une association",
    "entreprise": "une entreprise",
    "societe": "une société",
    "sem": "une société",
    "spl": "une société",
    "sas": "une société",
    "sarl": "une société",
    "office": "un office",
    "oph": "un office de l’habitat",
    "bailleur": "un bailleur",
    "etat": "un service de l’État",
    "prefecture": "un service de l’État",
    "ministere": "un service de l’État",
    "direction": "un service de l’État",
    "universite": "un établissement d’enseignement",
    "lycee": "un établissement d’enseignement",
    "college": "un établissement d’enseignement",
    "etablissement public": "un établissement public",
    "centre hospitalier": "un établissement de santé",
    "chu": "un établissement de santé",
    "hopital": "un établissement de santé",
    "ehpad": "un établissement de santé",
    "ccas": "un centre d’action sociale",
    "cias": "un centre d’action sociale",
    "chambre": "une chambre consulaire",
    "cci": "une chambre consulaire",
    "agence": "une agence",
    "federation": "une fédération",
    "fondation": "une fondation",
    "gip": "un groupement d’intérêt public",
    "groupement d interet": "un groupement d’intérêt public",
    "regie": "une régie",
    "cooperative": "une coopérative",
    "scic": "une coopérative",
    "scop": "une coopérative",
    "particulier": "un particulier",
    "sdis": "un service d’incendie",
    "territoire d energie": "un syndicat",
    "entente": "une entente",
    "collectif": "un collectif",
}


@lru_cache(maxsize=4_096)
def lire_niveau(texte: str) -> NiveauDit | None:
    """Return the level that the cell of a column tells, ``None`` when it tells none."""
    folded = fold(texte)
    return _WORDS.get(folded) or autre(folded)


def autre(folded: str) -> NiveauDit | None:
    """Return what is no territory of ours when a folded text begins by it."""
    words = folded.split()
    for length in (3, 2, 1):
        what = _AUTRES.get(" ".join(words[:length]))
        if what:
            return _autre(what)
    return None
