"""GraphML and GEXF, for Gephi, Cytoscape and networkx: entities and values as nodes, statements as edges.

A node has label and type; an edge has relation, label, fact, confidence, sources, and its quotes, one a line.
"""

from __future__ import annotations

from typing import IO

import networkx
from networkx.readwrite.gexf import GEXFWriter

from kg.characters import xml_text
from kg.graph.store import Store
from kg.model import EntityRef, Statement, Value, object_key


def graphml(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as GraphML."""
    networkx.write_graphml_xml(_network(store), stream)


def gexf(store: Store, stream: IO[bytes]) -> None:
    """Write the graph as GEXF 1.2; the id of an edge is that of its statement."""
    writer = GEXFWriter()
    writer.xml.find("meta").attrib.pop("lastmodifieddate")  # the same graph gives the same bytes on any day
    graph = _network(store)
    for _, _, id_, edge in graph.edges(keys=True, data=True):
        edge["id"] = id_
    writer.add_graph(graph)
    writer.write(stream)


def _network(store: Store) -> networkx.MultiDiGraph:
    graph = networkx.MultiDiGraph()
    for entity in store.entities():
        graph.add_node(xml_text(entity.id), label=xml_text(entity.label), type=entity.type)
    for statement in store.statements():
        _add(graph, statement, store)
    return graph


def _add(graph: networkx.MultiDiGraph, statement: Statement, store: Store) -> None:
    subject, object_ = statement.subject, statement.object
    if not isinstance(subject, EntityRef) or object_ is None:
        return  # open statements have no nodes
    target = xml_text(object_key(object_, None))
    if isinstance(object_, Value):
        graph.add_node(target, label=xml_text(object_.value), type=object_.datatype)
    weight = store.weight(statement)
    graph.add_edge(
        xml_text(subject.id),
        target,
        key=statement.id,
        relation=statement.relation.id,
        label=xml_text(statement.relation.label),
        fact=weight.fact,
        confidence=weight.confidence,
        sources=weight.sources,
        quotes=xml_text("\n".join(" ".join(one.sentence.text.split()) for one in statement.evidence)),
    )
