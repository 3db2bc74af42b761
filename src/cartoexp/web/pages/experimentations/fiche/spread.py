"""Block « Où pourrait-elle essaimer ? »: a link at once, the first candidates when it is seen.

A model takes some 0.15 s to learn: the fiche does not wait for it, its script asks for the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.domain.territoires import Niveau
from cartoexp.services.essaimage import Options
from cartoexp.services.profils import NoProfileError
from cartoexp.web.communs import avertissement, drapeaux, signaler
from cartoexp.web.components import block
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH

if TYPE_CHECKING:
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.essaimage import Essaimage
    from cartoexp.services.registry import Services
    from cartoexp.web.html import Node

SHOWN = 10


def waiting(identifier: str) -> Element:
    """Return the block of the fiche, with the way to the ranking while it waits."""
    told = "Les territoires qui ressemblent le plus à ceux où elle a lieu."
    link = html.A("Voir le classement", className="bouton", href=address(identifier))
    data = {"data-charger": f"{PATH}/{identifier}/essaimage"}
    content = html.Div(
        [html.P(told, className="petit discret"), html.P(link, className="actions")],
        className="essaimer",
        **{"aria-live": "polite"},
        **data,
    )
    report = signaler.du_bloc(identifier, "essaimer")
    return block("essaimer", "Où pourrait-elle essaimer ?", content, pied=report)


def address(identifier: str) -> str:
    """Return where the whole ranking is."""
    return f"/essaimage?experimentation={identifier}"


def first(services: Services, identifier: str) -> list[Node]:
    """Return the first candidates of an experiment, or why there is none.

    Raises:
        ExperimentNotFoundError: for an unknown one.
    """
    try:
        found = services.essaimage.rank(
            services.departs.of_experiment(identifier), Options(), SHOWN
        )
    except NoProfileError as error:
        return [html.P(typeset(str(error)))]
    except InvalidParametersError as error:
        return [html.P(typeset(error.problems[0].message))]
    find = services.territoires.find
    items = [
        _item(c, getattr(find(Niveau.DEPARTEMENT, c.territoire.code_departement), "nom", ""))
        for c in found.candidats
    ]
    return [
        avertissement.warning(found.depart),
        html.P(_about(found), className="petit discret"),
        html.Ol(items, className="liste-simple"),
        html.P(
            html.A("Voir le classement", className="bouton", href=address(identifier)),
            className="actions",
        ),
    ]


def _about(found: Essaimage) -> str:
    depart, niveau = found.depart, found.depart.niveau
    level, places = niveaux.plural(niveau), niveaux.counted(len(depart.territoires), niveau)
    if found.comparables_seulement:
        only = f"{'de la seule' if niveau.feminin else 'du seul'} où elle a lieu"
        few = f"de ces {places}" if len(depart.territoires) > 1 else only
        return typeset(
            f"Trop peu d’implantations pour en apprendre quoi que ce soit : les {level} les plus "
            f"proches {few}, par leur profil."
        )
    return typeset(
        f"{level[0].upper()}{level[1:]} qui ressemblent le plus aux {places} où elle a lieu. Un "
        "rang n’est ni une prévision ni un conseil."
    )


def _item(c: Candidat, departement: str) -> Element:
    t = c.territoire
    where = departement if t.niveau in {Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT} else ""
    facts = " · ".join(filter(None, (typeset(where), grandeurs.inhabitants(t.population))))
    said = [(f"Pour{NBSP}: ", c.pour[:2]), (f"Contre{NBSP}: ", c.contre[:1])]
    told = " ".join(f"{label}{', '.join(words)}." for label, words in said if words)
    return html.Li(
        [
            html.H3([f"{number(c.rang)}. ", html.A(lieux.nom(t), href=t.chemin)]),
            html.P([html.Span(facts), drapeaux.flag(c.drapeau, t.niveau)], className="fichette__l"),
            html.P(told, className="petit") if told else None,
        ]
    )
