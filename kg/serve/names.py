"""The index of names as the server keeps it: made by a worker, and made anew when the graph has changed."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

from kg.serve.pool import Pool
from kg.serve.search import Hit, Index
from kg.serve.snapshot import written

REST = 20.0
"""How many times as long as it took to make the index it is kept, though the graph changed."""
LOOK = 2.0
BUILD_TIME = 900.0


class Names:
    """The names of a graph, in an index file in `folder`. Until the first one is made nothing is found."""

    def __init__(self, place: Path, folder: Path, pool: Pool) -> None:
        self._place, self._folder, self._pool = place, folder, pool
        self._index: Index | None = None
        self._made = asyncio.Event()
        self._keeping: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Make the index, and keep it fresh from now on."""
        self._keeping = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        """Stop keeping it."""
        if self._keeping:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
        if self._index:
            self._index.close()

    async def find(self, text: str, most: int) -> list[Hit]:
        """Return the entities whose names begin so, the best first."""
        index = await self._ready()
        return await asyncio.to_thread(index.find, text, most) if index else []

    async def best(self, most: int) -> list[str]:
        """Return the ids of the best connected entities."""
        index = await self._ready()
        return await asyncio.to_thread(index.best, most) if index else []

    async def _ready(self) -> Index | None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._made.wait(), 10)
        return self._index

    async def _keep(self) -> None:
        number, state = 0, None
        while True:
            now = written(self._place)
            pause = LOOK
            if now and now != state:
                began = time.monotonic()
                number += 1
                if await self._renewed(self._folder / f"names-{number}.sqlite"):
                    state = now
                pause = max(LOOK, REST * (time.monotonic() - began))
            await asyncio.sleep(pause)

    async def _renewed(self, path: Path) -> bool:
        reply = await self._pool.ask("index", {"path": str(path)}, BUILD_TIME)
        if reply.status != 200:
            path.unlink(missing_ok=True)
            self._made.set()
            return False
        old, self._index = self._index, Index(path)
        path.unlink()  # what is open stays readable
        self._made.set()
        if old:
            await asyncio.sleep(1)  # for those who are reading
            old.close()
        return True
