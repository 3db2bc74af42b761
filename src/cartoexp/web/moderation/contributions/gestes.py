"""What who moderates does to a contribution: done, or the page comes back with all of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import redirect

from cartoexp.domain.contributions import (
    ConflitError,
    ContributionRefuseeError,
    EtapeError,
    Etat,
)
from cartoexp.domain.contributions.contenu import MAX_MESSAGE
from cartoexp.domain.contributions.textes import motif as motif_type
from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.moderation.adresses import CONTRIBUTIONS
from cartoexp.web.moderation.contributions import corrections, page
from cartoexp.web.moderation.contributions.saisie import (
    MOTIF,
    MOTS,
    NOTE,
    PRECISION,
    QUESTION,
    empreinte,
)
from cartoexp.web.moderation.contributions.vue import acteur
from cartoexp.web.moderation.reponses import answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response as Answer

    from cartoexp.domain.contributions import Contribution
    from cartoexp.web.garde import Connecte
    from cartoexp.web.moderation.contributions.saisie import Saisie
    from cartoexp.web.moderation.contributions.vue import Bureau

FAIT = "fait"
APERCU, AJOUT = "apercu", "ajout"
PRISE, REPRISE, POSER, REFUS, PUBLICATION = "prise", "reprise", "question", "refus", "publication"
SUITES = {POSER: Etat.QUESTION, REFUS: Etat.REFUSEE, PUBLICATION: Etat.PUBLIEE}
"""The state to which a decision leads."""
PROPRES = {POSER: {QUESTION}, REFUS: {MOTIF, PRECISION}, PUBLICATION: {NOTE}}
"""The fields that belong to a decision."""
AILLEURS = (
    "Rien n’est fait\u00a0: vous avez aussi rempli {nom}, qui ne va pas avec ce bouton. Videz ce "
    "champ, ou choisissez l’autre bouton."
)
CHAMPS = {
    QUESTION: "la question",
    MOTIF: "le motif de refus",
    PRECISION: "vos mots sur le refus",
    NOTE: "le mot à l’auteur",
}
SANS_QUESTION = "Écrivez la question, puis posez-la."
SANS_MOTIF = "Choisissez un motif de refus, ou écrivez-le avec vos mots."
SANS_COCHE = "Rien n’est coché\u00a0: cochez ce qui est à publier, ou refusez la contribution."
SANS_REPONSE = "Écrivez ce que vous répondez à l’auteur\u00a0: rien ne change dans la fiche."
RELISEZ = (
    "Voici la différence avec vos corrections. Rien n’est encore publié\u00a0: relisez, puis "
    "publiez."
)
INCONNU = "Ce bouton n’est pas de cette page\u00a0: rien n’est fait. Recommencez."


class NonFaitError(Exception):
    """Nothing is done: the page comes back with these words and this status."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        """Keep both."""
        super().__init__(message)
        self.status = status


def faire(bureau: Bureau, connecte: Connecte, identifiant: str, saisie: Saisie) -> Answer:
    """Do what a form asks, or show its page again with all that was written.

    Raises:
        ContributionNotFoundError: there is no such contribution.
    """
    if saisie.geste in {APERCU, AJOUT}:
        seen = bureau.lire(connecte, identifiant, saisie)
        told = RELISEZ if seen.contenu is not None and saisie.geste == APERCU else ""
        return answer(bureau.web, page.layout(seen, dit=told))
    try:
        _gestes(saisie.geste)(bureau, connecte, identifiant, saisie)
    except (NonFaitError, ContributionRefuseeError, ConflitError, EtapeError) as error:
        refused = _refuser_geste(bureau, connecte, identifiant, saisie, error)
        if refused is not None:
            return refused
    if saisie.geste in {PRISE, REPRISE} and _ecrit(saisie):
        seen = bureau.lire(connecte, identifiant, saisie, conflit=True)
        return answer(bureau.web, page.layout(seen, fait=REPRISE))
    return redirect(f"{CONTRIBUTIONS}/{identifiant}?{FAIT}={saisie.geste}", 303)


def _refuser_geste(
    bureau: Bureau,
    connecte: Connecte,
    identifiant: str,
    saisie: Saisie,
    error: Exception,
) -> Answer | None:
    """Return the page that says why nothing is done; ``None`` when the same form did it before."""
    conflict = isinstance(error, ConflitError | EtapeError)
    seen = bureau.lire(connecte, identifiant, saisie, conflit=conflict)
    if conflict and _deja(seen.contribution, saisie, connecte):
        return None
    told = typeset(str(error))
    status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, NonFaitError):
        status = error.status
    if status is HTTPStatus.OK:
        return answer(bureau.web, page.layout(seen, dit=told))
    return answer(bureau.web, page.layout(seen, refus=told, conflit=conflict, status=status))


def _ecrit(saisie: Saisie) -> bool:
    """Tell whether a form carries something that a new page would not show."""
    return bool(saisie.vus or saisie.contenu or any(map(saisie.texte, saisie.textes)))


def _gestes(geste: str) -> Callable[[Bureau, Connecte, str, Saisie], None]:
    known = {
        PRISE: _prendre,
        REPRISE: _prendre,
        POSER: _questionner,
        REFUS: _refuser,
        PUBLICATION: _publier,
    }
    if geste not in known:
        raise NonFaitError(INCONNU)
    return known[geste]


def _deja(held: Contribution, saisie: Saisie, connecte: Connecte) -> bool:
    """Tell whether the same form was sent before: it is done once."""
    mine = held.moderateur == connecte.compte.id and held.version == saisie.version + 1
    if saisie.geste in {PRISE, REPRISE}:
        return mine and held.etat is Etat.EN_RELECTURE
    return mine and held.etat is SUITES.get(saisie.geste)


def _prendre(bureau: Bureau, connecte: Connecte, identifiant: str, saisie: Saisie) -> None:
    bureau.web.services.moderation.prendre(
        identifiant,
        acteur(connecte),
        saisie.version,
        bureau.maintenant(),
        reprendre=saisie.geste == REPRISE,
    )


def _questionner(bureau: Bureau, connecte: Connecte, identifiant: str, saisie: Saisie) -> None:
    _seul(saisie)
    if not saisie.texte(QUESTION):
        raise NonFaitError(SANS_QUESTION)
    bureau.web.services.moderation.questionner(
        identifiant,
        acteur(connecte),
        saisie.version,
        saisie.texte(QUESTION),
        bureau.maintenant(),
    )


def _refuser(bureau: Bureau, connecte: Connecte, identifiant: str, saisie: Saisie) -> None:
    _seul(saisie)
    standard = motif_type(saisie.texte(MOTIF))
    told = [standard.texte] if standard else []
    told += [saisie.texte(PRECISION)] if saisie.texte(PRECISION) else []
    if not told:
        raise NonFaitError(SANS_MOTIF)
    bureau.web.services.moderation.refuser(
        identifiant,
        acteur(connecte),
        saisie.version,
        "\n\n".join(told),
        bureau.maintenant(),
    )


def _publier(bureau: Bureau, connecte: Connecte, identifiant: str, saisie: Saisie) -> None:
    _seul(saisie)
    service, now = bureau.web.services.moderation, bureau.maintenant()
    read = service.relire(identifiant, now)
    amended = corrections.contenu(read, saisie)
    same = read.examen.empreinte == saisie.attendu
    if same and amended is not None and saisie.apercu != empreinte(amended):
        raise NonFaitError(RELISEZ, HTTPStatus.OK)
    if saisie.vus and not saisie.coches:
        raise NonFaitError(SANS_COCHE)
    if not saisie.vus and not saisie.texte(NOTE):
        raise NonFaitError(SANS_REPONSE)
    service.publier(
        identifiant,
        acteur(connecte),
        saisie.version,
        saisie.attendu,
        now,
        champs=saisie.coches if saisie.vus else None,
        contenu=amended,
        note=saisie.texte(NOTE),
    )


def _seul(saisie: Saisie) -> None:
    """Refuse a decision when what belongs to another one is written too, or is too long."""
    for name, text in saisie.textes.items():
        if text.strip() and name not in PROPRES[saisie.geste]:
            raise NonFaitError(AILLEURS.format(nom=CHAMPS[name]))
        if len(text) > MAX_MESSAGE:
            told = f"{MOTS.get(name, name)}\u00a0: {number(len(text))} caractères, "
            raise NonFaitError(f"{told}{number(MAX_MESSAGE)} au plus. Raccourcissez.")
