"""How two entities are connected, and what lies around one: chains of statements, each with its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from math import prod
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.graph.network import Network, network
from kg.graph.saying import sayings
from kg.graph.trust import Trust
from kg.lines import Json
from kg.model import Entity, Statement

if TYPE_CHECKING:
    from kg.graph.store import Store

CONSIDERED = 500
"""How many shortest paths are looked at to find the best supported ones."""


@dataclass(frozen=True, slots=True)
class Step:
    """Two entities that stand beside each other, and the statements that join them, the surest first."""

    start: Entity
    end: Entity
    statements: tuple[Statement, ...]

    def row(self, store: Store) -> Json:
        """Return the step as JSON has it, with the sentences of each statement."""
        return {
            "from": _named(self.start),
            "to": _named(self.end),
            "statements": [statement_row(store, one) for one in self.statements],
        }


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of steps; `confidence` is the product of the surest statement of each."""

    steps: tuple[Step, ...]
    confidence: float

    def row(self, store: Store) -> Json:
        """Return the path as a line of JSON has it."""
        return {
            "length": len(self.steps),
            "confidence": self.confidence,
            "steps": [step.row(store) for step in self.steps],
        }


def paths(
    store: Store,
    starts: Sequence[Entity],
    ends: Sequence[Entity],
    trusted: Trust = Trust(),  # noqa: B008 - frozen
    without: Sequence[Entity] = (),
    most: int = 3,
) -> list[Path]:
    """Return the shortest paths between entities, the best supported first; ties are broken by id.

    Only facts join entities, and claims that count by trust. Raises KgError if nothing connects the two.
    """
    same = {one.id for one in starts} & {one.id for one in ends}
    if same:
        raise KgError(sorted(same)[0], "both names mean this entity", "expected two", "write the names in full")
    net = network(store, trusted, [one.id for one in without])
    found = list(islice(_shortest(net, starts, ends), CONSIDERED))
    if not found:
        remedy = "ask kg neighbors what surrounds each" if trusted else "add --claims to count what people say"
        raise KgError(f"{starts[0].label} and {ends[0].label}", "nothing in the graph connects them", "", remedy)
    surest = {pair: _surest(store, net, *pair) for chain in found for pair in pairwise(chain)}
    weighed = [(prod(surest[pair] for pair in pairwise(chain)), chain) for chain in found]
    best = sorted(weighed, key=lambda one: (-one[0], [net.ids[number] for number in one[1]]))[:most]
    return [
        Path(tuple(_step(store, net, *pair) for pair in pairwise(chain)), round(confidence, 4))
        for confidence, chain in best
    ]


def _shortest(net: Network, starts: Sequence[Entity], ends: Sequence[Entity]) -> Iterator[list[int]]:
    """Yield the shortest chains of numbers from any start to any end."""
    from networkx import NetworkXNoPath, all_shortest_paths

    graph, first, last = net.graph(), -1, -2
    for pole, entities in ((first, starts), (last, ends)):
        graph.add_node(pole)
        numbers = sorted(number for one in entities if (number := net.number(one.id)) is not None)
        graph.add_edges_from((pole, number) for number in numbers)
    try:
        for chain in all_shortest_paths(graph, first, last):
            yield chain[1:-1]
    except NetworkXNoPath:
        return


def _surest(store: Store, net: Network, one: int, other: int) -> float:
    """Return the confidence of the surest statement that joins two entities."""
    return max(store.weight(store.statement(link.statement)).confidence for link in net.between(one, other))


def _step(store: Store, net: Network, one: int, other: int) -> Step:
    statements = [store.statement(link.statement) for link in net.between(one, other)]
    statements.sort(key=lambda statement: (-store.weight(statement).confidence, statement.id))
    return Step(_entity(store, net.ids[one]), _entity(store, net.ids[other]), tuple(statements))


def _entity(store: Store, id_: str) -> Entity:
    found = store.entity(id_)
    assert found is not None
    return found


@dataclass(frozen=True, slots=True)
class Neighbor:
    """An entity at some distance, and the step that leads to it from one that is nearer."""

    distance: int
    entity: Entity
    step: Step

    def row(self, store: Store) -> Json:
        """Return the neighbour as a line of JSON has it."""
        return {"distance": self.distance, **_named(self.entity), "step": self.step.row(store)}


def neighbors(
    store: Store,
    centre: Sequence[Entity],
    depth: int = 1,
    trusted: Trust = Trust(),  # noqa: B008 - frozen
) -> list[Neighbor]:
    """Return the entities within `depth` steps, the nearest first, then by label; each once, by its first way."""
    net = network(store, trusted)
    graph = net.graph()
    layer = sorted(number for one in centre if (number := net.number(one.id)) is not None)
    seen, found = set(layer), []
    for distance in range(1, depth + 1):
        ways: dict[int, int] = {}
        for number in layer:
            for other in sorted(graph[number]):
                if other not in seen:
                    seen.add(other)
                    ways[other] = number
        layer = sorted(ways)
        reached = (Neighbor(distance, _entity(store, net.ids[n]), _step(store, net, ways[n], n)) for n in layer)
        found += sorted(reached, key=lambda one: (one.step.start.label, one.entity.label, one.entity.id))
    return found


def statement_row(store: Store, statement: Statement) -> Json:
    """Return a statement as JSON has it: what it amounts to, and each sentence that makes it.

    "one_source" names the articles that add no source, the article with which each is one, and why.
    """
    told = sayings(store, statement)
    first, weight = told[0].row(), store.weight(statement)
    return {
        **{name: first[name] for name in ("id", "subject", "relation", "object")},
        "fact": weight.fact,
        "confidence": weight.confidence,
        "sources": weight.sources,
        "one_source": {one: {"with": other, "why": why} for one, (other, why) in store.copied(statement).items()},
        "evidence": [one.row() for one in told],
    }


def _named(entity: Entity) -> Json:
    return {"id": entity.id, "label": entity.label, "type": entity.type.partition(":")[2]}
