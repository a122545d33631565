"""GraphML and GEXF, for Gephi, Cytoscape and networkx: entities and values as nodes, statements as edges.

A node has label and type; an edge has relation, label, fact, confidence, sources, and its quotes, one a line.
"""

from __future__ import annotations

import re
from typing import IO

import networkx
from networkx.readwrite.gexf import GEXFWriter

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
        graph.add_node(_xml(entity.id), label=_xml(entity.label), type=entity.type)
    for statement in store.statements():
        _add(graph, statement, store)
    return graph


def _add(graph: networkx.MultiDiGraph, statement: Statement, store: Store) -> None:
    subject, object_ = statement.subject, statement.object
    if not isinstance(subject, EntityRef) or object_ is None:
        return  # open statements have no nodes
    target = _xml(object_key(object_, None))
    if isinstance(object_, Value):
        graph.add_node(target, label=_xml(object_.value), type=object_.datatype)
    weight = store.weight(statement)
    graph.add_edge(
        _xml(subject.id),
        target,
        key=statement.id,
        relation=statement.relation.id,
        label=_xml(statement.relation.label),
        fact=weight.fact,
        confidence=weight.confidence,
        sources=weight.sources,
        quotes=_xml("\n".join(" ".join(one.sentence.text.split()) for one in statement.evidence)),
    )


def _xml(text: str) -> str:
    """Return the text with what XML 1.0 cannot hold, control characters above all, replaced by U+FFFD."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "�", text)
