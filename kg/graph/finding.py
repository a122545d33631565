"""Nodes of the merged graph by name, or by what a statement is made of."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kg.graph import vocabulary as v
from kg.graph.literals import canonical, typed
from kg.graph.naming import entities_named, rank
from kg.graph.rdf import DEFAULT
from kg.graph.reading import Reader
from kg.identity import Own
from kg.model import Entity, Value


def entities_called(reader: Reader, name: str) -> list[Entity]:
    """Return the entities of a label or alias, else of one in another case, that begins so, or holds it."""
    if found := entities_named(reader, name):
        return found
    wanted = " ".join(name.casefold().split())
    ranks: dict[NamedNode, int] = {}
    for predicate in (v.LABEL, v.ALT_LABEL) if wanted else ():
        for node, _, label, _ in reader.match(None, predicate, None, DEFAULT):
            fit = rank(" ".join(label.value.casefold().split()), wanted)
            if fit is not None and node.value.startswith(v.ENTITY):
                ranks[node] = min(fit, ranks.get(node, fit))
    best = min(ranks.values(), default=0)
    return [reader.entity(node) for node in sorted(ranks, key=str) if ranks[node] == best]


def owned(reader: Reader, entity: str) -> list[tuple[Own, Entity]]:
    """Return the entities of articles that refer to an entity, as each article describes them."""
    rows = sorted(reader.match(None, v.REFERS_TO, v.entity(entity), None), key=lambda row: row[0].value)
    return [
        (Own(v.local(article, v.ARTICLE), v.own_id(node)), reader.described(node, article, reader.text(article)))
        for node, _, _, article in rows
    ]


def statements_of(
    reader: Reader, subject: str | None, relation: str | None, object_: str | Value | None
) -> list[NamedNode]:
    """Return the statements of an entity id, a relation's CURIE and an entity id or a value, sorted; None fits any."""
    wanted: list[tuple[NamedNode, NamedNode | Literal]] = []  # what fewest statements have comes first
    if subject is not None:
        wanted.append((v.SUBJECT, v.entity(subject)))
    if object_ is not None:
        wanted.append((v.OBJECT, _term(reader, object_)))
    if relation is not None:
        wanted.append((v.PREDICATE, reader.names.iri(relation)))
    first, *others = wanted or [(v.TYPE, v.RDF_STATEMENT)]
    nodes = {row[0] for row in reader.match(None, *first, DEFAULT)}
    found = (node for node in nodes if all(any(reader.match(node, *one, DEFAULT)) for one in others))
    return sorted(found, key=str)


def _term(reader: Reader, object_: str | Value) -> NamedNode | Literal:
    if isinstance(object_, Value):
        return canonical(typed(object_.value, reader.names.iri(object_.datatype)))
    return v.entity(object_)
