"""Block of the territories that look like this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import lieux, niveaux
from cartoexp.domain.phrases.nombres import cut_percent, number
from cartoexp.domain.phrases.ressemblance import alike
from cartoexp.domain.phrases.typographie import NBSP, THIN, capital, typeset
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.services.semblables import SHOWN
from cartoexp.web.communs import ressemblance, signaler
from cartoexp.web.communs.telecharger import Fichier, menu
from cartoexp.web.components import block, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import apprendre, pair, reglages, situer

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.semblables import Semblables
    from cartoexp.web.html import Node
    from cartoexp.web.pages.territoires.demande import Demande
    from cartoexp.web.pages.territoires.situer import Fond

ID = "comparables"
PART = {"data-part": ID}
TITLES = {
    Niveau.COMMUNE: "Communes comparables",
    Niveau.EPCI: "Intercommunalités comparables",
    Niveau.DEPARTEMENT: "Départements comparables",
    Niveau.REGION: "Régions comparables",
}
TITLE = "Territoires comparables"


def bloc(
    found: Semblables | str, here: Territoire, demande: Demande, today: date, fond: Fond
) -> Element:
    """Return the block; without comparables (``found`` is why), one sentence."""
    title = TITLES.get(here.niveau, TITLE)
    if isinstance(found, str):
        return block(ID, TITLE, html.P(found, className="discret"))
    aside = [
        f"Par leur profil, où qu’elles soient{THIN}; la barre montre ce qui les sépare "
        if here.niveau.feminin
        else f"Par leur profil, où qu’ils soient{THIN}; la barre montre ce qui les sépare ",
        f"{niveaux.of_this(here)}. ",
        html.A("Méthode", href="/methode", className="pas-imprimer"),
    ]
    content = [
        reglages.form(found.comparables.themes, here, demande),
        html.Div(results(found, here, today, fond, demande), className="semblables", **PART),
        html.P(id=f"{ID}-dit", className="sr", role="status"),
    ]
    return block(ID, title, content, aside, signaler.du_chiffre("comparables", here.chemin))


def results(
    found: Semblables, here: Territoire, today: date, fond: Fond, demande: Demande
) -> list[Node]:
    """Return what changes with the settings."""
    if not found.pairs:
        return [_nothing(here)]
    every = found.comparables
    rows = [
        pair.row(p, here, found.lieux[p.comparable.territoire.code], today) for p in found.pairs
    ]
    beside: list[Node] = [
        apprendre.twin(found, here, today),
        apprendre.counter_example(found, here, today),
    ]
    return [
        *_notes(found, here),
        ressemblance.key(every.themes),
        html.Ol(rows, className="ressemblances"),
        _onwards(found, here, demande),
        html.Div(
            [situer.figure(found, here, fond), html.Div(beside)],
            className="semblables__suite pas-imprimer",
        ),
    ]


def why_none(here: Territoire, message: str) -> str:
    """Return the one sentence that stands for the comparables that cannot be found."""
    if here.niveau is Niveau.EPT:
        return (
            "Pas de comparaison ici : nos indicateurs ne sont pas calculés pour les établissements "
            "publics territoriaux."
        )
    if here.zone is Zone.COM:
        return "Pas de comparaison ici : sans contour, nos sources en disent trop peu."
    return message


def sentence(found: Semblables, here: Territoire) -> str:
    """Return « Cinq communes lui ressemblent : Lens, Libourne… »."""
    if found.comparables.aucun_proche:
        return ""
    return alike([p.comparable.territoire for p in found.pairs], here.niveau)


def _notes(found: Semblables, here: Territoire) -> list[Node]:
    told: list[Node] = []
    every, feminine = found.comparables, here.niveau.feminin
    if every.aucun_proche:
        none = "Aucune n’est vraiment proche" if feminine else "Aucun n’est vraiment proche"
        place = lieux.lieu(here)
        has = "ont" if place.pluriel else "a"
        apart = f"{capital(place.article)} {has} un profil à part"
        why = f"{apart}{NBSP}: voici tout de même les moins éloigné"
        told.append(note([html.Strong(f"{none}."), f" {why}{'e' * feminine}s."], "alerte"))
    if not every.stable:
        share = cut_percent(every.chevauchement)
        why = f" quand les poids bougent de 10{THIN}%, {share} seulement des vingt premiers restent"
        told.append(note([html.Strong("Classement instable."), f"{why}."], "alerte", "alerte"))
    if len(found.pairs) < SHOWN:
        told.append(note(_few(found, here)))
    return [html.Div(told, className="notes")] if told else []


def _few(found: Semblables, here: Territoire) -> str:
    told = niveaux.counted(found.comparables.effectif, here.niveau)
    return f"{told} seulement avec ces réglages."


def _nothing(here: Territoire) -> Element:
    none = "Aucune" if here.niveau.feminin else "Aucun"
    name = here.niveau.label.lower()
    return html.Div(
        [
            html.H3(typeset(f"{none} {name} avec ces réglages.")),
            html.P("Élargissez le périmètre ou les bornes de population."),
            html.P(
                html.A("Revenir aux réglages d’origine", className="bouton", href=here.chemin),
                className="actions",
            ),
        ],
        className="vide",
    )


def _onwards(found: Semblables, here: Territoire, demande: Demande) -> Element:
    """Return the way to set this territory beside the first three, and the files."""
    files = menu([Fichier(TITLES.get(here.niveau, TITLE), f"{here.chemin}/{ID}", demande.pairs())])
    return html.Div([_together(found, here), files], className="actions pas-imprimer")


def _together(found: Semblables, here: Territoire) -> Node:
    first = [p.comparable.territoire for p in found.pairs[:3]]
    if len(first) < 2:  # noqa: PLR2004  one is offered in its own row
        return None
    several = "premières" if here.niveau.feminin else "premiers"
    label = f"Comparer avec les {number(len(first))} {several}, chiffre par chiffre"
    return html.A(label, className="bouton", href=ressemblance.address([here, *first]))
