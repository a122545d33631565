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

LEAST = 20
"""Columns that words have at least, however narrow a terminal is."""
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


def say(lines: Iterable[Line], hang: int = 0) -> None:
    """Print lines: plain into a pipe; on a terminal with their looks, wrapped `hang` to the right of their beginning.

    A quotation goes on below its own beginning.
    """
    console = screen()
    for line in lines:
        pieces = [(line, "")] if isinstance(line, str) else line
        text = "".join(words for words, _ in pieces)
        if console is None:
            print(text)
        else:
            indent = len(text) - len(text.lstrip())
            _wrapped(console, pieces, indent, 0 if text.lstrip().startswith("“") else hang)


def _wrapped(console: Console, pieces: Sequence[Piece], indent: int, hang: int) -> None:
    from rich.padding import Padding
    from rich.text import Text

    text = Text.assemble(*pieces)[indent:]
    room = console.width - indent
    first, *rest = [text] if text.cell_len <= room or not hang else text.wrap(console, max(LEAST, room - hang))
    console.print(Padding(first, (0, 0, 0, indent)))
    for line in rest:
        console.print(Padding(line, (0, 0, 0, indent + hang)))


def say_rows(rows: Iterable[Json]) -> None:
    """Print one JSON object a line."""
    from kg.lines import line

    sys.stdout.buffer.writelines(map(line, rows))
    sys.stdout.buffer.flush()


def say_table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> bool:
    """Print a table; into a pipe a line of names and a line a row, with tabs between. Tell whether to a terminal.

    On a terminal a last column of sentences for which there is no room stands below its row.
    """
    console = screen()
    if console is None:
        for row in (head, *rows):
            print("\t".join(row))
        return False
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    if rows and widths and widths[-1] > SENTENCE and _room(console, widths[:-1]) < SENTENCE:
        _sentences_below(console, head, rows)
    else:
        console.print(table(head, rows, numbers))
    return True


SENTENCE = 48
"""A column that is wider holds sentences, which are not to be read in a narrower one."""


def _room(console: Console, widths: Sequence[int]) -> int:
    return console.width - sum(width + 3 for width in widths) - 1


def _sentences_below(console: Console, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print the columns but the last as a table, and below each row what the last one says."""
    from rich.padding import Padding
    from rich.text import Text

    columns = list(zip(head, *rows, strict=True))[:-1]
    widths = [max(map(len, column)) for column in columns]
    while _room(console, widths) < 0 and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    console.print(table(head[:-1], [], widths=widths))
    for row in rows:
        console.print(table(head[:-1], [row[:-1]], widths=widths, headed=False))
        console.print(Padding(Text(row[-1], "quote"), (0, 0, 0, INSET)))


INSET = 6


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    numbers: Sequence[str] = (),
    widths: Sequence[int] = (),
    headed: bool = True,
) -> Table:
    """Return a table of cells, in which no cell is markup; the columns called `numbers` stand to the right."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    made = Table(
        box=SIMPLE_HEAD if headed else None,
        show_header=headed,
        show_edge=headed,
        padding=(0, 1) if headed else (0, 1, 0, 2),
    )
    for number, name in enumerate(head):
        wide = widths[number] if widths else None
        made.add_column(name, justify="right" if name in numbers else "left", width=wide)
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def quotation(lines: Iterable[str], indent: str) -> Iterable[Line]:
    """Yield the lines of a sentence and its source, the sentence as a quotation, the rest dimmed."""
    for line in lines:
        yield [(f"{indent}{line}", "quote" if line.startswith("“") else "dim")]
