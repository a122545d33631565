"""`kg diff`: what two graphs, or one graph on two days, say differently."""

from __future__ import annotations

import json
import re
import sys
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.looking import seen
from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace, LedgerFile
from kg.endpoint import place
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph.store import Store

Side = Annotated[
    str, typer.Argument(metavar="GRAPH|FILE|DATE", help="A graph, an export of one, or a day.", show_default=False)
]


def diff(
    first: Side,
    second: Side,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where they differ, and with 2 if there is an error.")
    ] = False,
    format_: FormatName = Format.TABLE,
    graph: GraphPlace = DEFAULT_GRAPH,
    ledger: LedgerFile = None,
) -> None:
    """Tell in which statements and entities two graphs, or two days of one, differ: what came, went and changed.

    Each is a folder, an export or an endpoint, as --graph names a graph, or a day of --graph: 2026-01-31, at its end in
    UTC. A statement differs where it is a fact in only one, or in confidence or sources.

    Lines begin with +, - or ~ (changed). The exit code is 0, as with git diff; with --exit-code it is that of diff.

    Example: kg diff 2026-01-31 2026-02-28
    """
    try:
        differs = _told(first, second, format_, graph, ledger)
    except KgError as error:
        if not exit_code:
            raise
        from kg.cli import report

        report(error)
        raise typer.Exit(2) from None
    if exit_code and differs:
        raise typer.Exit(1)


def _told(first: str, second: str, format_: Format, graph: Path, ledger: Path | None) -> bool:
    """Print in what two sides differ; tell whether they do."""
    from kg.graph.difference import difference, lines, rows

    with ExitStack() as stack:
        before, after = (stack.enter_context(_side(name, graph, ledger)) for name in (first, second))
        found = difference(before, after)
    if format_ is Format.JSON:
        print(*(json.dumps(row, ensure_ascii=False) for row in rows(found)), sep="\n", end="\n" if found else "")
    else:
        print(*lines(found), sep="\n", end="\n" if found else "")
    print(f"{first} -> {second}: {found}", file=sys.stderr)
    return bool(found)


def _side(name: str, graph: Path, ledger: Path | None) -> AbstractContextManager[Store]:
    """Return the graph of a place, or of a day."""
    named = place(name)
    if re.match(r"\d{4}-\d\d-\d\d", name) and not named.exists():
        return seen(graph, name, ledger)
    return seen(named, whole=True)
