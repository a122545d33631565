"""Large pictures made readable: the best connected names by themselves, the others folded into groups.

Groups are Louvain's (Blondel et al. 2008), by networkx. All that joins the same two is one line, the wider the more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from kg.view.picture import GROUP, STANDINGS, VALUE, Edge, Inside, Node, Picture, Standing

NAMES = 60
"""How many names of a large graph are drawn by themselves."""
GROUPS = 24
CONNECTIONS = 220
"""How many pairs are joined at most: those with the most statements."""
ALIASES, PASSAGES = 400, 40
"""How many names of a group, and sentences of a line, go into a page."""
UNFOLDED, STATED, QUOTED = 250, 6000, 3
"""How many names of a group can be unfolded, how many statements there are inside of all groups, and sentences each."""
SEED = 1


def overview(whole: Picture, most: int) -> Picture:
    """Return a picture of at most `most` nodes: the whole one if it is that small, else one with folded groups.

    Every name is drawn or in a group; values are left out, and of the connections the strongest are kept. `folded`
    counts the statements that are not seen as lines.
    """
    if len(whole.nodes) <= most:
        return whole
    names = [node for node in whole.nodes if node.root != VALUE]
    groups = min(GROUPS, max(1, most // 3))
    kept = [node.id for node in sorted(names, key=lambda node: (-node.degree, node.id))[: min(NAMES, most - groups)]]
    joins = [edge for edge in whole.edges if not edge.target.startswith("value-")]
    folded = _folded(names, joins, set(kept), groups)
    bundles = _strongest(_bundles(joins, folded))
    nodes = [*(node for node in names if node.id in set(kept)), *_group_nodes(names, folded, bundles)]
    joined = {id_ for edge in bundles for id_ in (edge.source, edge.target)}
    shown = tuple(sorted((node for node in nodes if node.id in joined or node.members), key=lambda node: node.id))
    inside = _inside(names, joins, folded)
    cited = {passage.article for edge in (*bundles, *inside.edges) for passage in edge.passages}
    counted: Counter[Standing] = Counter(edge.standing for edge in whole.edges)
    for edge in bundles:
        counted[edge.standing] -= edge.statements
    return replace(
        whole,
        nodes=shown,
        edges=tuple(sorted(bundles, key=lambda edge: edge.id)),
        citations=tuple(one for one in whole.citations if one.id in cited),
        folded=tuple(sorted(counted.items())),
        names=len(names),
        inside=inside,
    )


def _inside(names: Sequence[Node], joins: Iterable[Edge], folded: Mapping[str, str]) -> Inside:
    """Return the best connected names of each group, and what joins them to one another and to names that are drawn."""
    held: Counter[str] = Counter()
    members: list[tuple[str, Node]] = []
    for node in sorted(names, key=lambda node: (-node.degree, node.id)):
        group = folded.get(node.id)
        if group is not None and held[group] < UNFOLDED:
            held[group] += 1
            members.append((group, node))
    near = {node.id for _, node in members}
    there = near | {node.id for node in names if node.id not in folded}
    told = [one for one in joins if {one.source, one.target} <= there and {one.source, one.target} & near]
    ranked = sorted(told, key=lambda one: (STANDINGS.index(one.standing), -one.sources, one.id))[:STATED]
    edges = (replace(one, passages=one.passages[:QUOTED]) for one in ranked)
    return Inside(tuple(members), tuple(sorted(edges, key=lambda one: one.id)))


def _folded(names: Sequence[Node], joins: Sequence[Edge], kept: set[str], most: int) -> dict[str, str]:
    """Return the id of the group that each name is folded into; names that are kept are not there."""
    folded: dict[str, str] = {}
    rest: list[str] = []
    for community in _communities(names, joins):
        members = [id_ for id_ in community if id_ not in kept]
        if len(members) < 2 or len(set(folded.values())) >= most - 1:
            rest += members
        else:
            folded.update(dict.fromkeys(members, f"group-{members[0]}"))
    return {**folded, **dict.fromkeys(rest, "group-")}


def _communities(names: Sequence[Node], joins: Iterable[Edge]) -> list[list[str]]:
    """Return ids by community: the largest first, in each the best connected first, ties broken by id."""
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    numbers = {node.id: number for number, node in enumerate(names)}
    weights = Counter(tuple(sorted((numbers[edge.source], numbers[edge.target]))) for edge in joins)
    graph = Graph()
    graph.add_nodes_from(range(len(names)))  # numbers, in order: no hash seed may change the groups
    graph.add_edges_from((*pair, {"weight": weight}) for pair, weight in sorted(weights.items()))
    found = [
        sorted(group, key=lambda number: (-names[number].degree, names[number].id))
        for group in louvain_communities(graph, weight="weight", seed=SEED)
    ]
    return [[names[number].id for number in group] for group in sorted(found, key=lambda g: (-len(g), names[g[0]].id))]


def _bundles(joins: Iterable[Edge], folded: Mapping[str, str]) -> list[Edge]:
    """Return one edge for all that joins two nodes; what joins two of one group is none."""
    together: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in joins:
        source, target = folded.get(edge.source, edge.source), folded.get(edge.target, edge.target)
        if source != target or source == edge.source:
            moved = replace(edge, source=source, target=target)
            together[_pair(moved)].append(moved)
    return [_bundle(edges) for _, edges in sorted(together.items())]


def _bundle(edges: Sequence[Edge]) -> Edge:
    """Return several edges as one: a fact if one of them is, else a claim if one of them is."""
    if len(edges) == 1:
        return edges[0]
    ranked = sorted(edges, key=lambda edge: (STANDINGS.index(edge.standing), edge.id))
    return replace(
        ranked[0],
        relation="kg:several",
        label=f"{len(edges):,} statements",
        confidence=max(edge.confidence for edge in edges),
        sources=max(edge.sources for edge in edges),
        passages=tuple(chain.from_iterable(edge.passages for edge in ranked))[:PASSAGES],
        statements=len(edges),
    )


def _strongest(bundles: Sequence[Edge]) -> list[Edge]:
    """Return the edges of most statements."""
    return sorted(bundles, key=lambda edge: (-edge.statements, edge.id))[:CONNECTIONS]


def _pair(edge: Edge) -> tuple[str, str]:
    return min(edge.source, edge.target), max(edge.source, edge.target)


def _group_nodes(names: Sequence[Node], folded: Mapping[str, str], bundles: Sequence[Edge]) -> list[Node]:
    members: dict[str, list[Node]] = defaultdict(list)
    for node in sorted(names, key=lambda node: (-node.degree, node.id)):
        if node.id in folded:
            members[folded[node.id]].append(node)
    degree = Counter(chain.from_iterable((edge.source, edge.target) for edge in bundles))
    return [_group(id_, inside, degree[id_]) for id_, inside in sorted(members.items())]


def _group(id_: str, inside: Sequence[Node], degree: int) -> Node:
    others = f"{len(inside) - 1:,} other{'' if len(inside) == 2 else 's'}"
    label = f"{inside[0].label} and {others}" if id_ != "group-" else f"{len(inside):,} names in small groups"
    known = tuple(dict.fromkeys(node.label for node in inside))[:ALIASES]
    return Node(id_, label, "kg:Group", GROUP, degree, known, members=len(inside))
