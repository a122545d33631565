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
        str, typer.Option("--format", "-f", metavar="FORMAT", help="One of those below; turtle if nothing names one.")
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

    To come back with kg load: trig, nquads and jsonld, with a named graph for each article; turtle and rdfxml, with all
    triples in one. For other programs: graphml and gexf (Gephi, networkx), neo4j (CSV for its bulk import), parquet
    (tables for pandas and DuckDB), followthemoney (facts for Aleph), plover (events as CSV), annotations (W3C, to find
    the sentences on live pages). neo4j and parquet are several files: -o names a folder for them, or a .zip.

    Without a FORMAT the suffix of FILE names it: .ttl, .trig, .nq, .jsonld, .rdf, .graphml, .gexf, .ftm.json, .csv
    (plover), .oa.jsonld (annotations). FILE is replaced at the end and as a whole. Turtle, TriG and N-Quads end with a
    seal: a comment from which kg load knows that the file is as it was written.

    With --as-of it is the graph as it was known on a day: that of the articles that had been added by then.
    The log, <https://kg.example/log>, is left out without --log: it differs with the days on which articles were added.

    Example: kg export -f turtle -o graph.ttl
    """
    from kg.errors import KgError
    from kg.writers import export_file, format_of, in_files, write

    to_stdout = output is None or str(output) == "-"
    chosen = format_ or (format_of(output) if output and not to_stdout else "turtle")
    if log and as_of:
        raise typer.BadParameter("--log is about the graph as it is now; leave out --as-of")
    if to_stdout and in_files(chosen):
        raise KgError("export", f"{chosen} is several files", "expected a folder or a .zip for them", "name it with -o")
    with seen(graph, as_of, ledger, whole=True) as store:
        store.shows_log = log
        if output is None or to_stdout:
            write(store, chosen, sys.stdout.buffer)
        else:
            with working(f"writing {output}"):
                export_file(store, chosen, output)
