"""« Comment lire »: the rules of the register, as ``docs/echeances.md`` tells them; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances.regles import DELAI_MOIS
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.components import block
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.html import Element

RULES = {
    "Une date n’est jamais complétée": (
        "Une année reste une année : ni jour ni mois n’est choisi à sa place. Elle est « passée » "
        "ou « à venir » quand tous ses jours le sont ; sinon elle est marquée d’un losange, et une "
        "période la garde dès qu’un de ses jours y tombe."
    ),
    "Fin prévue, fin": (
        "Une fin est « prévue » tant que le dernier statut attesté est « en projet » ou « en "
        "cours » ; sinon elle est constatée. Une fin prévue passée est « à revérifier » : rien "
        "n’en est conclu."
    ),
    "En retard d’évaluation": (
        "Un texte ou un acte donne une date à l’évaluation, tous ses jours sont passés, et aucune "
        "évaluation n’est recensée depuis le début de la dérogation. Sans date due, personne "
        "n’est en retard ; ni quand la suite a été décidée avant cette date, ou à une date que "
        "les sources ne disent pas."
    ),
    "Aucune évaluation recensée": (
        f"L’expérimentation est terminée, pérennisée ou généralisée depuis plus de {DELAI_MOIS} "
        "mois et le catalogue n’a aucune évaluation d’elle, où que ce soit. Ce n’est pas « non "
        "évaluée » : une évaluation peut exister sans être publiée ou recensée. Ce qui est "
        "abandonné n’est pas compté."
    ),
    "Suites": (
        "Le statut attesté sur place l’emporte ; à défaut, ce que disent les évaluations de "
        "l’expérimentation, avec leur année. Deux sources qui se contredisent sont dites toutes "
        "les deux."
    ),
    "Dates à vérifier": (
        "Une fin avant le début, un statut « terminée » attesté avant la fin donnée, un statut "
        "« en cours » attesté après la fin prévue, une fin constatée dans l’avenir : la date reste "
        "telle que les sources la donnent, avec ce qui la contredit."
    ),
}
"""What is told, and how."""


def rules() -> Element:
    """Return the rules."""
    told = [
        part
        for title, text in RULES.items()
        for part in (html.Dt(typeset(title)), html.Dd(typeset(text)))
    ]
    return block("comment-lire", "Comment lire", html.Dl(told, className="def def--pile"))
