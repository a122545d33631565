"""How classes and standings look: the one table behind page, SVG and PNG.

Fills are Okabe and Ito's palette (2008), which people with any colour vision tell apart; the dark ones are lightened
for contrast on a dark ground. Shapes differ as well, so that nothing hangs on colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from kg.view.picture import GROUP, VALUE, Standing

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The look of a broad class: `shape` is cytoscape's word, `points` the same outline within [-1, 1]."""

    root: str
    plural: str
    light: str
    dark: str
    shape: str
    points: Points


@dataclass(frozen=True, slots=True)
class Line:
    """The look of a standing: `dash` is an SVG dash array, `arrow` cytoscape's word for the arrowhead."""

    standing: Standing
    plural: str
    light: str
    dark: str
    dash: str
    arrow: str


def _regular(corners: int, turn: float) -> Points:
    angles = (turn + 2 * pi * corner / corners for corner in range(corners))
    return tuple((round(cos(angle), 3), round(sin(angle), 3)) for angle in angles)


_CIRCLE = _regular(48, 0)
_SQUARE: Points = ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88))
_FLAT: Points = ((-1, -0.5), (1, -0.5), (1, 0.5), (-1, 0.5))

KINDS = (
    Kind("Person", "People", "#E69F00", "#F0B23C", "ellipse", _CIRCLE),
    Kind("Organization", "Organisations", "#0072B2", "#56B4E9", "round-rectangle", _SQUARE),
    Kind("Place", "Places", "#009E73", "#2FC79A", "round-diamond", _regular(4, pi / 2)),
    Kind("Event", "Events", "#D55E00", "#F58B4C", "round-triangle", _regular(3, -pi / 2)),
    Kind("Work", "Works", "#CC79A7", "#E3A3C6", "round-pentagon", _regular(5, -pi / 2)),
    Kind("Thing", "Other", "#7A828E", "#9AA3B0", "round-hexagon", _regular(6, 0)),
    Kind(GROUP, "Groups of names", "#3F4A5A", "#8C97A8", "octagon", _regular(8, pi / 8)),
    Kind(VALUE, "Values", "#B9BFC8", "#5C6470", "round-rectangle", _FLAT),
)
LINES = (
    Line("fact", "Facts", "#525C6B", "#98A3B3", "", "triangle"),
    Line("claim", "Claims", "#8A94A3", "#7C8798", "7 5", "vee"),
    Line("denied", "Denied", "#C0364B", "#F0788A", "1.5 5", "tee"),
)
_LOOKS = {one.root: one for one in KINDS}


def kind(root: str) -> Kind:
    """Return the look of a broad class; one that has none of its own looks like Thing."""
    return _LOOKS.get(root, _LOOKS["Thing"])


def line(standing: Standing) -> Line:
    """Return the look of a standing."""
    return next(one for one in LINES if one.standing == standing)
