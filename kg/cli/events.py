"""`kg events`: happenings with all who took part."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, DEFAULT_MODEL, GraphPlace, ModelName
from kg.cli.reporting import Errors
from kg.lines import Json


def events(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH...]", help="Files, folders, or -; the events of the graph without any.", show_default=False
        ),
    ] = None,
    about: Annotated[str, typer.Option(metavar="NAME", help="Only those of the graph in which NAME has a part.")] = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    model: ModelName = DEFAULT_MODEL,
) -> None:
    """Print events as JSON Lines: class, who and what fills which role, when, where, how many, and the sentences.

    Of articles each event as the article has it; of the graph each once, as all articles together have it.

    Example: kg events examples/articles | head -n 1
    """
    from kg.lines import line

    errors = Errors()
    found = _of_articles(paths, model, errors) if paths else _of_graph(graph, about)
    sys.stdout.buffer.writelines(map(line, found))
    sys.stdout.buffer.flush()
    errors.exit()


def _of_articles(paths: list[str], model: str, errors: Errors) -> Iterator[Json]:
    from kg.lines import event_rows
    from kg.pipeline import extractions, make_extractor

    extractor = make_extractor(model)
    for extraction in extractions(paths, extractor, errors):
        yield from event_rows(extraction, extractor.ontology.plover)


def _of_graph(graph: Path, about: str) -> Iterator[Json]:
    from kg.graph.events.nodes import nodes, row
    from kg.graph.lookup import entities_called
    from kg.graph.store import Store
    from kg.ontology import load

    ontology = load()
    with Store.open(graph, read_only=True, whole=not about) as store:
        wanted = [entity.id for entity in entities_called(store, about)] if about else None
        yield from (row(store, one, ontology) for one in nodes(store, wanted))
