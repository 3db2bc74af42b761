"""The card of a model: what it learnt from, how well it does, what it cannot know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.epreuve import FEW
from cartoexp.domain.essaimage import FEWEST
from cartoexp.domain.phrases import niveaux
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, THIN, typeset
from cartoexp.web.communs import signaler
from cartoexp.web.components import block, breadcrumb, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.essaimage import alertes, mots
from cartoexp.web.pages.essaimage.adresse import PATH
from cartoexp.web.pages.essaimage.fiabilite import MODEL
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.epreuve import Epreuve
    from cartoexp.domain.territoires import Niveau
    from cartoexp.services.depart import Depart
    from cartoexp.web.html import Node
    from cartoexp.web.pages.essaimage.adresse import Adresse

UNKNOWN = (
    "La volonté politique, sans laquelle rien ne commence.",
    "L’argent et les agents que la commune, l’intercommunalité ou l’État peuvent y mettre.",
    "Le calendrier, les élections, les projets déjà engagés.",
    "Ce que les habitants en pensent.",
    "Si l’expérimentation réussira\u00a0: il dit qui ressemble, pas qui réussit.",
)


@dataclass(frozen=True, slots=True)
class Carte:
    """What the card tells; ``indicateurs`` names those of each theme."""

    adresse: Adresse
    depart: Depart
    epreuve: Epreuve | None
    indicateurs: Mapping[str, Sequence[str]]
    effectif: int

    @property
    def niveau(self) -> Niveau:
        """Level."""
        return self.depart.niveau

    @property
    def appris(self) -> bool:
        """Whether there is enough to learn from."""
        return len(self.depart.territoires) >= FEWEST


def layout(carte: Carte) -> Page:
    """Return the page; pure."""
    record = carte.depart.record
    name = typeset(record.experiment.titre) if record else "liste de codes"
    body = html.Main(
        [
            breadcrumb([(carte.adresse.href(), "Essaimage")], "Fiche du modèle"),
            html.H1(f"Fiche du modèle{NBSP}: {name}"),
            html.P(_lead(carte), className="chapo"),
            block("appris", "De quoi il a appris", html.Div(_learnt(carte), className="prose")),
            block("epreuve", "Ce qu’il retrouve", html.Div(_tested(carte), className="prose")),
            block("lit", "Ce qu’il regarde", _looked(carte)),
            block("ignore", "Ce qu’il ne peut pas savoir", html.Div(_unknown(), className="prose")),
            signaler.du_chiffre("candidats", carte.adresse.href(MODEL)),
        ],
        className="page document",
        id="contenu",
    )
    return Page(
        f"Fiche du modèle d’essaimage{NBSP}: {name}",
        "De combien d’implantations le classement a appris, comment il retrouve celles qu’on lui "
        "cache, et ce qu’il ne peut pas savoir.",
        body,
        section=PATH,
        canonical=carte.adresse.href(MODEL),
        robots="noindex, follow",
    )


def _lead(carte: Carte) -> str:
    if not carte.appris:
        return "Trop peu d’implantations pour apprendre\u00a0: ce sont des territoires comparables."
    return (
        "Le classement distingue les territoires qui mènent l’expérimentation de tous les autres, "
        f"puis range {niveaux.counted(carte.effectif, carte.niveau)} par ressemblance."
    )


def _learnt(carte: Carte) -> list[Node]:
    n, depart = len(carte.depart.territoires), carte.depart
    told = [html.P(f"{niveaux.counted(n, carte.niveau)} où elle a lieu ou a eu lieu.")]
    if depart.montes:
        told.append(
            html.P(
                f"Dont {number(depart.montes)} par appartenance{NBSP}: elles y sont parce qu’une "
                "implantation plus petite s’y trouve."
            )
        )
    if depart.arretes:
        told.append(
            html.P(
                f"{number(depart.arretes)} implantation(s) abandonnée(s) comptent aussi{NBSP}: le "
                "classement dit où elle a été tentée, non où elle a marché."
            )
        )
    if n < FEWEST:
        told.append(html.P(f"Il en faut {FEWEST} pour apprendre{THIN}; ici, rien n’est appris."))
    return [*told, *alertes.left_out(depart)]


def _tested(carte: Carte) -> list[Node]:
    test = carte.epreuve
    if test is None:
        return [html.P("Trop peu d’implantations pour en cacher et vérifier qu’il les retrouve.")]
    auc = f"AUC{NBSP}{number(test.auc, 2)}, 0,50 au hasard"
    chance = f"{number(100 * test.auc)} fois sur 100 ({auc})"
    facts = [
        ("Cachées à chaque tirage", f"{number(test.cachees)} sur {number(test.implantations)}"),
        ("Tirages", number(test.tirages)),
        (
            f"Retrouvées parmi les {number(test.cachees)} premières",
            f"{number(100 * test.rappel)}{THIN}% en moyenne (rappel)",
        ),
        (
            "Placées devant un autre territoire pris au hasard",
            chance,
        ),
    ]
    pairs = [[html.Dt(term), html.Dd(told)] for term, told in facts]
    hint = note(
        [
            html.Strong("Indicatif. "),
            f"Moins de {FEW} implantations, chiffres fragiles.",
        ],
        "alerte",
        "alerte",
    )
    return [
        html.P(
            "Une partie des implantations est cachée, le modèle apprend des autres et classe tout "
            "le reste\u00a0: plus les cachées remontent, mieux il fait."
        ),
        html.Dl(pairs, className="def"),
        hint if test.indicatif else None,
        html.P(
            f"Un rappel faible n’est pas une faute{NBSP}: bien d’autres territoires ressemblent à "
            "ceux qui ont été choisis, sans avoir été candidats."
        ),
    ]


def _looked(carte: Carte) -> Element:
    pairs = [
        [html.Dt(mots.theme(theme)), html.Dd(f"{', '.join(names)}.")]
        for theme, names in carte.indicateurs.items()
    ]
    return html.Div(
        [
            html.Dl(pairs, className="def"),
            html.P(html.A("La méthode en détail", href="/methode")),
        ]
    )


def _unknown() -> list[Node]:
    return [
        html.Ul([html.Li(typeset(text)) for text in UNKNOWN]),
        html.P("Un rang est un point de départ pour une conversation, pas une décision."),
    ]
