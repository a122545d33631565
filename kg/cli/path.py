"""`kg path`: how two entities are connected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity
from kg.cli.options import DEFAULT_GRAPH, AllClaims, EntityName, Format, FormatName, GraphPlace, TrustedNames

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.paths import Path
    from kg.graph.store import Store


def path(
    start: EntityName,
    end: EntityName,
    graph: GraphPlace = DEFAULT_GRAPH,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name that paths may not lead through.", autocompletion=complete_entity),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Show at most so many paths.")] = 3,
    trust: TrustedNames = None,
    claims: AllClaims = False,
    format: FormatName = Format.TABLE,
) -> None:
    """Show how two names are connected: the shortest chains of facts, with a sentence for every step.

    Of equally short ones the best supported come first. With --trust or --claims what a source (or anybody) plainly
    asserts connects as well; what is denied, doubted or planned never does.

    Example: kg path "Idris Kone" "Norrland Metals" --without Kestria
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.lookup import entities_called
    from kg.graph.paths import paths
    from kg.graph.store import Store
    from kg.graph.trust import trust as trust_in

    with Store.open(graph, read_only=True, whole=True) as store:
        starts, ends = entities_called(store, start), entities_called(store, end)
        avoided = [entity for name in without or () for entity in entities_called(store, name)]
        trusted = trust_in(store, trust or (), everyone=claims)
        found = paths(store, starts, ends, trusted, avoided, limit)
        if format is Format.JSON:
            say_rows(one.row(store) for one in found)
        else:
            for number, one in enumerate(found):
                say((*([""] if number else []), *_lines(store, one)))


def _lines(store: Store, path: Path) -> Iterator[Line]:
    """Yield the chain of names, then each step with the statements that make it and a sentence of each."""
    from kg.cli.why import told
    from kg.graph.wording import counted

    chain = [path.steps[0].start.label, *(step.end.label for step in path.steps)]
    yield [(" — ".join(chain), "bold"), (f"  ({counted(len(path.steps), 'step')})", "dim")]
    for step in path.steps:
        for statement in step.statements:
            yield from told(store, statement, "  ", most=1)
