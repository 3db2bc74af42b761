"""Endpoints of the service itself: search box and health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartoexp.domain.filters import Filters
from cartoexp.domain.phrases.nombres import count
from cartoexp.domain.territoires import Niveau
from cartoexp.domain.texte import fold
from cartoexp.services import trouver
from cartoexp.services.listing import Tri
from cartoexp.web.api import parameters as p
from cartoexp.web.api.endpoint import CATALOGUE, NEVER, ROOT, Answer, Call, Endpoint, Tag
from cartoexp.web.api.schemas import catalogue as shapes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cartoexp.domain.territoires import Territoire
    from cartoexp.services.listing import Card
    from cartoexp.services.trouver import Trouve
    from cartoexp.web.context import Web

Q = p.text("q", "Texte cherché : nom, code, code postal, ancien nom, titre.", "dijon")
LIMIT = p.integer("limit", "Nombre de résultats.", 10, 50)
SHARE = 3
"""One result in three is kept for experiments, when there are some."""


@dataclass(frozen=True, slots=True)
class _Views:
    web: Web

    def search(self, call: Call) -> Answer:
        text, limit = call.read(Q), call.read(LIMIT)
        call.check()
        cards = self._experiments(text, limit)
        reserved = min(len(cards), max(1, limit // SHARE)) if cards else 0
        territoires = [self._territoire(t) for t in self._find(text, limit)]
        kept = territoires[: limit - reserved]
        return Answer([*kept, *map(_experimentation, cards[: limit - len(kept)])])

    def _find(self, text: str, limit: int) -> list[Trouve]:
        found = trouver.find(self.web.services.territoires, text, limit) if fold(text) else None
        return list(found.trouves) if found else []

    def _experiments(self, text: str, limit: int) -> list[Card]:
        """Return the experiments that hold the text, those that hold it in their title first."""
        words = fold(text).split()
        if not words:
            return []
        service = self.web.services.experiments
        cards = service.list_page(Filters(q=text), Tri.IMPLANTATIONS, 0, limit).cards
        return sorted(cards, key=lambda c: not all(w in fold(c.experiment.titre) for w in words))

    def _territoire(self, found: Trouve) -> shapes.Resultat:
        territoire = found.territoire
        return {
            "type": "territoire",
            "niveau": territoire.niveau,
            "code": territoire.code,
            "id": None,
            "nom": territoire.nom,
            "chemin": territoire.chemin,
            "precision": found.compris or self._precision(territoire),
        }

    def _precision(self, territoire: Territoire) -> str:
        """Return « Commune, Nord (59) »: names are shared by many communes."""
        service = self.web.services.territoires
        above = service.find(Niveau.DEPARTEMENT, territoire.code_departement)
        above = above or service.find(Niveau.REGION, territoire.code_region)
        where = f", {above.nom} ({above.code})" if above else ""
        return f"{territoire.nature}{where}"

    def health(self, call: Call) -> Answer:
        call.check()
        found = self.web.services.health()
        told: shapes.Sante = {
            "statut": "ok",
            "communes": found.territoires[Niveau.COMMUNE],
            "epci": found.territoires[Niveau.EPCI],
            "experimentations": found.experimentations,
            "implantations": found.implantations,
            "evaluations": found.evaluations,
            "millesime": found.millesime,
        }
        return Answer(told)


def _experimentation(card: Card) -> shapes.Resultat:
    x = card.experiment
    return {
        "type": "experimentation",
        "niveau": None,
        "code": None,
        "id": x.id,
        "nom": x.titre,
        "chemin": f"/experimentations/{x.id}",
        "precision": f"Expérimentation, {count(card.total, 'implantation')}",
    }


def endpoints(web: Web) -> Iterator[Endpoint]:
    """Yield the endpoints of the service."""
    views = _Views(web)
    yield Endpoint(
        path=f"{ROOT}/recherche",
        name="rechercher",
        tag=Tag.SERVICE,
        summary="Chercher un territoire ou une expérimentation",
        description="Territoires d’abord, puis expérimentations. Sans texte, la liste est vide.",
        view=views.search,
        schema=list[shapes.Resultat],
        parameters=(Q, LIMIT),
        parts={},
        cache=CATALOGUE,
        example=f"{ROOT}/recherche?q=dijon&limit=5",
    )
    yield Endpoint(
        path="/health",
        name="sante",
        tag=Tag.SERVICE,
        summary="Dire ce qui est chargé",
        description="Nombres comptés dans la base ; erreur 503 quand elle ne répond pas.",
        view=views.health,
        schema=shapes.Sante,
        parts={},
        cache=NEVER,
        example="/health",
    )
