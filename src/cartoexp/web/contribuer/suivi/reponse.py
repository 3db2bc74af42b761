"""The form that answers a question of who moderates; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.contributions.contenu import MAX_MESSAGE
from cartoexp.domain.phrases.nombres import number
from cartoexp.web import texte_enrichi
from cartoexp.web.champs import aide, dites
from cartoexp.web.components import aria
from cartoexp.web.contribuer.suivi.adresses import REPONSE, suivi
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cartoexp.web.html import Element

TEXTE = "texte"


@dataclass(frozen=True, slots=True)
class Reponse:
    """A form: the link, the question, what guards it, what was written and what is wrong in it."""

    jeton: str
    question: str
    porte: Sequence[Element]
    texte: str = ""
    erreurs: Sequence[str] = ()


def formulaire(known: Reponse) -> Element:
    """Return the form."""
    wrong = bool(known.erreurs)
    told = aria(describedby=f"{TEXTE}-aide{f' {TEXTE}-dit' if wrong else ''}")
    area = html.Textarea(
        f"\n{known.texte}",
        id=TEXTE,
        name=TEXTE,
        rows="6",
        className="champ",
        required=True,
        **{"data-plus": str(MAX_MESSAGE)},
        **told,
        **(aria(invalid="true") if wrong else {}),
    )
    most = number(MAX_MESSAGE)
    help_ = f"{most}\u00a0caractères au plus. Ni nom de particulier, ni numéro de téléphone."
    button = html.Button("Envoyer la réponse", className="bouton bouton--fort", type="submit")
    return html.Section(
        [
            html.H2("Répondre", id="repondre"),
            html.Blockquote(texte_enrichi.blocs(known.question)) if known.question else None,
            html.Form(
                [
                    *known.porte,
                    html.Div(
                        [
                            html.Label("Votre réponse", htmlFor=TEXTE, className="etiquette"),
                            aide(help_, TEXTE),
                            area,
                            dites(known.erreurs, TEXTE),
                        ],
                        className="saisie",
                    ),
                    html.P(button, className="actions"),
                ],
                method="post",
                action=suivi(known.jeton, REPONSE),
                noValidate=True,
            ),
        ],
        className="bloc",
        **aria(labelledby="repondre"),
    )
