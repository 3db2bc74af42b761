"""Files that are cut or broken: whatever a library raises becomes one refusal in words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cartoexp.domain.errors import FichierRefuseError

if TYPE_CHECKING:
    from collections.abc import Iterator

BROKEN = (
    "Ce fichier est abîmé ou incomplet : il ne peut pas être lu jusqu’au bout. "
    "Téléchargez-le ou enregistrez-le de nouveau."
)


@contextmanager
def refuse(*errors: type[Exception]) -> Iterator[None]:
    """Turn the errors of a library into a refusal.

    Raises:
        FichierRefuseError: one of them was raised.
    """
    try:
        yield
    except errors as error:
        raise FichierRefuseError(BROKEN) from error
