"""`kg build`: articles into the graph."""

from __future__ import annotations

import sys
from enum import StrEnum
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
from kg.errors import KgError


class Engine(StrEnum):
    """What a build runs on."""

    LOCAL = "local"
    SPARK = "spark"


def build(
    paths: Paths,
    graph: GraphPlace = DEFAULT_GRAPH,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Also export; the suffix names the format. With --engine spark the folder, or its address, to write.",
        ),
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
    engine: Annotated[
        Engine, typer.Option("--engine", help="local: this process and its helpers; spark: as many machines as it has.")
    ] = Engine.LOCAL,
    master: Annotated[
        str,
        typer.Option("--master", metavar="URL", help="Of Spark: spark://HOST:7077, yarn.", show_default="this machine"),
    ] = "",
) -> None:
    """Add articles to the graph, and settle who is who in them; those that it holds already are skipped.

    An article whose file has changed replaces the old one. An interrupted build goes on where it stopped.

    Spark reads files that all its workers see, by path or by address (s3://bucket/news), and writes into the folder
    -o the same graph in parts, as N-Quads and Parquet, which kg load puts into a graph.

    Example: kg build examples/articles -o graph.ttl
    """
    if engine == Engine.SPARK:
        from kg.cli.build_on_spark import build_on_spark

        given = {"--prune": prune, "--jobs": jobs is not None, "-": "-" in paths}
        refused = [name for name, is_given in given.items() if is_given]
        build_on_spark(paths, graph, output, ontology, model, ledger, columns, master, refused)
        return
    if master:
        raise KgError("--master", "only Spark has one", "", "add --engine spark")
    from kg.graph.store import Store
    from kg.making import begin
    from kg.pipeline import Summary, extracting, free_extractors, make_extractor
    from kg.pipeline import build as run
    from kg.readers import expected, mapping
    from kg.readers.walk import missing
    from kg.settling import ledger_of, settle
    from kg.workers import cores
    from kg.writers import export_file, format_of

    errors, named = Errors(), mapping(columns)
    lost = [fault for path in paths if (fault := missing(path))]
    if len(lost) == len(paths):  # a mistyped path makes no empty graph
        for fault in lost:
            errors(fault)
        errors.exit()
    export = Path(output) if output else None
    format_ = format_of(export) if export else None
    make = partial(make_extractor, model, ontology)
    extractor = make()
    extract = extracting(make, extractor, jobs or cores())
    summary: Summary
    with Store.open(graph, create=True, prefixes=extractor.ontology.prefixes) as store:
        ledger_of(graph, ledger, store)  # one that cannot be read stops before anything is done
        begin(store, "build", extractor)
        with progress("reading", partial(expected, paths), _words) as advance:
            summary = run(paths, extract, store, errors, advance, named, prune=prune)
        del extract, extractor
        free_extractors()
        with working("settling who is who"):
            settled = settle(store, ledger_of(graph, ledger, store), errors)
        if export and format_:
            with working(f"writing {export}"):
                export_file(store, format_, export)
    who = f"\nwho is who: {account(settled)}" if settled else ""
    print(f"{graph}: {summary}{who}" + (f"\nwrote {export}" if export else ""), file=sys.stderr)
    errors.exit()


def _words(piece: object) -> int:
    """Return the number of words of what was done: an extraction, or nothing for an article that was skipped."""
    from kg.model import Extraction

    return len(piece.article.text.split()) if isinstance(piece, Extraction) else 0
