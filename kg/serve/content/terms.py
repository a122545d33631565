"""What a query can be about, for completion and the lists beside the editor; and the saved queries to begin with."""

from __future__ import annotations

from pyoxigraph import NamedNode, QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.queries import saved_queries
from kg.serve.content.parts import Content
from kg.serve.snapshot import Snapshot


def terms(snapshot: Snapshot) -> Content:
    """Return the beginning of own IRIs, bound prefixes, the classes and relations in use, and the saved queries."""
    store = snapshot.store
    return {
        "base": v.BASE,
        "prefixes": dict(sorted(store.names.prefixes.items())),
        "relations": [{"id": one.id, "label": one.label} for one in store.relations()],
        "classes": _classes(snapshot),
        "vocabulary": sorted(_VOCABULARY),
        "samples": [{"title": one.title, "text": one.text} for one in saved_queries().values()],
    }


def _classes(snapshot: Snapshot) -> list[str]:
    found = snapshot.store.query("SELECT DISTINCT ?class { ?e a ?class ; kg:tally ?tally }")
    assert isinstance(found, QuerySolutions)
    nodes = [row[0] for row in found]
    return sorted(snapshot.store.names.curie(node) for node in nodes if isinstance(node, NamedNode))


_VOCABULARY = (
    "rdf:Statement rdf:subject rdf:predicate rdf:object rdf:type rdfs:label skos:altLabel kg:confidence kg:sources "
    "kg:polarity kg:modality kg:attributedTo kg:time kg:place kg:sentence kg:trigger kg:sameAs kg:negative kg:positive "
    "kg:asserted kg:planned kg:possible prov:wasDerivedFrom nif:anchorOf nif:beginIndex nif:endIndex schema:headline "
    "schema:publisher schema:datePublished schema:author schema:NewsArticle dct:source"
).split()
