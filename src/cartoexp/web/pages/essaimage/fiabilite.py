"""How far the ranking can be trusted: a note beside the list; its figures come a moment later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.epreuve import FEW
from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN
from cartoexp.web.components import note
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage.adresse import PATH

if TYPE_CHECKING:
    from cartoexp.domain.epreuve import Epreuve
    from cartoexp.services.depart import Depart
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.essaimage.etat import Etat

MODEL = f"{PATH}/modele"
TEST = f"{PATH}/epreuve"


def short(etat: Etat) -> Element:
    """Return the note; the browser asks for the figures at ``data-fragment`` and writes them."""
    start = etat.adresse.start
    if etat.essaimage.comparables_seulement:
        return few(etat.depart)
    learnt = niveaux.counted(len(etat.depart.territoires), etat.niveau)
    return note(
        [
            html.Strong("Fiabilité. "),
            f"Appris de {learnt}. ",
            html.Span(id="epreuve", **{"data-fragment": start.href(TEST), "aria-live": "polite"}),
            html.A("Fiche du modèle", href=start.href(MODEL)),
        ]
    )


def few(depart: Depart) -> Element:
    """Return what is done with too few implantations to learn from."""
    level = niveaux.plural(depart.niveau)
    one = len(depart.territoires) == 1
    counted = "Une seule implantation" if one else "Deux implantations seulement"
    like = "à la sienne" if one else "à l’une d’elles"
    return note(
        [
            html.Strong(f"{counted} à ce niveau{NBSP}: rien ne peut en être appris. "),
            f"Il en faut trois. Voici les {level} dont le profil ressemble le plus {like}.",
        ]
    )


def figures(test: Epreuve | None) -> list[Node]:
    """Return how well hidden implantations are found again, in a sentence or two."""
    if test is None:
        return ["Trop peu d’implantations pour en cacher et vérifier qu’elles sont retrouvées. "]
    percent = number(100 * test.rappel)
    told = (
        f"{number(test.cachees)} cachées puis cherchées, {test.tirages}{NBSP}fois{NBSP}: "
        f"{percent}{THIN}% retrouvées parmi les {number(test.cachees)} premières, et devant un "
        f"autre territoire {number(100 * test.auc)} fois sur 100 "
        f"(AUC{NBSP}{number(test.auc, 2)}, 0,50 au hasard). "
    )
    if not test.indicatif:
        return [told]
    return [told, html.Strong("Indicatif"), f"{NBSP}: moins de {FEW} implantations. "]
