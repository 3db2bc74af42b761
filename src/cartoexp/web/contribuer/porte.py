"""The guard of the forms that anyone may send: no account, no third party, nothing lost.

Each form carries :meth:`Porte.champs`, and what receives it calls :meth:`Porte.passer` first. A
form that is held back is an ``EnvoiRetenuError``. Whatever fails from then on, what the form says
is shown again: by the page itself if it catches the error, else by :mod:`.retenue`.
"""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from flask import g, request
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from cartoexp.domain.contributions import EnvoiDiffereError, EnvoiRetenuError
from cartoexp.domain.errors import EnvoiEtrangerError
from cartoexp.web import cadence
from cartoexp.web.contribuer import formulaire
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Callable

    from cartoexp.web.cadence import Cadence

JETON, VIDE = "formulaire", "a_laisser_vide"
LASTS_S = 24 * 3_600
LEAST_S = 3
"""Seconds below which a first form was hardly read; moments are whole seconds."""
FOREIGN = "Un autre site a envoyé ce formulaire à votre place\u00a0: reprenez depuis Cartoexp."
OLD = (
    "Ce formulaire a été ouvert il y a plus d’un jour. Rien n’est perdu\u00a0: relisez ce que vous "
    "aviez écrit et envoyez-le de nouveau."
)
UNSIGNED = (
    "Ce formulaire n’a pas été reconnu. Rien n’est perdu\u00a0: relisez ce que vous aviez écrit et "
    "envoyez-le de nouveau."
)
FAST = (
    "Ce formulaire est arrivé très vite, comme ceux des robots. Rien n’est perdu\u00a0: si c’est "
    "bien vous, envoyez-le de nouveau."
)
FILLED = (
    "Une case qui devait rester vide a été remplie, peut-être par votre navigateur. Rien n’est "
    "perdu\u00a0: si c’est bien vous, envoyez de nouveau le formulaire."
)


class Porte:
    """One for the whole site, made before the processes are forked: they count together."""

    def __init__(self, cle: Callable[[], str], cadence_: Cadence) -> None:
        """Keep what gives the secret that forms are signed with, and the rate."""
        self._cle = cle
        self.cadence = cadence_
        self._compter = _compteur(cadence_)

    def champs(self, *, relecture: bool = False) -> list[Element]:
        """Return the fields that each form carries.

        ``relecture``: a form that comes back, or goes on with a contribution; the sender is no
        longer asked to prove that they are not a machine.
        """
        g.formulaire = True
        token = Element("input", type="hidden", name=JETON, value=self.jeton(relecture=relecture))
        return [token] if relecture else [token, _vide()]

    def jeton(self, *, relecture: bool = False) -> str:
        """Return a signed token: a nonce, its moment, and whether the form is sent again."""
        return self._signature().dumps([secrets.token_urlsafe(16), int(relecture)])

    def passer(self) -> str:
        """Let the form that is sent through; return its nonce.

        Raises:
            EnvoiEtrangerError: another site made the browser send it.
            EnvoiTropLongError, EnvoiIllisibleError: it is too large, or no form.
            EnvoiRetenuError: it is to be sent again, later or as it is: nothing it says is lost.
        """
        cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))
        formulaire.verifier()
        self._compter()
        nonce, relecture, age = self._lire(request.form.get(JETON, ""))
        if request.form.get(VIDE):
            raise EnvoiRetenuError(FILLED)
        if not relecture and "jeton" not in (request.view_args or {}) and age < LEAST_S:
            raise EnvoiRetenuError(FAST)
        return nonce

    def _lire(self, jeton: str) -> tuple[str, bool, float]:
        try:
            told, at = self._signature().loads(jeton, max_age=LASTS_S, return_timestamp=True)
        except SignatureExpired as error:
            raise EnvoiRetenuError(OLD) from error
        except BadData as error:
            raise EnvoiRetenuError(UNSIGNED) from error
        return told[0], bool(told[1]), time.time() - at.timestamp()

    def _signature(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._cle(), salt="contribuer")


def _vide() -> Element:
    """Return the field that only machines fill: out of sight, of hearing and of the tab order."""
    name = f"vide-{secrets.token_hex(4)}"  # a page may hold several forms
    box = Element(
        "input", type="text", id=name, name=VIDE, value="", autoComplete="off", tabIndex="-1"
    )
    label = html.Label("Ne remplissez pas ce champ", htmlFor=name)
    return html.Div([label, box], className="sr", **{"aria-hidden": "true"})


def _compteur(cadence_: Cadence) -> Callable[[], None]:
    def refusal(wait: str, seconds: int) -> EnvoiDiffereError:
        return EnvoiDiffereError(
            f"Votre adresse a envoyé {cadence_.par_heure} formulaires en une heure, le plus qui "
            f"soit admis. Rien n’est perdu\u00a0: gardez cette page ouverte et envoyez de nouveau "
            f"dans {wait}.",
            seconds,
        )

    return cadence.counter(cadence_, "contributions", refusal)
