"""`kg export`: the graph in a format of other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace


def export(
    format_: Annotated[
        str, typer.Option("--format", "-f", metavar="FORMAT", help="turtle, trig, nquads, jsonld, rdfxml or graphml.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write; standard output without it.")
    ] = None,
    graph: GraphPlace = DEFAULT_GRAPH,
) -> None:
    """Write the graph in a format of other programs; the same graph gives the same bytes.

    Turtle and RDF/XML hold all triples in one; TriG, N-Quads and JSON-LD keep one named graph for each article. Without
    a FORMAT the suffix of FILE names it (.ttl, .trig, .nq, .jsonld, .rdf, .graphml), and without either it is Turtle.

    Example: kg export -f turtle -o graph.ttl
    """
    from kg.graph.store import Store
    from kg.writers import export_file, format_of, write

    chosen = format_ or (format_of(output) if output and str(output) != "-" else "turtle")
    with Store.open(graph, read_only=True) as store:
        if output is None or str(output) == "-":
            write(store, chosen, sys.stdout.buffer)
        else:
            export_file(store, chosen, output)
