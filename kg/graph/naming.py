"""Find what bears a name by the store's own order, without a look at every name there is."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.graph import vocabulary as v
from kg.graph.literals import text
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.model import Entity, Relation


def entities_named(reader: Reader, name: str) -> list[Entity]:
    """Return the entities that have just this label or alias, letter by letter, by id."""
    return [reader.entity(node) for node in _labelled(reader, name) if node.value.startswith(v.ENTITY)]


def relations_named(reader: Reader, name: str) -> list[Relation]:
    """Return the relations that have just this CURIE, local name or label, by IRI."""
    nodes = {node for node in _labelled(reader, name) if not node.value.startswith(v.ENTITY)}
    for written in (name, *(f"{prefix}:{name}" for prefix in reader.names.prefixes if prefix != "e")):
        try:
            node = reader.names.iri(written)
        except StoreError:
            continue
        if reader.object(node, v.LABEL, DEFAULT) is not None and not node.value.startswith(v.ENTITY):
            nodes.add(node)
    return [reader.relation(node) for node in sorted(nodes, key=str)]


def _labelled(reader: Reader, name: str) -> list[NamedNode]:
    try:
        label = text(name)
    except StoreError:
        return []
    rows = (row for predicate in (v.LABEL, v.ALT_LABEL) for row in reader.match(None, predicate, label, DEFAULT))
    return sorted({row[0] for row in rows}, key=str)


def rank(label: str, wanted: str) -> int | None:
    """Return how well a label fits what is wanted, 0 the best; None if it does not."""
    if label == wanted:
        return 0
    return 1 if label.startswith(wanted) else 2 if wanted in label else None
