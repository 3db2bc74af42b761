"""The figures at the top: experiments and derogations, each a link to what it counts; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances import CONNUES, Choix, Constat, Nature, Periode
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import small
from cartoexp.services.echeances.comptes import HORIZON
from cartoexp.web.communs import echeances as words
from cartoexp.web.components import aria
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.services.echeances import Comptes
    from cartoexp.services.echeances.comptes import Compte
    from cartoexp.web.html import Element, Node

ATTENDUES = tuple(n for n in Nature if n.attendue)


def figures(comptes: Comptes, choix: Choix) -> Element:
    """Return the figures of what the filters of the catalogue let through."""
    base = Choix(choix.filters, choix.criteres).avec(
        nature=(), suite=(), evaluation=(), periode=Periode()
    )
    return html.Ul(
        [
            _figure(
                f"À venir dans les {HORIZON} mois",
                comptes.a_venir,
                _coming(comptes),
                base.avec(nature=ATTENDUES, periode=Periode(mois=HORIZON)),
            ),
            _figure(
                "Terminées, sans évaluation recensée",
                comptes.non_recensees,
                "Aucune n’est au catalogue : ce n’est pas « non évaluées ».",
                base.avec(evaluation=(Constat.NON_RECENSEE,)),
            ),
            _figure(
                "En retard d’évaluation",
                comptes.en_retard,
                "Un texte voulait une évaluation à une date passée ; aucune n’est recensée.",
                base.avec(evaluation=(Constat.EN_RETARD,)),
            ),
            _figure(
                f"Suites connues, sur {number(comptes.terminees.total)} terminées",
                comptes.suites_connues,
                _outcomes(comptes),
                base.avec(nature=(Nature.FIN, Nature.EXPIRATION), suite=CONNUES),
            ),
        ],
        className="echeances__chiffres",
        **aria(label="En bref"),
    )


def _figure(title: str, counted: Compte, told: Node, choix: Choix) -> Element:
    """Return one; nothing to show is no link."""
    value = [html.Strong(number(counted.total)), html.Span(f" {_units(counted)}")]
    shown = html.A(value, href=words.address(choix)) if counted.total else html.Span(value)
    return html.Li(
        [
            html.P(title, className="echeances__titre"),
            html.P(shown, className="echeances__valeur"),
            html.P(told),
        ]
    )


def _units(counted: Compte) -> str:
    if not counted.derogations:
        return "expérimentation" if counted.total <= 1 else "expérimentations"
    if not counted.experimentations:
        return "dérogation" if counted.total <= 1 else "dérogations"
    return "expérimentations et dérogations"


def _coming(comptes: Comptes) -> str:
    unsure = comptes.imprecises.total
    where = count(comptes.a_venir.territoires, "territoire")
    if not unsure:
        return f"{where}."
    return (
        f"{where}. Pour {number(unsure)}, le jour n’est pas connu : la date peut tomber avant ou "
        "après."
    )


def _outcomes(comptes: Comptes) -> str:
    told = [
        f"{number(n)} {small(s.label) if n < PLURAL else f'{small(s.label)}s'}"
        for s, n in comptes.suites.items()
        if n
    ]
    if not told:
        return "Aucune suite n’est dite par les sources."
    several = verb(len(told), "", " Une expérimentation peut en avoir plusieurs.")
    return f"{', '.join(told)}.{several}"


PLURAL = 2
