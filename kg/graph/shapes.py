"""Hold a graph, and the packaged ontologies, against the shapes of `ontologies/shapes.ttl`, by SHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.graph import vocabulary as v
from kg.graph.rdf import DEFAULT, Term
from kg.graph.reading import Graph, Reader
from kg.ontology import packaged

if TYPE_CHECKING:
    import rdflib

AT_ONCE = 100
"""How many articles are held against the shapes together: what they speak of is all that is in memory."""


def misshapen(reader: Reader) -> Iterator[str]:
    """Yield one line for each node that has not its shape, in the same order each time."""
    shapes = _shapes()
    articles = iter(reader.article_nodes())
    while chunk := list(islice(articles, AT_ONCE)):
        yield from _violations(reader, shapes, _of_articles(reader, chunk))
    merged = (row[0] for row in reader.match(None, v.TYPE, v.RDF_STATEMENT, DEFAULT))
    lone = (node for node in merged if not any(reader.match(node, v.DERIVED_FROM, None, None)))
    while some := list(islice(lone, AT_ONCE)):
        yield from _violations(reader, shapes, _about(reader, some, DEFAULT))
    for graph in (v.IDENTITY, v.LEDGER):
        yield from _violations(reader, shapes, _triples(reader, graph))


def ill_made() -> Iterator[str]:
    """Yield one line for each thing in the packaged ontologies that is not as it should be."""
    import rdflib

    known = rdflib.Graph()
    for name in ("kg.ttl", "news.ttl"):
        known.parse(packaged(name), format="turtle")
    declared = {str(subject) for subject in known.subjects(rdflib.RDF.type)}
    ours = (str(rdflib.URIRef(v.KG)), v.PREFIXES["news"])
    named = {str(term) for triple in known for term in triple if isinstance(term, rdflib.URIRef)}
    for term in sorted(one for one in named - declared if one.startswith(ours)):
        yield f"ontology: {term} is named and not declared"
    for class_ in sorted(known.subjects(rdflib.RDFS.subClassOf), key=str):
        above = known.transitive_objects(class_, rdflib.RDFS.subClassOf)
        if any((one, rdflib.RDFS.subClassOf, class_) in known for one in above):
            yield f"ontology: {class_} is a class of itself"
    yield from (f"ontology: {found}" for found in _found(known, _shapes()))


def _of_articles(reader: Reader, articles: Iterable[NamedNode]) -> rdflib.Graph:
    """Return what the graph says in some articles, and what it says of the statements and entities they name."""
    data, named = _graph(), set[NamedNode]()
    for article in articles:
        for row in reader.match(None, None, None, article):
            data.add(_triple(*row))
            if row[1] == v.DERIVED_FROM:
                named.add(row[0])
            elif isinstance(row[2], NamedNode) and row[2].value.startswith(v.ENTITY):
                named.add(row[2])
    statements = [node for node in named if node.value.startswith(v.STATEMENT)]
    ends = (row[2] for node in statements for row in reader.match(node, v.SUBJECT, None, DEFAULT))
    for node in {*named, *(end for end in ends if isinstance(end, NamedNode))}:
        for row in reader.match(node, None, None, DEFAULT):
            data.add(_triple(*row))
    return data


def _about(reader: Reader, nodes: Iterable[NamedNode], graph: Graph) -> rdflib.Graph:
    data = _graph()
    for node in nodes:
        for row in reader.match(node, None, None, graph):
            data.add(_triple(*row))
    return data


def _triples(reader: Reader, graph: Graph) -> rdflib.Graph:
    data = _graph()
    for row in reader.match(None, None, None, graph):
        data.add(_triple(*row))
    return data


def _graph() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph(bind_namespaces="none")


def _shapes() -> rdflib.Graph:
    return _graph().parse(packaged("shapes.ttl"), format="turtle")


def _triple(
    subject: NamedNode, predicate: NamedNode, object_: Term, _graph: Graph
) -> tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node]:
    import rdflib

    if isinstance(object_, Literal):
        type_ = None if object_.language else rdflib.URIRef(object_.datatype.value)
        term: rdflib.term.Node = rdflib.Literal(object_.value, lang=object_.language, datatype=type_, normalize=False)
    else:
        term = rdflib.URIRef(object_.value)
    return rdflib.URIRef(subject.value), rdflib.URIRef(predicate.value), term


def _violations(reader: Reader, shapes: rdflib.Graph, data: rdflib.Graph) -> Iterator[str]:
    for found in _found(data, shapes):
        node, _, rest = found.partition(" ")
        yield f"{reader.names.curie(NamedNode(node))} {rest}"


def _found(data: rdflib.Graph, shapes: rdflib.Graph) -> list[str]:
    """Return "NODE at PATH: what is wrong" of each result of the validator, sorted."""
    import rdflib
    from pyshacl import validate

    _, results, _ = validate(data, shacl_graph=shapes, inference="none", advanced=False)
    assert isinstance(results, rdflib.Graph)
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    found = set()
    for result in results.subjects(rdflib.RDF.type, sh.ValidationResult):
        path = results.value(result, sh.resultPath)
        at = f" at {path}" if isinstance(path, rdflib.URIRef) else ""
        message = " ".join(str(results.value(result, sh.resultMessage)).split())
        found.add(f"{results.value(result, sh.focusNode)} has not its shape{at}: {message}")
    return sorted(found)
