"""`kg export`: the graph in a format of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.looking import seen
from kg.cli.options import DEFAULT_GRAPH, AsOf, GraphPlace, LedgerFile
from kg.cli.progress import working


def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="turtle, trig, nquads, jsonld or graphml.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Also write when what was added, by which run.")] = False,
    as_of: AsOf = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Write the graph in a format of other programs; the same graph gives the same bytes.

    Turtle holds all triples in one; TriG, N-Quads and JSON-LD keep one named graph for each article. Without a
    FORMAT the suffix of FILE names it (.ttl, .trig, .nq, .jsonld, .graphml), and without either it is Turtle.

    With --as-of it is the graph as it was known on a day: that of the articles that had been added by then.
    The log, <https://kg.example/log>, is left out without --log: it differs with the days on which articles were added.

    Example: kg export -f turtle -o graph.ttl
    """
    from kg.writers import export_file, format_of, write

    chosen = format_ or (format_of(output) if output and str(output) != "-" else "turtle")
    if log and as_of:
        raise typer.BadParameter("--log is about the graph as it is now; leave out --as-of")
    with seen(graph, as_of, ledger) as store:
        store.shows_log = log
        if output is None or str(output) == "-":
            write(store, chosen, sys.stdout.buffer)
        else:
            with working(f"writing {output}"):
                export_file(store, chosen, output)
