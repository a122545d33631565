"""The places of a graph as pins on a map, with what is said to be there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from kg.figures import figure
from kg.model import Entity, EntityRef, Statement, Value
from kg.view.atlas import Pin, map_svg
from kg.view.picture import STANDINGS, RootOf, citation_of, passage_of, standing
from kg.view.scene import Graph
from kg.view.told import Item, Sheet, Told
from kg.view.world import country_box, projected

TOLD = 3
TRUE = Value("true", "xsd:boolean")  # "attack on Sirte happened" needs no more words
PointOf = Callable[[str], tuple[float, float] | None]
"""Latitude and longitude of the IRI of a known place."""
SHOWN, QUOTED = 40, 4
"""How many statements of a place a page shows, and how many sentences of each."""


def places_sheet(
    graph: Graph, root_of: RootOf, point_of: PointOf, statements: Iterable[Statement], title: str
) -> Sheet:
    """Return a map of the places that statements name as subject, object or scene, with what is said of each."""
    found, named, unknown = pins(graph, root_of, point_of, statements)
    items = {pin.item: _item(pin, named[pin.item].values()) for pin in found}
    cited = sorted({one.article for item in items.values() for told in item.told for one in told.passages})
    citations = tuple(citation_of(graph.article(id_)) for id_ in cited)
    return Sheet(map_svg(title, found, unknown), title, items, citations)


def _item(pin: Pin, statements: Collection[Statement]) -> Item:
    shown = _ranked(statements)[:SHOWN]
    told = (Told(_words(one), standing(one.evidence), tuple(map(passage_of, one.evidence[:QUOTED]))) for one in shown)
    return Item(pin.label, tuple(told), len(statements) - len(shown))


def pins(
    graph: Graph, root_of: RootOf, point_of: PointOf, statements: Iterable[Statement]
) -> tuple[list[Pin], Mapping[str, Mapping[str, Statement]], int]:
    """Return a pin for each place, the statements that name it by its id, and how many places have no pin."""
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
            told = tuple(map(_words, _ranked(named[id_].values())[:TOLD]))
            found.append(Pin(entity.label, *spot, len(named[id_]), told, id_))
    return found, named, len(named) - len(found)


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


def _ranked(statements: Iterable[Statement]) -> list[Statement]:
    """Return statements in order: facts first, then what most sentences say."""
    return sorted(statements, key=lambda one: (STANDINGS.index(standing(one.evidence)), -len(one.evidence), one.id))


def _words(statement: Statement) -> str:
    subject = statement.subject.label if statement.subject else ""
    object_ = statement.object
    other = figure(object_) if isinstance(object_, Value) else object_.label if object_ else ""
    other = "" if object_ == TRUE else f" {other}"
    said = standing(statement.evidence)
    return f"{subject} {statement.relation.label}{other}{'' if said == 'fact' else f' ({said})'}"
