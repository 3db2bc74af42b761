"""Endpoints of the registry of derogations: the list, one of them, the texts set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from cartoexp.domain.registre import PARAMETRES, Criteres, Etat, etat
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.vocabulaires import Decision, Fondement, Suite
from cartoexp.web.api import dossier, levels
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Span, Tag
from cartoexp.web.api.levels import MAX_LIMIT, PAGE
from cartoexp.web.api.listes import Liste
from cartoexp.web.api.records import iso
from cartoexp.web.api.schemas import derogations as shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from cartoexp.domain.registre import Inscription, Rang
    from cartoexp.web.context import Web

DEROGATIONS, NORMES = f"{ROOT}/derogations", f"{ROOT}/normes"
EXEMPLE = "apprentissage_30ans-derogation"


class Tri(StrEnum):
    """Order of derogations."""

    ID = "id"
    NORME = "norme"
    DECISION = "decision"
    EXPIRATION = "expiration"


_ORDERS: Mapping[Tri, Callable[[Inscription], Any]] = {
    Tri.ID: lambda i: i.derogation.id,
    Tri.NORME: lambda i: (i.norme.inconnue, i.norme.cle, i.derogation.id),
    Tri.DECISION: lambda i: (_reverse(i.derogation.decision_le), i.derogation.id),
    Tri.EXPIRATION: lambda i: (_unknown_last(i.derogation.expiration), i.derogation.id),
}
LISTED, NAMED = Liste(shapes.Derogation), Liste(shapes.NormeEcartee, key="cle")
LIMIT = p.integer("limit", "Nombre de dérogations par page.", 100, MAX_LIMIT)
NORMES_LIMIT = p.integer("limit", "Nombre de textes par page.", 100, MAX_LIMIT)
TRI = p.choice(
    "tri",
    "Ordre : identifiants, normes, décisions de la plus récente à la plus ancienne, ou expirations "
    "de la plus proche à la plus lointaine ; ce qui est inconnu vient en dernier.",
    Tri,
    Tri.ID,
)
CRITERES: tuple[p.Parameter[Any], ...] = (
    p.text(
        "q",
        "Norme, comme on l’écrit (« L. 6222-1 du code du travail », « CGCT »), articles seuls, ou "
        "mots de l’objet, de l’acte, de l’autorité, des territoires.",
        "art L6222-1",
    ),
    p.values("fondement", "Ce qui permet de déroger.", [m.value for m in Fondement]),
    p.values("decision", "Décisions.", [m.value for m in Decision]),
    p.values("etat", "Où elles en sont aujourd’hui.", [m.value for m in Etat]),
    p.values("issue", "Ce qu’il en est advenu.", [m.value for m in Suite]),
    p.matching(
        "region",
        "Région d’un de leurs territoires.",
        levels.REGIONS.pattern,
        "un code à deux chiffres, comme 32",
        "32",
    ),
    p.matching(
        "departement",
        "Département d’un de leurs territoires.",
        levels.DEPARTEMENTS.pattern,
        "un code, comme 59, 2A ou 974",
        "85",
    ),
)
EXPERIMENTATION = p.matching(
    "experimentation",
    "Identifiant d’une expérimentation.",
    "[a-z0-9_-]{1,80}",
    "un identifiant, comme tzcld",
    "tarif_social_eau",
)


def _reverse(when: Any) -> tuple[int, int, int]:  # noqa: ANN401  a date or nothing
    return (-when.annee, -when.mois, -when.jour) if when else (1, 0, 0)


def _unknown_last(when: Any) -> tuple[int, int, int]:  # noqa: ANN401  a date or nothing
    return (when.annee, when.mois, when.jour) if when else (9_999, 0, 0)


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def liste(self, call: Call) -> Answer:
        criteres = self._criteres(call)
        only, tri, vue = call.read(EXPERIMENTATION), call.read(TRI), LISTED.read(call)
        span = Span(call.read(PAGE), call.read(LIMIT))
        call.check()
        today = self.web.today()
        found = [
            i
            for i in self.web.services.derogations.chercher(criteres, today)
            if only is None or i.derogation.experimentation == only
        ]
        found.sort(key=_ORDERS[tri])
        part = found[span.offset : span.offset + span.limit]
        items = [self._derogation(i, today) for i in part]
        return vue.answer(items, replace(span, total=len(found)))

    def une(self, call: Call) -> Answer:
        call.check()
        found = self.web.services.derogations.lire(call.path["id"])
        d = found.derogation
        asked = self._demande(found)
        content: shapes.DerogationComplete = {
            **self._derogation(found, self.web.today()),
            "motifs": d.motifs,
            "acte": d.acte,
            "acteUrl": d.acte_url,
            "note": d.note,
            "source": d.source,
            "sourceSuite": d.source_suite,
            "sources": [dossier.source(s) for s in found.sources.values()],
            "soutiens": [i.derogation.id for i in asked.inscriptions if i.derogation.id != d.id],
        }
        return Answer(content)

    def normes(self, call: Call) -> Answer:
        vue, span = NAMED.read(call), Span(call.read(PAGE), call.read(NORMES_LIMIT))
        call.check()
        rangs = self.web.services.derogations.registre().rangs
        part = rangs[span.offset : span.offset + span.limit]
        return vue.answer([_rang(r) for r in part], replace(span, total=len(rangs)))

    def norme(self, call: Call) -> Answer:
        call.check()
        return Answer(_rang(self.web.services.derogations.norme(call.path["cle"])))

    def _criteres(self, call: Call) -> Criteres:
        """Read the criteria; refusals are kept by the call, which then returns none.

        Raises:
            TerritoireNotFoundError: for a territory that does not exist.
        """
        for parameter in CRITERES:
            call.read(parameter)
        if call.reader.problems:
            return Criteres()
        query = {n: given for n in PARAMETRES if (given := call.reader.query.get(n))}
        criteres = Criteres.parse(query)
        for niveau in (Niveau.REGION, Niveau.DEPARTEMENT):
            if code := getattr(criteres, niveau.value):
                self.web.services.territoires.get(niveau, code)
        return criteres

    def _demande(self, inscription: Inscription) -> Any:  # noqa: ANN401  a Demande
        known = self.web.services.derogations.registre().demandes.values()
        return next(d for d in known if inscription in d.inscriptions)

    def _derogation(self, i: Inscription, today: date) -> shapes.Derogation:
        d = i.derogation
        found = etat(d, today)
        return {
            "id": d.id,
            "experimentation": d.experimentation,
            "titreExperimentation": i.titre,
            "demande": self._demande(i).id,
            "norme": _norme(i),
            "normeProvenance": d.provenance,
            "objet": d.objet,
            "autorite": d.autorite,
            "fondement": d.fondement,
            "fondementLibelle": d.fondement.label,
            "territoires": [
                {"niveau": t.niveau, "code": t.code, "nom": t.nom} for t in i.territoires
            ],
            "demandeLe": iso(d.demande_le),
            "decision": d.decision,
            "decisionLibelle": d.decision.label,
            "decisionLe": iso(d.decision_le),
            "debut": iso(d.debut),
            "expiration": iso(d.expiration),
            "evaluationDueLe": iso(d.evaluation_due_le),
            "etat": found,
            "etatLibelle": found.label,
            "issue": d.issue,
            "issueLibelle": d.issue.label,
            "issueLe": iso(d.issue_le),
            "page": i.chemin,
        }


def _norme(i: Inscription) -> shapes.Norme:
    norm = i.norme
    return {
        "cle": norm.cle,
        "libelle": norm.libelle,
        "texteCle": norm.cle_texte,
        "articles": [a.libelle for a in norm.articles],
        "nature": norm.nature,
        "reconnue": norm.lue,
        "ecrite": norm.ecrite,
        "url": i.derogation.norme_url,
        "page": f"/derogations/normes/{norm.cle_texte}",
    }


def _rang(rang: Rang) -> shapes.NormeEcartee:
    return {
        "cle": rang.cle,
        "libelle": rang.norme.libelle,
        "reconnue": rang.norme.lue,
        "articles": [{"cle": cle, "libelle": told} for cle, told in rang.articles.items()],
        "demandes": len(rang.demandes),
        "derogations": len(rang.inscriptions),
        "territoires": len(rang.territoires),
        "decisions": dict(rang.decisions),
        "issues": dict(rang.issues),
        "page": rang.chemin,
    }


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of the registry."""
    views = _Views(web)
    yield Endpoint(
        path=DEROGATIONS,
        name="lister_derogations",
        tag=Tag.DEROGATIONS,
        summary="Lister des dérogations",
        description=_LISTE,
        view=views.liste,
        schema=LISTED.schema,
        parameters=(*CRITERES, EXPERIMENTATION, TRI, *LISTED.parameters, LIMIT, PAGE),
        parts={},
        paged=True,
        refusals={"404": "Aucune région, aucun département ne porte ce code."},
        cache=CATALOGUE,
        example=f"{DEROGATIONS}?q=code du travail&issue=generalisee",
    )
    yield Endpoint(
        path=f"{DEROGATIONS}/{{id}}",
        name="lire_derogation",
        tag=Tag.DEROGATIONS,
        summary="Lire une dérogation",
        description="La dérogation entière, ses sources, et les autres de la même demande.",
        view=views.une,
        schema=shapes.DerogationComplete,
        parts={"id": {"type": "string", "pattern": "^[a-z0-9_-]{1,80}$", "example": EXEMPLE}},
        cache=CATALOGUE,
        example=f"{DEROGATIONS}/{EXEMPLE}",
    )
    yield Endpoint(
        path=NORMES,
        name="lister_normes",
        tag=Tag.DEROGATIONS,
        summary="Lister les textes écartés",
        description="Textes auxquels il a été dérogé, ceux qui ont le plus de demandes d’abord ; "
        "ce dont la norme est inconnue vient en dernier.",
        view=views.normes,
        schema=NAMED.schema,
        parameters=(*NAMED.parameters, NORMES_LIMIT, PAGE),
        parts={},
        paged=True,
        cache=CATALOGUE,
        example=f"{NORMES}?limit=3",
    )
    cle = {"type": "string", "pattern": "^[a-z0-9_-]{1,200}$", "example": "code-du-travail"}
    yield Endpoint(
        path=f"{NORMES}/{{cle}}",
        name="lire_norme",
        tag=Tag.DEROGATIONS,
        summary="Lire un texte ou un article écarté",
        description="« code-du-travail » est un texte, « code-du-travail--l6222-1 » un article.",
        view=views.norme,
        schema=shapes.NormeEcartee,
        parts={"cle": cle},
        cache=CATALOGUE,
        example=f"{NORMES}/code-du-travail",
    )


_LISTE = (
    "Dérogations recensées, liste non exhaustive. Une norme se cherche comme on l’écrit. Plusieurs "
    "dérogations de même norme et de même objet ont la même « demande » : plusieurs territoires la "
    "portent. Une date inconnue est nulle ; une issue vaut à la date de sa source."
)
