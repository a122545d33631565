"""`kg timeline`: what happened to somebody or something, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, EntityName, Format, FormatName, GraphPlace

if TYPE_CHECKING:
    from kg.cli.screen import Line

Bound = Annotated[str, typer.Option(metavar="DATE", help="A year, month or day: 2016, 2016-12, 2016-12-24.")]


def timeline(
    name: EntityName,
    since: Bound = "",
    until: Bound = "",
    graph: GraphPlace = DEFAULT_GRAPH,
    format: FormatName = Format.TABLE,
) -> None:
    """Show what is said of a name in the order in which it held or happened, facts and claims marked.

    What no sentence gives a time for comes last, by the day of publication.

    Example: kg timeline "Daniel Okoro" --since 2024
    """
    from kg.cli.screen import say, say_rows
    from kg.graph.dates import ALWAYS, period
    from kg.graph.lookup import entities_called
    from kg.graph.store import Store
    from kg.graph.timeline import shown
    from kg.graph.timeline import timeline as found

    bounds = [period(text, option) if text else ALWAYS for text, option in ((since, "--since"), (until, "--until"))]
    with Store.open(graph, read_only=True) as store:
        entries = found(store, [entity.id for entity in entities_called(store, name)], *bounds)
        if format is Format.JSON:
            say_rows(one.row() for one in entries)
        else:
            say(map(_line, shown(entries)), hang=HANG)


HANG = 4


def _line(text: str) -> Line:
    """Return a line of a timeline with its look: facts and claims apart, sentences as quotations."""
    when, _, rest = text.partition("  ")
    if text.startswith("    "):
        return [(text, "quote" if text.lstrip().startswith("“") else "dim")]
    standing = rest[:5].strip()
    return [(f"{when}  ", "bold"), (rest, standing)] if standing in ("fact", "claim") else [(text, "bold")]
