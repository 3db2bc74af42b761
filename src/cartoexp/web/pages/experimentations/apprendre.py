"""« Ce qu’elle apprend »: what worked, what did not and why, at what cost, with whom to speak.

One page to be printed. What the record does not say is told, with the way to say it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cartoexp.domain.contributions import Genre
from cartoexp.domain.lecons import trier
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, small, telephone, typeset
from cartoexp.domain.statuts import statut_phrase
from cartoexp.domain.vocabulaires import Effet, Provenance, Statut
from cartoexp.web.communs import signaler
from cartoexp.web.components import block, breadcrumb, icon, judged
from cartoexp.web.html import tags as html
from cartoexp.web.pages.experimentations.address import PATH
from cartoexp.web.pages.experimentations.fiche.evaluation import graded
from cartoexp.web.pages.experimentations.fiche.lessons import LIMIT
from cartoexp.web.pages.experimentations.fiche.model import told
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Evaluation, Implantation
    from cartoexp.domain.territoires import Niveau, Territoire
    from cartoexp.web.html import Element, Node
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

SUITE = "apprendre"
PARLER = 6
"""Territories that are named: enough for three calls."""
ORDRE = (
    *(Statut.EN_COURS, Statut.PERENNISEE, Statut.GENERALISEE),
    *(Statut.TERMINEE, Statut.ABANDONNEE, Statut.PROJET),
)
"""Who is called first: those that still run it, then those that have stopped."""
QUI = (
    "Demandez la fonction qui la conduit (direction, conduite du projet), pas une personne. "
    "Demandez aussi ce qui n’a pas marché, et ce que cela a coûté en temps."
)


@dataclass(frozen=True, slots=True)
class Interlocuteur:
    """A territory to call, the state it was in, and the public contact of its mairie, if any."""

    territoire: Territoire
    implantation: Implantation
    contact: Mapping[str, Any] | None = None


def a_appeler(fiche: Fiche) -> list[tuple[Implantation, Territoire]]:
    """Return the territories to call first, each once: the surest and most recent state first."""
    rank = {statut: n for n, statut in enumerate(ORDRE)}

    def order(pair: tuple[Implantation, Territoire]) -> tuple[Any, ...]:
        i, t = pair
        attested = i.statut_date.annee if i.statut_date else 0
        return rank.get(i.statut, len(rank)), -attested, -(t.population or 0), t.code

    found: dict[tuple[Niveau, str], tuple[Implantation, Territoire]] = {}
    for pair in sorted(fiche.record.implantations, key=order):
        found.setdefault(pair[1].cle, pair)
    return [*found.values()][:PARLER]


def layout(fiche: Fiche, appels: Sequence[Interlocuteur]) -> Page:
    """Return the page; pure."""
    x = fiche.experiment
    title = typeset(x.titre)
    path = f"{PATH}/{x.id}"
    parts = [_marche(fiche), _freine(fiche), _cout(fiche), _parler(fiche, appels)]
    main = html.Main(
        [
            breadcrumb([(PATH, "Expérimentations"), (path, title)], "Ce qu’elle apprend"),
            html.P("Ce qu’elle apprend", className="sur-titre"),
            html.H1(title),
            html.P(told(x.resume), className="chapo"),
            _actions(path),
            html.Div(parts, className="deux deux--egales"),
            _adapter(fiche),
            _reprendre(fiche),
        ],
        className="page experimentation page-lecons",
        id="contenu",
    )
    name = f"Ce qu’apprend {title}"
    what = "Ce qui a marché, ce qui n’a pas marché et pourquoi, à quel coût, à qui parler."
    return Page(name, what, main, section=PATH, canonical=f"{path}/{SUITE}")


def _actions(path: str) -> Element:
    printing = html.Button(
        [icon("imprime"), "Imprimer"], className="bouton", type="button", **{"data-imprimer": ""}
    )
    back = html.A("Toute la fiche", className="bouton", href=path)
    return html.Div([printing, back], className="actions")


def _marche(fiche: Fiche) -> Element:
    taught = trier(fiche.experiment.enseignements)
    proved = [(m, e) for m, e in fiche.evaluations if e.effet is Effet.FAVORABLE]
    parts = [*_phrases(taught.marche), *[_evaluation(m, e) for m, e in proved]]
    return block("marche", "Ce qui a marché", parts or _rien(fiche, "Rien n’en est dit"))


def _freine(fiche: Fiche) -> Element:
    """Return what did not work: lessons, poor effects, and where it was given up."""
    taught = trier(fiche.experiment.enseignements)
    poor = [
        (m, e) for m, e in fiche.evaluations if e.effet in {Effet.NUL, Effet.NUISIBLE, Effet.MITIGE}
    ]
    parts = [*_phrases(taught.freine), *[_evaluation(m, e) for m, e in poor], *_arrets(fiche)]
    return block(
        "freine", "Ce qui n’a pas marché, et pourquoi", parts or _rien(fiche, "Rien n’en est dit")
    )


def _arrets(fiche: Fiche) -> list[Node]:
    stopped = [(i, t) for i, t in fiche.record.implantations if i.statut is Statut.ABANDONNEE]
    if not stopped:
        return []
    items = [
        html.Li(
            [
                html.Strong(typeset(t.nom)),
                f"{NBSP}: ",
                told(i.note) if i.note else "motif inconnu",
                ".",
            ]
        )
        for i, t in stopped[:PARLER]
    ]
    left = len(stopped) - len(items)
    more = html.P(f"et {count(left, 'autre')} sur la fiche.", className="petit") if left else None
    title = "Abandonnée ou annulée ici" if len(stopped) == 1 else "Abandonnée ou annulée dans"
    head = f"{title}{NBSP}: {count(len(stopped), 'territoire')}" if len(stopped) > 1 else title
    return [html.H3(head), html.Ul(items, className="puces-texte"), more]


def _phrases(lessons: Sequence[str]) -> list[Node]:
    return [html.P(told(text)) for text in lessons]


def _evaluation(mark: str, e: Evaluation) -> Element:
    year = str(e.annee) if e.annee is not None else "année inconnue"
    said = judged(f"{graded(e)}.", e.echelle_preuve_provenance)
    return html.Div(
        [
            html.P(
                [html.Strong(f"{mark}. {typeset(e.titre)}"), f" ({typeset(e.evaluateur)}, {year})"]
            ),
            html.P(told(e.resultats)),
            html.P(said, className="petit"),
        ],
        className="page-lecons__preuve",
    )


def _cout(fiche: Fiche) -> Element:
    known = fiche.experiment.financement
    told_ = (
        [
            html.P(told(known)),
            html.P(
                "Tel que la fiche le dit\u00a0: rarement un coût complet.",
                className="petit discret",
            ),
        ]
        if known
        else _rien(fiche, "Le coût n’est pas connu")
    )
    return block("cout", "À quel coût", told_)


def _parler(fiche: Fiche, appels: Sequence[Interlocuteur]) -> Element:
    x = fiche.experiment
    rows = [("Porteurs", x.porteurs), ("Partenaires", x.partenaires)]
    facts = [[html.Dt(name), html.Dd(told(text))] for name, text in rows if text]
    parts: list[Node] = [html.P(QUI, className="petit")]
    if facts:
        parts.append(html.Dl(facts, className="def"))
    parts += (
        [html.Ul([_appel(a, fiche) for a in appels], className="liste-simple")] if appels else []
    )
    if not facts and not appels:
        parts += _rien(fiche, "Personne n’est nommé")
    return block("parler", "Avec qui parler", parts)


def _appel(a: Interlocuteur, fiche: Fiche) -> Element:
    state = statut_phrase(a.implantation.statut, a.implantation.statut_date, fiche.today)
    phone = (a.contact or {}).get("telephone")
    call: list[Node] = []
    if phone:
        digits = "".join(c for c in phone if c.isdigit() or c == "+")
        call = [", mairie\u00a0: ", html.A(telephone(phone), href=f"tel:{digits}")]
    link = html.A(typeset(a.territoire.nom), href=a.territoire.chemin)
    return html.Li([link, f" ({small(typeset(state))})", *call])


def _adapter(fiche: Fiche) -> Element:
    x = fiche.experiment
    others = _phrases(trier(x.enseignements).autres)
    parts: list[Node] = [*others]
    if x.conditions_transfert:
        advice = judged(told(x.conditions_transfert), x.conditions_transfert_provenance)
        parts.append(html.P(advice))
        if x.conditions_transfert_provenance is not Provenance.SOURCE:
            parts.append(html.P(LIMIT, className="qualification"))
    return block(
        "adapter", "À vérifier avant d’adapter", parts or _rien(fiche, "Rien n’en est dit")
    )


def _reprendre(fiche: Fiche) -> Element:
    name = fiche.experiment.id
    ways = (
        ("Préparer la grille pour la reprendre", f"/referentiel/grille?fiche={name}"),
        ("L’évaluer avec le référentiel", f"/referentiel/evaluation?fiche={name}"),
        ("Où pourrait-elle essaimer", f"/essaimage?experimentation={name}"),
    )
    links = [html.A(label, className="bouton", href=href, rel="nofollow") for label, href in ways]
    made = block("reprendre", "La reprendre, l’évaluer", html.Div(links, className="actions"))
    made.attributes["className"] = "bloc pas-imprimer"
    return made


def _rien(fiche: Fiche, what: str) -> list[Node]:
    """Say that the record says nothing, and how to say it."""
    link = html.A(
        "Dites-le",
        href=signaler.contribuer(fiche.experiment.id, Genre.MODIFICATION),
        rel="nofollow",
    )
    return [html.P([f"{what} dans nos sources. ", link, "."], className="discret")]
