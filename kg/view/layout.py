"""Where things stand and how they are lettered.

All lengths are pixels at zoom 1; x runs right, y down; the middle of the drawing is (0, 0).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Literal

from kg.view.lettering import shortened, width, wrapped
from kg.view.picture import VALUE, Edge, Node, Picture
from kg.view.places import Box, Point, bounds, places, rough_places
from kg.view.wording import day

LABEL_SIZE = 13
LINE_HEIGHT = 16
LABEL_WIDTH = 124
VALUE_WIDTH = 200
VALUE_HEIGHT = 22
MARGIN = 22
WORDS_LENGTH = 32
BUNDLE_STEP = 52
GENTLE = 22
COLUMN_WIDTH, ROW_HEIGHT = 250.0, 150.0

Body = tuple[int, int, tuple[str, ...]]
Side = Literal["above", "below", "inside"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A node in its place: (x, y) is the middle of its shape; `rank` 0 is the best connected node.

    `lines` is its label as it is set, on the given side of the shape.
    """

    node: Node
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    side: Side
    rank: int


@dataclass(frozen=True, slots=True)
class Curve:
    """An edge as a quadratic Bézier curve: its control point lies `bend` pixels left of the middle of the chord.

    `words` is its label as it is set, empty where the value at its end says it ("founded on 2014").
    """

    edge: Edge
    bend: int
    words: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Spots in order of node id, curves in order of edge id."""

    spots: tuple[Spot, ...]
    curves: tuple[Curve, ...]


def layout(picture: Picture) -> Layout:
    """Return the picture's nodes and edges in their places: the same picture always gives the same places."""
    nodes = picture.nodes
    order = {node.id: number for number, node in enumerate(nodes)}
    pairs = sorted({_pair(order[edge.source], order[edge.target]) for edge in picture.edges})
    said = {edge.target: edge.label for edge in picture.edges}
    bodies = [_body(node, said.get(node.id, "")) for node in nodes]
    rough = _columned(picture.columns, order) if picture.columns else rough_places(len(nodes), pairs)
    sides = ["inside" if node.root == VALUE else side for node, side in zip(nodes, _sides(rough, pairs), strict=True)]
    boxes = [_box(body, side) for body, side in zip(bodies, sides, strict=True)]
    points = places(rough, pairs, boxes)
    ranks = {id_: rank for rank, id_ in enumerate(_best_first(nodes))}
    spots = tuple(
        Spot(node, round(x), round(y), *body, side, ranks[node.id])
        for node, (x, y), body, side in zip(nodes, _centred(points), bodies, sides, strict=True)
    )
    return Layout(spots, tuple(_curves(picture.edges, spots)))


def waiting(nodes: Sequence[Node], first: int) -> tuple[Spot, ...]:
    """Return spots without a place yet, for names that are drawn later: the first of them has the rank `first`."""
    return tuple(Spot(node, 0, 0, *_body(node, ""), "below", rank) for rank, node in enumerate(nodes, start=first))


def _columned(columns: Sequence[Sequence[str]], order: Mapping[str, int]) -> list[Point]:
    """Return places in columns from left to right, each in the middle of the height."""
    points = [(0.0, 0.0)] * len(order)
    for number, column in enumerate(columns):
        for place, id_ in enumerate(column):
            down = (place - (len(column) - 1) / 2) * ROW_HEIGHT
            points[order[id_]] = (number * COLUMN_WIDTH, down)
    return points


def _best_first(nodes: Iterable[Node]) -> list[str]:
    return [node.id for node in sorted(nodes, key=lambda node: (node.root == VALUE, -node.degree, node.id))]


def _body(node: Node, relation: str) -> Body:
    if node.root == VALUE:
        lines = wrapped(f"{relation} {day(node.label)}", LABEL_SIZE, VALUE_WIDTH, lines=1)
        return round(width(lines[0], LABEL_SIZE)) + 16, VALUE_HEIGHT, lines
    size = min(110, round(34 + 5 * sqrt(node.members))) if node.members else min(60, round(22 + 8 * sqrt(node.degree)))
    return size, size, wrapped(node.label, LABEL_SIZE, LABEL_WIDTH)


def _box(body: Body, side: Side) -> Box:
    """Return half the width, and the heights above and below the middle, that a node takes up with its label."""
    body_width, body_height, lines = body
    bare = (body_height + MARGIN) / 2
    if side == "inside":
        return (body_width + MARGIN) / 2, bare, bare
    half = (max(body_width, *(width(line, LABEL_SIZE) for line in lines)) + MARGIN) / 2
    lettered = bare + LINE_HEIGHT * len(lines)
    return (half, bare, lettered) if side == "below" else (half, lettered, bare)


def _sides(points: Sequence[Point], pairs: Iterable[tuple[int, int]]) -> list[Side]:
    """Return for each node the side of its label: below, unless fewer edges leave above."""
    balance = [0] * len(points)
    for one, other in pairs:
        across, down = points[other][0] - points[one][0], points[other][1] - points[one][1]
        if abs(down) > abs(across) / 2:
            balance[one] += 1 if down > 0 else -1
            balance[other] += 1 if down < 0 else -1
    return ["above" if more_below > 0 else "below" for more_below in balance]


def _centred(points: list[Point]) -> list[Point]:
    if not points:
        return points
    (left, top), (right, bottom) = bounds(points)
    return [(x - (left + right) / 2, y - (top + bottom) / 2) for x, y in points]


def _curves(edges: Sequence[Edge], spots: Sequence[Spot]) -> Iterator[Curve]:
    place = {spot.node.id: spot for spot in spots}
    bundles: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        bundles[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    bends: dict[str, int] = {}
    for (first, second), bundle in bundles.items():
        room = _gap(place[first], place[second])
        for number, edge in enumerate(bundle):
            step = min(BUNDLE_STEP, max(GENTLE, room / 2))
            bend = (number - (len(bundle) - 1) / 2) * step if len(bundle) > 1 else min(GENTLE, room / 6)
            bends[edge.id] = round(bend if edge.source == first else -bend)
    for edge in edges:
        words = "" if place[edge.target].side == "inside" else shortened(edge.label, WORDS_LENGTH)
        yield Curve(edge, bends[edge.id], words)


def _gap(one: Spot, other: Spot) -> float:
    """Return how much of the straight line between two nodes is outside of both; 0 where they touch."""
    across, down = abs(one.x - other.x), abs(one.y - other.y)
    chord = hypot(across, down) or 1.0
    covered = (
        min(spot.width / 2 * chord / max(across, 1), spot.height / 2 * chord / max(down, 1)) for spot in (one, other)
    )
    return max(0.0, chord - sum(covered))


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
