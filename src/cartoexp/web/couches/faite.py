"""What is told once, when a layer is made: its address, and the key that erases it; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.couches.vue import VueCouche
from cartoexp.web.communs.copie import champ
from cartoexp.web.components import block, note
from cartoexp.web.couches import phrases
from cartoexp.web.couches.commun import TITRE, chemin, origine
from cartoexp.web.couches.fin import CLE
from cartoexp.web.html import tags as html
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from cartoexp.domain.couches import Couche
    from cartoexp.web.context import Web

SCRIPTS = ("site.js", "copier.js")


def layout(web: Web, couche: Couche, jeton: str, cle: str) -> Page:
    """Return the page."""
    origin = origine(web)
    address = VueCouche(jeton).page()
    erase = f"{chemin(jeton, 'supprimer')}?{CLE}={cle}"
    body = html.Main(
        [
            html.H1("Votre carte est prête"),
            html.P(phrases.rattachees(couche), className="chapo"),
            html.P(
                html.A("Voir la carte", className="bouton bouton--fort", href=address),
                className="actions",
            ),
            block(
                "adresses",
                "Gardez ces deux adresses",
                [
                    champ("publique", "Adresse de la carte, à partager", f"{origin}{address}"),
                    champ("suppression", "Lien de suppression, à garder pour vous",
                          f"{origin}{erase}"),
                    html.P(id="copie-dite", className="sr", role="status"),
                ],
            ),
            note(
                html.P(
                    "Le lien de suppression n’est montré qu’une fois\u00a0: nous n’en gardons pas "
                    "de copie et ne pourrons pas vous le redonner."
                ),
                "alerte",
                "alerte",
            ),
            note(
                html.P(
                    f"La carte est gardée jusqu’au {couche.jusqu_au}. Votre fichier est déjà "
                    "effacé."
                )
            ),
        ],
        className="page page--texte couche__faite",
        id="contenu",
    )  # fmt: skip
    return Page(
        f"Votre carte est prête · {TITRE}",
        "Les deux adresses d’une carte.",
        body,
        scripts=SCRIPTS,
        status=201,
        robots="noindex",
    )
