"""`kg says`: what a source says."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import DEFAULT_GRAPH, Format, FormatName, GraphPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph.says import Part, Speaker

SourceName = Annotated[
    str, typer.Argument(metavar="NAME", help="A name, a part of one, an id, or a publisher.", show_default=False)
]


def says(name: SourceName, graph: GraphPlace = DEFAULT_GRAPH, format: FormatName = Format.TABLE) -> None:
    """Show what a source says: somebody whom articles quote, or a publisher; each statement with its sentences.

    What others say that it says, and what it says that others say, stand apart.

    Example: kg says "Idris Kone"
    """
    from kg.graph.says import speakers
    from kg.graph.store import Store

    with Store.open(graph, read_only=True, whole=True) as store:
        print_speakers(speakers(store, name), format, {}, f"{name} says nothing in this graph")


def print_speakers(speakers: Sequence[Speaker], format_: Format, headings: dict[Part, str], silence: str) -> None:
    """Print what sources say; on stderr that they say nothing."""
    from kg.graph.says import portrait
    from kg.lines import line

    if format_ is Format.JSON:
        sys.stdout.buffer.writelines(line(row) for speaker in speakers for row in speaker.rows())
        sys.stdout.buffer.flush()
        return
    portraits = [lines for speaker in speakers if (lines := list(portrait(speaker, headings)))]
    for number, lines in enumerate(portraits):
        print(*([""] if number else []), *lines, sep="\n")
    if not portraits:
        print(silence, file=sys.stderr)
