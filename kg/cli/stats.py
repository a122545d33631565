"""`kg stats`: what the graph holds, in numbers."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, Format, GraphPlace, ObjectsFormat

if TYPE_CHECKING:
    from kg.cli.screen import Line
    from kg.graph.periods import Length
    from kg.graph.stats import Stats


class By(StrEnum):
    """The periods in which is counted."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


def stats(
    graph: GraphPlace = DEFAULT_GRAPH,
    limit: Annotated[
        int, typer.Option("--limit", "-n", metavar="N", min=1, help="List so many relations, classes, … at most.")
    ] = 10,
    by: Annotated[
        By | None, typer.Option("--by", help="Show what was published in each, in order.", show_default=False)
    ] = None,
    relation: Annotated[
        str, typer.Option("--relation", metavar="NAME", help="With --by, count only what has this relation.")
    ] = "",
    format: ObjectsFormat = Format.TABLE,
) -> None:
    """Show what the graph holds: articles, entities, facts and claims, by relation, class, publisher and source.

    With --by, how many articles, statements and facts were published in each year, month or day.

    Example: kg stats --by month --relation attacked
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.stats import stats as counted
    from kg.graph.store import Store

    if relation and not by:
        raise typer.BadParameter("--relation counts in periods: name them with --by")
    if by:
        _periods(graph, by.value, relation, format)
        return
    with Store.open(graph, read_only=True, whole=True) as store:
        found = counted(store)
    if format is Format.JSON:
        say_rows([found.row()])
    else:
        say(_lines(found, limit))


def _periods(graph: Path, by: Length, relation: str, format_: Format) -> None:
    from kg.cli.screen import say_rows, say_table
    from kg.graph.lookup import relations_known
    from kg.graph.periods import periods
    from kg.graph.store import Store

    with Store.open(graph, read_only=True, whole=True) as store:
        found = periods(store, by, relations_known(store, relation) if relation else ())
    if format_ is Format.JSON:
        say_rows(one.row() for one in found)
        return
    numbers = ("articles", "statements", "facts", "claims")
    rows = ((one.period or "no date", one.articles, one.statements, one.facts, one.statements - one.facts)
            for one in found)  # fmt: skip
    say_table((by, *numbers), [[str(cell) for cell in row] for row in rows], numbers)


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
