"""What is drawn of a graph: all of it, or what surrounds a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from kg.errors import KgError
from kg.model import Article, Entity, EntityRef, Statement
from kg.ontology.events import HAPPENED, TIME
from kg.view.clusters import overview
from kg.view.picture import NODE_LIMIT, Picture, RootOf, picture

WHOLE = "Knowledge graph"

UNDRAWN = {HAPPENED, TIME}  # of an event: its other lines show it, and their sentences say when


class Support(Protocol):
    """What all evidence of a statement amounts to."""

    @property
    def confidence(self) -> float: ...

    @property
    def sources(self) -> int: ...


class Graph(Protocol):
    """The questions that a picture asks of a graph."""

    def statements(self, subject: str | None = None, *, object: str | None = None) -> Iterator[Statement]: ...

    def find(self, name: str) -> list[Entity]: ...

    def entity(self, id_: str) -> Entity | None: ...

    def article(self, id_: str) -> Article: ...

    def weight(self, statement: Statement) -> Support: ...


def surroundings(graph: Graph, about: str, depth: int = 1) -> tuple[str, list[Statement]]:
    """Return title and statements of what lies within `depth` steps of the entities of a name, and joins these.

    Raises KgError if no entity is called so, or none of those that are has a statement.
    """
    found = graph.find(about)
    if not found:
        raise KgError(repr(about), "no entity has this name", "expected a name or id of the graph",
                      "look for it with kg show")  # fmt: skip
    statements = list(_around(graph, [one.id for one in found], depth))
    if not statements:
        raise KgError(repr(about), "no statement mentions it", "expected one with a statement", "draw the whole graph")
    return f"About {', '.join(sorted({one.label for one in found}))}", statements


def scene_of(
    graph: Graph,
    root_of: RootOf,
    statements: Iterable[Statement],
    title: str,
    most: int = NODE_LIMIT,
    also: Iterable[str] = (),
    columns: Sequence[Sequence[str]] = (),
) -> Picture:
    """Return the picture of some statements, and of the entities `also` by id, which may have none.

    More than `most` nodes make an overview. `columns` are ids of all of the entities, for a picture that leads from
    left to right.
    """
    chosen = [one for one in statements if one.relation.id not in UNDRAWN]
    made = overview(picture_of(graph, root_of, chosen, title, sorted(set(also))), most)
    return replace(made, columns=tuple(map(tuple, columns)))


def picture_of(
    graph: Graph, root_of: RootOf, statements: Sequence[Statement], title: str, also: Sequence[str] = ()
) -> Picture:
    """Return the picture of statements, with the entities, articles and weights that the graph has for them."""

    def support_of(statement: Statement) -> tuple[float, int]:
        weight = graph.weight(statement)
        return weight.confidence, weight.sources

    names = sorted({*also, *(id_ for statement in statements for id_ in ends(statement))})
    entities = {id_: entity for id_ in names if (entity := graph.entity(id_))}
    cited = sorted({one.article for statement in statements for one in statement.evidence})
    articles = {id_: graph.article(id_) for id_ in cited}
    return picture(statements, entities, articles, root_of, support_of, title, also)


def _around(graph: Graph, centre: Iterable[str], depth: int) -> Iterator[Statement]:
    """Yield the statements within some steps of entities, and those that join what they lead to."""
    near: dict[str, Statement] = {}
    ring, circle = sorted(set(centre)), set(centre)
    for _ in range(depth):
        for id_ in ring:
            near.update((one.id, one) for one in (*graph.statements(subject=id_), *graph.statements(object=id_)))
        ring = sorted({id_ for statement in near.values() for id_ in ends(statement)} - circle)
        circle.update(ring)
    yield from near.values()
    for id_ in ring:
        for statement in graph.statements(subject=id_):
            if statement.id not in near and isinstance(statement.object, EntityRef) and statement.object.id in circle:
                near[statement.id] = statement
                yield statement


def ends(statement: Statement) -> Iterator[str]:
    """Yield the ids of the entities that a statement is about."""
    return (end.id for end in (statement.subject, statement.object) if isinstance(end, EntityRef))
