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
def progress(
    work: str, total: Callable[[], int | None] = lambda: None, words: Callable[[object], int] = lambda piece: 0
) -> Iterator[Advance]:
    """Yield what is to be called after each piece of a work; with a `total` the time left is shown as well.

    With `words`, the number of those in a piece, it shows how many are done in a second. The pieces and their words
    are counted only where somebody looks on.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with _bar() as bar:
        task, held = bar.add_task(work, total=total(), words=0), [0]

        def advance(piece: object) -> None:
            held[0] += words(piece)
            bar.update(task, advance=1, words=held[0])

        yield advance


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

    class Words(ProgressColumn):
        """Words a second since the work began, where they are counted."""

        def render(self, task: Task) -> Text:
            words = task.fields["words"]
            return Text(f"{words / task.elapsed:,.0f} words/s" if words and task.elapsed else "", style="dim")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        Words(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
