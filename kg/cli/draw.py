"""`kg draw`: the graph as a picture."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, GraphPlace, OntologyFiles


def draw(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write: .html, .svg or .png.")
    ],
    graph: GraphPlace = DEFAULT_GRAPH,
    about: Annotated[
        str | None, typer.Option(metavar="NAME", help="Draw only this entity, its neighbours and what joins them.")
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="Draw at most this many names and values, the best connected ones.")
    ] = 1500,
    ontology: OntologyFiles = None,
) -> None:
    """Draw the graph as one file: a page to explore offline (.html), or a picture for print (.svg, .png).

    In the page a click on a line shows the sentences that say so. Facts are solid, claims dashed, denials dotted.

    Example: kg draw -o graph.html
    """
    from kg.graph.store import Store
    from kg.ontology import load
    from kg.view import drawer
    from kg.view.scene import scene

    drawn = drawer(output)
    classes = load(ontology)
    with Store.open(graph, read_only=True, whole=about is None) as store:
        picture = scene(store, lambda type_: classes.root(type_).rpartition(":")[2], about, limit)
    write(output, drawn(picture))
    if sys.stderr.isatty():
        print(f"{output}: {len(picture.nodes)} nodes, {len(picture.edges)} statements", file=sys.stderr)


def write(path: Path, content: bytes) -> None:
    """Put the content into the file all at once: a reader sees the old file or the new one, never half of it."""
    from kg.errors import KgError

    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise KgError(str(path), f"cannot be written ({fault.strerror})", "expected a folder that can be written to",
                      "choose another place with -o") from None  # fmt: skip
