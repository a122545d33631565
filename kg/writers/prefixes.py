"""The prefixes of an export: the graph's own, and of other ontologies those that are used.

Ids are hashes of CURIEs, so whoever reads the export back must know these. They are declared as data, with the word
that VANN has for it, since N-Quads and RDF/XML as others write it have no other place for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.store import Store

_USED = """SELECT DISTINCT ?term {
  { ?st rdf:predicate ?term } UNION { ?e a ?term } UNION { GRAPH ?article { ?x kg:class ?term } }
  UNION { ?st rdf:object ?o FILTER isLiteral(?o) BIND (DATATYPE(?o) AS ?term) } }"""


def prefixes(store: Store) -> dict[str, str]:
    """Return the prefixes that every graph has, and those of other ontologies that this one uses."""
    others = {prefix: namespace for prefix, namespace in store.names.prefixes.items() if prefix not in v.PREFIXES}
    if others:
        found = store.query(_USED)
        assert isinstance(found, QuerySolutions)
        curies = (store.names.curie(row["term"]) for row in found if isinstance(row["term"], NamedNode))
        used = {curie.partition(":")[0] for curie in curies}
        others = {prefix: namespace for prefix, namespace in sorted(others.items()) if prefix in used}
    return {**v.PREFIXES, **others}


def declarations(store: Store) -> Iterator[Quad]:
    """Yield the triples that declare the prefixes which not every graph has."""
    for prefix, namespace in prefixes(store).items():
        if prefix not in v.PREFIXES:
            yield declaration(prefix, namespace)


def declaration(prefix: str, namespace: str) -> Quad:
    """Return the triple that declares a prefix."""
    return Quad(NamedNode(namespace), v.PREFERRED_PREFIX, Literal(prefix))
