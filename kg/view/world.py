"""An outline of the world's countries, from Natural Earth by way of world-atlas, as SVG.

Plate carrée: x runs east from 180° W, y south from 84° N, two units a degree.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from typing import Any

from kg.gazetteer.tables import rows

SCALE = 2.0
NORTH, SOUTH = 84.0, -58.0
WIDTH, HEIGHT = round(360 * SCALE), round((NORTH - SOUTH) * SCALE)

Point = tuple[float, float]
Box = list[float]


def projected(latitude: float, longitude: float) -> Point:
    """Return where a point of the earth lies on the map."""
    return round((longitude + 180) * SCALE, 2), round((NORTH - latitude) * SCALE, 2)


@lru_cache(maxsize=1)
def world_svg() -> bytes:
    """Return one symbol with all countries, and one for each country by its number: c434 is Libya."""
    shapes = _countries()
    paths = "".join(
        f'<path id="{one["key"]}" d="{_path(one["rings"])}"><title>{escape(one["name"])}</title></path>'
        for one in shapes.values()
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
    return f'{head}<g id="land">{paths}</g></svg>'.encode()


def outlines() -> list[str]:
    """Return the outline of each country as an SVG path."""
    return [_path(one["rings"]) for one in _countries().values()]


def country_box(name: str) -> tuple[str, Box] | None:
    """Return the id of a country's shape and the box [left, top, right, bottom] of its largest part."""
    found = _countries().get(_plain(name))
    return (found["key"], found["box"]) if found else None


def _plain(name: str) -> str:
    words = name.casefold().removeprefix("the ")
    return _other_names().get(words, words)


@lru_cache(maxsize=1)
def _other_names() -> Mapping[str, str]:
    return dict(rows("country-outlines", ("name", "outline")))


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, dict[str, Any]]:
    topology = json.loads((files("kg.view") / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, dict[str, Any]] = {}
    for number, shape in enumerate(topology["objects"]["countries"]["geometries"]):
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = [part for polygon in polygons for ring in polygon for part in _parts(_ring(ring, arcs))]
        name = shape["properties"]["name"]
        boxes = [_box(ring) for ring in rings]
        largest = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
        key = f"c{shape.get('id') or f'x{number}'}"
        found[name.casefold()] = {"key": key, "name": name, "rings": rings, "box": largest}
    return found


def _arc(arc: list[list[int]], transform: Mapping[str, list[float]]) -> Iterator[Point]:
    x = y = 0
    for across, down in arc:
        x, y = x + across, y + down
        longitude = x * transform["scale"][0] + transform["translate"][0]
        yield projected(y * transform["scale"][1] + transform["translate"][1], longitude)


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _parts(ring: list[Point]) -> Iterator[list[Point]]:
    """Yield the ring cut where it crosses the edge of the map, so that no line runs right through it."""
    part = ring[:1]
    for one, other in pairwise(ring):
        if abs(one[0] - other[0]) > WIDTH / 2:
            yield part
            part = []
        part.append(other)
    yield part


def _box(ring: list[Point]) -> Box:
    across, down = [point[0] for point in ring], [point[1] for point in ring]
    return [min(across), min(down), max(across), max(down)]


def _path(rings: list[list[Point]]) -> str:
    return "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings if len(ring) > 2)
