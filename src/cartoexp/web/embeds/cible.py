"""The territory that an embed is about: an embed outlives the codes, so former ones still lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.domain.resolution import Nature
from cartoexp.domain.territoires import Niveau

if TYPE_CHECKING:
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vues import Vue
    from cartoexp.web.context import Web


def territoire(web: Web, vue: Vue) -> tuple[Territoire, str]:
    """Return the current territory, and what became of the one that was asked for.

    Raises:
        TerritoireNotFoundError: when the code leads nowhere, with the closest ones.
    """
    found = web.services.territoires.resolve(vue.niveau_cible or Niveau.COMMUNE, vue.code)
    told = "" if found.nature is Nature.ACTUEL else typeset(found.message)
    return found.territoire, told
