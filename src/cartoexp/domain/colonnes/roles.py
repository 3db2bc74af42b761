"""What a column may be to us, and the words of headers that tell it."""

from __future__ import annotations

import re
from enum import StrEnum

from cartoexp.domain.texte import fold


class Role(StrEnum):
    """What a column holds; those before ``EXPERIMENTATION`` tell the territory of a row."""

    CODE = "code"
    SIREN = "siren"
    NOM = "nom"
    DEPARTEMENT = "departement"
    REGION = "region"
    CODE_POSTAL = "code_postal"
    NIVEAU = "niveau"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    EXPERIMENTATION = "experimentation"
    TITRE = "titre"
    RESUME = "resume"
    THEME = "theme"
    STATUT = "statut"
    DEBUT = "debut"
    FIN = "fin"
    DATE = "date"
    MONTANT = "montant"
    SOURCE_TITRE = "source_titre"
    SOURCE_URL = "source_url"
    NOTE = "note"

    @property
    def label(self) -> str:
        """French, as a form shows it."""
        return _LABELS[self]


TERRITORIAUX = (
    Role.CODE,
    Role.SIREN,
    Role.NOM,
    Role.DEPARTEMENT,
    Role.REGION,
    Role.CODE_POSTAL,
    Role.NIVEAU,
    Role.LONGITUDE,
    Role.LATITUDE,
)
"""The clues from which a territory is found."""

_LABELS = {
    Role.CODE: "Code du territoire (INSEE ou SIREN)",
    Role.SIREN: "SIREN ou SIRET",
    Role.NOM: "Nom du territoire",
    Role.DEPARTEMENT: "Département",
    Role.REGION: "Région",
    Role.CODE_POSTAL: "Code postal",
    Role.NIVEAU: "Niveau du territoire",
    Role.LONGITUDE: "Longitude",
    Role.LATITUDE: "Latitude",
    Role.EXPERIMENTATION: "Identifiant de l’expérimentation",
    Role.TITRE: "Titre",
    Role.RESUME: "Résumé",
    Role.THEME: "Thème",
    Role.STATUT: "Statut",
    Role.DEBUT: "Début",
    Role.FIN: "Fin",
    Role.DATE: "Date d’attestation",
    Role.MONTANT: "Montant",
    Role.SOURCE_TITRE: "Titre de la source",
    Role.SOURCE_URL: "Adresse de la source",
    Role.NOTE: "Note",
}

_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_PLACE = r"(?:commune|com|ville|epci|ept|geo|territoire|territory|collectivite|comm|geographique)"
_SURE: dict[Role, str] = {
    Role.CODE: rf"(?:code|cod|c|num|numero|n|id)? ?(?:insee|cog)(?: {_PLACE})?|insee code"
    rf"|(?:code|cod|codes|num|id) (?:insee )?{_PLACE}(?: insee)?|{_PLACE} (?:code|insee|id)"
    r"|codgeo|depcom|com|codecommune|codeinsee|codcom|geocode|geo code|code officiel geographique"
    r"|code de la commune|code insee de la commune|code du territoire|code commune d implantation"
    r"|code com|codcommune|code insee (?:19|20)\d\d|cog (?:19|20)\d\d|cartoexp code",
    Role.SIREN: r"(?:n|no|num|numero|code|id)? ?(?:siren|siret)(?: .*)?|.+ (?:siren|siret)",
    Role.NOM: rf"(?:nom|lib|libelle|nom de la|nom du|nom de l) ?{_PLACE}|{_PLACE} (?:nom|name|lib)"
    r"|libgeo|libcom|nomcom|commune|communes|ville|villes|territoire|territoires|collectivite"
    r"|collectivites|nom de la commune|nom de la collectivite|municipalite|localite|epci"
    r"|intercommunalite|nom officiel|commune epci|commune ou epci|nom commune epci|nomcommune"
    r"|nom|lib|libelle|name|nom com"
    r"|libelle de la commune|libelle geographique|nom geo|cartoexp nom",
    Role.DEPARTEMENT: r"(?:code|cod|num|numero|n|nom|lib|libelle|insee|c)? ?"
    r"(?:du |de )?(?:departement|departements|dep|dept|dpt)(?: (?:code|nom|insee|num|numero))?"
    r"|coddep|codedep|codedepartement|libdep",
    Role.REGION: r"(?:code|cod|num|nom|lib|libelle|insee)? ?(?:de la )?(?:region|regions|reg)"
    r"(?: (?:code|nom|insee))?|codreg|libreg|coderegion",
    Role.CODE_POSTAL: r"(?:code|cod|codes)? ?(?:postal|postaux)|cp|codepostal|code post|codpost"
    r"|code postal .*|zip|zip code|cp .*|postcode",
    Role.NIVEAU: r"niveau|echelon|echelle|perimetre|maille|niveau (?:du |de )?(?:territoire|geo.*)"
    r"|type (?:de |du |d )?(?:collectivite|territoire|geo|zonage|perimetre|echelon|acteur)s?"
    r"|territory level|nature(?: juridique)?|categorie juridique|cartoexp niveau|type",
    Role.LONGITUDE: r"lon|long|lng|longitude|x|coord x|x wgs84|x long|geo lon|lon wgs84|xlong",
    Role.LATITUDE: r"lat|latitude|y|coord y|y wgs84|y lat|geo lat|lat wgs84|ylat",
    Role.EXPERIMENTATION: r"experimentation|experimentations|(?:id|identifiant) (?:de l )?"
    r"experimentation|code experimentation",
    Role.TITRE: r"titre|intitule|nom (?:du )?projet|projet|titre (?:du )?projet|intitule .*"
    r"|nom de l experimentation|nom (?:du )?dispositif",
    Role.RESUME: r"resume|description|descriptif|description .*|resume .*|objet|presentation",
    Role.THEME: r"themes?|thematiques?|domaines?|sous theme|theme principal",
    Role.STATUT: r"statut|statut .*|etat|avancement|etat d avancement|status",
    Role.DEBUT: r"debut|date (?:de )?(?:debut|demarrage|lancement)|annee (?:de )?debut|depuis"
    r"|date d ouverture|annee de lancement|debut .*",
    Role.FIN: r"fin|date (?:de )?(?:fin|cloture)|annee (?:de )?fin|jusqu en|fin .*",
    Role.DATE: r"date|annee|millesime|date (?:de )?(?:signature|mise a jour|maj|decision"
    r"|labellisation|derniere mise a jour|attestation)|derniere mise a jour",
    Role.MONTANT: r"montants?|montant .*|cout|cout .*|budget|subvention|subvention .*|aide .*"
    r"|depense|financement|dotation",
    Role.SOURCE_TITRE: r"source|sources|titre (?:de la )?source|source titre|reference",
    Role.SOURCE_URL: r"url|lien|liens|site|site web|adresse web|url .*|lien .*|source url"
    r"|page web|site internet|http.*",
    Role.NOTE: r"notes?|commentaires?|remarques?|observations?|precisions?|info",
}
_SURE_PATTERNS = {role: re.compile(pattern) for role, pattern in _SURE.items()}
_WEAK: dict[Role, str] = {
    Role.CODE: r"\b(?:insee|code|codgeo|cog|id|identifiant)\b",
    Role.NOM: r"\b(?:nom|lib|libelle|commune|communes|ville|territoire|collectivite|name"
    r"|beneficiaire|epci|porteur)\b",
    Role.DEPARTEMENT: r"\b(?:dep|dept|departement)\b",
    Role.REGION: r"\b(?:reg|region)\b",
    Role.CODE_POSTAL: r"\bpostal\b",
    Role.NIVEAU: r"\b(?:type|niveau|echelon|nature|categorie|layer)\b",
    Role.LONGITUDE: r"\b(?:lon|long|longitude)\b",
    Role.LATITUDE: r"\b(?:lat|latitude)\b",
    Role.DATE: r"\bdate\b",
    Role.MONTANT: r"\b(?:montant|cout|aide|budget)\b",
    Role.SOURCE_URL: r"\b(?:url|lien)\b",
    Role.THEME: r"\btheme\b",
}
_WEAK_PATTERNS = {role: re.compile(pattern) for role, pattern in _WEAK.items()}


def lire_entete(entete: str) -> str:
    """Return a header as it is compared: « codeInsee » and « CODE_INSEE » are « code insee »."""
    return fold(_CAMEL.sub(" ", entete))


def roles_dits(entete: str) -> dict[Role, float]:
    """Return how strongly a header tells each role: 1 by its very words, 0.4 by one of them."""
    text = lire_entete(entete)
    told = {role: 0.4 for role, pattern in _WEAK_PATTERNS.items() if pattern.search(text)}
    return told | {r: 1.0 for r, pattern in _SURE_PATTERNS.items() if pattern.fullmatch(text)}


_NIVEAUX = (
    ("commune", r"(?:.* )?(?:com|commune|communes|ville|villes|municipalite)|libcom|nomcom"),
    ("epci", r"(?:.* )?(?:epci|intercommunalites?)"),
    ("departement", r"(?:.* )?(?:dep|dept|departements?)"),
    ("region", r"(?:.* )?(?:reg|regions?)"),
)


def niveau_dit(entete: str) -> str:
    """Return the level that the header of a column of names tells (« Commune »), or ``""``."""
    text = lire_entete(entete)
    return next((n for n, pattern in _NIVEAUX if re.fullmatch(pattern, text)), "")
