"""A pool of worker processes. One that takes too long is killed and another put in its place."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from typing import Any

from kg.serve import frames
from kg.serve.reply import Reply, refusal

PATIENCE = 20.0
"""Seconds that a request waits for a worker to be free."""
BUFFER = 1 << 24


class Pool:
    """Workers that answer one request each at a time; `command` starts one.

    A request that ends early, because its client went away or the server stops, takes its worker with it. Whoever
    writes to the graph raises the `edition`, so that all workers see it with the next request.
    """

    def __init__(self, command: Sequence[str], size: int, timeout: float) -> None:
        self._command, self._size, self._timeout = command, size, timeout
        self._free: asyncio.Queue[Process] = asyncio.Queue()
        self._all: set[Process] = set()
        self._welcomes: set[asyncio.Task[None]] = set()
        self.edition = 0

    async def start(self) -> None:
        """Start all workers; they get ready while the first requests come."""
        for _ in range(self._size):
            await self._hire()

    async def stop(self) -> None:
        """End all workers."""
        for welcome in self._welcomes:
            welcome.cancel()
        for process in list(self._all):
            await self._end(process)

    async def ask(self, task: str, arguments: Mapping[str, Any], timeout: float = 0.0) -> Reply:
        """Return a worker's reply, or one with status 503 if there is none in time."""
        try:
            worker = await asyncio.wait_for(self._free.get(), PATIENCE)
        except TimeoutError:
            return refusal(503, "all workers are busy; try again in a while")
        try:
            return await self._asked(worker, task, timeout or self._timeout, dict(arguments))
        finally:
            if worker in self._all:
                self._free.put_nowait(worker)

    async def _asked(self, worker: Process, task: str, timeout: float, arguments: dict[str, Any]) -> Reply:
        try:
            async with asyncio.timeout(timeout):
                return await _exchange(worker, frames.request(task, arguments, self.edition))
        except TimeoutError:
            await self._replace(worker)
            return refusal(503, f"it took more than {timeout:g} seconds and was stopped; ask for less, or add a LIMIT")
        except (asyncio.IncompleteReadError, ConnectionError):
            await self._replace(worker)
            return refusal(503, "the worker ended before it had an answer, perhaps for want of memory; ask for less")
        except asyncio.CancelledError:
            await asyncio.shield(self._replace(worker))
            raise

    async def _hire(self) -> None:
        worker = await asyncio.create_subprocess_exec(*self._command, stdin=PIPE, stdout=PIPE, limit=BUFFER)
        self._all.add(worker)
        welcome = asyncio.create_task(self._welcome(worker))
        self._welcomes.add(welcome)
        welcome.add_done_callback(self._welcomes.discard)

    async def _welcome(self, worker: Process) -> None:
        """Let a worker take requests once it says that it is ready; one that cannot start makes way for another."""
        assert worker.stdout is not None
        try:
            await frames.answer(worker.stdout)
            self._free.put_nowait(worker)
        except asyncio.IncompleteReadError:
            await asyncio.sleep(1)
            if worker in self._all:
                await self._replace(worker)

    async def _replace(self, worker: Process) -> None:
        await self._end(worker)
        await self._hire()

    async def _end(self, worker: Process) -> None:
        self._all.discard(worker)
        if worker.returncode is None:
            worker.kill()
        await worker.wait()


async def _exchange(worker: Process, request: bytes) -> Reply:
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(request)
    await worker.stdin.drain()
    return await frames.answer(worker.stdout)


def worker_command(*arguments: str) -> list[str]:
    """Return the command line of a worker."""
    return [sys.executable, "-m", "kg.serve.worker", *arguments]
