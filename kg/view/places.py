"""Points in the plane: sfdp places each connected part, overlapping boxes are pushed apart, the parts are packed.

All lengths are pixels at zoom 1; x runs right, y down.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import hypot, sqrt
from typing import Any

EDGE_LENGTH = 165.0  # room for a relation's label between two nodes
STRETCH_X, STRETCH_Y = 1.05, 0.95  # boxes with labels are wider than high
FILL = 0.22
ROUNDS = 80
PART_GAP = 44
MANY = 9
FEW, STRETCH = 40, 2.0

Point = tuple[float, float]
Box = tuple[float, float, float]
"""Half the width of a node with its label, and the heights above and below its middle."""
Pair = tuple[int, int]


def rough_places(count: int, pairs: Sequence[Pair]) -> list[Point]:
    """Return a place for each of the nodes 0..count-1, each connected part by itself around (0, 0).

    Nodes that are joined stand about `EDGE_LENGTH` apart. The places depend on the numbers given, on nothing else.
    """
    points = [(0.0, 0.0)] * count
    with _silenced_stderr():
        for part in parts(count, pairs):
            index = {node: number for number, node in enumerate(part)}
            inner = [(index[one], index[other]) for one, other in pairs if one in index]
            for node, point in zip(part, _scaled(_landscape(_drawn(len(part), inner)), inner), strict=True):
                points[node] = point
    return points


def places(points: Sequence[Point], pairs: Sequence[Pair], boxes: Sequence[Box]) -> list[Point]:
    """Return the points moved so that no two boxes overlap; the largest part on top, the others in rows below it."""
    spread: list[tuple[list[int], list[Point]]] = []
    for part in parts(len(points), pairs):
        inner = [boxes[node] for node in part]
        spread.append((part, _apart(_roomy([points[node] for node in part], inner), inner)))
    placed = list(points)
    for part, moved in _packed(spread, boxes):
        for node, point in zip(part, moved, strict=True):
            placed[node] = point
    return placed


def parts(count: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the connected parts, each sorted, the largest first and then by their first node."""
    beside: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        beside[one].append(other)
        beside[other].append(one)
    seen: set[int] = set()
    found = []
    for start in range(count):
        if start in seen:
            continue
        seen.add(start)
        part = [start]
        for node in part:
            for other in beside[node]:
                if other not in seen:
                    seen.add(other)
                    part.append(other)
        found.append(sorted(part))
    return sorted(found, key=lambda part: (-len(part), part[0]))


def _drawn(count: int, pairs: Sequence[Pair]) -> list[Point]:
    if count < 3:
        return [(EDGE_LENGTH * number, 0.0) for number in range(count)]
    # sfdp draws random numbers before it seeds them: a first small layout leaves the generator in a known state
    _sfdp(3, [(0, 1), (1, 2)])
    return _sfdp(count, pairs)


def _sfdp(count: int, pairs: Iterable[tuple[int, int]]) -> list[Point]:
    from pygraphviz import AGraph

    graph: Any = AGraph(strict=True, directed=False)
    graph.graph_attr.update(start="1", overlap="true", splines="none")
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
    (left, top), (right, bottom) = bounds(points)
    return [(y, x) for x, y in points] if bottom - top > right - left else points


def _scaled(points: Sequence[Point], pairs: Sequence[Pair]) -> list[Point]:
    stretched = [(x * STRETCH_X, y * STRETCH_Y) for x, y in points]
    lengths = [hypot(a[0] - b[0], a[1] - b[1]) for a, b in ((stretched[i], stretched[j]) for i, j in pairs if i != j)]
    factor = EDGE_LENGTH / max(1.0, sum(lengths) / len(lengths)) if lengths else 1.0
    if lengths and len(points) < FEW:  # here is room for the label of the shortest edge as well
        factor = min(STRETCH * factor, max(factor, EDGE_LENGTH / max(1.0, min(lengths))))
    return [(x * factor, y * factor) for x, y in stretched]


def _roomy(points: Sequence[Point], boxes: Sequence[Box]) -> list[Point]:
    """Return the points of a part spread until its boxes fill at most `FILL` of it; a few nodes are never crowded."""
    if len(points) < MANY:
        return list(points)
    (left, top), (right, bottom) = bounds(points)
    taken = sum(2 * half * (above + below) for half, above, below in boxes)
    factor = max(1.0, sqrt(taken / (FILL * max(1.0, (right - left) * (bottom - top)))))
    return [(x * factor, y * factor) for x, y in points]


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


def _packed(
    spread: Sequence[tuple[list[int], list[Point]]], boxes: Sequence[Box]
) -> Iterator[tuple[list[int], list[Point]]]:
    frames = [_frame(points, [boxes[node] for node in part]) for part, points in spread]
    area = sum((right - left + PART_GAP) * (bottom - top + PART_GAP) for left, top, right, bottom in frames)
    most = max([sqrt(1.4 * area), *(right - left for left, _, right, _ in frames)], default=0.0)
    rows: list[list[int]] = []
    used = most
    for number, (left, _, right, _) in enumerate(frames):
        if used + PART_GAP + right - left > most:
            rows.append([])
            used = -PART_GAP
        rows[-1].append(number)
        used += PART_GAP + right - left
    down = 0.0
    for row in rows:
        high = max(frames[number][3] - frames[number][1] for number in row)
        across = -(sum(frames[number][2] - frames[number][0] for number in row) + PART_GAP * (len(row) - 1)) / 2
        for number in row:
            left, top, right, bottom = frames[number]
            by_x, by_y = across - left, down + (high - bottom + top) / 2 - top
            yield spread[number][0], [(x + by_x, y + by_y) for x, y in spread[number][1]]
            across += right - left + PART_GAP
        down += high + PART_GAP


def _frame(points: Sequence[Point], boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    both = list(zip(points, boxes, strict=True))
    return (
        min(x - half for (x, _), (half, _, _) in both),
        min(y - above for (_, y), (_, above, _) in both),
        max(x + half for (x, _), (half, _, _) in both),
        max(y + below for (_, y), (_, _, below) in both),
    )


def bounds(points: Sequence[Point]) -> tuple[Point, Point]:
    """Return the upper left and the lower right corner of what the points span."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return (min(across), min(down)), (max(across), max(down))
