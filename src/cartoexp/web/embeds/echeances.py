"""Gathers the register of deadlines: a timeline, what is to come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.echeances import Choix, Moment
from cartoexp.domain.phrases import echeances as phrases
from cartoexp.domain.phrases.accords import verb
from cartoexp.domain.phrases.dit import sentences
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, capital, typeset
from cartoexp.web.communs import echeances as words
from cartoexp.web.embeds import mots
from cartoexp.web.embeds.contenu import Contenu, Fichier, Frise, Repere, Tableau

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.echeances import Echeance
    from cartoexp.domain.vues import Vue
    from cartoexp.services.echeances import Registre
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Valeur

TITLE = "Échéances des expérimentations recensées"
COLUMNS = (
    *("echeance", "experimentation", "titre", "nature", "date", "objet", "suites"),
    *("evaluation", "contradiction", "territoires"),
)
ASPECTS = {Moment.PASSEE: "passe", Moment.INCERTAIN: "doute"}
"""Looks of a date; any other is still to come."""


def gather(web: Web, vue: Vue) -> Contenu:
    """Return the first deadlines, soonest first, then what is past, latest first.

    Raises:
        InvalidParametersError: for a territory or an experiment that does not exist.
    """
    choix, today = Choix(vue.filters, vue.criteres), web.today()
    found = web.services.echeances.registre(choix, today)
    shown = found.datees[: vue.lignes]
    return Contenu(
        titre=TITLE,
        sous_titre=", ".join(words.told(web.services, choix)),
        phrase=sentence(found, len(shown)),
        sources=mots.catalogue(),
        lien=words.address(choix),
        figures=(Frise([_mark(e, today) for e in shown]),) if shown else (),
        tableau=Tableau(
            "Ce qui peut encore venir d’abord, puis ce qui est passé.",
            ("Échéance", "Date", "Territoires", "Ce qu’on en sait"),
            [
                (
                    phrases.titre(e),
                    capital(phrases.quand(e)),
                    phrases.lieux(e.territoires),
                    " ".join(phrases.dit(e, today)),
                )
                for e in shown
            ],
        ),
        fichier=Fichier(COLUMNS, [_row(e) for e in found.toutes]),
        hauteur=230 + 74 * max(1, len(shown)),
    )


def sentence(found: Registre, shown: int) -> str:
    """Return what the register holds, in words."""
    comptes, dated = found.comptes, len(found.datees)
    more = f", dont {number(shown)} montrées" if shown < dated else ""
    unknown = len(found.inconnues)
    left = f"{count(unknown, 'autre')} {verb(unknown, 'est', 'sont')} de date inconnue."
    late = comptes.en_retard.total
    told = f"En retard d’évaluation{NBSP}: {words.subjects(comptes.en_retard)}." if late else ""
    return sentences(
        f"{count(dated, 'échéance datée', 'échéances datées')}{more}.",
        left if unknown else "",
        f"À venir dans les douze mois{NBSP}: {words.placed(comptes.a_venir)}.",
        f"Terminées sans évaluation recensée{NBSP}: {words.subjects(comptes.non_recensees)}.",
        told,
    )


def _mark(e: Echeance, today: date) -> Repere:
    known = e.date.label if e.date else ""
    note = typeset(" · ".join(filter(None, (_where(e), _outcome(e)))))
    return Repere(known, phrases.titre(e), words.fiche(e), note, aspect(e, today))


def aspect(e: Echeance, today: date) -> str:
    """Return the look of a date."""
    return ASPECTS.get(e.moment(today), "venir")


def _where(e: Echeance) -> str:
    where = phrases.lieux(e.territoires)
    return f"{typeset(e.experiment.titre)}, {where}" if e.objet else where


def _outcome(e: Echeance) -> str:
    told = e.contradiction or phrases.suites(e)
    return f"{told} {phrases.evaluation(e)}".strip().removesuffix(".")


def _row(e: Echeance) -> Sequence[Valeur]:
    return (
        e.cle,
        e.experiment.id,
        e.experiment.titre,
        e.nature.value,
        str(e.date) if e.date else None,
        e.objet or None,
        "|".join(s.suite.value for s in e.suites) or None,
        e.constat.value,
        e.contradiction or None,
        "|".join(f"{t.niveau}:{t.code}" for t in e.territoires),
    )
