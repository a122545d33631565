"""Where things stand: Graphviz's sfdp places the nodes, then boxes that overlap are pushed apart.

All lengths are pixels at zoom 1; x runs right, y down; the middle of the drawing is (0, 0).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import hypot, sqrt
from typing import Any, Literal

from kg.view.lettering import shortened, width, wrapped
from kg.view.picture import VALUE, Edge, Node, Picture
from kg.view.wording import day

LABEL_SIZE = 13
LINE_HEIGHT = 16
LABEL_WIDTH = 124
VALUE_WIDTH = 200
VALUE_HEIGHT = 22
EDGE_LENGTH = 1.75  # inches, sfdp's unit: room for a relation's label between two nodes
MARGIN = 22
STRETCH_X, STRETCH_Y = 1.5, 1.45  # boxes with labels are wider than high
FILL = 0.27
ROUNDS = 80
WORDS_LENGTH = 32
BUNDLE_STEP = 52
GENTLE = 22

Point = tuple[float, float]
Box = tuple[float, float, float]
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
    rough = _landscape(_placed(len(nodes), pairs))
    sides = ["inside" if node.root == VALUE else side for node, side in zip(nodes, _sides(rough, pairs), strict=True)]
    boxes = [_box(body, side) for body, side in zip(bodies, sides, strict=True)]
    points = _apart(_stretched(rough, boxes), boxes)
    ranks = {id_: rank for rank, id_ in enumerate(_best_first(nodes))}
    spots = tuple(
        Spot(node, round(x), round(y), *body, side, ranks[node.id])
        for node, (x, y), body, side in zip(nodes, _centred(points), bodies, sides, strict=True)
    )
    return Layout(spots, tuple(_curves(picture.edges, spots)))


def _best_first(nodes: Iterable[Node]) -> list[str]:
    return [node.id for node in sorted(nodes, key=lambda node: (node.root == VALUE, -node.degree, node.id))]


def _body(node: Node, relation: str) -> Body:
    if node.root == VALUE:
        lines = wrapped(f"{relation} {day(node.label)}", LABEL_SIZE, VALUE_WIDTH, lines=1)
        return round(width(lines[0], LABEL_SIZE)) + 16, VALUE_HEIGHT, lines
    size = min(60, round(22 + 8 * sqrt(node.degree)))
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


def _placed(count: int, pairs: Sequence[tuple[int, int]]) -> list[Point]:
    if not count:
        return []
    with _silenced_stderr():
        # sfdp draws random numbers before it seeds them: a first small layout leaves the generator in a known state
        _sfdp(3, [(0, 1), (1, 2)])
        return _sfdp(count, pairs)


def _sfdp(count: int, pairs: Iterable[tuple[int, int]]) -> list[Point]:
    from pygraphviz import AGraph

    graph: Any = AGraph(strict=True, directed=False)
    graph.graph_attr.update(K=str(EDGE_LENGTH), start="1", overlap="true", splines="none")
    # empty labels and fixed sizes: the places must not depend on the fonts of the machine
    graph.node_attr.update(label="", shape="box", fixedsize="true", width="0.9", height="0.7")
    graph.add_nodes_from(range(count))
    graph.add_edges_from(pairs)
    graph.layout(prog="sfdp")
    places = (graph.get_node(number).attr["pos"].split(",") for number in range(count))
    return [(float(x), -float(y)) for x, y in places]


@contextmanager
def _silenced_stderr() -> Iterator[None]:
    """Keep Graphviz's own notes (it was built without prism, which is not asked for) off the terminal."""
    kept, nothing = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nothing, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nothing)


def _landscape(points: list[Point]) -> list[Point]:
    if not points:
        return points
    (left, top), (right, bottom) = _bounds(points)
    return [(y, x) for x, y in points] if bottom - top > right - left else points


def _stretched(points: list[Point], boxes: Sequence[Box]) -> list[Point]:
    """Return the points spread until the boxes fill at most `FILL` of the drawing, wider than high as boxes are."""
    if len(points) < 2:
        return points
    (left, top), (right, bottom) = _bounds(points)
    taken = sum(2 * half * (above + below) for half, above, below in boxes)
    room = max(right - left, 1) * max(bottom - top, 1) * STRETCH_X * STRETCH_Y
    factor = max(1.0, sqrt(taken / (FILL * room)))
    return [(x * STRETCH_X * factor, y * STRETCH_Y * factor) for x, y in points]


def _apart(points: list[Point], boxes: Sequence[Box]) -> list[Point]:
    """Return the points moved until their boxes no longer overlap, each pair along the shorter way."""
    moved = list(points)
    cell_width = 2 * max((half for half, _, _ in boxes), default=1)
    cell_height = max((above + below for _, above, below in boxes), default=1)
    for _ in range(ROUNDS):
        cells: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, (x, y) in enumerate(moved):
            cells[int(x // cell_width), int(y // cell_height)].append(number)
        overlaps = 0
        for one, other in _neighbours(cells):
            shift = _shift(moved[one], boxes[one], moved[other], boxes[other])
            if shift:
                overlaps += 1
                (x, y), (other_x, other_y), (by_x, by_y) = moved[one], moved[other], shift
                moved[one], moved[other] = (x - by_x, y - by_y), (other_x + by_x, other_y + by_y)
        if not overlaps:
            break
    return moved


def _neighbours(cells: dict[tuple[int, int], list[int]]) -> Iterator[tuple[int, int]]:
    for column, row in sorted(cells):
        here = cells[column, row]
        yield from ((one, other) for one in here for other in here if one < other)
        for beside in ((column + 1, row - 1), (column + 1, row), (column + 1, row + 1), (column, row + 1)):
            yield from ((one, other) for one in here for other in cells.get(beside, ()))


def _shift(one: Point, box: Box, other: Point, other_box: Box) -> Point | None:
    """Return half of what separates two boxes along the line between their middles, or None if they are apart.

    Moving along that line keeps the drawing's shape (Gansner and Hu, "Efficient node overlap removal", 2008).
    """
    by_x, by_y = other[0] - one[0], other[1] - one[1]
    across = box[0] + other_box[0] - abs(by_x)
    down = (box[2] + other_box[1] if by_y >= 0 else box[1] + other_box[2]) - abs(by_y)
    if across <= 0.5 or down <= 0.5:
        return None
    part = min(across / max(abs(by_x), 1), down / max(abs(by_y), 1), 1) / 2
    return (part * by_x, part * by_y) if by_x or by_y else (across / 4, down / 4)


def _centred(points: list[Point]) -> list[Point]:
    if not points:
        return points
    (left, top), (right, bottom) = _bounds(points)
    return [(x - (left + right) / 2, y - (top + bottom) / 2) for x, y in points]


def _bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down)), (max(across), max(down))


def _curves(edges: Sequence[Edge], spots: Sequence[Spot]) -> Iterator[Curve]:
    place = {spot.node.id: spot for spot in spots}
    bundles: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        bundles[min(edge.source, edge.target), max(edge.source, edge.target)].append(edge)
    bends: dict[str, int] = {}
    for (first, second), bundle in bundles.items():
        chord = hypot(place[first].x - place[second].x, place[first].y - place[second].y)
        for number, edge in enumerate(bundle):
            bend = (number - (len(bundle) - 1) / 2) * BUNDLE_STEP if len(bundle) > 1 else min(GENTLE, chord / 8)
            bends[edge.id] = round(bend if edge.source == first else -bend)
    for edge in edges:
        words = "" if place[edge.target].side == "inside" else shortened(edge.label, WORDS_LENGTH)
        yield Curve(edge, bends[edge.id], words)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one <= other else (other, one)
