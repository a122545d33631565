"""`kg build`: articles into the graph."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import (
    DEFAULT_GRAPH,
    DEFAULT_MODEL,
    ColumnNames,
    GraphPlace,
    LedgerFile,
    ModelName,
    OntologyFiles,
    Paths,
)
from kg.cli.progress import progress, working
from kg.cli.reporting import Errors, account
from kg.endpoint import Endpoint
from kg.errors import KgError


def build(
    paths: Paths,
    graph: GraphPlace = DEFAULT_GRAPH,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Also export; the suffix names the format."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Retract what came from these files and folders and is gone there.")
    ] = False,
    ontology: OntologyFiles = None,
    model: ModelName = DEFAULT_MODEL,
    ledger: LedgerFile = None,
    columns: ColumnNames = "",
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", metavar="N", min=1, help="Processes that read many articles.", show_default="the cores"),
    ] = None,
) -> None:
    """Add articles to the graph, and settle who is who in them; those that it holds already are skipped.

    An article whose file has changed replaces the old one. An interrupted build goes on where it stopped.

    Example: kg build examples/articles -o graph.ttl
    """
    from kg.graph.store import Store
    from kg.pipeline import Summary, begin, extracting, ledger_of, make_extractor, settle
    from kg.pipeline import build as run
    from kg.readers import expected, mapping
    from kg.workers import cores
    from kg.writers import export_file, format_of

    if prune and isinstance(graph, Endpoint):
        found = "an endpoint does not keep which file gave which article"
        raise KgError(str(graph), found, "--prune expects the folder of a graph", "name what is gone to kg retract")
    errors, named = Errors(), mapping(columns)
    format_ = format_of(output) if output else None
    make = partial(make_extractor, model, ontology)
    extractor = make()
    extract = extracting(make, extractor, jobs or cores())
    summary: Summary
    with Store.open(graph, create=True, prefixes=extractor.ontology.prefixes) as store:
        ledger_of(graph, ledger, store)  # one that cannot be read stops before anything is done
        begin(store, "build", extractor)
        with progress("reading", partial(expected, paths), _words) as advance:
            summary = run(paths, extract, store, errors, advance, named, prune=prune)
        with working("settling who is who"):
            settled = settle(store, ledger_of(graph, ledger, store), errors)
        if output and format_:
            with working(f"writing {output}"):
                export_file(store, format_, output)
    who = f"\nwho is who: {account(settled)}" if settled else ""
    print(f"{graph}: {summary}{who}" + (f"\nwrote {output}" if output else ""), file=sys.stderr)
    errors.exit()


def _words(piece: object) -> int:
    """Return the number of words of what was done: an extraction, or nothing for an article that was skipped."""
    from kg.model import Extraction

    return len(piece.article.text.split()) if isinstance(piece, Extraction) else 0
