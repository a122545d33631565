"""What a query chooses of a graph: statements, by themselves or as what joins the entities of its result."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from kg.errors import QueryError
from kg.graph import vocabulary as v
from kg.model import EntityRef, Statement, Value

if TYPE_CHECKING:
    from kg.graph.store import Store

Term = object


@dataclass(frozen=True, slots=True)
class Chosen:
    """Statements by id, the ids of entities that are to be seen anyway, and how many triples no article states."""

    statements: tuple[Statement, ...]
    entities: tuple[str, ...] = ()
    unstated: int = 0


def chosen(store: Store, sparql: str) -> Chosen:
    """Return what a query chooses.

    CONSTRUCT chooses the statements of its triples; SELECT the statements among its solutions, or else what joins
    their entities, which are then all there. A query that selects labels alone chooses what it selects by.
    Raises QueryError for an answer that holds nothing of the kind.
    """
    answer = store.query(sparql)
    if isinstance(answer, QueryBoolean):
        raise QueryError(
            "query", "ASK chooses nothing", "expected SELECT or CONSTRUCT", "select entities or statements"
        )
    if isinstance(answer, QueryTriples):
        return _of_triples(store, answer)
    terms = _terms(answer) or _terms(_widened(store, sparql))
    found = [node for node in terms if node.value.startswith(v.STATEMENT)]
    if found:
        return Chosen(tuple(store.statement(f"st-{v.tail(node)}") for node in found))
    ids = [v.local(node, v.ENTITY) for node in terms if node.value.startswith(v.ENTITY)]
    if not ids:
        raise QueryError("query", "its result has no entity or statement", "", "select some: SELECT ?statement …")
    return Chosen(tuple(_joining(store, ids)), tuple(ids))


def _terms(answer: QuerySolutions | None) -> list[NamedNode]:
    """Return the entities and statements of solutions, each once, by IRI."""
    found = {term for row in answer or () for term in row if isinstance(term, NamedNode)}
    ours = (node for node in found if node.value.startswith((v.ENTITY, v.STATEMENT)))
    return sorted(ours, key=lambda node: node.value)


_GROUPS = re.compile(r"\b(GROUP\s+BY|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\b", re.IGNORECASE)
_PROJECTION = re.compile(r"\bSELECT\b[^{]*\{", re.IGNORECASE)


def _widened(store: Store, sparql: str) -> QuerySolutions | None:
    """Return the solutions of a query with all its variables; None where it groups, so that they are not there."""
    if _GROUPS.search(sparql):
        return None
    try:
        answer = store.query(_PROJECTION.sub("SELECT * {", sparql, count=1))
    except QueryError:
        return None
    return answer if isinstance(answer, QuerySolutions) else None


def _of_triples(store: Store, triples: QueryTriples) -> Chosen:
    found: dict[str, Statement] = {}
    unstated = 0
    for triple in triples:
        stated = list(_stating(store, triple.subject, triple.predicate, triple.object))
        found.update((one.id, one) for one in stated)
        unstated += not stated
    if not found:
        raise QueryError("query", "no article states a triple of its result", "", "construct triples of the graph")
    return Chosen(tuple(found[id_] for id_ in sorted(found)), (), unstated)


def _stating(store: Store, subject: Term, predicate: NamedNode, object_: Term) -> Iterator[Statement]:
    if not isinstance(subject, NamedNode) or not subject.value.startswith(v.ENTITY):
        return
    relation = store.names.curie(predicate)
    if isinstance(object_, NamedNode):
        target: str | Value = v.local(object_, v.ENTITY)
    else:
        target = Value(getattr(object_, "value", ""), store.names.curie(getattr(object_, "datatype", predicate)))
    yield from store.statements(v.local(subject, v.ENTITY), relation, target)


def _joining(store: Store, ids: Iterable[str]) -> list[Statement]:
    """Return the statements from one of some entities to another."""
    inside = set(ids)
    told = chain.from_iterable(store.statements(subject=id_) for id_ in sorted(inside))
    return [one for one in told if isinstance(one.object, EntityRef) and one.object.id in inside]
