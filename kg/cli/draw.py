"""`kg draw`: the graph as a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.completion import complete_entity, complete_query
from kg.cli.options import DEFAULT_GRAPH, AllClaims, GraphPlace, OntologyFiles, QueryFolders
from kg.cli.progress import working

if TYPE_CHECKING:
    from kg.cli.drawing import Choice
    from kg.graph.store import Store
    from kg.view.told import Sheet

PRINTED = 600
"""How many names and values a picture for print holds before it becomes an overview."""
BROWSED = 1500


def draw(
    context: typer.Context,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write: .html, .svg, .png or .pdf.")
    ],
    graph: GraphPlace = DEFAULT_GRAPH,
    about: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Draw only this entity, its neighbours and what joins them.",
            autocompletion=complete_entity,
        ),
    ] = None,
    depth: Annotated[int, typer.Option(metavar="N", min=1, max=4, help="With --about: how many steps away.")] = 1,
    path: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="NAME NAME", help="Draw how two entities are connected.", autocompletion=complete_entity),
    ] = None,
    claims: AllClaims = False,
    query: Annotated[
        str | None,
        typer.Option(
            metavar="QUERY",
            help="Draw what a query chooses: SPARQL, a file, or a saved query with its parameters.",
            autocompletion=complete_query,
        ),
    ] = None,
    queries: QueryFolders = None,
    timeline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Draw what happened to somebody when.", autocompletion=complete_entity),
    ] = None,
    map_: Annotated[
        bool, typer.Option("--map", help="Draw the places on a map; with --about or --query those of a part.")
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=3,
            help="Above so many names and values the less connected ones are folded into groups.",
            show_default=f"{BROWSED:,} in a page, {PRINTED} in print",
        ),
    ] = None,
    ontology: OntologyFiles = None,
) -> None:
    """Draw the graph as one file: a page to explore offline (.html), or a picture for print (.svg, .png, .pdf).

    In the page a click on a line, a mark or a place shows the sentences that say so, one on a group the names in it.
    Facts are solid, claims dashed, denials dotted. A query chooses entities (drawn with what joins them), statements,
    or by CONSTRUCT triples that articles state.

    Example: kg draw --query who-attacked-whom --since 2024-03 -o attacks.svg
    """
    from kg.cli.drawing import choice, happenings, only_one
    from kg.graph.store import Store
    from kg.ontology import load
    from kg.view import drawer, sheet
    from kg.view.scene import scene_of

    only_one({"--about": about, "--path": path, "--query": query, "--timeline": timeline})
    drawn, made = drawer(output), sheet(output)
    classes = load(ontology)
    most = limit or (BROWSED if output.suffix.lower() == ".html" else PRINTED)

    def root_of(type_: str) -> str:
        return classes.root(type_).rpartition(":")[2]

    with Store.open(graph, read_only=True, whole=about is None or depth > 1) as store, working(f"drawing {output}"):
        if timeline is not None:
            content = made(happenings(store, timeline))
        else:
            one = choice(store, about, depth, path, claims, query, queries or (), context.args)
            if map_:
                content = made(_map(store, root_of, one))
            else:
                content = drawn(scene_of(store, root_of, one.statements, one.title, most, one.also, one.columns))
    write(output, content)


def _map(store: Store, root_of: Callable[[str], str], one: Choice) -> Sheet:
    """Return a map of the places that the chosen statements name."""
    from kg.gazetteer.coordinates import coordinates
    from kg.view.pins import places_sheet
    from kg.view.scene import WHOLE

    title = "Places" if one.title == WHOLE else f"Places: {one.title}"
    return places_sheet(store, root_of, coordinates().get, one.statements, title)


def write(path: Path, content: bytes) -> None:
    """Put the content into the file all at once; raise KgError if that cannot be done."""
    from kg.errors import KgError
    from kg.replacing import replaced

    try:
        with replaced(path) as stream:
            stream.write(content)
    except OSError as fault:
        raise KgError(str(path), f"cannot be written ({fault.strerror})", "expected a folder that can be written to",
                      "choose another place with -o") from None  # fmt: skip
