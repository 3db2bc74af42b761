"""What restoring a version would change: the page that confirms it; pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import capital, typeset
from cartoexp.services.contributions.restauration import RIEN
from cartoexp.web.communs.difference import Difference
from cartoexp.web.components import breadcrumb
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.moderation import cadre, dits
from cartoexp.web.moderation.adresses import FICHES

if TYPE_CHECKING:
    from cartoexp.services.contributions.restauration import Comparaison
    from cartoexp.web.garde import Connecte
    from cartoexp.web.html import Node
    from cartoexp.web.shell import Page

ATTENDU = "attendu"
CONSEQUENCE = (
    "Les pages, les flux et les exports le diront aussitôt. La version d’aujourd’hui est "
    "gardée\u00a0: vous pourrez y revenir."
)
RETRAIT = (
    "La fiche quittera le catalogue\u00a0: son adresse ne mènera plus à rien. Elle est gardée, et "
    "vous pourrez la rétablir."
)


@dataclass(frozen=True, slots=True)
class Lue:
    """A version beside the record as it is."""

    connecte: Connecte
    experimentation: str
    titre: str
    comparaison: Comparaison


def layout(lue: Lue, refus: str = "", *, status: int = 200) -> Page:
    """Return the page; ``refus`` is why nothing was done."""
    found = lue.comparaison
    version, changes = found.version, found.changements
    out = version.numero == RIEN
    title = (
        "Retirer la fiche du catalogue" if out else f"Restaurer la version\u00a0{version.numero}"
    )
    shown = Difference(changes, found.actuel, version.dossier)
    told = count(len(changes), "changement")
    content: list[Node] = [
        html.P(
            [f"«\u00a0{typeset(lue.titre)}\u00a0». ", capital(dits.version(version)), "."],
            className="chapo",
        ),
        cadre.refus(refus),
        cadre.partie(
            "difference", f"De la fiche d’aujourd’hui à cette version\u00a0: {told}", shown.rendre()
        )
        if changes
        else html.P("La fiche dit déjà ce que dit cette version."),
        _formulaire(lue, out=out) if changes else _retour(lue),
    ]
    trail = breadcrumb(
        [(FICHES, "Fiches"), (f"{FICHES}/{lue.experimentation}", "Versions")],
        f"Version\u00a0{version.numero}",
    )
    return cadre.page(
        title, content, connecte=lue.connecte, ici=FICHES, status=status, large=True, fil=trail
    )


def _formulaire(lue: Lue, *, out: bool) -> Element:
    number = lue.comparaison.version.numero
    label = "Retirer la fiche du catalogue" if out else f"Restaurer la version\u00a0{number}"
    button = html.Button(label, className="bouton bouton--fort", type="submit")
    return html.Form(
        [
            lue.connecte.champ(),
            Element("input", type="hidden", name=ATTENDU, value=lue.comparaison.empreinte),
            html.P(RETRAIT if out else CONSEQUENCE),
            html.P([button, _lien(lue)], className="actions"),
        ],
        method="post",
        action=f"{FICHES}/{lue.experimentation}/{number}",
    )


def _retour(lue: Lue) -> Element:
    return html.P(_lien(lue), className="actions")


def _lien(lue: Lue) -> Element:
    href = f"{FICHES}/{lue.experimentation}"
    return html.A("Ne rien changer", href=href, className="bouton")
