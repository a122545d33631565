"""What is drawn of a graph: all of it, or what surrounds a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.errors import KgError
from kg.model import Article, Entity, EntityRef, Statement
from kg.ontology.events import HAPPENED, TIME, part, roles
from kg.view.picture import NODE_LIMIT, Picture, RootOf, limited, picture

UNDRAWN = {HAPPENED, TIME}  # of an event: its other lines show it, and their sentences say when
ROLES = {one for one in roles() if part(one) != "number"}  # in a whole graph the plain relations say as much


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


def scene(graph: Graph, root_of: RootOf, about: str | None = None, most: int = NODE_LIMIT) -> Picture:
    """Return the picture of a graph, or of the entities called `about`, their neighbours and what joins these.

    Events with their roles are drawn around a name only.

    Of more than `most` nodes the best connected are kept. Raises KgError if no entity is called so, or none of those
    that are has a statement.
    """
    found = graph.find(about) if about is not None else []
    if about is not None and not found:
        raise KgError(repr(about), "no entity has this name", "expected a name or id of the graph",
                      "look for it with kg show")  # fmt: skip
    statements = list(_around(graph, [one.id for one in found]) if found else graph.statements())
    if found and not statements:
        raise KgError(repr(about), "no statement mentions it", "expected one with a statement", "draw the whole graph")

    def support_of(statement: Statement) -> tuple[float, int]:
        weight = graph.weight(statement)
        return weight.confidence, weight.sources

    left_out = UNDRAWN if about is not None else {*UNDRAWN, *ROLES}
    statements = [one for one in statements if one.relation.id not in left_out]
    names = sorted({id_ for statement in statements for id_ in _ends(statement)})
    entities = {id_: entity for id_ in names if (entity := graph.entity(id_))}
    cited = sorted({one.article for statement in statements for one in statement.evidence})
    articles = {id_: graph.article(id_) for id_ in cited}
    title = f"About {', '.join(sorted({one.label for one in found}))}" if found else "Knowledge graph"
    return limited(picture(statements, entities, articles, root_of, support_of, title), most)


def _around(graph: Graph, centre: Iterable[str]) -> Iterator[Statement]:
    near: dict[str, Statement] = {}
    for id_ in centre:
        for statement in (*graph.statements(subject=id_), *graph.statements(object=id_)):
            near[statement.id] = statement
    yield from near.values()
    circle = {id_ for statement in near.values() for id_ in _ends(statement)}
    for id_ in sorted(circle):
        for statement in graph.statements(subject=id_):
            if statement.id not in near and isinstance(statement.object, EntityRef) and statement.object.id in circle:
                yield statement


def _ends(statement: Statement) -> Iterator[str]:
    return (end.id for end in (statement.subject, statement.object) if isinstance(end, EntityRef))
