"""The places of a graph as pins on a map, with what is said to be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from kg.figures import figure
from kg.model import Entity, EntityRef, Statement, Value
from kg.view.atlas import Pin
from kg.view.picture import RootOf, standing
from kg.view.scene import Graph
from kg.view.world import country_box, projected

TOLD = 3
PointOf = Callable[[str], tuple[float, float] | None]
"""Latitude and longitude of the IRI of a known place."""


def pins(graph: Graph, root_of: RootOf, point_of: PointOf, statements: Iterable[Statement]) -> tuple[list[Pin], int]:
    """Return a pin for each place that statements name as subject, object or scene, and how many places have none."""
    named: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        scenes = [one.qualifiers.place for one in statement.evidence]
        for end in (statement.subject, statement.object, *scenes):
            if isinstance(end, EntityRef) and root_of(end.type) == "Place":
                named[end.id][statement.id] = statement
    found: list[Pin] = []
    for id_ in sorted(named):
        entity = graph.entity(id_)
        spot = _spot(entity, point_of) if entity else None
        if entity and spot:
            found.append(Pin(entity.label, *spot, len(named[id_]), _told(named[id_].values())))
    return found, len(named) - len(found)


def _spot(entity: Entity, point_of: PointOf) -> tuple[float, float] | None:
    """Return where a place lies on the map: at the coordinates of its surest link, or in the middle of its country."""
    for link in sorted(entity.links, key=lambda link: (-link.score, link.iri)):
        point = point_of(link.iri)
        if point:
            return projected(*point)
    country = country_box(entity.label)
    if country is None:
        return None
    left, top, right, bottom = country[1]
    return (left + right) / 2, (top + bottom) / 2


def _told(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return some statements in words, facts first, then what most sentences say."""
    order = ("fact", "claim", "denied")
    ranked = sorted(statements, key=lambda one: (order.index(standing(one.evidence)), -len(one.evidence), one.id))
    return tuple(map(_words, ranked[:TOLD]))


def _words(statement: Statement) -> str:
    subject = statement.subject.label if statement.subject else ""
    object_ = statement.object
    other = figure(object_) if isinstance(object_, Value) else object_.label if object_ else ""
    said = standing(statement.evidence)
    return f"{subject} {statement.relation.label} {other}{'' if said == 'fact' else f' ({said})'}"
