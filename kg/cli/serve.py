"""`kg serve`: the graph in the browser, and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace, OntologyFiles
from kg.endpoint import Endpoint


def serve(
    graph: GraphPlace = DEFAULT_GRAPH,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes any free one.")] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen on: this machine's own without it.")
    ] = "127.0.0.1",
    allow_update: Annotated[bool, typer.Option("--allow-update", help="Let SPARQL updates write.")] = False,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How long the server works on one request.")
    ] = 30.0,
    largest: Annotated[
        int, typer.Option("--largest", metavar="MB", min=1, help="How many megabytes one answer may have.")
    ] = 200,
    cors: Annotated[
        str, typer.Option(metavar="ORIGIN", help="Let pages of this origin read answers; * for those of any.")
    ] = "",
    ontology: OntologyFiles = None,
) -> None:
    """Serve the graph: pages to search, read and explore at /, and SPARQL 1.1 at /sparql.

    Whoever can reach the address can read the graph, and write to it with --allow-update; it is this machine alone
    unless --host says otherwise. Another process may build meanwhile: what it adds is seen soon after.

    Example: kg serve --port 8000
    """
    from kg.errors import KgError
    from kg.graph.store import Store
    from kg.serve.run import run
    from kg.serve.settings import MEGABYTE, Settings

    if isinstance(graph, Endpoint) or graph.is_file():
        what, file = ("an export of it", "graph.trig") if isinstance(graph, Endpoint) else ("it", str(graph))
        remedy = f"load {what} into a folder first: kg load {file} --graph kg.db"
        raise KgError(str(graph), "it cannot be served", "expected the folder of a graph", remedy)
    Store.open(graph, read_only=True).close()  # a wrong place is said now, and not with the first request
    files: tuple[Path, ...] = tuple(ontology or ())
    settings = Settings(graph, files, host, port, allow_update, timeout, largest * MEGABYTE, cors=cors)
    run(settings, lambda address: print(f"{address}  (Ctrl-C stops it)", flush=True))
