"""`kg timeline`: what happened to somebody or something, in order."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace

Bound = Annotated[str, typer.Option(metavar="DATE", help="A year, month or day: 2016, 2016-12, 2016-12-24.")]


def timeline(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, a part of one, or an id.", show_default=False)],
    since: Bound = "",
    until: Bound = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    format: FormatName = Format.TABLE,
) -> None:
    """Show what is said of a name in the order in which it held or happened, facts and claims marked.

    What no sentence gives a time for comes last, by the day of publication.

    Example: kg timeline "Daniel Okoro" --since 2024
    """
    from kg.graph.dates import ALWAYS, period
    from kg.graph.lookup import entities_called
    from kg.graph.store import Store
    from kg.graph.timeline import shown
    from kg.graph.timeline import timeline as found
    from kg.lines import line

    bounds = [period(text, option) if text else ALWAYS for text, option in ((since, "--since"), (until, "--until"))]
    with Store.open(graph, read_only=True) as store:
        entries = found(store, [entity.id for entity in entities_called(store, name)], *bounds)
        if format is Format.JSON:
            sys.stdout.buffer.writelines(line(one.row()) for one in entries)
            sys.stdout.buffer.flush()
        else:
            for text in shown(entries):
                print(text)
