"""Who is signed in, and what a page asks of them: role, own form, own site."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec
from urllib.parse import urlencode

from flask import g, redirect, request

from cartoexp.domain.comptes import (
    AccesReserveError,
    FormulairePerimeError,
    SessionRequiseError,
)
from cartoexp.domain.errors import EnvoiEtrangerError
from cartoexp.web import cadence
from cartoexp.web.html import Element

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from cartoexp.domain.comptes import Compte, Role
    from cartoexp.services.comptes import CompteService

    P = ParamSpec("P")
    View = Callable[P, Response]
    Guarded = Callable[Concatenate["Connecte", P], Response]

CONNEXION = "/moderation/connexion"
SUITE, VERIFICATION = "suite", "verification"
COOKIE = "moderation"
SAFE = frozenset({"GET", "HEAD"})
FOREIGN = "Un autre site a envoyé ce formulaire à votre place\u00a0: reprenez depuis Cartoexp."
NO_SESSION = (
    "Votre session est finie, et rien n’a été enregistré. Ouvrez la page de connexion dans un "
    "autre onglet, puis reprenez ici ce que vous aviez écrit."
)
OLD_FORM = (
    "Ce formulaire date d’une session précédente, et rien n’a été enregistré\u00a0: revenez en "
    "arrière, rechargez la page et recommencez."
)
RESERVED = "Cette page est réservée à l’administration du site."
REQUIS = "requis"
"""The attribute of a guarded view that holds the role it asks for."""


@dataclass(frozen=True, slots=True)
class Connecte:
    """Someone signed in: the account, and the token of the session."""

    compte: Compte
    jeton: str

    @property
    def verification(self) -> str:
        """What each of this session's forms says, and no other site can know."""
        return hmac.digest(self.jeton.encode(), b"formulaire", "sha256").hex()

    def champ(self) -> Element:
        """Return the hidden field that every form to a guarded page needs."""
        return Element("input", type="hidden", name=VERIFICATION, value=self.verification)


@dataclass(frozen=True, slots=True)
class Garde:
    """Reads and gives the cookie; ``sur`` when the site's own address is https."""

    comptes: CompteService
    sur: bool

    def connecte(self) -> Connecte | None:
        """Return who is signed in; the database is asked once a request, and only with a cookie."""
        if "connecte" not in g:
            jeton = request.cookies.get(self.cookie, "")
            compte = self.comptes.lire(jeton) if jeton else None
            g.connecte = None if compte is None else Connecte(compte, jeton)
        found: Connecte | None = g.connecte
        return found

    def exige(self, role: Role) -> Callable[[Guarded[P]], View[P]]:
        """Return what lets only accounts with a role reach a view, which is given ``Connecte``.

        Visitors are led to the sign-in page, and back. What changes something has to come from
        our own site and from a form of the same session.

        Raises:
            SessionRequiseError: something is sent without a session.
            AccesReserveError: the role of the account does not allow it.
            EnvoiEtrangerError: another site made the browser send it.
            FormulairePerimeError: the form was not made for this session.
        """

        def guard(view: Guarded[P]) -> View[P]:
            @wraps(view)
            def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
                known = self.connecte()
                if known is None:
                    return _to_sign_in()
                if not known.compte.role.permet(role):
                    raise AccesReserveError(RESERVED)
                if request.method not in SAFE:
                    check_form(known)
                return view(known, *args, **kwargs)

            vars(guarded)[REQUIS] = role
            return guarded

        return guard

    @property
    def cookie(self) -> str:
        """The name of the cookie; a browser takes ``__Host-`` from this very host by https only."""
        return f"__Host-{COOKIE}" if self._https() else COOKIE

    def presente(self) -> bool:
        """Tell whether the browser has sent a cookie of ours."""
        return self.cookie in request.cookies

    def donner(self, response: Response, jeton: str) -> Response:
        """Give the cookie of a session, which the browser forgets when it is closed."""
        response.set_cookie(
            self.cookie, jeton, path="/", secure=self._https(), httponly=True, samesite="Lax"
        )
        return response

    def reprendre(self, response: Response) -> Response:
        """Take the cookie back."""
        response.delete_cookie(
            self.cookie, path="/", secure=self._https(), httponly=True, samesite="Lax"
        )
        return response

    def _https(self) -> bool:
        return self.sur or request.is_secure


def check_form(known: Connecte) -> None:
    """Accept only a form of this site and of this session.

    Raises:
        EnvoiEtrangerError: another site made the browser send it.
        FormulairePerimeError: the form was not made for this session.
    """
    cadence.refuse_foreign(EnvoiEtrangerError(FOREIGN))
    given = request.form.get(VERIFICATION, "").encode()
    if not hmac.compare_digest(given, known.verification.encode()):
        raise FormulairePerimeError(OLD_FORM)


def _to_sign_in() -> Response:
    if request.method not in SAFE:
        raise SessionRequiseError(NO_SESSION)
    asked = request.full_path.rstrip("?")
    return redirect(f"{CONNEXION}?{urlencode({SUITE: asked})}", 303)
