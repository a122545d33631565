"""`kg neighbors`: what surrounds somebody or something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, AllClaims, EntityName, Format, FormatName, GraphPlace, TrustedNames

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.paths import Neighbor
    from kg.graph.store import Store


def neighbors(
    name: EntityName,
    depth: Annotated[int, typer.Option(metavar="N", min=1, max=6, help="How many steps away they may be.")] = 1,
    graph: GraphPlace = DEFAULT_GRAPH,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    format: FormatName = Format.TABLE,
) -> None:
    """Show the entities that facts join to a name, the nearest first, and what joins them.

    With --trust or --claims what a source (or anybody) plainly asserts joins as well.

    Example: kg neighbors "Daniel Okoro" --depth 2
    """
    from kg.cli.screen import say, say_rows
    from kg.errors import KgError
    from kg.graph.lookup import entities_called
    from kg.graph.paths import neighbors as around
    from kg.graph.store import Store
    from kg.graph.trust import trust as trust_in

    with Store.open(graph, read_only=True, whole=True) as store:
        centre = entities_called(store, name)
        found = around(store, centre, depth, trust_in(store, trust or (), everyone=claims))
        if not found:
            raise KgError(repr(name), "no fact joins it to anything", "", "see with kg show what is said of it")
        if format is Format.JSON:
            say_rows(one.row(store) for one in found)
        else:
            say(_lines(store, found))


def _lines(store: Store, found: list[Neighbor]) -> Iterator[Line]:
    from kg.graph.wording import counted, triple

    distance = 0
    for one in found:
        if one.distance != distance:
            distance = one.distance
            number = sum(other.distance == distance for other in found)
            yield [(f"{counted(distance, 'step')} away: {counted(number, 'entity')}", "bold")]
        yield [(f"  {one.entity.label}", "cyan"), (f"  ({one.entity.type}, {one.entity.id})", "dim")]
        for statement in one.step.statements:
            yield [(f"    {triple(statement)}", "fact" if store.weight(statement).fact else "claim")]
