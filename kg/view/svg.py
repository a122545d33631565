"""Picture -> SVG for print, and PNG and PDF made from it: the same places as in the page, on white."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import atan2, cos, degrees, hypot, log2, sin

from kg.view.elements import FONTS, INK, PAPER, SOFT, safe
from kg.view.layout import LABEL_SIZE, LINE_HEIGHT, Curve, Layout, Spot, layout
from kg.view.lettering import shortened, width
from kg.view.palette import KINDS, LINES, Line, kind, line
from kg.view.picture import VALUE, Edge, Picture, class_words
from kg.view.places import Point
from kg.view.sheet import pdf_of, png_of

EDGE_SIZE = 11
BORDER, HEAD, FOOT = 48, 84, 64
LEAST_WIDTH = 760
READ_WIDTH = 1600  # a wider drawing is looked at from further away: its title and legend grow with it
DOTS = ' stroke-linecap="round"'
CROWD = 150  # with more edges than this, a word that finds no room is left out
_PARTS = (0.5, 0.4, 0.6, 0.32, 0.68)

Rectangle = tuple[float, float, float, float]


def svg(picture: Picture) -> bytes:
    """Return the picture as SVG 1.1 in UTF-8, with title, counts and legend; each mark has a <title> to hover."""
    return "\n".join(_svg(picture, layout(picture))).encode()


def png(picture: Picture) -> bytes:
    """Return the picture as PNG, twice as large as the SVG."""
    return png_of(svg(picture))


def pdf(picture: Picture) -> bytes:
    """Return the picture as PDF of one page."""
    return pdf_of(svg(picture), shortened(picture.title, 80))


def _svg(picture: Picture, places: Layout) -> Iterator[str]:
    left, top, right, bottom = _frame(places.spots)
    wide = max(LEAST_WIDTH, right - left + 2 * BORDER)
    scale = max(1.0, wide / READ_WIDTH)
    high = bottom - top + (HEAD + FOOT) * scale + 2 * BORDER
    x, y = (left + right - wide) / 2, top - HEAD * scale - BORDER
    spots = {spot.node.id: spot for spot in places.spots}
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" height="{high:.0f}" '
        f'viewBox="{x:.0f} {y:.0f} {wide:.0f} {high:.0f}" font-family="{FONTS}">'
    )
    yield f"<title>{safe(shortened(picture.title, 80))}</title>"
    yield from _markers()
    yield f'<rect x="{x:.0f}" y="{y:.0f}" width="{wide:.0f}" height="{high:.0f}" fill="{PAPER}"/>'
    yield f'<g transform="translate({x + BORDER:.0f} {y + BORDER:.0f}) scale({scale:.2f})">'
    yield from _head(picture)
    yield "</g>"
    yield '<g id="edges" fill="none">'
    yield from (_edge(curve, spots) for curve in places.curves)
    yield "</g>"
    yield '<g id="nodes">'
    yield from (_node(spot) for spot in places.spots)
    yield "</g>"
    yield f'<g id="words" font-size="{EDGE_SIZE}" text-anchor="middle" {_halo()}>'
    yield from _words(places, spots)
    yield "</g>"
    yield f'<g id="names" font-size="{LABEL_SIZE}" text-anchor="middle" fill="{INK}" {_halo()}>'
    yield from (_name(spot) for spot in places.spots)
    yield "</g>"
    yield f'<g transform="translate({x + BORDER:.0f} {y + high - BORDER:.0f}) scale({scale:.2f})">'
    yield from _legend(picture)
    yield "</g>"
    yield "</svg>\n"


def _frame(spots: Sequence[Spot]) -> Rectangle:
    boxes = [box for spot in spots for box in (_body(spot), *_name_boxes(spot))] or [(0.0, 0.0, 0.0, 0.0)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _markers() -> Iterator[str]:
    shapes = {
        "fact": '<path d="M0,0 L9,4 L0,8 z" fill="{0}"/>',
        "claim": '<path d="M0,0 L9,4 L0,8 L2.5,4 z" fill="{0}"/>',
        "denied": '<path d="M8,0 V8" stroke="{0}" stroke-width="2.4" fill="none"/>',
    }
    yield "<defs>"
    for one in LINES:
        yield (
            f'<marker id="{one.standing}" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="8" '
            f'refX="9" refY="4" orient="auto">{shapes[one.standing].format(one.light)}</marker>'
        )
    yield "</defs>"


def _head(picture: Picture) -> Iterator[str]:
    yield (f'<text y="14" font-size="22" font-weight="600" fill="{INK}">{safe(shortened(picture.title, 60))}</text>')
    counts = [_count(len(picture.citations), "article"), _count(picture.count("fact"), "fact")]
    counts += [_count(picture.count("claim"), "claim"), f"{picture.count('denied'):,} denied"]
    yield f'<text y="37" font-size="13" fill="{SOFT}">{" · ".join(counts)}</text>'
    if picture.notice:
        yield f'<text y="56" font-size="13" fill="{SOFT}">{picture.notice}</text>'


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def _edge(curve: Curve, spots: dict[str, Spot]) -> str:
    look = line(curve.edge.standing)
    source, target = spots[curve.edge.source], spots[curve.edge.target]
    arrow = "" if curve.edge.statements > 1 else f' marker-end="url(#{look.standing})"'
    said = f"{source.node.label} {curve.edge.label} {target.node.label} ({curve.edge.standing})"
    return (
        f'<path d="{_path(curve, source, target)}" stroke-width="{_strength(curve.edge):g}"{_stroke(look)}'
        f"{arrow}><title>{safe(shortened(said, 200))}</title></path>"
    )


def _strength(edge: Edge) -> float:
    return round(1.6 + log2(edge.statements), 1)


def _path(curve: Curve, source: Spot, target: Spot) -> str:
    if source is target:
        x, y = source.x, source.y - source.height / 2
        return f"M{x - 8} {y:.1f} C{x - 44} {y - 58:.1f} {x + 44} {y - 58:.1f} {x + 8} {y:.1f}"
    start, bend, end = _part(_points(curve, source, target), source, target)
    return f"M{start[0]:.1f} {start[1]:.1f} Q{bend[0]:.1f} {bend[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _points(curve: Curve, source: Spot, target: Spot) -> tuple[Point, Point, Point]:
    across, down = target.x - source.x, target.y - source.y
    chord = hypot(across, down) or 1
    middle = (source.x + target.x) / 2, (source.y + target.y) / 2
    bend = middle[0] - down / chord * curve.bend, middle[1] + across / chord * curve.bend
    return (source.x, source.y), bend, (target.x, target.y)


def _part(points: tuple[Point, Point, Point], source: Spot, target: Spot) -> tuple[Point, Point, Point]:
    """Return the piece of the curve between the outlines of its two nodes, as a curve (de Casteljau)."""
    first, last = _leaving(points, source), 1 - _leaving(points[::-1], target)
    if first >= last:
        return points
    return _at(points, first), _blossom(points, first, last), _at(points, last)


def _leaving(points: Sequence[Point], spot: Spot) -> float:
    inside, outside = 0.0, 1.0
    for _ in range(12):
        middle = (inside + outside) / 2
        x, y = _at(points, middle)
        inside, outside = (middle, outside) if _covers(spot, x, y) else (inside, middle)
    return outside


def _covers(spot: Spot, x: float, y: float) -> bool:
    if spot.side == "inside":
        return abs(x - spot.x) < spot.width / 2 + 4 and abs(y - spot.y) < spot.height / 2 + 4
    return hypot(x - spot.x, y - spot.y) < spot.width / 2 + 4


def _at(points: Sequence[Point], part: float) -> Point:
    return _blossom(points, part, part)


def _blossom(points: Sequence[Point], one: float, other: float) -> Point:
    start, bend, end = points
    weights = (1 - one) * (1 - other), one * (1 - other) + other * (1 - one), one * other
    return (
        weights[0] * start[0] + weights[1] * bend[0] + weights[2] * end[0],
        weights[0] * start[1] + weights[1] * bend[1] + weights[2] * end[1],
    )


def _node(spot: Spot) -> str:
    node, look = spot.node, kind(spot.node.root)
    title = f"<title>{safe(shortened(f'{node.label} ({class_words(node.type)})', 200))}</title>"
    if spot.side == "inside":
        left, top, _, _ = _body(spot)
        return (
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{spot.width}" height="{spot.height}" rx="5" '
            f'fill="{PAPER}" stroke="{look.light}">{title}</rect>'
        )
    radius = spot.width / 2
    corners = " ".join(f"{spot.x + radius * x:.1f},{spot.y + radius * y:.1f}" for x, y in look.points)
    return (
        f'<polygon points="{corners}" fill="{look.light}" stroke="{look.light}" stroke-width="3" '
        f'stroke-linejoin="round">{title}</polygon>'
    )


def _name(spot: Spot) -> str:
    colour = f' fill="{SOFT}"' if spot.side == "inside" else ""
    spans = "".join(
        f'<tspan x="{spot.x}" y="{bottom - 4:.1f}">{safe(words)}</tspan>'
        for words, (_, _, _, bottom) in zip(spot.lines, _name_boxes(spot), strict=True)
    )
    return f"<text{colour}>{spans}</text>"


def _body(spot: Spot) -> Rectangle:
    half, tall = spot.width / 2, spot.height / 2
    return spot.x - half, spot.y - tall, spot.x + half, spot.y + tall


def _name_boxes(spot: Spot) -> Iterator[Rectangle]:
    reach = spot.height / 2 + 4
    block = LINE_HEIGHT * len(spot.lines)
    top = {"below": spot.y + reach, "above": spot.y - reach - block, "inside": spot.y - block / 2}[spot.side]
    for number, words in enumerate(spot.lines):
        half = width(words, LABEL_SIZE) / 2
        yield spot.x - half, top + LINE_HEIGHT * number, spot.x + half, top + LINE_HEIGHT * (number + 1)


def _words(places: Layout, spots: dict[str, Spot]) -> Iterator[str]:
    taken = _Taken(box for spot in places.spots for box in (_body(spot), *_name_boxes(spot)))
    for curve in (one for one in places.curves if one.words):
        at = [_word_place(curve, spots, part) for part in _PARTS]
        crossings = [taken.hits(_word_boxes(place, curve.words)) for place in at]
        least = min(crossings)
        if least and len(places.curves) > CROWD:
            continue
        place = at[crossings.index(least)]
        taken.add(_word_boxes(place, curve.words))
        colour = line("denied").light if curve.edge.standing == "denied" else SOFT
        x, y, turn = place
        long = width(curve.words, EDGE_SIZE)
        yield (
            f'<g transform="rotate({degrees(turn):.1f} {x:.1f} {y:.1f})">'
            f'<rect x="{x - long / 2:.1f}" y="{y - 5:.1f}" width="{long:.1f}" height="10" fill="{PAPER}"/>'
            f'<text x="{x:.1f}" y="{y + 4:.1f}" fill="{colour}">{safe(curve.words)}</text></g>'
        )


def _word_place(curve: Curve, spots: dict[str, Spot], part: float) -> tuple[float, float, float]:
    source, target = spots[curve.edge.source], spots[curve.edge.target]
    if source is target:
        return source.x, source.y - source.height / 2 - 44, 0.0
    x, y = _at(_points(curve, source, target), part)
    across, down = target.x - source.x, target.y - source.y
    return x, y, atan2(-down, -across) if across < 0 else atan2(down, across)


def _word_boxes(place: tuple[float, float, float], words: str) -> list[Rectangle]:
    # a slanted word is a row of small boxes: the one box around it would keep a whole square free
    x, y, turn = place
    long = width(words, EDGE_SIZE)
    steps = max(1, round(long / EDGE_SIZE))
    offsets = ((step + 0.5) * long / steps - long / 2 for step in range(steps))
    return [
        (x + o * cos(turn) - 6, y + o * sin(turn) - 6, x + o * cos(turn) + 6, y + o * sin(turn) + 6) for o in offsets
    ]


class _Taken:
    """Rectangles on a grid, so that asking what is in the way does not look at all of them."""

    def __init__(self, boxes: Iterable[Rectangle]) -> None:
        self.cells: dict[tuple[int, int], list[Rectangle]] = {}
        self.add(boxes)

    def add(self, boxes: Iterable[Rectangle]) -> None:
        for box in boxes:
            for cell in _cells(box):
                self.cells.setdefault(cell, []).append(box)

    def hits(self, boxes: Iterable[Rectangle]) -> int:
        return sum(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
            for box in boxes
            for cell in _cells(box)
            for other in self.cells.get(cell, ())
        )


def _cells(box: Rectangle) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // 64), int(box[2] // 64) + 1):
        for row in range(int(box[1] // 64), int(box[3] // 64) + 1):
            yield column, row


def _legend(picture: Picture) -> Iterator[str]:
    roots = {node.root for node in picture.nodes}
    standings = {edge.standing for edge in picture.edges}
    x = 0.0
    yield f'<g id="legend" font-size="12" fill="{SOFT}">'
    for one in (each for each in LINES if each.standing in standings):
        yield f'<path d="M{x:.0f} -4 h26" stroke-width="1.8"{_stroke(one)}/><text x="{x + 32:.0f}">{one.plural}</text>'
        x += 54 + width(one.plural, 12)
    for look in (each for each in KINDS if each.root in roots):
        corners = " ".join(f"{x + 6 + 6 * px:.1f},{-4 + 6 * py:.1f}" for px, py in look.points)
        fill = f'fill="{PAPER}" stroke="{look.light}"' if look.root == VALUE else f'fill="{look.light}"'
        yield f'<polygon points="{corners}" {fill}/><text x="{x + 18:.0f}">{look.plural}</text>'
        x += 40 + width(look.plural, 12)
    yield "</g>"


def _stroke(look: Line) -> str:
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    return f' stroke="{look.light}"{dash}{DOTS if look.standing == "denied" else ""}'


def _halo() -> str:
    return f'stroke="{PAPER}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"'
