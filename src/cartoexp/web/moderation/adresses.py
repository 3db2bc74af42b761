"""Addresses of these pages, and which of them a sign-in may lead to."""

from __future__ import annotations

import re

from cartoexp.web.garde import CONNEXION

PATH = "/moderation"
DECONNEXION = f"{PATH}/deconnexion"
MOT_DE_PASSE = f"{PATH}/mot-de-passe"
COMPTE = f"{PATH}/compte"
SESSIONS = f"{COMPTE}/sessions"
COMPTES = f"{PATH}/comptes"
LIEN = f"{COMPTES}/lien"
CONTRIBUTIONS = f"{PATH}/contributions"
FICHES = f"{PATH}/fiches"

_OWN = re.compile(r"/moderation(?:/[\w/-]*)?(?:\?[\w=&%.,:+-]*)?", re.ASCII)
_NOWHERE = (CONNEXION, DECONNEXION, MOT_DE_PASSE)


def suite(asked: str) -> str:
    """Return where a sign-in leads: a page of the moderation as it was asked, or its home.

    Anything else is not followed: a link to this site must not lead to another one.
    """
    if _OWN.fullmatch(asked) and not asked.startswith(_NOWHERE):
        return asked
    return PATH
