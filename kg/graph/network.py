"""The graph as a network: entities joined by facts, and by what a reader chooses to believe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, QuerySolutions

from kg.graph import vocabulary as v
from kg.graph.tables import counting
from kg.graph.tables.asking import tables
from kg.graph.trust import Trust, believed
from kg.model import EntityRef

if TYPE_CHECKING:
    from kg.graph.store import Store

FACTS = """SELECT ?statement ?subject ?relation ?object {
  ?statement rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object .
  FILTER(isIRI(?object) && ?subject != ?object)
  FILTER EXISTS { ?subject ?relation ?object }
}"""


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A statement that joins two entities: ids, and the relation's CURIE."""

    statement: str
    subject: str
    relation: str
    object: str


@dataclass(slots=True)
class Network:
    """Entities by number, in order of their ids, and what joins each two of them, whichever way it points."""

    ids: list[str]
    joined: dict[tuple[int, int], list[Link]]
    _numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._numbers = {id_: number for number, id_ in enumerate(self.ids)}

    def number(self, id_: str) -> int | None:
        """Return the number of an entity; None if nothing joins it to another."""
        return self._numbers.get(id_)

    def between(self, one: int, other: int) -> list[Link]:
        """Return what joins two entities, by statement."""
        return self.joined.get((min(one, other), max(one, other)), [])

    def graph(self) -> Any:  # noqa: ANN401 - networkx has no types
        """Return an undirected networkx graph of the numbers; `weight` counts the statements of an edge.

        Nodes and edges go in sorted, and as numbers, so that no hash seed changes what algorithms make of them.
        """
        from networkx import Graph

        made = Graph()
        made.add_nodes_from(range(len(self.ids)))
        made.add_edges_from((*pair, {"weight": len(self.joined[pair])}) for pair in sorted(self.joined))
        return made


def network(store: Store, trusted: Trust = Trust(), without: Sequence[str] = ()) -> Network:  # noqa: B008 - frozen
    """Return the network of facts, and of claims that count by trust; `without` are entities to leave out."""
    avoided = set(without)
    links = sorted(
        link for link in {*_facts(store), *_believed(store, trusted)} if not avoided & {link.subject, link.object}
    )
    ids = sorted({id_ for link in links for id_ in (link.subject, link.object)})
    numbers = {id_: number for number, id_ in enumerate(ids)}
    joined: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        one, other = sorted((numbers[link.subject], numbers[link.object]))
        joined[one, other].append(link)
    return Network(ids, dict(joined))


def _facts(store: Store) -> Iterator[Link]:
    with tables(store) as kept:
        for statement, subject, relation, object_ in _rows(store) if kept is None else counting.links(kept):
            yield Link(
                f"st-{v.tail(statement)}",
                v.local(subject, v.ENTITY),
                store.names.curie(relation),
                v.local(object_, v.ENTITY),
            )


def _rows(store: Store) -> Iterator[tuple[NamedNode, ...]]:
    rows = store.query(FACTS)
    assert isinstance(rows, QuerySolutions)
    return (tuple(row[name] for name in ("statement", "subject", "relation", "object")) for row in rows)


def _believed(store: Store, trusted: Trust) -> Iterator[Link]:
    if not trusted:
        return
    for one in believed(store, trusted):
        if one.subject and isinstance(one.object, EntityRef) and one.subject.id != one.object.id:
            yield Link(one.id, one.subject.id, one.relation.id, one.object.id)
