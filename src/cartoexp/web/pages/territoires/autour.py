"""Experiments of a fiche: here, inside, beside, above; each with the date of what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases import grandeurs, lieux, niveaux
from cartoexp.domain.phrases.nombres import count, number
from cartoexp.domain.phrases.typographie import NBSP, THIN, quote, typeset
from cartoexp.domain.statuts import Periode
from cartoexp.domain.territoires import Niveau, Zone
from cartoexp.domain.vocabulaires import Rattachement
from cartoexp.domain.voisinage import NEARBY_KM, Relation
from cartoexp.web.communs import signaler
from cartoexp.web.components import attestation_label, block, empty, statut_label, theme_label
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.texte_enrichi import ligne

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.territoires import Territoire
    from cartoexp.domain.vocabulaires import Statut
    from cartoexp.services.voisinage import Entree, Groupe, Lieu, Voisinage
    from cartoexp.web.html import Node

SHOWN = 4
"""Experiments shown before the rest is folded."""

NAMED = 4
"""Territories named for one experiment before the rest is counted."""

DATED = "Recensées, liste non exhaustive. Un statut vaut à sa date d’attestation, pas aujourd’hui."
ON_PAPER = f"Sur papier, le début de chaque liste{THIN}; toutes sont sur la fiche en ligne."
TITLES = {
    Relation.ICI: "Ici",
    Relation.INTERIEUR: "À l’intérieur",
    Relation.MEME_EPCI: "Dans la même intercommunalité",
    Relation.PROCHE: f"À moins de {number(NEARBY_KM)}{NBSP}km",
    Relation.AU_DESSUS: "Dans un territoire plus vaste",
}
COLUMNS = (
    (Relation.ICI, Relation.MEME_EPCI),
    (Relation.INTERIEUR, Relation.PROCHE),
    (Relation.AU_DESSUS,),
)
"""What stands under what on a wide screen; on a phone all follow."""

EXPLAINED = {
    Relation.INTERIEUR: "À une échelle plus fine.",
    Relation.PROCHE: (
        "Communes et intercommunalités voisines. Distance à vol d’oiseau, de centre à centre."
    ),
    Relation.AU_DESSUS: "À l’échelle d’un territoire qui contient tout ou partie de celui-ci.",
}
LISTED = frozenset({Niveau.REGION, Niveau.DEPARTEMENT, Niveau.EPCI})


def bloc(voisinage: Voisinage, today: date) -> Element:
    """Return the block, with only the groups that hold something; « Ici » is always there."""
    here = voisinage.territoire
    columns = []
    for kinds in COLUMNS:
        shown = [_group(voisinage[kind], today) for kind in kinds if voisinage[kind].implantations]
        if Relation.ICI in kinds and not voisinage[Relation.ICI].implantations:
            shown.insert(0, _nothing_here(voisinage))
        if shown:
            columns.append(html.Div(shown))
    content: list[Node] = [html.Div(columns, className="autour")]
    if here.niveau in LISTED and voisinage:
        content.append(_to_the_list(here))
    on_paper = html.Span(ON_PAPER, className="seulement-imprime") if voisinage else None
    aside = [DATED, on_paper]
    report = signaler.du_chiffre("autour", here.chemin)
    return block("experimentations", "Expérimentations", content, aside, report)


def _group(group: Groupe, today: date) -> Element:
    kind = group.relation
    title = f"autour-{kind.value.replace('_', '-')}"
    entries = [_entry(e, kind, today) for e in group.entrees]
    left = group.experimentations - len(entries)
    counts = count(group.experimentations, "expérimentation")
    if group.implantations != group.experimentations:
        counts += f", {count(group.implantations, 'implantation')}"
    return html.Section(
        [
            html.H3(TITLES[kind], id=title),
            html.P(
                [counts, ". ", html.Span(EXPLAINED.get(kind), className="pas-imprimer")],
                className="discret petit",
            ),
            html.Ol(entries[:SHOWN], className="voisins"),
            _folded(entries[SHOWN:]),
            html.P(f"{count(left, 'autre')} dans la liste.", className="discret") if left else None,
        ],
        className="groupe",
        **{"aria-labelledby": title},
    )


def _folded(entries: Sequence[Node]) -> Element | None:
    if not entries:
        return None
    label = f"Voir {count(len(entries), 'autre')}" if len(entries) > 1 else "Voir la dernière"
    return html.Details(
        [html.Summary(label), html.Ol(entries, className="voisins")], className="replie"
    )


def _entry(entry: Entree, kind: Relation, today: date) -> Element:
    experiment = entry.experiment
    return html.Li(
        [
            html.H4(html.A(typeset(experiment.titre), href=f"/experimentations/{experiment.id}")),
            html.P([theme_label(t) for t in experiment.themes], className="voisin__l"),
            html.P(_status(entry.lieux, today), className="voisin__l"),
            None if kind is Relation.ICI else html.P(places(entry.lieux), className="voisin__ou"),
            *(_details(lieu) for lieu in entry.lieux if lieu.implantation),
        ],
        className="voisin",
    )


def _status(lieux: Sequence[Lieu], today: date) -> list[Node]:
    statut, latest, period = state(lieux)
    told: Node = html.Span("Statut selon les territoires", className="statut statut--divers")
    if statut is not None:
        told = statut_label(statut, latest, today)
    return [told, html.Span(period.label), attestation_label(latest, today)]


def state(places: Sequence[Lieu]) -> tuple[Statut | None, PartialDate | None, Periode]:
    """Return the status of several implantations, ``None`` where they differ; date and period."""
    keys = [place.key for place in places]
    starts = [k.debut for k in keys if k.debut is not None]
    ends = [k.fin for k in keys if k.fin is not None]
    period = Periode(
        min(starts, default=None),
        max(ends, default=None),
        len(keys) - len(starts),
        len(keys) - len(ends),
    )
    latest = max((k.statut_date for k in keys if k.statut_date), default=None)
    return (keys[0].statut if len({k.statut for k in keys}) == 1 else None), latest, period


def places(lieux: Sequence[Lieu]) -> list[Node]:
    """Return where an experiment takes place, the first ones by name."""
    parts: list[Node] = []
    for lieu in lieux[:NAMED]:
        parts += [", " if parts else "", html.A(_name(lieu), href=lieu.territoire.chemin)]
        if lieu.distance_km is not None:
            parts.append(f" ({grandeurs.distance(lieu.distance_km)})")
    left = len(lieux) - NAMED
    if left > 0:
        parts.append(f" et {count(left, 'autre implantation', 'autres implantations')}")
    return parts


def _name(lieu: Lieu) -> str:
    t = lieu.territoire
    large = t.niveau in {Niveau.DEPARTEMENT, Niveau.REGION}
    return f"{lieux.nom(t)} ({t.nature.lower()})" if large else lieux.nom(t)


def _details(lieu: Lieu) -> Element | None:
    record = lieu.implantation
    if record is None:
        return None
    told: list[Node] = []
    if record.titre_local:
        told.append(html.P(f"Titre local{NBSP}: {quote(typeset(record.titre_local))}."))
    if record.perimetre:
        told.append(html.P([f"Périmètre{NBSP}: ", ligne(record.perimetre), "."]))
    if record.note:
        told.append(html.P([f"Précision{NBSP}: ", ligne(record.note.rstrip(".")), "."]))
    if record.rattachement is Rattachement.DEDUIT:
        mark = html.Span(record.rattachement.label, className="provenance")
        told.append(html.P([mark, f"{NBSP}: lien avec ce territoire non lu dans une source."]))
    return html.Div(told, className="voisin__note") if told else None


def _nothing_here(voisinage: Voisinage) -> Element:
    here = voisinage.territoire
    around = bool(voisinage)
    links: list[Node] = []
    if here.code_departement:
        href = f"/experimentations?departement={here.code_departement}"
        label = "Celles de la collectivité" if here.zone is Zone.COM else "Celles du département"
        links.append(html.A(label, className="bouton", href=href))
    links.append(html.A("Tout le catalogue", className="bouton", href="/experimentations"))
    links.append(signaler.proposer())
    told = (
        "Le catalogue n’est pas exhaustif. Regardez ce qui est recensé autour."
        if around
        else "Le catalogue n’est pas exhaustif, et rien n’est recensé non plus autour."
    )
    return html.Section(
        empty(
            f"Pas encore d’expérimentation connue à l’échelle de {niveaux.this(here)}.",
            [html.P(told), html.P(links, className="actions pas-imprimer")],
        ),
        className="groupe",
    )


def _to_the_list(here: Territoire) -> Element:
    href = f"/experimentations?{here.niveau.value}={here.code}"
    label = f"Filtrer la liste sur {niveaux.this(here)}"
    ends = f"/echeances?{here.niveau.value}={here.code}"
    return html.P(
        [
            html.A(label, className="bouton", href=href),
            html.A("Ce qui y prend fin", className="bouton", href=ends),
        ],
        className="actions pas-imprimer",
    )
