"""What a new password has to be; pure."""

from __future__ import annotations

import unicodedata

from cartoexp.domain.comptes.errors import MotDePasseRefuseError

SHORTEST, LONGEST = 12, 200
"""Characters."""
FEWEST_DIFFERENT = 5
_SHORTEST_NAME = 4

RULE = (
    f"{SHORTEST} caractères au moins, de toute sorte\u00a0: une phrase de quelques mots est "
    "facile à retenir et difficile à deviner."
)


def normal(text: str) -> str:
    """Return a password as it is hashed: one form, however a keyboard writes its accents."""
    return unicodedata.normalize("NFKC", text)


def exiger(text: str, encore: str, identifiant: str) -> None:
    """Accept a new password, written twice, for the account of an identifier.

    Raises:
        MotDePasseRefuseError: says what is wrong with it.
    """
    told = normal(text)
    if told != normal(encore):
        refuse("Les deux saisies ne sont pas les mêmes\u00a0: recommencez.")
    if len(told) < SHORTEST:
        refuse(f"Ce mot de passe est trop court\u00a0: il en faut {SHORTEST} caractères au moins.")
    if max(len(text), len(told)) > LONGEST:
        refuse(f"Ce mot de passe est trop long\u00a0: {LONGEST} caractères au plus.")
    name = identifiant.partition("@")[0]
    if len(name) >= _SHORTEST_NAME and name in told.lower():
        refuse("Ce mot de passe contient l’identifiant\u00a0: choisissez-en un autre.")
    if len(set(told)) < FEWEST_DIFFERENT:
        refuse("Ce mot de passe répète trop peu de caractères\u00a0: choisissez-en un autre.")


def refuse(message: str) -> None:
    """Refuse a password.

    Raises:
        MotDePasseRefuseError: always.
    """
    raise MotDePasseRefuseError(message)
