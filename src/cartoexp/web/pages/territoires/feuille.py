"""The A4 sheet of a territory: what its template tells, from what the fiche shows; pure."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from cartoexp.domain.lecture import sorte
from cartoexp.domain.phrases import grandeurs, lieux, niveaux, territoire
from cartoexp.domain.phrases.dates import span
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, capital, small, typeset
from cartoexp.domain.statuts import statut_phrase
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.voisinage import Relation
from cartoexp.web.communs.indicateurs import KEY
from cartoexp.web.communs.papier import foot, plain, stand_alone
from cartoexp.web.communs.valeurs import figure
from cartoexp.web.pages.territoires import autour, bandelette, chiffres, contact, entete, place
from cartoexp.web.pages.territoires.comparables import TITLE, TITLES
from cartoexp.web.pages.territoires.fiche import peers_of
from cartoexp.web.pages.territoires.plan import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cartoexp.domain.dates import PartialDate
    from cartoexp.domain.vocabulaires import Statut
    from cartoexp.services.indicateurs import Valeur
    from cartoexp.services.semblables import Pair
    from cartoexp.services.voisinage import Entree, Groupe
    from cartoexp.web.pages.territoires.bandelette import Peers
    from cartoexp.web.pages.territoires.modele import Fiche

SHOWN = {Relation.ICI: 4}
OTHERS = 3
"""Experiments told of each group; the others are counted."""
REASONS = 2
ESSAIS = 2
MOST_COMPARABLES = 5


def told(fiche: Fiche, today: date, address: str) -> dict[str, Any]:
    """Return what the template « territoire » tells; ``address`` is that of the fiche."""
    here = fiche.territoire
    above = fiche.au_dessus[-1] if fiche.au_dessus else None
    held = next((t for t in fiche.au_dessus if t.niveau is Niveau.DEPARTEMENT), above)
    identity = territoire.identity(here, held)
    return {
        "titre": lieux.nom(here),
        "description": identity,
        "sur-titre": f"{niveaux.nature(here)} · {here.code}",
        "pied": foot(address, today, _sources(fiche)),
        "identite": " ".join((identity, *_sizes(fiche))),
        "recense": entete.introduction(fiche.voisinage),
        "source": fiche.sources,
        "contact": [(k, plain(v)) for k, v in contact.rows(fiche.mairie)] if fiche.mairie else [],
        "contact-source": contact.SOURCE,
        "dessin": None if fiche.plan is None else _caption(fiche),
        **_figures(fiche),
        **_alike(fiche, today),
        **_experiments(fiche, today),
    }


def picture(fiche: Fiche, palette: Mapping[str, str]) -> str:
    """Return the map of the sheet as one whole SVG; empty where there is none."""
    if fiche.plan is None:
        return ""
    svg = drawn(fiche.plan, fiche.territoire)
    return stand_alone(svg, {**palette, "f": palette["accent"]})


def _caption(fiche: Fiche) -> dict[str, str]:
    around = fiche.plan.tout if fiche.plan else None
    where = f", {lieux.dans(around)}" if around else ""
    told = f"{lieux.nom(fiche.territoire)}{where}"
    sources = f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{fiche.millesime}."
    return {"alternative": f"Plan de situation{NBSP}: {told}.", "legende": f"{told}. {sources}"}


def _sizes(fiche: Fiche) -> list[str]:
    here = fiche.territoire
    facts = []
    if here.superficie_km2 is not None:
        facts.append(f"superficie{NBSP}: {grandeurs.area(here.superficie_km2)}")
    if here.densite is not None:
        facts.append(f"densité{NBSP}: {grandeurs.density(here.densite)}")
    if here.niveau is not Niveau.COMMUNE and here.nb_communes:
        facts.append(count(here.nb_communes, "commune"))
    if fiche.chef_lieu:
        facts.append(f"chef-lieu{NBSP}: {lieux.nom(fiche.chef_lieu)}")
    held = [lieux.nom(t) for t in fiche.au_dessus]
    sentences = [f"{capital(f'{THIN}; '.join(facts))}."] if facts else []
    return [*sentences, f"Dans{NBSP}: {listed(held)}."] if len(held) > 1 else sentences


def _sources(fiche: Fiche) -> str:
    return f"Référence{NBSP}: millésime{NBSP}{fiche.millesime}."


def _figures(fiche: Fiche) -> dict[str, Any]:
    here, peers = fiche.territoire, peers_of(fiche)
    known = {v.indicateur.id: v for v in chiffres.readable(here, fiche.valeurs)}
    rows = [_figure(fiche, known[i], peers) for i in KEY if i in known]
    level = niveaux.peers(here.niveau)
    columns = (
        "Indicateur",
        lieux.nom(here),
        "Médiane",
        "Comparables",
        f"Parmi les {level}",
        "Source",
    )
    return {
        "colonnes": columns,
        "chiffres": rows,
        "sans-chiffres": chiffres.why_none(here),
        "chiffres-note": (
            f"Médiane{NBSP}: celle des {level}. Comparables{NBSP}: médiane de ceux de cette "
            f"feuille. «{NBSP}{MISSING}{NBSP}»{NBSP}: valeur inconnue, jamais 0."
        ),
    }


def _figure(fiche: Fiche, value: Valeur, peers: Peers) -> dict[str, str]:
    known, here = value.indicateur, fiche.territoire
    kind = sorte(known, here.niveau)
    alike = bandelette.known(peers, known.id)
    compared = kind.comparable
    where = (place.told if compared else place.share_of_equals)(value, here.niveau)
    return {
        "nom": typeset(known.libelle),
        "source": typeset(f"{known.producteur}, {span(known.millesime)}"),
        "valeur": "".join(figure(known, kind, value.valeur)),
        "mediane": figure(known, kind, value.mediane)[0] if compared else MISSING,
        "semblables": figure(known, kind, median(alike))[0] if compared and alike else MISSING,
        "place": where.removesuffix(f" des {niveaux.peers(here.niveau)}"),
    }


def _alike(fiche: Fiche, today: date) -> dict[str, Any]:
    here, found = fiche.territoire, fiche.semblables
    title = TITLES.get(here.niveau, TITLE)
    none = "Aucun territoire à comparer avec ces réglages."
    if isinstance(found, str):
        return {
            "titre-comparables": TITLE,
            "comparables": [],
            "sans-comparables": typeset(found) or none,
            "comparables-note": "",
        }
    note = f"Sous le rang, ses bornes dans 90{THIN}% des tirages des poids. Méthode en ligne."
    if not found.comparables.stable:
        note += " Classement instable quand les poids bougent un peu."
    return {
        "titre-comparables": title,
        "comparables": [
            _pair(p, found.lieux[p.comparable.territoire.code], today)
            for p in found.pairs[:MOST_COMPARABLES]
        ],
        "sans-comparables": none,
        "comparables-note": note,
    }


def _pair(p: Pair, lieu: str, today: date) -> dict[str, Any]:
    c, t = p.comparable, p.comparable.territoire
    where = " · ".join(filter(None, (typeset(lieu), grandeurs.inhabitants(t.population))))
    near = listed(c.raisons.rapproche[:REASONS]) or "rien de presque égal"
    apart = listed(c.raisons.eloigne[:REASONS]) or "aucune marquée"
    left = len(p.experiences) - ESSAIS
    low, high = c.intervalle
    essais = [
        f"{typeset(e.experiment.titre)} ({small(_status(e.key.statut, e.key.statut_date, today))})"
        for e in p.experiences[:ESSAIS]
    ]
    return {
        "rang": c.rang,
        "nom": lieux.nom(t),
        "ou": where,
        "intervalle": "" if low == high else f"{low} à {high}",
        "proches": f"{capital(near)}.",
        "differences": f"{capital(apart)}.",
        "essais": [*essais, f"et {count(left, 'autre')}"] if left > 0 else essais,
    }


def _experiments(fiche: Fiche, today: date) -> dict[str, Any]:
    around = fiche.voisinage
    columns = [
        [_group(around[kind], today) for kind in kinds if around[kind].experimentations]
        for kinds in autour.COLUMNS
    ]
    return {
        "groupes": [c for c in columns if c],
        "essais-note": autour.DATED,
        "sans-essais": "Rien n’est recensé ici ni autour.",
    }


def _group(group: Groupe, today: date) -> dict[str, Any]:
    shown = group.entrees[: SHOWN.get(group.relation, OTHERS)]
    left = group.experimentations - len(shown)
    return {
        "titre": f"{autour.TITLES[group.relation]} ({group.experimentations})",
        "essais": [_entry(e, group.relation, today) for e in shown],
        "reste": f"et {count(left, 'autre')} sur la fiche en ligne." if left else "",
    }


def _entry(entry: Entree, kind: Relation, today: date) -> dict[str, str]:
    statut, latest, period = autour.state(entry.lieux)
    told = "statut selon les territoires" if statut is None else _status(statut, latest, today)
    return {
        "titre": typeset(entry.experiment.titre),
        "statut": f"{capital(told)} · {period.label}",
        "ou": "" if kind is Relation.ICI else plain(autour.places(entry.lieux)),
    }


def _status(statut: Statut, day: PartialDate | None, today: date) -> str:
    return typeset(statut_phrase(statut, day, today))
