"""What is copied of a layer: its address, its frame; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.web.communs import copie
from cartoexp.web.components import block
from cartoexp.web.couches.commun import origine
from cartoexp.web.integrer.oembed import frame

if TYPE_CHECKING:
    from cartoexp.domain.couches.vue import VueCouche
    from cartoexp.web.context import Web
    from cartoexp.web.embeds.contenu import Contenu
    from cartoexp.web.html import Element, Node


def a_copier(web: Web, vue: VueCouche, content: Contenu) -> Element:
    """Return the frame to paste in a page: it dies with the layer."""
    code = frame(f"{origine(web)}{vue.adresse()}", content.titre, None, content.hauteur)
    told = "Le cadre porte l’avertissement et l’origine. Il disparaît avec la carte."
    fields: list[Node] = [
        copie.champ("cadre", "Cadre à coller dans votre page", code, lignes=3),
        copie.dit(),
    ]
    return block("integrer", "Intégrer", fields, told)
