"""Seconds within functions, while they are watched."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

Function = tuple[object, str]
"""A function by its holder, a module or a class, and its name there."""


class Meter:
    """Processor seconds of this thread by stage, while the functions that are the stages are watched.

    What is done in a stage that another one calls counts for it alone, and what is done in none for the `rest`. Of a
    generator, what it takes to give each of its values is counted.
    """

    def __init__(self, stages: Iterable[tuple[str, Function]], rest: str = "") -> None:
        self.seconds: Counter[str] = Counter()
        self._stages, self._rest = list(stages), rest

    def __enter__(self) -> Meter:
        self._own = [getattr(holder, name) for _, (holder, name) in self._stages]
        for (stage, (holder, name)), function in zip(self._stages, self._own, strict=True):
            setattr(holder, name, self._watched(stage, function))
        self._stage, self._since = self._rest, time.thread_time()
        return self

    def __exit__(self, *_: object) -> None:
        self._turn(self._rest)
        for (_, (holder, name)), function in zip(self._stages, self._own, strict=True):
            setattr(holder, name, function)

    @contextmanager
    def _within(self, stage: str) -> Iterator[None]:
        outer = self._turn(stage)
        try:
            yield
        finally:
            self._turn(outer)

    def _turn(self, stage: str) -> str:
        now, outer = time.thread_time(), self._stage
        self.seconds[outer] += now - self._since
        self._stage, self._since = stage, now
        return outer

    def _watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def watched(*given: Any, **named: Any) -> Any:
            with self._within(stage):
                found = function(*given, **named)
            return self._each(stage, found) if isinstance(found, Iterator) else found

        return watched

    def _each(self, stage: str, values: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self._within(stage):
                try:
                    value = next(values)
                except StopIteration:
                    return
            yield value
