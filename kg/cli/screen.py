"""What a terminal gets that a pipe does not: colour, tables and wrapped lines."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from kg.lines import Json

Piece = tuple[str, str]
"""Words and the look that rich gives them: "bold", "dim", one of STYLES."""
Line = Sequence[Piece] | str

STYLES = {"fact": "green", "claim": "yellow", "denied": "red", "rejected": "red", "quote": "italic"}


def screen() -> Console | None:
    """Return the terminal that standard output goes to; None for a pipe or a file, which get plain lines.

    `FORCE_COLOR` makes a terminal of a pipe, as rich has it.
    """
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console
    from rich.theme import Theme

    return Console(highlight=False, theme=Theme(STYLES))


def say(lines: Iterable[Line]) -> None:
    """Print lines: plain into a pipe; on a terminal with their looks, wrapped below their own beginning."""
    console = screen()
    for line in lines:
        pieces = [(line, "")] if isinstance(line, str) else line
        text = "".join(words for words, _ in pieces)
        if console is None:
            print(text)
        else:
            _wrapped(console, pieces, len(text) - len(text.lstrip()))


def _wrapped(console: Console, pieces: Sequence[Piece], indent: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    text = Text.assemble(*pieces)
    console.print(Padding(text[indent:], (0, 0, 0, indent)))


def say_rows(rows: Iterable[Json]) -> None:
    """Print one JSON object a line."""
    from kg.lines import line

    sys.stdout.buffer.writelines(map(line, rows))
    sys.stdout.buffer.flush()


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> bool:
    """Print a table; into a pipe a line of names and a line a row, with tabs between. Tell whether to a terminal."""
    console = screen()
    if console is None:
        for row in (head, *rows):
            print("\t".join(row))
        return False
    console.print(table(head, rows, numbers))
    return True


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> Table:
    """Return a table of cells, in which no cell is markup; the columns called `numbers` stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(box=SIMPLE_HEAD)
    for name in head:
        made.add_column(name, justify="right" if name in numbers else "left")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def quotation(lines: Iterable[str], indent: str) -> Iterable[Line]:
    """Yield the lines of a sentence and its source, the sentence as a quotation, the rest dimmed."""
    for line in lines:
        yield [(f"{indent}{line}", "quote" if line.startswith("“") else "dim")]
