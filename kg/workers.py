"""Work shared out to processes: batches in, results out, in the order given whatever process was first."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import fields
from functools import partial
from multiprocessing import connection, get_context, parent_process
from multiprocessing.reduction import ForkingPickler
from typing import Any, TypeVar

AHEAD = 2
"""Batches a process that are handed out before the first result is taken: no more is ever held."""

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[list[T]], list[R]]


def carry(classes: Iterable[type[Any]]) -> None:
    """Have values of frozen dataclasses pass between processes by the order of their fields, in half the time.

    By themselves they go field by field, through two functions of Python's.
    """
    for one in classes:
        ForkingPickler.register(one, partial(_packed, [field.name for field in fields(one)]))


def _packed(names: Sequence[str], value: object) -> tuple[type[Any], tuple[Any, ...]]:
    return type(value), tuple([getattr(value, name) for name in names])


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def shared(
    batches: Iterable[list[T]], begin: Callable[[], Work[T, R]], jobs: int, on_lost: Callable[[T], None]
) -> Iterator[R]:
    """Yield the results of all batches in their order, worked off by as many processes.

    Each process calls `begin` once and what that returns for each batch; both must be picklable. Where a process dies,
    or has no memory left, what was under way is done again, one item at a time; an item with which another dies goes
    to `on_lost`.
    """
    coming = iter(batches)
    waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
    pool = _pool(begin, jobs)
    try:
        while True:
            while len(waiting) < AHEAD * jobs and (batch := next(coming, None)) is not None:
                waiting.append((batch, pool.submit(_work, batch)))
            if not waiting:
                return
            batch, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                pool.shutdown()
                waiting.appendleft((batch, future))
                for batch, future in waiting:
                    yield from future.result() if _is_done(future) else _singly(batch, begin, on_lost)
                waiting.clear()
                pool = _pool(begin, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _is_done(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _singly(batch: list[T], begin: Callable[[], Work[T, R]], on_lost: Callable[[T], None]) -> Iterator[R]:
    pool = _pool(begin, 1)
    try:
        for item in batch:
            try:
                yield from pool.submit(_work, [item]).result()
            except BrokenProcessPool:
                on_lost(item)
                pool.shutdown()
                pool = _pool(begin, 1)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(begin: Callable[[], Work[Any, Any]], jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (begin,))


_working: Work[Any, Any]  # of this process


def _begin(begin: Callable[[], Work[Any, Any]]) -> None:
    global _working  # the one thing that a process keeps from batch to batch
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that hands out the work
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _working = begin()


def _end_with_parent() -> None:
    """End this process when the one that began it is gone, even killed: nobody would take its results."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _work(batch: list[Any]) -> list[Any]:
    try:
        return _working(batch)
    except MemoryError:
        os._exit(1)  # as where the system ends a process that takes too much
