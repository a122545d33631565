"""`kg stats`: what the graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, Format, GraphPlace, ObjectsFormat

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.stats import Stats


def stats(
    graph: GraphPlace = DEFAULT_GRAPH,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="List so many relations, classes, … at most.")
    ] = 10,
    format: ObjectsFormat = Format.TABLE,
) -> None:
    """Show what the graph holds: articles, entities, facts and claims, by relation, class, publisher and source.

    Example: kg stats
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.stats import stats as counted
    from kg.graph.store import Store

    with Store.open(graph, read_only=True, whole=True) as store:
        found = counted(store)
    if format is Format.JSON:
        say_rows([found.row()])
    else:
        say(_lines(found, limit))


NAMES = {"several_sources": "with several sources", "denied": "denied by somebody", "merges": "entities merged",
         "doubts": "pairs in doubt", "sources": "most quoted", "told": "times told"}  # fmt: skip


def _lines(found: Stats, limit: int) -> Iterator[Line]:
    width = max(len(f"{number:,}") for number in found.numbers.values())
    for name, number in found.numbers.items():
        yield [(f"{number:>{width},}", "bold"), (f"  {NAMES.get(name, name)}", "")]
    for name, (first, last) in found.spans.items():
        if first:
            yield [(f"{NAMES.get(name, name)}: ", ""), (f"{first} to {last}", "bold")]
    for name, counts in found.tallies.items():
        if counts:
            left = f", the first {limit} of {len(counts)}" if len(counts) > limit else ""
            yield ""
            yield [(f"{NAMES.get(name, name)}{left}", "bold")]
            yield from _bars(counts[:limit])


def _bars(counts: tuple[tuple[str, int], ...]) -> Iterator[Line]:
    wide, most = max(len(name) for name, _ in counts), max(number for _, number in counts)
    for name, number in counts:
        bar = "█" * max(1, round(24 * number / most))
        yield [(f"  {name:<{wide}}  ", ""), (bar, "cyan"), (f" {number:,}", "")]
