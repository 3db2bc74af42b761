"""The sheet of the registry for a parliamentary reader: what its template tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.domain.phrases.lieux import nom
from cartoexp.domain.phrases.listes import listed
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.phrases.typographie import NBSP, THIN, capital, typeset
from cartoexp.domain.registre import classer, demandes
from cartoexp.web.communs.derogations import PATH, mots
from cartoexp.web.communs.papier import foot
from cartoexp.web.pages.derogations import fichier
from cartoexp.web.texte_enrichi import brut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cartoexp.domain.experiments import Source
    from cartoexp.domain.registre import Criteres, Demande, Inscription, Rang
    from cartoexp.web.context import Web

NAMED = 8
"""Territories of a request that are named; more are counted by level."""
LIMITES = (
    "Le registre n’est pas exhaustif\u00a0: il décrit ce que Cartoexp recense, sources à l’appui.",
    "Ce qu’aucune source lue ne dit est donné comme inconnu, jamais supposé.",
    "Une issue vaut à la date de sa source.",
    "Les demandes qui ont la même norme et le même objet n’en font qu’une.",
)


def dite(web: Web, criteres: Criteres) -> dict[str, Any]:
    """Return what the template « derogations » tells.

    Raises:
        InvalidParametersError: for an unknown territory.
    """
    today = web.today()
    found = web.services.derogations.chercher(criteres, today)
    rangs, query = classer(found), criteres.query()
    numbers = _numeros(rangs)
    address = f"{web.shell.origin()}{PATH}{'?' if query else ''}{query}"
    territoires = {t.cle for i in found for t in i.territoires}
    asked = fichier.dits(web, criteres)
    sources = f"Territoires{NBSP}: millésime{NBSP}{web.services.reference.millesime}."
    return {
        "titre": "Registre des dérogations",
        "description": "Dérogations recensées : normes écartées, territoires, décisions, issues.",
        "sur-titre": "Pour le rapporteur",
        "pied": foot(address, today, sources),
        "resume": (
            "Quelles normes des territoires ont-ils demandé à écarter, où, jusqu’à quand, et "
            "qu’en est-il advenu ?"
        ),
        "essentiel": [
            ("Sélection", f"{listed(asked)}." if asked else "tout le registre."),
            ("Contenu", (f"{count(len(found), 'dérogation')}, "
             f"{mots.lignes(len(demandes(found)), len(territoires))}.")),
        ],
        "textes": [_texte(r) for r in rangs],
        "details": [_detail(r, numbers, today) for r in rangs],
        "sources": [_source(s) for s in _citees(rangs)],
        "limites": list(LIMITES),
    }  # fmt: skip


def _texte(rang: Rang) -> dict[str, Any]:
    articles = ", ".join(rang.articles.values())
    return {
        "nom": _nom(rang),
        "articles": f"art.{NBSP}{articles}" if articles else "",
        "demandes": len(rang.demandes),
        "ou": mots.par_niveau(rang.territoires) or "inconnu",
        "decisions": mots.compte(rang.decisions, mots.DECISIONS),
        "issues": mots.compte(rang.issues, mots.ISSUES),
    }


def _nom(rang: Rang) -> str:
    if rang.norme.inconnue:
        return "Norme inconnue des sources lues"
    told = typeset(capital(rang.norme.libelle))
    return told if rang.norme.lue else f"{told} (référence non reconnue)"


def _detail(rang: Rang, numbers: Mapping[str, int], today: date) -> dict[str, Any]:
    return {"nom": _nom(rang), "demandes": [_demande(d, numbers, today) for d in rang.demandes]}


def _demande(demande: Demande, numbers: Mapping[str, int], today: date) -> dict[str, Any]:
    first = demande.premiere
    norm = first.norme
    alone = len(demande.inscriptions) == 1
    rows = _seule(first, numbers, today) if alone else _plusieurs(demande, numbers, today)
    doubt = f" ({mots.JUGEE})" if mots.jugee(first.derogation) else ""
    return {
        "objet": mots.titre(demande.objet),
        "norme": f"{capital(norm.libelle)}{doubt}" if norm.articles or doubt else "",
        "lignes": rows,
        "note": brut(first.derogation.note or "") if alone else "",
    }


def _seule(i: Inscription, numbers: Mapping[str, int], today: date) -> list[tuple[str, str]]:
    d = i.derogation
    dates = (
        f"demande{NBSP}: {mots.jour(d.demande_le)}{THIN}; début{NBSP}: {mots.jour(d.debut)}{THIN}; "
        f"évaluation due{NBSP}: {mots.jour(d.evaluation_due_le)}{THIN}; "
        f"expiration{NBSP}: {mots.jour(d.expiration)}"
    )
    decision = d.decision.label + (f", {mots.jour(d.decision_le)}" if d.decision_le else "")
    rows = [
        ("Où", _ou(i)),
        ("Fondement", d.fondement.label),
        ("Décision", f"{decision}."),
        ("Acte", brut(d.acte) if d.acte else "inconnu"),
        ("Échéances", f"{mots.situation(d, today)}. {capital(dates)}"),
        ("Issue", capital(mots.issue(d))),
        ("Sources", _renvois(i, numbers)),
    ]
    if d.motifs:
        rows.insert(1, ("Motifs", brut(d.motifs)))
    return rows


def _plusieurs(demande: Demande, numbers: Mapping[str, int], today: date) -> list[tuple[str, str]]:
    """Return one request of several rows: who supports it, and what each got."""
    told = [("Soutiens", f"{count(len(demande.soutiens), 'territoire')}.")]
    return told + [
        (
            _ou(i),
            (
                f"{mots.situation(i.derogation, today)}{THIN}; issue{NBSP}: "
                f"{mots.issue(i.derogation)} {_renvois(i, numbers)}"
            ),
        )
        for i in demande.inscriptions
    ]


def _ou(i: Inscription) -> str:
    if 0 < len(i.territoires) <= NAMED:
        return ", ".join(nom(t) for t in mots.ranges(i.territoires))
    return mots.par_niveau(i.territoires) or "territoires inconnus"


def _renvois(i: Inscription, numbers: Mapping[str, int]) -> str:
    known = [numbers[key] for key in i.derogation.citees if key in numbers]
    return ", ".join(f"[{n}]" for n in dict.fromkeys(known))


def _citees(rangs: Sequence[Rang]) -> list[Source]:
    found = {
        key: i.sources[key]
        for r in rangs
        for q in r.demandes
        for i in q.inscriptions
        for key in i.derogation.citees
        if key in i.sources
    }
    return list(found.values())


def _numeros(rangs: Sequence[Rang]) -> dict[str, int]:
    return {source.id: n for n, source in enumerate(_citees(rangs), 1)}


def _source(source: Source) -> str:
    address = f" {source.url}" if source.url and source.titre else ""
    return f"{typeset(source.label)}, {source.date_label}.{address}"
