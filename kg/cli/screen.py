"""What a terminal gets that a pipe does not: colour, and tables as wide as the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def screen() -> Console | None:
    """Return the terminal that standard output goes to; None for a pipe or a file, which get plain lines.

    `FORCE_COLOR` makes a terminal of a pipe, as rich has it.
    """
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")):
        return None
    from rich.console import Console

    return Console(highlight=False)


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
