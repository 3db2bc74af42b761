"""Two territories to learn from: the surprising twin, and the one that gave up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import ordinal
from cartoexp.domain.phrases.typographie import NBSP, typeset
from cartoexp.web.communs import experiences, ressemblance
from cartoexp.web.components import attestation_label, source_link, statut_label, theme_label
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.pages.territoires import pair
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from datetime import date

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.comparables import Comparable
    from cartoexp.services.contre_exemples import Arret
    from cartoexp.services.semblables import Semblables
    from cartoexp.web.html import Node


def twin(found: Semblables, here: Territoire, today: date) -> Node:
    """Return the twin: very close in profile, far on the map, in another région."""
    p = found.jumeau
    if p is None:
        return None
    c = p.comparable
    told = (
        f", à {grandeurs.distance(c.distance_km or 0)} et dans une autre région, est au "
        f"{ordinal(c.rang, feminine=False)} rang des {niveaux.plural(here.niveau)} "
        f"les plus proches {lieux.de(here)} par leur profil."
    )
    more: list[Node] = [
        *ressemblance.reasons(c),
        experiences.short(p.experiences, today, pair.MOST),
        pair.contact(p),
        _compare(c, here),
    ]
    listed = any(other.comparable.territoire is c.territoire for other in found.pairs)
    sentence = html.P([_named(c, found, here), told])
    return _section("jumeau", "Un jumeau inattendu", [sentence, *(() if listed else more)])


def counter_example(found: Semblables, here: Territoire, today: date) -> Node:
    """Return a territory like this one that gave up, and what the record says of why."""
    kept = found.contre_exemple
    if kept is None:
        return None
    c, stop = kept.comparable, kept.arret
    x, record = stop.experiment, stop.implantation
    link = html.A(typeset(x.titre), href=f"/experimentations/{x.id}")
    why = "sur un thème que travaille aussi " if kept.theme else ""
    alike = (
        f", au {ordinal(c.rang, feminine=False)} rang des {niveaux.plural(here.niveau)} les plus "
        f"proches {lieux.de(here)}, a arrêté une expérimentation"
    )
    return _section(
        "contre-exemple",
        "Un contre-exemple",
        [
            html.P(
                [
                    _named(c, found, here),
                    alike,
                    f" {why}{niveaux.this(here)}{NBSP}: " if why else f"{NBSP}: ",
                    link,
                    ".",
                ]
            ),
            html.P(
                [
                    theme_label(kept.theme or x.themes[0]),
                    statut_label(record.statut, record.statut_date, today),
                    attestation_label(record.statut_date, today),
                ],
                className="voisin__l",
            ),
            *_why(stop),
            _compare(c, here),
        ],
    )


def _why(stop: Arret) -> list[Node]:
    record, source = stop.implantation, stop.source
    told: list[Node] = []
    if record.note:
        told.append(html.P([html.Strong(f"Sur place{NBSP}:"), " ", *_sentence(record.note)]))
    if stop.experiment.enseignements:
        lessons = ligne(stop.experiment.enseignements)
        told.append(html.P([html.Strong(f"Enseignements de l’ensemble{NBSP}:"), " ", lessons]))
    if source:
        where = [f"Source{NBSP}: ", source_link(source), f" ({source.date_label})."]
        told.append(html.P(where, className="discret petit"))
    return told


def _sentence(text: str) -> list[Node]:
    return [ligne(text.rstrip(".")), "."]


def _named(c: Comparable, found: Semblables, here: Territoire) -> Node:
    t = c.territoire
    lieu = found.lieux.get(t.code, "")
    link = html.A(lieux.nom(t), href=t.chemin)
    return [link, f" ({typeset(lieu)})"] if lieu and t.niveau is here.niveau else link


def _compare(c: Comparable, here: Territoire) -> Element:
    label = f"Comparer {lieux.avec_article(c.territoire)} avec {lieux.avec_article(here)}"
    return html.P(html.A(label, href=ressemblance.address([here, c.territoire])), className="petit")


def _section(identifier: str, title: str, children: list[Node]) -> Element:
    return html.Section(
        [html.H3(title, id=identifier), *children],
        className="apprendre",
        **{"aria-labelledby": identifier},
    )
