"""States of a contribution, who may move it from one to the next, and how each act is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from cartoexp.domain.contributions.errors import EtapeError
from cartoexp.domain.vocabulaires import Vocabulaire


class Role(Vocabulaire):
    """Who acts; what is shown of them is this and never a person."""

    CONTRIBUTEUR = "contributeur", "Contribution"
    MODERATEUR = "moderateur", "Modération"
    ADMINISTRATEUR = "administrateur", "Administration"
    SITE = "site", "Exploitation du site"

    @property
    def modere(self) -> bool:
        """Whether this role decides."""
        return self in {Role.MODERATEUR, Role.ADMINISTRATEUR}


class Etat(Vocabulaire):
    """Where a contribution is."""

    BROUILLON = "brouillon", "Brouillon"
    RECUE = "recue", "Reçue"
    EN_RELECTURE = "en_relecture", "En relecture"
    QUESTION = "question", "Question posée"
    PUBLIEE = "publiee", "Publiée"
    REFUSEE = "refusee", "Refusée"
    RETIREE = "retiree", "Retirée par son auteur"

    @property
    def finie(self) -> bool:
        """Whether nothing can happen to it any more."""
        return self in {Etat.PUBLIEE, Etat.REFUSEE, Etat.RETIREE}


class Acte(StrEnum):
    """What the journal notes; the first seven move a contribution."""

    ENVOI = "envoi"
    PRISE = "prise"
    QUESTION = "question"
    REPONSE = "reponse"
    PUBLICATION = "publication"
    REFUS = "refus"
    RETRAIT = "retrait"
    RESTAURATION = "restauration"
    EXPURGATION = "expurgation"


A_RELIRE = frozenset({Etat.RECUE, Etat.EN_RELECTURE, Etat.QUESTION})
"""What waits for a decision."""
TRANSITIONS: dict[Acte, tuple[frozenset[Etat], Etat]] = {
    Acte.ENVOI: (frozenset({Etat.BROUILLON}), Etat.RECUE),
    Acte.PRISE: (A_RELIRE, Etat.EN_RELECTURE),
    Acte.QUESTION: (frozenset({Etat.EN_RELECTURE}), Etat.QUESTION),
    Acte.REPONSE: (frozenset({Etat.QUESTION}), Etat.EN_RELECTURE),
    Acte.PUBLICATION: (frozenset({Etat.EN_RELECTURE}), Etat.PUBLIEE),
    Acte.REFUS: (frozenset({Etat.EN_RELECTURE, Etat.QUESTION}), Etat.REFUSEE),
    Acte.RETRAIT: (A_RELIRE | {Etat.BROUILLON}, Etat.RETIREE),
}
"""By act: the states from which it is done, and the one to which it leads."""
DU_CONTRIBUTEUR = frozenset({Acte.ENVOI, Acte.REPONSE, Acte.RETRAIT})
"""What the contributor alone does; the rest is for who moderates."""


def permis(acte: Acte, etat: Etat, role: Role) -> bool:
    """Tell whether a role may do this to a contribution that is in this state."""
    if acte not in TRANSITIONS or etat not in TRANSITIONS[acte][0]:
        return False
    return role is Role.CONTRIBUTEUR if acte in DU_CONTRIBUTEUR else role.modere


def suivant(acte: Acte, etat: Etat, role: Role) -> Etat:
    """Return the state to which an act leads.

    Raises:
        EtapeError: this role may not do this now.
    """
    if not permis(acte, etat, role):
        raise EtapeError(_REFUS.get(etat, _AUTRE) if etat.finie else _AUTRE)
    return TRANSITIONS[acte][1]


_REFUS = {
    Etat.PUBLIEE: "Cette contribution est déjà publiée : proposez-en une autre.",
    Etat.REFUSEE: "Cette contribution a été refusée : proposez-en une autre.",
    Etat.RETIREE: "Cette contribution a été retirée par son auteur : proposez-en une autre.",
}
_AUTRE = (
    "Cette étape n’est pas possible maintenant : rouvrez la page pour voir où en est la "
    "contribution."
)


@dataclass(frozen=True, slots=True)
class Acteur:
    """Who acts: a role, and the account behind it, which only operators read."""

    role: Role
    compte: str = field(default="", repr=False)


CONTRIBUTEUR = Acteur(Role.CONTRIBUTEUR)
