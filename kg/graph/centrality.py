"""Who is central in the network of facts, and which groups it falls into.

Degree counts the entities that one is joined to. Betweenness is the share of shortest paths that lead through one
(Brandes 2001; from a sample of starts on large networks), PageRank the share of a random walk's time (Brin and Page
1998). Groups are those of Louvain (Blondel et al. 2008). All are networkx's; seeds are fixed, and ties are broken by
id.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from kg.graph.network import Network, network
from kg.graph.sparse import is_large, sparse
from kg.graph.trust import Trust
from kg.lines import Json
from kg.model import Entity

if TYPE_CHECKING:
    from kg.graph.store import Store

Measure = Literal["degree", "betweenness", "pagerank"]
SEED = 1
EFFORT = 4_000_000
"""Betweenness looks at each edge once for each start; about so many looks are taken before starts are sampled."""
FEWEST_STARTS = 24
DAMPING, CLOSE_ENOUGH, MOST_ROUNDS = 0.85, 1e-9, 200


@dataclass(frozen=True, slots=True)
class Central:
    """An entity and its measures; `community` numbers its group, 1 is the largest.

    In a large network betweenness and groups are None unless they were asked for.
    """

    entity: Entity
    degree: int
    betweenness: float | None
    pagerank: float
    community: int | None

    def row(self) -> Json:
        """Return the entity as a line of JSON has it."""
        entity = self.entity
        return {
            "id": entity.id,
            "label": entity.label,
            "type": entity.type.partition(":")[2],
            "degree": self.degree,
            "betweenness": self.betweenness,
            "pagerank": self.pagerank,
            "community": self.community,
        }


@dataclass(frozen=True, slots=True)
class Ranking:
    """The most central entities, the number of all that were ranked, and the groups with their first members.

    `starts` is how many entities betweenness was worked out from: all of them, a sample, or none.
    """

    central: tuple[Central, ...]
    size: int
    starts: int
    communities: tuple[Community, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """A group of entities that are joined among themselves more than to others: the best joined ones, and how many."""

    number: int
    size: int
    members: tuple[Entity, ...]

    def row(self) -> Json:
        """Return the group as a line of JSON has it."""
        return {"community": self.number, "size": self.size,
                "members": [{"id": one.id, "label": one.label} for one in self.members]}  # fmt: skip


def top(
    store: Store,
    by: Measure = "pagerank",
    most: int = 10,
    trusted: Trust = Trust(),  # noqa: B008 - frozen
    fits: Callable[[str], bool] = lambda _: True,
    named: int = 5,
    grouped: bool = False,
) -> Ranking:
    """Return the most central entities of the network of facts, and of claims that count by trust.

    `fits` tells which classes are listed: what is left out still joins others. Of each group `named` members are given.
    Of a large network of facts only degree and PageRank are worked out, unless it is ranked by betweenness, or is to be
    `grouped`: those take networkx, and memory for every fact.
    """
    if by != "betweenness" and not grouped and not trusted and is_large(store):
        return _top_of_many(store, by, most, fits)
    net = network(store, trusted)
    graph = net.graph()
    starts = starts_of(graph)
    measures: dict[Measure, Any] = {
        "degree": dict(graph.degree()),
        "betweenness": _betweenness(graph, starts),
        "pagerank": _pagerank(graph),
    }
    groups = communities(net)
    group_of = {number: place for place, group in enumerate(groups, start=1) for number in group}
    ranked = sorted(range(len(net.ids)), key=lambda number: (-round(measures[by][number], 9), net.ids[number]))
    chosen: list[Central] = []
    for number in ranked:
        entity = store.entity(net.ids[number])
        if len(chosen) < most and entity and fits(entity.type):
            chosen.append(
                Central(
                    entity,
                    measures["degree"][number],
                    round(measures["betweenness"][number], 6),
                    round(measures["pagerank"][number], 6),
                    group_of[number],
                )
            )
    return Ranking(tuple(chosen), len(net.ids), starts, tuple(_described(store, net, groups, named)))


def _top_of_many(store: Store, by: Measure, most: int, fits: Callable[[str], bool]) -> Ranking:
    from numpy import argsort

    net = sparse(store)
    degree, pagerank = net.degree(), net.pagerank(DAMPING, CLOSE_ENOUGH, MOST_ROUNDS)
    ranked = argsort(-(degree if by == "degree" else pagerank).round(9), kind="stable")
    found = ((number, store.entity(net.ids[number])) for number in ranked)
    fitting = ((number, entity) for number, entity in found if entity and fits(entity.type))
    central = (
        Central(entity, int(degree[number]), None, round(float(pagerank[number]), 6), None)
        for number, entity in islice(fitting, most)
    )
    return Ranking(tuple(central), len(net.ids), 0, ())


def _described(store: Store, net: Network, groups: list[list[int]], named: int) -> list[Community]:
    found = []
    for place, group in enumerate(groups, start=1):
        members = tuple(entity for number in group[:named] if (entity := store.entity(net.ids[number])))
        found.append(Community(place, len(group), members))
    return found


def starts_of(graph: Any) -> int:  # noqa: ANN401 - networkx has no types
    """Return from how many nodes betweenness is worked out: from all, unless that took too long."""
    size = graph.number_of_nodes()
    return int(min(size, max(FEWEST_STARTS, EFFORT // max(1, size + graph.number_of_edges()))))


def _betweenness(graph: Any, starts: int) -> dict[int, float]:  # noqa: ANN401
    from networkx import betweenness_centrality

    sampled = starts if starts < graph.number_of_nodes() else None
    return dict(betweenness_centrality(graph, k=sampled, seed=SEED))


def _pagerank(graph: Any) -> dict[int, float]:  # noqa: ANN401
    from networkx import pagerank

    return dict(pagerank(graph, alpha=DAMPING, weight="weight", tol=CLOSE_ENOUGH, max_iter=MOST_ROUNDS))


def communities(net: Network) -> list[list[int]]:
    """Return the groups of a network's numbers: the largest first, in each the best joined first, ties by id."""
    from networkx.algorithms.community import louvain_communities

    graph = net.graph()
    if not graph:
        return []
    degree = dict(graph.degree())
    groups = louvain_communities(graph, weight="weight", seed=SEED)
    ordered = (sorted(group, key=lambda number: (-degree[number], number)) for group in groups)
    return sorted(ordered, key=lambda group: (-len(group), group[0]))
