"""The A4 sheet of an experiment: what its template tells, from what the fiche shows; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.errors import InvalidParametersError
from cartoexp.domain.phrases import essaimage, experimentation, grandeurs, lieux
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import MISSING, NBSP, THIN, capital, typeset
from cartoexp.domain.statuts import derive_periode, statut_phrase
from cartoexp.domain.territoires import Niveau
from cartoexp.services.essaimage import Options
from cartoexp.services.profils import NoProfileError
from cartoexp.web.communs.papier import foot, plain, stand_alone
from cartoexp.web.pages.experimentations.fiche.chronology import columns_told, events, undated_told
from cartoexp.web.pages.experimentations.fiche.drawing import drawn
from cartoexp.web.pages.experimentations.fiche.evaluation import graded
from cartoexp.web.pages.experimentations.fiche.head import when
from cartoexp.web.pages.experimentations.fiche.lessons import LIMIT
from cartoexp.web.pages.experimentations.fiche.places import by_name
from cartoexp.web.pages.experimentations.fiche.timeline import build_axis, starts_by_year
from cartoexp.web.pages.experimentations.fiche.verdict import verdict
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.domain.experiments import Evaluation, Source
    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.candidats import Candidat
    from cartoexp.services.croquis import CroquisService
    from cartoexp.services.essaimage import Essaimage
    from cartoexp.services.registry import Services
    from cartoexp.web.pages.experimentations.fiche.model import Fiche

PLACES, EVENTS, EVALUATIONS, CANDIDATES, SOURCES = 12, 9, 3, 5, 10
REASONS = 2
ONLINE = "sur la fiche en ligne"


def told(fiche: Fiche, found: Essaimage | str, address: str, millesime: str) -> dict[str, Any]:
    """Return what the template « experimentation » tells.

    Args:
        fiche: the experiment.
        found: its first candidates, or why there is none.
        address: that of the fiche.
        millesime: that of the reference.
    """
    x, placed = fiche.experiment, fiche.record.implantations
    said = experimentation.told(x, placed, fiche.today)
    return {
        "titre": said.titre,
        "description": said.phrase,
        "sur-titre": "Expérimentation",
        "pied": foot(address, fiche.today, f"Territoires{NBSP}: millésime{NBSP}{millesime}."),
        "themes": " · ".join(t.label for t in x.themes),
        "resume": brut(x.resume),
        "essentiel": _essentials(fiche),
        "ou": f"{experimentation.spread(placed)}.",
        "dessin": _caption(said.alternative, millesime),
        "verdict": _verdict(fiche),
        "transfert": brut(x.conditions_transfert or ""),
        "transfert-note": LIMIT,
        **_years(fiche),
        **_places(fiche),
        **_events(fiche),
        **_evaluations(fiche),
        **_next(found, fiche),
        **_sources(fiche),
    }


def picture(fiche: Fiche, croquis: CroquisService, palette: Mapping[str, str]) -> str:
    """Return the map of the sheet as one whole SVG; empty when nothing can be drawn."""
    svg = drawn(fiche.record, croquis)
    family = palette[f"fam-{fiche.experiment.themes[0].famille}"]
    return stand_alone(svg, {**palette, "f": family}) if svg else ""


def candidates(services: Services, identifier: str) -> Essaimage | str:
    """Return the first candidates of an experiment, or why there is none."""
    try:
        depart = services.departs.of_experiment(identifier)
        return services.essaimage.rank(depart, Options(), CANDIDATES)
    except NoProfileError as error:
        return typeset(str(error))
    except InvalidParametersError as error:
        return typeset(error.problems[0].message)


def _caption(alternative: str, millesime: str) -> dict[str, str]:
    sources = f"Sources{NBSP}: IGN, INSEE, DGCL, millésime{NBSP}{millesime}."
    return {
        "alternative": alternative,
        "legende": f"Un point{NBSP}: une commune{THIN}; une surface{NBSP}: plus vaste. {sources}",
    }


def _essentials(fiche: Fiche) -> list[tuple[str, str]]:
    x, placed = fiche.experiment, fiche.record.implantations
    rows = [
        ("Statut", f"{capital(experimentation.status(placed, fiche.today))}."),
        ("Depuis quand", f"{when(fiche)}."),
        ("Porteurs", typeset(x.porteurs or MISSING)),
        ("Public visé", typeset(x.public_vise or MISSING)),
        ("Financement", typeset(x.financement or MISSING)),
        ("Fondement", f"{x.base_legale.label}."),
    ]
    return [(name, value) for name, value in rows if value != MISSING]


def _verdict(fiche: Fiche) -> str:
    said = verdict([e for _, e in fiche.evaluations])
    ours = " Notes et effets proposés par Cartoexp." if said.juge else ""
    return f"{said.effet} {said.solidite}".strip() + ours


def _years(fiche: Fiche) -> dict[str, Any]:
    axis = build_axis(fiche.implantations, fiche.today)
    undated = sum(i.debut is None for i in fiche.implantations)
    if axis is None:
        return {"annees": [], "annees-dit": "", "annees-note": ""}
    counts = starts_by_year(fiche.implantations, axis)
    return {
        "annees": [
            {"nom": f"≤{NBSP}{y}" if axis.cut and y == axis.low else str(y), "n": counts[y]}
            for y in axis.years
        ],
        "annees-dit": columns_told(counts, axis),
        "annees-note": undated_told(undated) if undated else "",
    }


def _places(fiche: Fiche) -> dict[str, Any]:
    rows = by_name(fiche.record)
    left = len(rows) - PLACES
    return {
        "lieux": [
            {
                "nom": _named(fiche, t),
                "periode": derive_periode([i]).label,
                "statut": typeset(statut_phrase(i.statut, i.statut_date, fiche.today)),
            }
            for i, t in rows[:PLACES]
        ],
        "lieux-reste": f"et {count(left, 'autre')} {ONLINE}." if left > 0 else "",
    }


def _named(fiche: Fiche, t: Territoire) -> str:
    where = fiche.departements.get(t.code_departement or "", "")
    small = t.niveau in {Niveau.COMMUNE, Niveau.EPCI, Niveau.EPT}
    return f"{lieux.nom(t)} ({typeset(where)})" if small and where else lieux.nom(t)


def _events(fiche: Fiche) -> dict[str, Any]:
    found = events(fiche)
    left = len(found) - EVENTS
    return {
        "jalons": [(day.label, f"{title}{plain(detail)}") for day, title, detail in found[:EVENTS]],
        "jalons-reste": f"et {count(left, 'autre')} {ONLINE}." if left > 0 else "",
    }


def _evaluations(fiche: Fiche) -> dict[str, Any]:
    left = len(fiche.evaluations) - EVALUATIONS
    return {
        "evaluations": [_evaluation(mark, e) for mark, e in fiche.evaluations[:EVALUATIONS]],
        "evaluations-reste": f"et {count(left, 'autre')} {ONLINE}." if left > 0 else "",
    }


def _evaluation(mark: str, e: Evaluation) -> dict[str, str]:
    year = str(e.annee) if e.annee is not None else "année inconnue"
    return {
        "marque": mark,
        "titre": typeset(e.titre),
        "qui": f"{e.type.label} · {typeset(e.evaluateur)} · {year}",
        "appreciation": f"{graded(e)}.",
        "resultats": brut(e.resultats),
    }


def _next(found: Essaimage | str, fiche: Fiche) -> dict[str, Any]:
    if isinstance(found, str):
        return {"essaimage": found, "candidats": [], "essaimage-note": ""}
    said = essaimage.told(
        fiche.experiment.titre,
        found.depart.niveau,
        [c.territoire for c in found.candidats],
        found.effectif,
        comparables_seulement=found.comparables_seulement,
    )
    return {
        "essaimage": said.phrase,
        "candidats": [_candidate(c, fiche) for c in found.candidats],
        "essaimage-note": f"Méthode, réglages et liste entière{NBSP}: page Essaimage, en ligne.",
    }


def _candidate(c: Candidat, fiche: Fiche) -> dict[str, Any]:
    t = c.territoire
    where = fiche.departements.get(t.code_departement or "", "")
    small = where if t.niveau not in {Niveau.DEPARTEMENT, Niveau.REGION} else ""
    return {
        "rang": c.rang,
        "nom": lieux.nom(t),
        "ou": " · ".join(filter(None, (typeset(small), grandeurs.inhabitants(t.population)))),
        "pour": capital(listed(c.pour[:REASONS])) or MISSING,
        "contre": capital(listed(c.contre[:REASONS])) or MISSING,
    }


def _sources(fiche: Fiche) -> dict[str, Any]:
    left = len(fiche.sources) - SOURCES
    shown: Sequence[Source] = fiche.sources[:SOURCES]
    rows = [f"{typeset(s.label)} ({s.type.label}, {s.date_label})" for s in shown]
    notes = brut(fiche.experiment.notes_provenance or "")
    more = ""
    if left > 0:
        more = f"{count(left, 'autre source', 'autres sources')} {ONLINE}. "
    return {"sources": rows, "limites": f"{more}{f'Limites{NBSP}: {notes}' if notes else ''}"}
