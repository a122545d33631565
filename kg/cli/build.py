"""`kg build`: articles into the graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, DEFAULT_MODEL, GraphPlace, ModelName, OntologyFiles, Paths
from kg.cli.reporting import Errors


def build(
    paths: Paths,
    graph: GraphPlace = DEFAULT_GRAPH,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Also export: .ttl, .trig, .nq, .jsonld or .graphml."),
    ] = None,
    ontology: OntologyFiles = None,
    model: ModelName = DEFAULT_MODEL,
) -> None:
    """Add articles to the graph; those that it holds already are skipped.

    Example: kg build examples/articles -o graph.ttl
    """
    from kg.graph.store import Store
    from kg.pipeline import Summary, make_extractor
    from kg.pipeline import build as run
    from kg.writers import export_file, format_of

    errors = Errors()
    format_ = format_of(output) if output else None
    extractor = make_extractor(model, ontology)
    summary: Summary
    with Store.open(graph, create=True, prefixes=extractor.ontology.prefixes) as store:
        summary = run(paths, extractor, store, errors, _progress)
        if output and format_:
            export_file(store, format_, output)
    print(f"{graph}: {summary}" + (f"\nwrote {output}" if output else ""), file=sys.stderr)
    errors.exit()


def _progress(extraction: object) -> None:
    if sys.stderr.isatty():
        print(".", end="", file=sys.stderr, flush=True)
