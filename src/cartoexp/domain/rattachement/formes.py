"""What the shape of a written name tells: « Ville de … », « CC du … », « … (42) », « … 13e »."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cartoexp.domain.rattachement.cles import cle
from cartoexp.domain.rattachement.mots import MOTS
from cartoexp.domain.rattachement.niveaux import COMMUNAUTAIRE, GENRES, autre
from cartoexp.domain.territoires import Niveau

_OF = r"(?: (?:de la|de l|du|des|de|d)(?= )| l(?= )| la(?= )| le(?= )| les(?= ))?"
_PREFIXES = tuple(
    (re.compile(rf"^(?:{'|'.join(words)}){_OF} (?=.)"), GENRES[kind])
    for kind, words in MOTS["debuts"].items()
)
_TOWN = re.compile(
    r"^(?:(?:la |le )?(?:commune(?: nouvelle| deleguee| associee)?|ville|mairie|maire|municipalite)"
    r"|hotel de ville) (de la |de l |du |des |de |d |)(?=.)"
)
_ARTICLES = {"du ": "le ", "des ": "les ", "de la ": "la ", "de l ": "l "}
_LEADING = re.compile(r"^(?:le |la |les |l )(?=.)")
_WORD = re.compile(
    r"\b(?:communaute|agglomeration|agglo|metropole|eurometropole|intercommunalite|interco|intercom)\b"
)
_PLAIN_BODY = re.compile(
    r"^collectivite(?: territoriale)?(?: unique)?(?: de la| de l| du| des| de| d)? (?=.)"
)
_ARRONDISSEMENT = re.compile(
    r"^(paris|lyon|marseille) (?:cedex )?0?(\d{1,2})"
    r"(?:e|er|eme|ieme|em|re| e| er| eme)?(?: (?:arrondissement|arrt|arr|ardt|ardst))?$"
)
_ORDINAL_FIRST = re.compile(
    r"^0?(\d{1,2})(?:e|er|eme|ieme| e| er| eme)? (?:arrondissement|arrt|arr|ardt)"
    r"(?: (?:de|d))? (paris|lyon|marseille)$"
)
_ROMAN = re.compile(
    r"^(paris|lyon|marseille) ([ivx]+)(?:er|e|eme)(?: (?:arrondissement|arrt|arr|ardt))?$"
)
_ROMANS = (
    *("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"),
    *("xv", "xvi", "xvii", "xviii", "xix", "xx"),
)
ARRONDISSEMENTS = {"paris": 20, "lyon": 9, "marseille": 16}
_CEDEX = re.compile(r"(?<=.) cedex(?: \d{1,2})?$")
_PARENTHESIS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_ARTICLE = re.compile(r"(?:le|la|les|l['’]?)", re.IGNORECASE)
_POSTAL = re.compile(r"^(\d{5}|2[ab]\d{3}) (?=.)|(?<=.) (\d{5}|2[ab]\d{3})$")
_NUMBER = re.compile(r"^(\d{2,3}|2[ab]) (?=.)|(?<=.) (\d{2,3}|2[ab])$")
_PIECES = re.compile(r"\s+[-–—/|]\s+|\s*[,;]\s*|\s+[-–—]\s*(?=\d)|\s*/\s+")


@dataclass(frozen=True, slots=True)
class Designation:
    """One reading of a written name.

    ``cle`` is the strict key of what is left of the name; ``niveaux`` is empty when its shape
    tells none; ``departement``, ``code_postal`` and ``parenthese`` are what it carries with it;
    ``situe`` says that the reading only stands when ``departement`` is one; ``arrondissement`` is
    its number, 0 without; ``reparations`` are French sentences.
    """

    cle: str
    niveaux: frozenset[Niveau] = frozenset()
    type_epci: str = ""
    departement: str = ""
    situe: bool = False
    code_postal: str = ""
    parenthese: str = ""
    autre: str = ""
    arrondissement: int = 0
    reparations: tuple[str, ...] = ()


@lru_cache(maxsize=8_192)
def lire_nom(nom: str) -> tuple[Designation, ...]:
    """Return the readings of a name, the most literal first; none for an empty one."""
    whole = cle(nom)
    if not whole:
        return ()
    readings = [Designation(whole)]
    bare, inside = _out_of_parentheses(nom)
    readings += [_with_inside(d, inside) for d in _shaped(cle(bare))]
    pieces = [piece for piece in _PIECES.split(bare) if piece.strip()]
    if len(pieces) == 2:  # noqa: PLR2004  « Saint-Étienne - Loire », « 42, Saint-Étienne »
        first, second = map(cle, pieces)
        readings += [replace(d, departement=second, situe=True) for d in _shaped(first)]
        later = [d for d in _shaped(second) if not d.autre]  # « CC Houve - Pays Boulageois »
        readings += [replace(d, departement=first, situe=True) for d in later]
    return tuple(dict.fromkeys(r for r in readings if r.cle))


def _out_of_parentheses(nom: str) -> tuple[str, list[str]]:
    """Take what is in parentheses out of a name, but an article: « Mans (Le) »."""
    inside: list[str] = []

    def taken(match: re.Match[str]) -> str:
        text = match[1].strip()
        if _ARTICLE.fullmatch(text):
            return f" {text}"
        inside.append(text)
        return " "

    return _PARENTHESIS.sub(taken, nom).strip(), inside


def _with_inside(d: Designation, inside: list[str]) -> Designation:
    """Keep what parentheses held: a département, or else an acronym."""
    if not inside:
        return d
    text = inside[-1]
    if re.fullmatch(r"\d{5}|2[ABab]\d{3}", text):
        return replace(d, code_postal=text)
    return replace(d, departement=d.departement or text, parenthese=text)


def sigle_de(text: str) -> str:
    """Return an acronym as it is compared: « C.A.P.I » is « capi »."""
    return cle(text.replace(".", ""))


def _shaped(key: str) -> list[Designation]:
    """Return the readings of a strict key: as it is, and without the words that tell a kind."""
    found = [Designation(key)]
    for plain in _plain(key):
        town = _town(plain)
        found += [d for d in (_arrondissement(plain.cle), town, _kind(plain)) if d]
        if plain.cle != key:
            found.append(plain)
        if town:
            found += [d for d in (_arrondissement(town.cle),) if d]
    other = autre(_LEADING.sub("", key))
    if other:
        found.append(Designation(key, autre=other.autre))
    return found


def _plain(key: str) -> list[Designation]:
    """Return a key with and without the numbers of addresses around it."""
    found = [Designation(key)]
    bare = _CEDEX.sub("", key)
    told = ("«\u00a0Cedex\u00a0» laissé de côté.",) if bare != key else ()
    postal = _POSTAL.search(bare)
    if postal:
        rest = _POSTAL.sub("", bare, count=1)
        number = (postal[1] or postal[2]).upper()
        found.append(Designation(rest, code_postal=number, reparations=told))
    number = _NUMBER.search(bare)
    if number and not postal:
        rest = _NUMBER.sub("", bare, count=1)
        found.append(Designation(rest, departement=number[1] or number[2], reparations=told))
    if told:
        found.append(Designation(bare, reparations=told))
    return found


def _town(d: Designation) -> Designation | None:
    match = _TOWN.match(d.cle)
    if not match:
        return None
    rest = _ARTICLES.get(match[1], "") + d.cle[match.end() :]
    return replace(d, cle=rest, niveaux=frozenset({Niveau.COMMUNE}))


def _kind(d: Designation) -> Designation | None:
    for pattern, kind in _PREFIXES:
        match = pattern.match(d.cle)
        if match:
            rest = d.cle[match.end() :]
            return replace(d, cle=rest, niveaux=kind.niveaux, type_epci=kind.type_epci)
    if _WORD.search(d.cle) or d.cle.startswith("grand "):
        return replace(d, niveaux=COMMUNAUTAIRE)
    body = _PLAIN_BODY.match(d.cle)
    return replace(d, cle=d.cle[body.end() :]) if body else None


def _arrondissement(key: str) -> Designation | None:
    match = _ARRONDISSEMENT.match(key)
    town, number = (match[1], match[2]) if match else ("", "0")
    reverse = _ORDINAL_FIRST.match(key)
    if reverse:
        town, number = reverse[2], reverse[1]
    roman = _ROMAN.match(key)
    if roman and roman[2] in _ROMANS:
        town, number = roman[1], str(_ROMANS.index(roman[2]) + 1)
    if not 0 < int(number) <= ARRONDISSEMENTS.get(town, 0):
        return None
    return Designation(town, frozenset({Niveau.COMMUNE}), arrondissement=int(number))
