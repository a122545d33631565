"""Where things are, as SVG: a map with the places of a graph, and below it what is said to be there.

Countries from Natural Earth, as `kg.view.world` has them. A place is drawn the larger, the more is said of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from kg.view.elements import FONTS, INK, PAPER, field_of, marked, safe, text
from kg.view.lettering import shortened, width, wrapped
from kg.view.palette import kind
from kg.view.world import HEIGHT, WIDTH, outlines

WIDE, EDGE, TOP = 1080, 48, 100
INNER = WIDE - 2 * EDGE
RATIO = 0.58
LEAST = 34.0  # units of the map: two a degree
LAND, SEA, COAST = "#e7eaee", "#f7f9fb", "#c3cad3"
LISTED = 40
LABEL = 13


@dataclass(frozen=True, slots=True)
class Pin:
    """A place: `x` and `y` on the map of `kg.view.world`, how many statements name it, and some of them in words.

    `item` is the key of what its marks show in a page.
    """

    label: str
    x: float
    y: float
    statements: int
    told: tuple[str, ...]
    item: str = ""


def map_svg(title: str, pins: Sequence[Pin], unknown: int) -> bytes:
    """Return a map of the pins, the most mentioned named first; `unknown` places could not be put on it."""
    return "\n".join(_svg(title, sorted(pins, key=lambda pin: (-pin.statements, pin.label)), unknown)).encode()


def _svg(title: str, pins: Sequence[Pin], unknown: int) -> Iterator[str]:
    left, top, wide, high = _frame(pins)
    scale = INNER / wide
    tall = high * scale
    rows, bottom = _list(pins[:LISTED], TOP + tall + 44)
    whole = bottom + 40
    places = f"{len(pins):,} place{'' if len(pins) == 1 else 's'}"
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{whole:.0f}" viewBox="0 0 {WIDE} {whole:.0f}" '
        f'font-family="{FONTS}"><title>{safe(shortened(title, 80))}</title>'
    )
    yield f'<rect width="{WIDE}" height="{whole:.0f}" fill="{PAPER}"/>'
    yield text(EDGE, 56, shortened(title, 70), 'font-weight="600"', 22, INK)
    more = f" · {unknown:,} whose place is not known" if unknown else ""
    yield text(EDGE, 80, places + more)
    yield f'<clipPath id="frame"><rect x="{EDGE}" y="{TOP}" width="{INNER}" height="{tall:.1f}" rx="6"/></clipPath>'
    yield '<g clip-path="url(#frame)">'
    yield f'<rect x="{EDGE}" y="{TOP}" width="{INNER}" height="{tall:.1f}" fill="{SEA}"/>'
    move = f"translate({EDGE} {TOP}) scale({scale:.4f}) translate({-left:.2f} {-top:.2f})"
    yield f'<g transform="{move}" fill="{LAND}" stroke="{COAST}" stroke-width="{1 / scale:.3f}">'
    yield from (f'<path d="{path}"/>' for path in outlines())
    yield "</g>"
    spots = [(EDGE + (pin.x - left) * scale, TOP + (pin.y - top) * scale, pin) for pin in pins]
    yield from (marked(_dot(*spot), spot[2].item) for spot in reversed(spots))
    yield "</g>"
    yield from _labels(spots, tall)
    yield text(WIDE - EDGE, TOP + tall + 16, "Countries: Natural Earth", 'text-anchor="end"', 10)
    yield from rows
    yield "</svg>\n"


def _frame(pins: Sequence[Pin]) -> tuple[float, float, float, float]:
    """Return left, top, width and height of the part of the map that shows all pins with room around them."""
    if not pins:
        return 0.0, 0.0, float(WIDTH), WIDTH * RATIO if WIDTH * RATIO < HEIGHT else float(HEIGHT)
    across, down = [pin.x for pin in pins], [pin.y for pin in pins]
    wide = max(LEAST, 1.3 * (max(across) - min(across)), 1.3 * (max(down) - min(down)) / RATIO)
    wide = min(wide, float(WIDTH))
    high = min(wide * RATIO, float(HEIGHT))
    left = (min(across) + max(across) - wide) / 2
    top = (min(down) + max(down) - high) / 2
    return min(max(0.0, left), WIDTH - wide), min(max(0.0, top), HEIGHT - high), wide, high


def _radius(pin: Pin) -> float:
    return min(18.0, 3.5 + 1.6 * sqrt(pin.statements))


def _dot(x: float, y: float, pin: Pin) -> str:
    colour = kind("Place").light
    name = safe(shortened("\n".join((pin.label, *pin.told)), 400))
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_radius(pin):.1f}" fill="{colour}" fill-opacity=".72" '
        f'stroke="{PAPER}" stroke-width="1.5"><title>{name}</title></circle>'
    )


Box = tuple[float, float, float, float]


def _labels(spots: Sequence[tuple[float, float, Pin]], tall: float) -> Iterator[str]:
    """Yield the names of places that find room beside, above or below their dot; the most mentioned choose first."""
    taken: list[Box] = [(x - _radius(pin), y - _radius(pin), x + _radius(pin), y + _radius(pin)) for x, y, pin in spots]
    for x, y, pin in spots:
        words, reach = shortened(pin.label, 28), _radius(pin) + 4
        long = width(words, LABEL)
        for anchor, at_x, at_y, begin in (
            ("start", x + reach, y + 4, x + reach),
            ("end", x - reach, y + 4, x - reach - long),
            ("middle", x, y - reach, x - long / 2),
            ("middle", x, y + reach + 9, x - long / 2),
        ):
            box = begin, at_y - 11, begin + long, at_y + 3
            inside = box[0] > EDGE and box[2] < WIDE - EDGE and box[1] > TOP and box[3] < TOP + tall
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                halo = f'stroke="{PAPER}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
                yield text(at_x, at_y, words, f'text-anchor="{anchor}" {halo}', LABEL, INK)
                break


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _list(pins: Sequence[Pin], top: float) -> tuple[list[str], float]:
    """Return the places in two columns with what is said of them, and where the list ends."""
    column = (INNER - 32) / 2
    parts: list[str] = []
    ends = [top, top]
    for pin in pins:
        side = 0 if ends[0] <= ends[1] else 1
        x, y = EDGE + side * (column + 32), ends[side]
        count = f"{pin.statements} statement{'' if pin.statements == 1 else 's'}"
        entry = [
            text(x, y, shortened(pin.label, 40), 'font-weight="600"', 14, INK),
            text(x + column, y, count, 'text-anchor="end"', 12),
        ]
        y += 18
        for told in pin.told:
            for part in wrapped(told, 12, column, lines=2):
                entry.append(text(x, y, part, size=12))
                y += 15
        if pin.item:
            entry.insert(0, field_of(x, ends[side] - 15, column, y - ends[side] + 8))
        parts.append(marked("".join(entry), pin.item))
        ends[side] = y + 14
    return parts, max(ends)
