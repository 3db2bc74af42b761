"""Features as answers: pages of a collection, and one alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic_core import to_json

from cartoexp.web.ogc import liens
from cartoexp.web.ogc.liens import GEOJSON, HTML, JSON, link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cartoexp.services.entites.couche import Couche
    from cartoexp.services.entites.reperes import Repere
    from cartoexp.web.ogc.collections import Collection
    from cartoexp.web.ogc.lecture import Lecture
    from cartoexp.web.ogc.liens import Lien

    Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the features that meet a demand: their rows, from ``offset`` on, out of ``total``."""

    collection: Collection
    couche: Couche
    rows: Sequence[int]
    total: int
    lecture: Lecture

    @classmethod
    def find(cls, collection: Collection, couche: Couche, lecture: Lecture) -> Part:
        """Find them."""
        found = couche.select(lecture.demande)
        kept = found[lecture.offset : lecture.offset + lecture.limit].tolist()
        return cls(collection, couche, kept, len(found), lecture)

    @property
    def next(self) -> int | None:
        """Offset of the features that follow, ``None`` after the last ones."""
        after = self.lecture.offset + self.lecture.limit
        return after if after < self.total else None

    @property
    def previous(self) -> int | None:
        """Offset of the features before, ``None`` before the first ones."""
        offset = min(self.lecture.offset, self.total)
        return max(0, offset - self.lecture.limit) if offset else None

    def links(self, base: str, query: Query) -> Iterator[Lien]:
        """Yield the links of an answer; the pages before and after keep the query."""
        address = f"{base}/collections/{self.collection.id}"
        yield from liens.of(f"{address}/items", GEOJSON, query)
        others = {"next": (self.next, "Suite"), "prev": (self.previous, "Début")}
        for rel, (offset, title) in others.items():
            if offset is not None:
                href = liens.at(f"{address}/items", query, offset, "json")
                yield link(href, rel, GEOJSON, title)
        yield link(address, "collection", JSON, self.collection.titre)

    def geojson(self, base: str, query: Query) -> bytes:
        """Return them as GeoJSON."""
        features = self.couche.features(self.rows, self.lecture.repere)
        head = {
            "type": "FeatureCollection",
            "numberMatched": self.total,
            "numberReturned": len(features),
            "timeStamp": datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "links": list(self.links(base, query)),
        }
        opened = to_json(head)[:-1] + b',"features":['
        if not features:
            return opened + b"]}"
        # Joined at once: an answer is large, and each more copy of it costs.
        features[0] = opened + features[0]
        features[-1] += b"]}"
        return b",".join(features)


def one(collection: Collection, couche: Couche, row: int, repere: Repere, base: str) -> bytes:
    """Return one feature as GeoJSON, with its links."""
    (feature,) = couche.features([row], repere)
    return b'%b,"links":%b}' % (
        feature[:-1],
        to_json(list(links_of(collection, couche, row, base))),
    )


def links_of(collection: Collection, couche: Couche, row: int, base: str) -> Iterator[Lien]:
    """Yield the links of one feature."""
    address = f"{base}/collections/{collection.id}"
    identifiant = couche.identifiants[row]
    yield from liens.of(f"{address}/items/{identifiant}", GEOJSON)
    yield link(address, "collection", JSON, collection.titre)
    page = base.removesuffix(liens.ROOT) + collection.page(subject(couche, row))
    yield link(page, "related", HTML, "Fiche")


def subject(couche: Couche, row: int) -> str:
    """Return what the page of a feature is named by: an implantation is on its experiment's."""
    column = couche.proprietes.get("experimentation")
    return str(column[row]) if column else couche.identifiants[row]
