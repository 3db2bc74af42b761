"""Endpoint of the figures of the method: what the pages « Méthode » and « Données » count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartoexp.services.methode import read_figures
from cartoexp.web.api.endpoint import CATALOGUE, ROOT, Answer, Call, Endpoint, Tag
from cartoexp.web.api.schemas import methode as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cartoexp.services.methode import Compte, Figures
    from cartoexp.web.context import Web

PATH = f"{ROOT}/methode"


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoint."""

    def read(call: Call) -> Answer:
        call.check()
        return Answer(_told(read_figures(web.services, web.today())))

    yield Endpoint(
        path=PATH,
        name="lire_methode",
        tag=Tag.SERVICE,
        summary="Lire les chiffres de la méthode",
        description="Ce que comptent les pages « Méthode » et « Données » : le catalogue et ses "
        "doutes, les sources officielles et leurs contrôles, les poids, les épreuves.",
        view=read,
        schema=shapes.Methode,
        parts={},
        cache=CATALOGUE,
        example=PATH,
    )


def _told(figures: Figures) -> shapes.Methode:
    return {
        "jour": figures.jour.isoformat(),
        "catalogue": _catalogue(figures.compte),
        "reference": _reference(figures),
        "poids": dict(figures.poids),
        "epreuves": dict(figures.epreuves),
    }


def _catalogue(compte: Compte) -> shapes.CatalogueCompte:
    c = compte.chiffres
    return {
        "experimentations": c.experimentations,
        "implantations": c.implantations,
        "territoires": c.territoires,
        "evaluations": c.evaluations,
        "experimentationsEvaluees": c.evaluees,
        "sources": compte.sources_total,
        "sourcesSansDate": compte.sources_sans_date,
        "sourcesSecondaires": compte.sources_secondaires,
        "sansDebut": c.sans_debut,
        "sansAttestation": c.sans_attestation,
        "rattachementsDeduits": c.deduites,
        "attestationsPerimees": compte.perimees,
        "avecNote": compte.avec_note,
        "programmes": compte.programmes,
        "basesJugees": compte.bases_jugees,
        "dimensionsJugees": compte.dimensions_jugees,
        "preuvesJugees": compte.preuves_jugees,
        "evaluationsInternes": compte.evaluations_internes,
        "evaluationsNonLues": compte.evaluations_non_lues,
        "themes": [
            {
                "theme": theme.value,
                "libelle": theme.label,
                "experimentations": n.experimentations,
                "implantations": n.implantations,
                "peuFourni": n.thin,
            }
            for theme, n in c.themes.items()
        ],
        "niveaux": _named(compte.niveaux),
        "statuts": _named(compte.statuts),
        "preuves": _named(compte.preuves),
        "effets": _named(compte.effets),
    }


def _named(counts: Mapping[Any, int]) -> dict[str, int]:
    return {str(value.value): n for value, n in sorted(counts.items())}


def _reference(figures: Figures) -> shapes.ReferenceComptee:
    manifest = figures.manifest
    kept = shapes.SourceOfficielle.__annotations__
    return {
        "version": manifest["version"],
        "millesime": manifest["millesime"],
        "attribution": manifest["attribution"],
        "effectifs": manifest["effectifs"],
        "anciensCodes": dict(sorted(figures.passages.items())),
        "sources": [_only(source, kept) for source in manifest["sources"]],
        "controles": [_only(c, shapes.Controle.__annotations__) for c in manifest["controles"]],
        "reparations": [
            _only(r, shapes.Reparation.__annotations__) for r in manifest["reparations"].values()
        ],
    }


def _only(record: Mapping[str, Any], names: Mapping[str, object]) -> Any:  # noqa: ANN401  a shape
    return {name: record[name] for name in names}
