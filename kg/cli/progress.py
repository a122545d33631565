"""How far long work has come: a bar with rate and time left on stderr, and nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, Task

Item = TypeVar("Item")
Advance = Callable[[object], None]


@contextmanager
def progress(work: str, total: Callable[[], int | None] = lambda: None) -> Iterator[Advance]:
    """Yield what is to be called after each piece of a work; with a `total` the time left is shown as well.

    The pieces are counted only where somebody looks on.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with _bar() as bar:
        task = bar.add_task(work, total=total())
        yield lambda _: bar.advance(task)


def tracked(items: Iterable[Item], work: str, total: Callable[[], int | None] = lambda: None) -> Iterator[Item]:
    """Yield items as they come, and show how many have come."""
    with progress(work, total) as advance:
        for item in items:
            yield item
            advance(item)


@contextmanager
def working(work: str) -> Iterator[None]:
    """Show that a work of one piece goes on, and since when."""
    with progress(work):
        yield


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Pieces a second, or a minute where they are slow."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            if not speed:
                return Text("")
            return Text(f"{speed:,.1f}/s" if speed >= 1 else f"{60 * speed:,.1f}/min", style="dim")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
