"""What is said of a layer: what it shows, how its rows became values, what filters hold; pure."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cartoexp.domain.couches import Cumul, Nature
from cartoexp.domain.couches.agregat import EGALITE, MODALITES
from cartoexp.domain.phrases import carte
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.dit import sentences
from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.niveaux import NOMS
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, capital, quote, typeset
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.couches import Couche
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.services.couches import Coloriage
    from cartoexp.web.context import Web


def sentence(found: Coloriage, shown: int) -> str:
    """Return what the map shows, in words: extremes and median, or how many hold each category."""
    noun = NOMS[found.niveau]
    if not shown:
        return f"Aucun{'e' if noun.feminin else ''} {noun.singulier} ne répond à ces filtres."
    head = f"{noun.counted(shown)} du fichier."
    if found.couche.nature is Nature.NOMBRE:
        return sentences(head, carte.indicator(found.coloration, found.resume), *hidden(found))
    held = Counter(str(v) for v in found.valeurs.values() if v is not None)
    labels = {typeset(name): held[name] for name in found.modalites if held[name]}
    others = held.total() - sum(labels.values()) - held[EGALITE]
    if others:
        labels["autres"] = others
    if held[EGALITE]:
        labels[EGALITE] = held[EGALITE]
    return sentences(head, carte.shares(found.coloration, labels, held.total()), *hidden(found))


def mesure(couche: Couche) -> str:
    """Return what the values are, with their unit: « Montant engagé (€) »."""
    name = capital(typeset(couche.colonne)) or "Lignes du fichier"
    return f"{name} ({couche.unite})" if couche.unite else name


def hidden(found: Coloriage) -> list[str]:
    """Return what is not on the map."""
    n = found.remarques.sans_contour
    if not n:
        return []
    some = verb(n, "territoire du fichier n’a", "territoires du fichier n’ont")
    return [f"{number(n)}{NBSP}{some} pas de contour dans nos sources."]


def filtres(web: Web, vue: VueCouche, found: Coloriage) -> list[str]:
    """Return the filters in words."""
    told = []
    low, high = vue.minimum, vue.maximum
    if low is not None:
        told.append(f"Au moins {number(low, found.coloration.decimales)}")
    if high is not None:
        told.append(f"Au plus {number(high, found.coloration.decimales)}")
    if vue.categories:
        told.append(f"Catégories{NBSP}: {', '.join(map(typeset, vue.categories))}")
    for level in (Niveau.REGION, Niveau.DEPARTEMENT):
        place = web.services.territoires.find(level, getattr(vue, level.value))
        if place is not None:
            told.append(f"{level.label}{NBSP}: {nom(place)}")
    if vue.themes:
        labels = ", ".join(theme.label for theme in vue.themes)
        told.append(f"Expérimentations sur{NBSP}: {labels}")
    return told


CUMULS = {
    Cumul.SOMME: "leurs nombres sont additionnés",
    Cumul.MOYENNE: "c’est la moyenne de leurs nombres qui est montrée",
    Cumul.LIGNES: "leurs lignes sont comptées",
}


def lecture(found: Coloriage) -> list[str]:
    """Return how the rows of the file became values, a sentence each: nothing is silent."""
    couche, held = found.couche, found.remarques
    noun = NOMS[found.niveau]
    told = [rattachees(couche)]
    if held.groupes:
        what = CUMULS[couche.cumul]
        if couche.nature is Nature.CATEGORIE:
            what = "c’est leur catégorie la plus fréquente qui est montrée"
        has = verb(held.groupes, "a", "ont")
        told.append(
            f"{noun.counted(held.groupes)} {has} plusieurs lignes dans le fichier{NBSP}: {what}."
        )
    if held.modalites > MODALITES:
        told.append(
            f"{number(held.modalites)}{NBSP}catégories{NBSP}: les {number(MODALITES)} plus "
            "fréquentes ont leur couleur, les autres n’en ont qu’une."
        )
    if held.egalites:
        tie = verb(held.egalites, "est", "sont")
        told.append(
            f"{noun.counted(held.egalites)} {tie} {quote(EGALITE)}{NBSP}: plusieurs catégories y "
            "sont aussi fréquentes, aucune n’est choisie."
        )
    if held.partiels:
        has = verb(held.partiels, "a", "ont")
        told.append(
            f"{count(held.partiels, 'territoire')} {has} des lignes sans valeur, laissées de côté."
        )
    if held.illisibles:
        one = verb(held.illisibles, "ligne porte", "lignes portent")
        text = f"{number(held.illisibles)}{NBSP}{one} un texte au lieu d’un nombre"
        told.append(f"{text}{NBSP}: valeur absente.")
    return told


def rattachees(couche: Couche) -> str:
    """Return « 120 lignes lues : 118 rattachées, dont 4 réparées ; 2 laissées de côté. »."""
    held = couche.comptes
    text = (
        f"{count(held.lues, 'ligne lue', 'lignes lues')}{NBSP}: "
        f"{number(held.rattachees)} {verb(held.rattachees, 'rattachée', 'rattachées')}"
    )
    if held.reparees:
        text += f", dont {count(held.reparees, 'réparée')}"
    if held.laissees:
        text += f"\u202f; {number(held.laissees)} {verb(held.laissees, 'laissée', 'laissées')}"
        text += " de côté, faute de territoire certain"
    return f"{text}."
