"""What must be known before any candidate: conditions to check, places left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.nombres import number
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.components import judged, note
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from cartoexp.services.conditions import Conditions
    from cartoexp.services.depart import Depart
    from cartoexp.web.html import Element, Node

TOLD = 3
"""Places told one by one."""


def transfer(depart: Depart, found: Conditions) -> Node:
    """Return what the record says against going there at all: no transfer, or another level."""
    if found.non_transferable:
        told = (
            f"La notice la dit «{NBSP}non transférable en l’état{NBSP}»{NBSP}: ce classement dit "
            "où elle ressemblerait, non où elle serait possible."
        )
        return note(html.P(told), "alerte", "alerte")
    if not found.autre_niveau:
        return None
    quoted = ", ".join(f"«{NBSP}{typeset(c.extrait)}{NBSP}»" for c in found.autre_niveau)
    told = (
        f"La notice vise un autre niveau{NBSP}: {quoted}. Ici sont classées les "
        f"{depart.niveau.label_pluriel.lower()}."
    )
    if not depart.niveau.feminin:
        told = told.replace("classées", "classés")
    return note(html.P(told), "alerte", "alerte")


def conditions(depart: Depart) -> Node:
    """Return what the record says must be there for a transfer, to be checked."""
    experiment = depart.record.experiment if depart.record else None
    if experiment is None or not experiment.conditions_transfert:
        return None
    told = judged(
        ligne(experiment.conditions_transfert), experiment.conditions_transfert_provenance
    )
    return html.Details(
        [html.Summary("À vérifier avant d’adapter"), html.P(told)],
        className="verifier",
        open=True,
    )


def left_out(depart: Depart) -> list[Element]:
    """Return what was done of the places that could not be taken as they are."""
    told = []
    if depart.ecartes:
        first, other = depart.ecartes[:TOLD], len(depart.ecartes) - TOLD
        more = f" et {number(other)}{NBSP}autres" if other > 0 else ""
        if depart.record:
            held = ", avec leurs communes" if depart.epcis and depart.niveau == "commune" else ""
            names = ", ".join(first)
            told.append(f"Laissés de côté à ce niveau{held}{NBSP}: {names}{more}.")
        else:  # codes: each comes with why
            told.append(f"Laissés de côté{NBSP}: {' '.join(first)}{more and f'{more[1:]}.'}")
    told += [typeset(step) for step in depart.etapes[:TOLD]]
    if len(depart.etapes) > TOLD:
        told.append(f"Et {number(len(depart.etapes) - TOLD)}{NBSP}autres codes anciens.")
    return [html.P(text, className="petit discret") for text in told]
