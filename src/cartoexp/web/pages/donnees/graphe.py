"""DCAT-AP as a graph, in JSON-LD or Turtle: the profile that data portals harvest.

Import this only when it is asked for: ``rdflib`` takes a third of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import (
    DCAT,
    DCTERMS,
    FOAF,
    OWL,
    RDF,
    RDFS,
    XSD,
    Graph,
    Literal,
    Namespace,
    URIRef,
)

from cartoexp.web.linked import LICENCE, SITE
from cartoexp.web.pages.donnees.parties import PATH
from cartoexp.web.pages.donnees.series import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rdflib import Node

    from cartoexp.web.context import Publisher
    from cartoexp.web.pages.donnees.series import Distribution, Serie

EUROPE = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
FRANCE = f"{EUROPE}/country/FRA"
FRENCH = f"{EUROPE}/language/FRA"
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
PREFIXES = {
    "dcat": DCAT,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "rdfs": RDFS,
    "spdx": SPDX,
    "vcard": VCARD,
    "xsd": XSD,
}
CONTEXT = {prefix: str(space) for prefix, space in PREFIXES.items()}


def serialize(series: Sequence[Serie], origin: str, publisher: Publisher, ending: str) -> str:
    """Return the catalogue of the data sets; ``origin`` is the address of the site."""
    graph = build(series, origin, publisher)
    text: str = graph.serialize(format=FORMATS[ending].nom, context=CONTEXT)
    return text


def build(series: Sequence[Serie], origin: str, publisher: Publisher) -> Graph:
    """Return the graph: what is not known (a contact, a date) is left out, never made up."""
    graph = Graph()
    writer = _Writer(graph, origin)
    catalogue, agent = URIRef(f"{origin}{PATH}#catalogue"), URIRef(f"{origin}{PATH}#editeur")
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(publisher.editeur or SITE)))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    graph.add((catalogue, DCTERMS.title, Literal(f"Données de {SITE}", lang="fr")))
    told = "Expérimentations territoriales recensées, territoires de référence et indicateurs."
    graph.add((catalogue, DCTERMS.description, Literal(told, lang="fr")))
    graph.add((catalogue, DCTERMS.publisher, agent))
    graph.add((catalogue, DCTERMS.language, URIRef(FRENCH)))
    graph.add((catalogue, DCTERMS.license, URIRef(LICENCE)))
    graph.add((catalogue, FOAF.homepage, URIRef(f"{origin}{PATH}")))
    for serie in series:
        dataset = writer.dataset(serie, agent, publisher.contact)
        graph.add((catalogue, DCAT.dataset, dataset))
    return graph


class _Writer:
    """Adds data sets to a graph."""

    def __init__(self, graph: Graph, origin: str) -> None:
        self.graph, self.origin = graph, origin
        graph.bind("spdx", SPDX)
        graph.bind("vcard", VCARD)

    def dataset(self, serie: Serie, agent: Node, contact: str) -> Node:
        add, here = self.graph.add, URIRef(f"{self.origin}{PATH}#{serie.identifiant}")
        add((here, RDF.type, DCAT.Dataset))
        add((here, DCTERMS.identifier, Literal(f"cartoexp-{serie.identifiant}")))
        add((here, DCTERMS.title, Literal(serie.titre, lang="fr")))
        add((here, DCTERMS.description, Literal(serie.description, lang="fr")))
        add((here, DCTERMS.publisher, agent))
        add((here, DCTERMS.license, URIRef(LICENCE)))
        add((here, DCTERMS.language, URIRef(FRENCH)))
        add((here, DCTERMS.spatial, URIRef(FRANCE)))
        add((here, DCTERMS.accrualPeriodicity, URIRef(f"{EUROPE}/frequency/{serie.frequence}")))
        add((here, DCAT.landingPage, URIRef(f"{self.origin}{PATH}")))
        add((here, OWL.versionInfo, Literal(serie.version)))
        for word in serie.mots:
            add((here, DCAT.keyword, Literal(word, lang="fr")))
        if serie.modifie:
            add((here, DCTERMS.modified, Literal(serie.modifie, datatype=XSD.dateTime)))
        if serie.producteurs:
            add((here, DCTERMS.provenance, self._provenance(here, serie.producteurs)))
        period = URIRef(f"{here}-periode")
        add((here, DCTERMS.temporal, period))
        add((period, RDF.type, DCTERMS.PeriodOfTime))
        for name, day in zip((DCAT.startDate, DCAT.endDate), serie.periode, strict=True):
            if day:
                add((period, name, Literal(day, datatype=XSD.date)))
        if contact:
            add((here, DCAT.contactPoint, self._contact(contact)))
        for file in serie.distributions:
            add((here, DCAT.distribution, self._distribution(file)))
        return here

    def _provenance(self, dataset: URIRef, text: str) -> Node:
        node = URIRef(f"{dataset}-provenance")
        self.graph.add((node, RDF.type, DCTERMS.ProvenanceStatement))
        self.graph.add((node, RDFS.label, Literal(text, lang="fr")))
        return node

    def _contact(self, address: str) -> Node:
        node = URIRef(f"{self.origin}{PATH}#contact")
        self.graph.add((node, RDF.type, VCARD.Organization))
        self.graph.add((node, VCARD.fn, Literal(SITE)))
        self.graph.add((node, VCARD.hasEmail, URIRef(f"mailto:{address}")))
        return node

    def _distribution(self, file: Distribution) -> Node:
        add, address = self.graph.add, f"{self.origin}{file.chemin}"
        here = URIRef(f"{address}#distribution")
        ending = file.nom.rpartition(".")[2].upper()
        add((here, RDF.type, DCAT.Distribution))
        add((here, DCTERMS.title, Literal(file.nom)))
        add((here, DCTERMS.description, Literal(file.titre or file.nom, lang="fr")))
        add((here, DCAT.accessURL, URIRef(address)))
        add((here, DCAT.downloadURL, URIRef(address)))
        add((here, DCTERMS.license, URIRef(LICENCE)))
        add((here, DCAT.mediaType, URIRef(f"{IANA}/{file.media.partition(';')[0]}")))
        add((here, DCTERMS["format"], URIRef(f"{EUROPE}/file-type/{ending}")))
        if file.octets is not None:
            size = Literal(file.octets, datatype=XSD.nonNegativeInteger)
            add((here, DCAT.byteSize, size))
        if file.sha256:
            add((here, SPDX.checksum, self._checksum(address, file.sha256)))
        if file.schema:
            add((here, DCTERMS.conformsTo, URIRef(f"{self.origin}{file.schema}")))
        return here

    def _checksum(self, address: str, digest: str) -> Node:
        node = URIRef(f"{address}#empreinte")
        self.graph.add((node, RDF.type, SPDX.Checksum))
        self.graph.add((node, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        value = Literal(digest, datatype=XSD.hexBinary)
        self.graph.add((node, SPDX.checksumValue, value))
        return node
