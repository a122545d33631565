"""Where it is: the places that an entity is, or that its facts tie it to, on a map of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kg.gazetteer.coordinates import coordinates
from kg.model import Entity, EntityRef, Statement
from kg.serve.content.parts import Content, named
from kg.serve.snapshot import Snapshot
from kg.view.world import HEIGHT, WIDTH, country_box, projected

MOST = 60
LEAST_WIDTH = 90.0
MARGIN = 0.35


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    top: float
    right: float
    bottom: float


def world_map(snapshot: Snapshot, found: Entity, facts: Iterable[Statement]) -> Content | None:
    """Return the part of the world to show, with points and countries in it; None where no place is known."""
    own = snapshot.root(found.type) == "Place"
    places: Iterable[Entity | EntityRef] = [found] if own else _tied(snapshot, facts)
    marks = [mark for place in islice(places, MOST) if (mark := _mark(snapshot, place))]
    if not marks:
        return None
    frame = _frame(marks)
    return {
        "marks": marks,
        "box": [round(one, 1) for one in (frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top)],
        "dot": round((frame.right - frame.left) / 110, 2),
        "own": own,
    }


def _tied(snapshot: Snapshot, facts: Iterable[Statement]) -> Iterator[EntityRef]:
    """Yield the places at the ends of facts, each once."""
    seen: set[str] = set()
    for statement in facts:
        for end in (statement.subject, statement.object):
            if isinstance(end, EntityRef) and end.id not in seen and snapshot.root(end.type) == "Place":
                seen.add(end.id)
                yield end


def _mark(snapshot: Snapshot, of: Entity | EntityRef) -> Content | None:
    entity, place = snapshot.store.entity(of.id), named(snapshot, of)
    if entity is None:
        return None
    known = coordinates()
    links = sorted(entity.links, key=lambda link: -link.score)
    point = next((known[link.iri] for link in links if link.iri in known), None)
    if point is not None:
        x, y = projected(*point)
        return {**place, "x": x, "y": y, "country": "", "box": [x, y, x, y]}
    box = country_box(entity.label)
    return {**place, "x": 0, "y": 0, "country": box[0], "box": box[1]} if box else None


def _frame(marks: list[Content]) -> _Frame:
    """Return the part of the map that shows all marks with room around them, three times as wide as two high."""
    left, top = min(one["box"][0] for one in marks), min(one["box"][1] for one in marks)
    right, bottom = max(one["box"][2] for one in marks), max(one["box"][3] for one in marks)
    width = max(LEAST_WIDTH, (right - left) * (1 + MARGIN), (bottom - top) * (1 + MARGIN) * 1.5)
    width = min(width, float(WIDTH))
    height = min(width / 1.5, float(HEIGHT))
    x, y = (left + right) / 2 - width / 2, (top + bottom) / 2 - height / 2
    x, y = min(max(0.0, x), WIDTH - width), min(max(0.0, y), HEIGHT - height)
    return _Frame(x, y, x + width, y + height)
